"""Finds the cells of a user's sheet Availability that new offers of people belong in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.lookup.names import NameLookup
from roster.io.xlsx.inputs.availability.availability_reader import grid_headings
from roster.io.xlsx.inputs.availability.cell_codes import AvailabilityCodes
from roster.io.xlsx.inputs.availability.date_headings import day_meant
from roster.io.xlsx.inputs.sheets.all_sheets import GRID
from roster.io.xlsx.raw_sheets.raw_sheet import CellFault, RawSheet
from roster.io.xlsx.round_trip.origin import Origin


@dataclass(frozen=True)
class GridEntry:
    """A code for one cell of the sheet.

    Attributes:
        row, column: of the cell.
        code: the codes, such as `A`.
    """

    row: int
    column: int
    code: str


class OffersGrid:
    """The sheet Availability of a workbook, for writing offers into it."""

    def __init__(self, origin: Origin) -> None:
        self.sheet: RawSheet | None = origin.workbook.inputs.get(GRID)
        self._places = origin.workbook.places
        self._codes = AvailabilityCodes.of(origin.workbook.raw.get("shifts"))
        self._columns: dict[str, int] = {}
        self._rows: dict[str, int] = {}
        headings = grid_headings(self.sheet) if self.sheet is not None else None
        if self.sheet is None or headings is None:
            return
        ours = set(headings.columns.values())
        for column, found in self.sheet.rows.get(headings.row, {}).items():
            if column not in ours and not isinstance(found, CellFault):
                day = day_meant(found, origin.inputs.period.dates)
                if day is not None:
                    self._columns.setdefault(day, column)
        people = NameLookup((person.id, person.name or "") for person in origin.inputs.people)
        for row, cells in self.sheet.rows.items():
            if row > headings.row:
                for person in people.ids(str(cells.get(headings.columns["Person"], ""))):
                    self._rows.setdefault(person, row)

    def entries(self, index: int, person: Mapping[str, Any], before: Sequence[Any]) -> tuple[list[GridEntry], int]:
        """The cells for the first of a person's offers, and how many of these they hold.

        There are none where the person has no row, offers of theirs stand in the sheet already, or a cell is filled.

        Args:
            index: of the person in the book that was read.
            person: the raw data of the person, with the offers as they now are.
            before: their offers as they were read.
        """
        row = self._rows.get(person["id"])
        there = [self._places.of(("people", index, "offers", number)) for number in range(len(before))]
        if row is None or self.sheet is None or any(place and place.sheet == self.sheet.name for place in there):
            return [], 0
        said, number, _ = self._codes.codes_for(list(person.get("offers", [])), [], list(self._columns))
        entries = [GridEntry(row, self._columns[day], " ".join(codes)) for day, codes in said.items()]
        filled = self.sheet.rows.get(row, {})
        return ([], 0) if any(entry.column in filled for entry in entries) else (entries, number)
