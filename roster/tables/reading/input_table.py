"""A table to be read: its headings, and its rows with their numbers and cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral
from typing import TYPE_CHECKING, Any

from roster.tables.cells.findings import CellProblem, Findings
from roster.tables.cells.text import cell_text
from roster.tables.reading.headings import Columns, KnownColumns, find_columns, last_heading

if TYPE_CHECKING:
    from pandas import DataFrame

Row = tuple[int, list[Any]]


@dataclass(frozen=True)
class InputTable:
    """A table to be read.

    Attributes:
        frame: its columns are the headings. The number of a row is its label in the index, where all labels are whole
            numbers, else its place, from 1.
        known: the columns that a table of this kind may have.
    """

    frame: DataFrame
    known: KnownColumns

    @cached_property
    def headings(self) -> list[str]:
        """The headings of all columns, as text."""
        return [cell_text(heading) for heading in self.frame.columns]

    @cached_property
    def columns(self) -> Columns:
        """The places of the known columns."""
        return find_columns(self.headings, self.known)

    @property
    def heading_problems(self) -> tuple[CellProblem, ...]:
        """Mistakes in the headings; where there are any, no row should be read."""
        return tuple(CellProblem(None, None, sentence) for sentence in self.columns.mistakes)

    def rows(self, findings: Findings) -> Iterator[Row]:
        """Yields each row that is not blank: its number and its cells, None for a missing cell."""
        for number, cells in zip(self._numbers(), self._cells(), strict=True):
            texts = [cell_text(cell) for cell in cells]
            if texts == self.headings:
                findings.add_note("repeats the headings; passed over", number)
            elif any(texts):
                yield number, cells

    def has_surplus_cells(self, cells: list[Any]) -> bool:
        """Whether a row has text in a cell to the right of the last heading."""
        return any(cell_text(cell) for cell in cells[last_heading(self.headings) + 1 :])

    def text(self, name: str, cells: list[Any]) -> str:
        """The text of a row's cell in a column; empty where there is no such column."""
        return cell_text(self.cell(name, cells))

    def cell(self, name: str, cells: list[Any]) -> Any:
        """The value of a row's cell in a column; None where there is no such column."""
        at = self.columns.at.get(name)
        return cells[at[0]] if at else None

    def names(self, cells: list[Any]) -> list[str]:
        """The texts by which a row names its person: ids, names, and a name in two columns put together."""
        forename, surname = self.text("forename", cells), self.text("surname", cells)
        full = f"{forename} {surname}".strip() if surname else ""
        return [*(cell_text(cells[at]) for at in self.columns.at.get("person", ())), full]

    @property
    def unread(self) -> list[str]:
        """A sentence that names the columns that are not read; no sentence where all are read."""
        names = [self.headings[at] or f"column {at + 1}, which has no heading" for at in self.columns.unread]
        return [f"not read: {', '.join(names)}"] if names else []

    def _numbers(self) -> list[int]:
        labels = self.frame.index.tolist()
        if all(isinstance(label, Integral) for label in labels):
            return [int(label) for label in labels]
        return list(range(1, len(labels) + 1))

    def _cells(self) -> list[list[Any]]:
        missing = self.frame.isna().to_numpy()
        cells: list[list[Any]] = self.frame.to_numpy(dtype=object).tolist()
        for row, places in enumerate(missing):
            for place in places.nonzero()[0]:
                cells[row][place] = None
        return cells
