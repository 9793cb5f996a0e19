"""From the sheets of a workbook to the raw data that YAML would give, each part with the cell it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.problems import Path as BookPath
from models.problems import Problem, did_you_mean
from models.written import tidy
from roster.io.inputs import kept
from roster.io.inputs.cells import DATE, EXAMPLE, FIELDS, Kind
from roster.io.inputs.dates_row import worked_out
from roster.io.inputs.found import Fault, FoundSheet, Place, sheets_of
from roster.io.inputs.grid import GridCodes
from roster.io.inputs.headings import Headings, find_headings, words_of
from roster.io.inputs.people_sheets import PEOPLE
from roster.io.inputs.places import Places
from roster.io.inputs.sheets import FORMS, GRID, INPUTS, KEPT, OTHERS, TABLES
from roster.io.inputs.shown import Shown
from roster.io.inputs.tables import Column, Form, Owner, Table

_MOST_LABELS = 200  # rows of a form
_PERSON = Column("Person", ("person",), DATE, also=("ID",))
_NAME = Column("Name", ("name",), DATE)


@dataclass
class FoundBook:
    """What came of reading a workbook.

    Attributes:
        raw: the book's data, as YAML would give them.
        places: which cell each part of them comes from.
        problems: what cannot be read at all; what is wrong with the data is for the models to say.
        notes: what is not as it might seem, and does no harm.
        sheets: all there are.
        inputs: which of them is which sheet of inputs.
        shown: what the sheets of the rota called things when they were written; None where there is no rota.
    """

    raw: dict[str, Any]
    places: Places
    sheets: Sequence[FoundSheet] = ()
    inputs: Mapping[str, FoundSheet] = field(default_factory=dict)
    shown: Shown | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_sheets(path: Path, data: bytes) -> FoundBook:
    """The book in the bytes of a workbook.

    Raises:
        FileError: no workbook, or one that cannot be read.
    """
    return _Reader(sheets_of(path, data)).read()


@dataclass
class _Row:
    """One row of a table: its item as far as the cells tell, and the cell of every field."""

    number: int
    item: dict[str, Any]
    cells: dict[BookPath, Place]
    faults: list[tuple[BookPath, Place, str]]
    key: str


class _Reader:
    """Reads one workbook."""

    def __init__(self, sheets: Sequence[FoundSheet]) -> None:
        self.sheets = sheets
        self.by_name: dict[str, FoundSheet] = {}
        self.book = FoundBook({}, Places(), sheets, self.by_name)
        self.owners: dict[str, dict[str, int]] = {}
        self.people_order: list[str] = []

    def read(self) -> FoundBook:
        """Everything, sheet by sheet."""
        self._name_sheets()
        for form in FORMS:
            self._form(form)
        tables = [table for table in TABLES if table.name in self.by_name]
        for table in tables:
            if table.section is not None:
                self._section(table)
        self._grid()
        for table in tables:
            if table.owner is not None:
                self._owned(table, table.owner)
        if (sheet := self.by_name.get(KEPT)) is not None:
            self._kept(sheet)
        return self.book

    def _say(self, path: BookPath, place: Place, sentence: str) -> None:
        """Note a problem; its path is one of its own, so that none is taken for another."""
        path = path or ("workbook", len(self.book.problems))
        self.book.places.put(path, place)
        self.book.problems.append(Problem(path, sentence))

    # --- which sheet is which

    def _name_sheets(self) -> None:
        inputs = {sheet if isinstance(sheet, str) else sheet.name: sheet for sheet in INPUTS}
        names = {words_of(name): name for name in (*inputs, KEPT)}
        others = {words_of(name) for name in OTHERS}
        left: list[FoundSheet] = []
        for sheet in self.sheets:
            name = names.get(words_of(sheet.name))
            if name is None:
                left.append(sheet)
            elif name in self.by_name:
                self._say((), sheet.whole, f"there are two sheets {name}; rename one of them")
            else:
                self.by_name[name] = sheet
        missing = [name for name in inputs if name not in self.by_name]
        for name in list(missing):
            declared = inputs[name]
            for sheet in left:
                if _is_also(declared, sheet):
                    self.by_name[name] = sheet
                    missing.remove(name)
                    left.remove(sheet)
                    break
        for sheet in left:
            if words_of(sheet.name) not in others and (meant := did_you_mean(sheet.name, missing)):
                self._say((), sheet.whole, f"is no sheet of a book{meant} Rename it, or give it a name of its own")
        self.book.places.sheets = {
            table.section: self.by_name[table.name].whole
            for table in TABLES
            if table.section is not None and table.name in self.by_name
        }
        for section, table in ((table.section, table) for table in TABLES if table.section is not None):
            self.book.places.missing[section] = table.name

    # --- forms

    def _form(self, form: Form) -> None:
        sheet = self.by_name.get(form.name)
        for declared in form.columns:
            self.book.places.missing[declared.path] = f"{form.name}: {declared.heading}"
        if sheet is None:
            return
        labels = {words_of(name): column for column in form.columns for name in (column.heading, *column.also)}
        seen: set[str] = set()
        for row in sorted(sheet.rows)[:_MOST_LABELS]:
            for column_number in sorted(sheet.rows[row])[:1]:
                label = words_of(sheet.text(row, column_number))
                column = labels.get(label)
                if column is None:
                    continue
                wide = next((right for at, left, right in sheet.wide if (at, left) == (row, column_number)), 0)
                beside = max(column_number, wide) + 1
                place = sheet.place(row, beside)
                if column.heading in seen:
                    self._say((), sheet.place(row, column_number), f"'{column.heading}' is there twice")
                    continue
                seen.add(column.heading)
                self._line(column, place, sheet.rows[row].get(beside))

    def _line(self, column: Column, place: Place, found: Any) -> None:
        """One line of a form."""
        path: BookPath = column.path
        self.book.places.put(path or ("more",), place, column.heading)
        if column.required and len(path) > 1:
            self.book.raw.setdefault(column.path[0], {})  # so that the line is missed, and not the whole sheet
        if found is None or (isinstance(found, str) and not tidy(found)):
            return
        if isinstance(found, Fault):
            self._say(path or ("more",), place, found.sentence)
            return
        try:
            value = column.kind.read(found)
        except ValueError as error:
            self._say(path or ("more",), place, str(error))
            return
        if path:
            _put(self.book.raw, column.path, value)
        else:
            for name, inner in value.items():
                self.book.places.put((name,), place, name)
                self.book.raw.setdefault(name, inner)

    # --- tables

    def _rows(self, table: Table) -> list[_Row] | None:
        """The rows of a table's sheet; None when its headings cannot be found."""
        sheet = self.by_name[table.name]
        if not sheet.rows:
            return []
        headings = find_headings(sheet, table.columns, table.more)
        if headings is None:
            wanted = ", ".join(column.heading for column in table.columns)
            self._say((), sheet.whole, f"has no row of headings; they are {wanted}")
            return None
        for place, sentence in headings.mistakes:
            self._say((), place, sentence)
        example = [_normal(column.kind, value) for column in table.columns if (value := _example_of(table, column))]
        rows = []
        for number in sorted(row for row in sheet.rows if row > headings.row):
            if any(column in sheet.rows[number] for column in headings.columns.values()):
                row = self._row(table, sheet, headings, number, example)
                if row is not None:
                    rows.append(row)
        return rows

    def _row(self, table: Table, sheet: FoundSheet, headings: Headings, number: int, example: list[str]) -> _Row | None:
        cells = sheet.rows[number]
        first = sheet.text(number, headings.columns.get(table.key.heading, 0))
        if first.startswith(EXAMPLE) or first == EXAMPLE.strip():
            said = [found for column in table.columns if (found := _said(column, cells, headings))]
            if said != example:
                place = sheet.place(number, headings.columns[table.key.heading])
                self._say(
                    (), place, f"'{first}' marks an example, which is passed over; write what is meant, or clear it"
                )
            return None
        row = _Row(number, {}, {}, [], "")
        for column in table.columns:
            if column.heading not in headings.columns:
                continue
            place = sheet.place(number, headings.columns[column.heading])
            row.cells[column.path] = place
            value = self._cell(row, column.path, column.kind, place, cells.get(place.column))
            if value is not None:
                _put(row.item, column.path, value)
        for column in table.columns:  # after the others: it depends on its neighbour
            if column.blank_is_none and column.path[0] in row.item and column.heading in headings.columns:
                row.item[column.path[0]].setdefault(column.path[-1], None)
        self._more(row, table, sheet, headings, cells)
        key = row.item.get(table.key.path[0])
        row.key = key if isinstance(key, str) else ""
        return row

    def _cell(self, row: _Row, path: BookPath, kind: Kind, place: Place, found: Any) -> Any:
        """What one cell says; None when it is blank or cannot be read."""
        if found is None:
            return None
        if isinstance(found, Fault):
            row.faults.append((path, place, found.sentence))
            return None
        try:
            value = kind.read(found)
        except ValueError as error:
            row.faults.append((path, place, str(error)))
            return None
        return None if value in ("", []) else value

    def _more(self, row: _Row, table: Table, sheet: FoundSheet, headings: Headings, cells: Mapping[int, Any]) -> None:
        """Fields without a column of their own, and pieces of them where one cell was too small."""
        names = [table.more, *(f"{table.more} {number}" for number in range(2, 10))]
        columns = [headings.columns[name] for name in names if name in headings.columns]
        if not columns:
            return
        place = sheet.place(row.number, columns[0])
        row.cells["more",] = place
        pieces = [cells[column] for column in columns if column in cells]
        if not pieces:
            return
        found = pieces[0] if len(pieces) == 1 else "".join(str(piece) for piece in pieces)
        value = self._cell(row, ("more",), FIELDS, place, found)
        if value:
            twice = _merge(row.item, value, row.cells, place)
            row.faults += [
                (("more",), place, f"'{name}' has a column of its own, which is filled in too") for name in twice
            ]

    def _section(self, table: Table) -> None:
        """The rows of a sheet as the items of a section."""
        assert table.section is not None
        rows = self._rows(table)
        if rows is None:
            return
        items: list[Any] = []
        grouped: dict[str, int] = {}
        for row in rows:
            if table.group is None:
                self._add(table.section, items, row)
            else:
                self._add_to_group(table, table.group, items, grouped, row)
        _put(self.book.raw, table.section, items)
        self.owners[table.section[0]] = {}
        for index, item in enumerate(items):
            if isinstance(item.get("id"), str):
                self.owners[table.section[0]].setdefault(item["id"], index)

    def _add(self, section: BookPath, items: list[Any], row: _Row) -> None:
        path = (*section, len(items))
        items.append(row.item)
        self._settle(path, row)

    def _settle(self, path: BookPath, row: _Row) -> None:
        """Note the cells and faults of a row that became the item at a path."""
        self.book.places.put_row(path, row.cells)
        for inner, place, sentence in row.faults:
            self._say((*path, *inner), place, sentence)

    def _add_to_group(self, table: Table, group: str, items: list[Any], grouped: dict[str, int], row: _Row) -> None:
        """A row as one entry of an item that several rows make up."""
        assert table.section is not None
        inner = row.item.pop(group, None)
        blank = table.key.path[0] not in row.item and not any(fault[0] == table.key.path for fault in row.faults)
        if blank and items and inner is not None:
            index = len(items) - 1
        elif row.key in grouped:
            index = grouped[row.key]
        else:
            index = len(items)
            items.append({})
            if row.key:
                grouped[row.key] = index
        item = items[index]
        for name, value in row.item.items():
            item.setdefault(name, value)
        path: BookPath = (*table.section, index)
        entries = item.setdefault(group, [])
        own = {path_: place for path_, place in row.cells.items() if path_[0] != group}
        self.book.places.put_row(path, own, keep=True)
        if isinstance(entries, list):
            entry: BookPath = (*path, group, len(entries))
            if inner is not None:
                entries += inner if isinstance(inner, list) else [inner]
            self.book.places.put_row(entry, {p[1:]: place for p, place in row.cells.items() if p[0] == group and p[1:]})
            for inner_path, place, sentence in row.faults:
                faulty: BookPath = (*entry, *inner_path[1:]) if inner_path[0] == group else (*path, *inner_path)
                self._say(faulty, place, sentence)

    # --- rows that belong to somebody

    def _owned(self, table: Table, owner: Owner) -> None:
        rows = self._rows(table) or []
        for row in rows:
            name = row.item.pop(table.key.path[0], None)
            place = row.cells.get(table.key.path, self.by_name[table.name].whole)
            item = self._owner(owner, name, place, faulty=any(fault[0] == table.key.path for fault in row.faults))
            if item is None:
                for _, at, sentence in row.faults:
                    self._say((), at, sentence)
                continue
            index, holder = item
            entries = holder.setdefault(owner.field, [])
            if isinstance(entries, list):
                path = (owner.section, index, owner.field, len(entries))
                entries.append(row.item)
                self._settle(path, row)

    def _owner(self, owner: Owner, name: object, place: Place, *, faulty: bool) -> tuple[int, dict[str, Any]] | None:
        """The item a row belongs to; where there is none, that is said."""
        known = self.owners.get(owner.section)
        if known is None or faulty:
            return None  # the mistake is said where the sheet is missing, or the cell faulty
        if not isinstance(name, str):
            self._say((), place, f"the {owner.noun} is missing")
            return None
        if name not in known:
            self._say((), place, f"{owner.noun} '{name}' is unknown{did_you_mean(name, known)}")
            return None
        items = self.book.raw[owner.section]
        return known[name], items[known[name]]

    # --- the grid

    def _grid(self) -> None:
        sheet = self.by_name.get(GRID)
        if sheet is None or not sheet.rows:
            return
        headings = find_headings(sheet, (_PERSON, _NAME), "")
        if headings is None or "Person" not in headings.columns:
            self._say((), sheet.whole, "has no row of headings: Person, Name and the dates")
            return
        dates = self._grid_dates(sheet, headings)
        codes = GridCodes.of(self.book.raw.get("shifts"))
        owner = Owner("people", "offers", "person")
        person = headings.columns["Person"]
        for number in sorted(row for row in sheet.rows if row > headings.row):
            cells = sheet.rows[number]
            marked = [column for column in dates if column in cells]
            if not marked:
                continue
            found = cells.get(person)
            if isinstance(found, str) and tidy(found).startswith(EXAMPLE):
                continue
            name = None if found is None or isinstance(found, Fault) else PEOPLE.key.kind.read(found)
            said: dict[str, list[str]] = {}
            places: dict[str, Place] = {}
            for column in marked:
                place = sheet.place(number, column)
                value = cells[column]
                if isinstance(value, Fault):
                    self._say((), place, value.sentence)
                    continue
                known, unknown = codes.parsed(str(value))
                for word in unknown:
                    self._say((), place, f"code '{word}' is unknown; the codes are {', '.join(codes.known)}")
                if known:
                    said.setdefault(dates[column], []).extend(known)
                    places[dates[column]] = place
            if isinstance(found, Fault):
                self._say((), sheet.place(number, person), found.sentence)
            item = self._owner(owner, name, sheet.place(number, person), faulty=isinstance(found, Fault))
            if item is not None and said:
                self._give(item, codes, said, places)

    def _give(
        self, item: tuple[int, dict[str, Any]], codes: GridCodes, said: dict[str, list[str]], places: dict[str, Place]
    ) -> None:
        """The offers and absences of one row of the grid."""
        index, person = item
        for name, found in (("offers", codes.offers(said)), ("absences", codes.away(said))):
            entries = person.setdefault(name, []) if found else []
            if not isinstance(entries, list):
                continue
            for entry in found:
                path = ("people", index, name, len(entries))
                days = entry.get("dates") or [entry["first"]]
                self.book.places.put(path, places[days[0]])
                for number, day in enumerate(entry.get("dates", [])):
                    self.book.places.put((*path, "dates", number), places[day])
                entries.append(entry)

    def _grid_dates(self, sheet: FoundSheet, headings: Headings) -> dict[int, str]:
        """The dates over the columns of the grid."""
        dates: dict[int, str] = {}
        seen: dict[str, Place] = {}
        person = headings.columns["Person"]
        below = {
            column
            for number, cells in sheet.rows.items()
            if number > headings.row and not sheet.text(number, person).startswith(EXAMPLE)
            for column in cells
        }
        for column, found in sorted(sheet.rows[headings.row].items()):
            place = sheet.place(headings.row, column)
            if column in headings.columns.values():
                continue
            if isinstance(found, Fault):
                ours = worked_out(found.formula, self.book.raw.get("period"), dates)
                if ours is None and column in below:
                    self._say((), place, found.sentence)
                if not ours:
                    continue
                day = ours
            else:
                day = DATE.read(found)
            try:
                day = DATE.read(DATE.write(day))
            except ValueError:
                if column in below and any(letter.isdigit() for letter in day):
                    self._say((), place, f"'{day}' is not a date; write it as DD/MM/YYYY")
                continue  # a column of the user's own
            if day in seen:
                self._say((), place, f"the date {day} is there twice; the first is {seen[day]}")
                continue
            seen[day] = place
            dates[column] = day
        return dates

    # --- the solved rota

    def _kept(self, sheet: FoundSheet) -> None:
        found = kept.read_kept(sheet)
        if found is None:
            self.book.notes.append("the rota kept in this workbook can no longer be read; it is taken for unsolved")
            return
        data, self.book.shown = found
        for name, value in data.items():
            self.book.places.put((name,), sheet.whole, name)
            self.book.raw[name] = value


