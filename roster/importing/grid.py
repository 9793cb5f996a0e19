"""The cells of one sheet of a rota, with merged ranges, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from roster.tables.cells.text import cell_text

Value = str | int | float | bool | date | datetime | time | timedelta
Merged = tuple[int, int, int, int]  # first column, first row, last column, last row


@dataclass(frozen=True, order=True)
class Cell:
    """A cell of a rota, with its row and column from 1."""

    sheet: str
    row: int
    column: int

    @property
    def place(self) -> str:
        """The cell without its sheet: `C5`."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.place}"


def column_letters(column: int) -> str:
    """The letters of a column: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass
class Grid:
    """One sheet of a rota.

    Attributes:
        name: the name of the sheet.
        cells: (row, column) -> value, of the cells that hold something.
        merged: the merged ranges.
        faults: (row, column) -> why a cell cannot be read.
        turned: whether rows and columns were exchanged.
    """

    name: str
    cells: Mapping[tuple[int, int], Value]
    merged: Sequence[Merged] = ()
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    turned: bool = False

    def __post_init__(self) -> None:
        self._texts = {place: text for place, value in self.cells.items() if (text := cell_text(value))}
        self._origins = {
            (row, column): (top, left)
            for left, top, right, bottom in self.merged
            if (top, left) in self._texts
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        self._rows: dict[int, list[int]] = {}
        for row, column in sorted(self._texts):
            self._rows.setdefault(row, []).append(column)

    @property
    def rows(self) -> list[int]:
        """The rows that hold something, from the top."""
        return list(self._rows)

    def columns(self, row: int) -> list[int]:
        """The columns of a row that hold something, from the left."""
        return self._rows.get(row, [])

    @property
    def places(self) -> Iterator[tuple[int, int]]:
        """Every (row, column) that holds something."""
        return iter(self._texts)

    def text(self, row: int, column: int) -> str:
        """The text of a cell itself; empty where it holds nothing."""
        return self._texts.get((row, column), "")

    def value(self, row: int, column: int) -> Value | None:
        """The value of a cell itself."""
        return self.cells.get((row, column)) if (row, column) in self._texts else None

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merged range that covers a cell; the cell itself where none does."""
        return self._origins.get((row, column), (row, column))

    def width(self, row: int, column: int) -> int:
        """Over how many columns a cell is merged."""
        found = (right - left + 1 for left, top, right, _ in self.merged if (top, left) == (row, column))
        return next(found, 1)

    def cell(self, row: int, column: int) -> Cell:
        """The cell of the file that a row and column of this grid stand for."""
        return Cell(self.name, column, row) if self.turned else Cell(self.name, row, column)

    def exchanged(self) -> Grid:
        """The same cells with rows and columns exchanged; `cell` still names those of the file."""
        return Grid(
            self.name,
            {(column, row): value for (row, column), value in self.cells.items()},
            [(top, left, bottom, right) for left, top, right, bottom in self.merged],
            {(column, row): fault for (row, column), fault in self.faults.items()},
            not self.turned,
        )
