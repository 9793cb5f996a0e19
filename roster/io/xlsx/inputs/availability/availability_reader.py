"""Reads the sheet Availability: people down, dates across, codes in the cells."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from models.text.lists import first_few
from roster.analysis.words import counted
from roster.io.xlsx.inputs.availability.cell_codes import EXAMPLE_ROW, AvailabilityCodes
from roster.io.xlsx.inputs.availability.date_headings import read_dates
from roster.io.xlsx.inputs.reading.headings import Headings, find_headings
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
from roster.io.xlsx.inputs.reading.section_reader import SectionReader
from roster.io.xlsx.inputs.reading.table_reader import cells_beside
from roster.io.xlsx.inputs.sheets.all_sheets import GRID
from roster.io.xlsx.inputs.sheets.cell_kinds import DATE
from roster.io.xlsx.inputs.sheets.declarations import Column, Owner
from roster.io.xlsx.inputs.sheets.example_rows import is_example, is_marked, is_unchanged
from roster.io.xlsx.inputs.sheets.people_sheets import PEOPLE
from roster.io.xlsx.raw_sheets.raw_sheet import STRUCK, CellFault, CellValue, Place, RawSheet

_PERSON = Column("Person", ("person",), DATE, also=("ID",))
_NAME = Column("Name", ("name",), DATE)
_OWNER = Owner("people", "offers", "person")
_CODES = EXAMPLE_ROW[2:]


def read_grid(book: ParsedBook, sections: SectionReader) -> None:
    """Reads the sheet Availability into the offers and absences of people, if the workbook has it."""
    sheet = book.inputs.get(GRID)
    if sheet is None:
        return
    if not sheet.rows:
        book.summarise_sheet(sheet, "nothing in it")
        return
    headings = grid_headings(sheet)
    if headings is None:
        book.add_problem((), sheet.whole, "has no row of headings: Person, Name and the dates")
        return
    for place, sentence in headings.mistakes:
        book.add_problem((), place, sentence)
    _AvailabilityReader(book, sections, sheet, headings).read()


def grid_headings(sheet: RawSheet) -> Headings | None:
    """Finds the row of headings of the sheet Availability; None where it has none."""
    headings = find_headings(sheet, (_PERSON, _NAME), "")
    return headings if headings is not None and "Person" in headings.columns else None


class _AvailabilityReader:
    """Reads the sheet Availability."""

    def __init__(self, book: ParsedBook, sections: SectionReader, sheet: RawSheet, headings: Headings) -> None:
        self.book = book
        self.sections = sections
        self.sheet = sheet
        self.headings = headings
        self.person = headings.columns["Person"]
        self.ours = set(headings.columns.values())
        self.codes = AvailabilityCodes.of(book.raw.get("shifts"))
        self.rows = self._rows()
        self.columns: dict[int, str] = {}
        self.first_row: dict[str, Place] = {}
        self.unknown_people: list[str] = []
        self.offered = self.away = 0
        self.entered: set[str] = set()
        self._known: dict[tuple[type, CellValue], list[str] | str] = {}

    def _rows(self) -> dict[int, dict[int, Any]]:
        """Returns the cells of each row, with merged cells filled and remains of examples removed."""
        rows = {}
        merged = self.sheet.merged_cells(self.headings.row, self.person)
        values = [value for value in dict.fromkeys(_CODES) if value]
        for number, own in self.sheet.rows.items():
            if number > self.headings.row:
                cells = {**own, **merged.get(number, {})}
                whole = is_marked(cells.get(self.person))
                rows[number] = {
                    column: found
                    for column, found in cells.items()
                    if whole or not any(is_example(found, value) for value in values)
                }
        return dict(sorted(rows.items()))

    def read(self) -> None:
        """Reads all rows."""
        entries: dict[int, list[Any]] = defaultdict(list)
        for cells in self.rows.values():
            if not is_marked(cells.get(self.person)):
                for column, found in cells.items():
                    if not isinstance(found, CellFault):
                        entries[column].append(found)
        dates = read_dates(self.book, self.sheet, self.headings.row, self.ours, entries, self.codes)
        self.columns = dates.columns
        for number, cells in self.rows.items():
            if is_marked(cells.get(self.person)):
                self._refuse_filled_example(number, cells)
            else:
                self._row(number, cells)
        examples = {number for number, cells in self.rows.items() if is_marked(cells.get(self.person))}
        beside = cells_beside(self.sheet, self.headings.row, self.ours | set(self.columns), examples)
        self.book.summarise_sheet(self.sheet, self._summary(dates.missing), passed_over=[*self.unknown_people, *beside])

    def _summary(self, missing: list[str]) -> str:
        if not self.first_row and not self.unknown_people:
            return "nothing in it"
        people = self.book.raw.get("people")
        silent = len(people) - len(self.entered) if isinstance(people, list) else 0
        parts = [
            f"{counted(len(self.first_row), 'people')}, {counted(self.offered, 'offers')},"
            f" {counted(self.away, 'days')} away",
            f"{counted(silent, 'people')} {'has' if silent == 1 else 'have'} no entry",
        ]
        if missing and (self.columns or self.first_row):
            parts.append(f"no column for {counted(len(missing), 'dates')} of the period: {first_few(missing)}")
        return "; ".join(parts)

    def _refuse_filled_example(self, number: int, cells: dict[int, Any]) -> None:
        """Reports a row that is marked as an example and was filled in."""
        place = self.sheet.place(number, self.person)
        first = min(self.columns, default=0)
        examples = {first + at: value for at, value in enumerate(_CODES) if value and first}
        if is_example(cells[self.person], EXAMPLE_ROW[0]) and all(
            is_unchanged(found, examples.get(column)) for column, found in cells.items() if column in self.columns
        ):
            return
        said = self.sheet.text(number, self.person)
        self.book.add_problem(
            (), place, f"'{said}' marks an example, which is passed over; write what is meant, or clear it"
        )

    def _row(self, number: int, cells: dict[int, Any]) -> None:
        """Reads the row of one person."""
        found = cells.get(self.person)
        place = self.sheet.place(number, self.person)
        marked = sorted(column for column in self.columns if column in cells)
        if found is None:  # the row may have a name alone
            found = cells.get(self.headings.columns.get("Name", 0))
        name = None if found is None or isinstance(found, CellFault) else PEOPLE.key.kind.read(found)
        if not marked:
            person = self.sections.id_of(_OWNER, name)
            if person is not None:
                self.first_row.setdefault(person, place)
            elif name is not None:
                self.unknown_people.append(f"{place.cell} '{name}', who is not on {PEOPLE.name}")
            return
        said, places = self._codes(number, cells, marked)
        if isinstance(found, CellFault):
            self.book.add_problem((), place, found.sentence)
        item = self.sections.owner(_OWNER, name, place, faulty=isinstance(found, CellFault))
        if item is None:
            return
        person = self.sections.id_of(_OWNER, name)
        assert person is not None
        if person in self.entered:
            self.book.add_problem(
                (), place, f"person '{name}' has two rows with entries; the first is {self.first_row[person]}"
            )
            return
        self.first_row[person] = place
        if said:
            self.entered.add(person)
            self._add_to_person(item, said, places)

    def _codes(
        self, number: int, cells: dict[int, Any], marked: list[int]
    ) -> tuple[dict[str, list[str]], dict[str, Place]]:
        """Returns the codes of a row and their cells, both by date."""
        said: dict[str, list[str]] = {}
        places: dict[str, Place] = {}
        for column in marked:
            place = self.sheet.place(number, column)
            value = cells[column]
            if isinstance(value, CellFault) or (number, column) in self.sheet.struck:
                self.book.add_problem((), place, value.sentence if isinstance(value, CellFault) else STRUCK)
                continue
            codes = self._codes_in(value)
            if isinstance(codes, str):
                self.book.add_problem((), place, codes)
            elif codes:
                said[self.columns[column]] = codes
                places[self.columns[column]] = place
        return said, places

    def _codes_in(self, value: CellValue) -> list[str] | str:
        """Returns the codes of a cell, or the sentence on why they are unclear; cached, since most cells are alike."""
        known = (type(value), value)
        if known not in self._known:
            try:
                self._known[known] = self.codes.codes_in(value)
            except ValueError as error:
                self._known[known] = str(error)
        return self._known[known]

    def _add_to_person(
        self, item: tuple[int, dict[str, Any]], said: dict[str, list[str]], places: dict[str, Place]
    ) -> None:
        """Adds the offers and absences of one row to its person."""
        index, person = item
        away = {day for day, codes in said.items() if self.codes.absences({day: codes})}
        self.away += len(away)
        self.offered += len(set(said) - away)
        for name, found in (("offers", self.codes.offers(said)), ("absences", self.codes.absences(said))):
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
