"""The rows of a table that somebody hands in, each with its number and its cells."""

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
    """A table as it was handed in.

    Attributes:
        frame: its columns are the headings; a row is named by the label that the index gives it, where all of these are
            whole numbers, else by its place from 1.
        known: the columns it may have.
    """

    frame: DataFrame
    known: KnownColumns

    @cached_property
    def headings(self) -> list[str]:
        """What is over the columns."""
        return [cell_text(heading) for heading in self.frame.columns]

    @cached_property
    def columns(self) -> Columns:
        """Where the known columns are."""
        return find_columns(self.headings, self.known)

    @property
    def mistakes(self) -> tuple[CellProblem, ...]:
        """What is wrong with the headings; then no row is to be read."""
        return tuple(CellProblem(None, None, sentence) for sentence in self.columns.mistakes)

    def rows(self, findings: Findings) -> Iterator[Row]:
        """Each row that says anything, with its cells; None for one that is missing."""
        for number, cells in zip(self._numbers(), self._cells(), strict=True):
            said = [cell_text(cell) for cell in cells]
            if said == self.headings:
                findings.note("repeats the headings; passed over", number)
            elif any(said):
                yield number, cells

    def surplus(self, cells: list[Any]) -> bool:
        """Whether a row has more cells than there are headings."""
        return any(cell_text(cell) for cell in cells[last_heading(self.headings) + 1 :])

    def said(self, name: str, cells: list[Any]) -> str:
        """What a row says in a column, as text; empty where there is no such column."""
        return cell_text(self.cell(name, cells))

    def cell(self, name: str, cells: list[Any]) -> Any:
        """What a row holds in a column."""
        at = self.columns.at.get(name)
        return cells[at[0]] if at else None

    def names(self, cells: list[Any]) -> list[str]:
        """What a row calls its person: by an id, by a name, by a name in two columns."""
        forename, surname = self.said("forename", cells), self.said("surname", cells)
        full = f"{forename} {surname}".strip() if surname else ""
        return [*(cell_text(cells[at]) for at in self.columns.at.get("person", ())), full]

    @property
    def unread(self) -> list[str]:
        """A sentence that names the columns which are not read, where there are any."""
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