def _is_also(declared: Form | Table | str, sheet: FoundSheet) -> bool:
    """Whether a sheet goes by another name; `Vehicles` may be the rota by vehicle, so that its headings must tell."""
    if isinstance(declared, str) or words_of(sheet.name) not in map(words_of, declared.also):
        return False
    return isinstance(declared, Form) or find_headings(sheet, declared.columns[:3], declared.more) is not None


def _example_of(table: Table, column: Column) -> Any:
    """What the example row of the template says in a column."""
    value = dict(table.example).get(column.heading)
    return f"{EXAMPLE}{value}" if column is table.key else value


def _said(column: Column, cells: Mapping[int, Any], headings: Headings) -> str:
    """What a cell says, as examples are compared."""
    found = cells.get(headings.columns.get(column.heading, 0))
    if found is None or isinstance(found, Fault):
        return "" if found is None else found.sentence
    return _normal(column.kind, found)


def _normal(kind: Kind, found: Any) -> str:
    try:
        return str(kind.read(found))
    except ValueError:
        return str(found)


def _put(raw: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Put a value at a path, making the mappings on the way."""
    for name in path[:-1]:
        raw = raw.setdefault(name, {})
    raw[path[-1]] = value


def _merge(item: dict[str, Any], more: dict[str, Any], cells: dict[BookPath, Place], place: Place) -> list[str]:
    """Take over further fields into an item, inside its mappings too; gives the names of those that were there."""
    twice = []
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(item.get(name), dict):
            twice += [f"{name}.{inner}" for inner in _merge(item[name], value, {}, place)]
            for inner in value:
                cells[name, inner] = place
        elif name in item:
            twice.append(name)
        else:
            item[name] = deepcopy(value)
            cells[name,] = place
    return twice
