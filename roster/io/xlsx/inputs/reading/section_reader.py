"""Puts the rows of tables into the lists of a book, or into the items of another list that own them."""

from __future__ import annotations

from typing import Any

from models.lookup.names import NameLookup, UnknownNameError
from models.lookup.references import lookup_of
from models.problems import Path as BookPath
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
from roster.io.xlsx.inputs.reading.table_reader import Row, put_at, read_rows
from roster.io.xlsx.inputs.sheets.declarations import Owner, Table
from roster.io.xlsx.inputs.sheets.rule_sheets import RULES
from roster.io.xlsx.inputs.sheets.starting_rules import missing_names
from roster.io.xlsx.raw_sheets.raw_sheet import Place


class SectionReader:
    """Reads tables into the raw data of a book."""

    def __init__(self, book: ParsedBook) -> None:
        self.book = book
        self._numbers: dict[str, dict[str, int]] = {}  # section -> id -> its index in the list
        self._lookups: dict[str, NameLookup] = {}  # section -> finds its ids by what a cell says

    # --- sheets that are a list of the book

    def read_section(self, table: Table) -> None:
        """Reads a sheet whose rows are the items of a list."""
        assert table.section is not None
        rows = read_rows(self.book, table)
        if rows is None:
            return
        items: list[Any] = []
        grouped: dict[str, int] = {}
        for row in rows:
            if table is RULES and not row.faults and (missing := missing_names(row.item, self.book.raw)):
                where = self.book.inputs[table.name].place(row.number, 1)
                self.book.notes.append(
                    f"{where}: '{row.key}', which the template brought, is passed over because the book"
                    f" lacks {' and '.join(missing)}; write what is meant there, or clear the row"
                )
            elif table.group is None:
                items.append(row.item)
                self._note((*table.section, len(items) - 1), row)
            else:
                self._add_to_group(table, table.group, items, grouped, row)
        if table.section[0] in self.book.raw and len(table.section) == 1:
            place = self.book.places.of(table.section) or self.book.inputs[table.name].whole
            self.book.add_problem(
                (), place, f"'{table.section[0]}' has a sheet of its own, {table.name}, which is there too"
            )
        put_at(self.book.raw, table.section, items)
        numbers = self._numbers[table.section[0]] = {}
        for index, item in enumerate(items):
            if isinstance(item.get("id"), str):
                numbers.setdefault(item["id"], index)
        self._lookups[table.section[0]] = lookup_of(items)

    def _note(self, path: BookPath, row: Row) -> None:
        """Notes the cells and faults of a row that became the item at a path."""
        self.book.places.put_row(path, row.cells)
        for inner, place, sentence in row.faults:
            self.book.add_problem((*path, *inner), place, sentence)

    def _add_to_group(self, table: Table, group: str, items: list[Any], grouped: dict[str, int], row: Row) -> None:
        """Adds a row to an item that consists of several rows (a seat to its crew)."""
        assert table.section is not None
        inner = row.item.pop(group, None)
        blank = table.key.path[0] not in row.item and not row.is_faulty(table.key.path)
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
            if item.setdefault(name, value) != value:
                place = row.cells.get((name,), self.book.inputs[table.name].place(row.number, 1))
                self.book.add_problem(
                    (), place, f"'{value}' differs from '{item[name]}', which a row above says of the same"
                )
        path: BookPath = (*table.section, index)
        entries = item.setdefault(group, [])
        own = {path_: place for path_, place in row.cells.items() if path_[0] != group}
        self.book.places.put_row(path, own, keep=True)
        if isinstance(entries, list):
            entry: BookPath = (*path, group, len(entries))
            if inner is not None:
                entries += inner if isinstance(inner, list) else [inner]
            inside = {p[1:]: place for p, place in row.cells.items() if p[0] == group and p[1:]}
            self.book.places.put_row(entry, inside)
            for inner_path, place, sentence in row.faults:
                faulty: BookPath = (*entry, *inner_path[1:]) if inner_path[0] == group else (*path, *inner_path)
                self.book.add_problem(faulty, place, sentence)

    # --- sheets whose rows belong to items of another sheet

    def read_owned(self, table: Table, owner: Owner) -> None:
        """Reads a sheet whose rows lie inside the items of another list (the offers of a person)."""
        for row in read_rows(self.book, table) or []:
            name = row.item.pop(table.key.path[0], None)
            place = row.cells.get(table.key.path, self.book.inputs[table.name].whole)
            item = self.owner(owner, name, place, faulty=row.is_faulty(table.key.path))
            if item is None:
                for _, at, sentence in row.faults:
                    self.book.add_problem((), at, sentence)
                continue
            index, holder = item
            entries = holder.setdefault(owner.field, [])
            if isinstance(entries, list):
                path = (owner.section, index, owner.field, len(entries))
                entries.append(row.item)
                self._note(path, row)

    def owner(self, owner: Owner, name: object, place: Place, *, faulty: bool) -> tuple[int, dict[str, Any]] | None:
        """Returns the item that a row belongs to, with its index; None where there is none, which is reported.

        Args:
            faulty: the cell that names the owner cannot be read, which has been reported.
        """
        known = self._numbers.get(owner.section)
        if known is None or faulty:
            return None  # reported before: the sheet is missing, or the cell cannot be read
        if not isinstance(name, str):
            self.book.add_problem((), place, f"the {owner.noun} is missing")
            return None
        try:
            index = known[self._lookups[owner.section].find(name, owner.noun)]
        except UnknownNameError as error:
            self.book.add_problem((), place, str(error))
            return None
        return index, self.book.raw[owner.section][index]

    def id_of(self, owner: Owner, name: object) -> str | None:
        """The id of the item of a list that a cell names by id or name; None where that is not clear."""
        found = (
            self._lookups[owner.section].ids(name) if isinstance(name, str) and owner.section in self._lookups else ()
        )
        return found[0] if len(found) == 1 else None
