"""Reads a table from a file of any accepted form: finds its headings, and the rows under them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from roster.io.storage.files import MOST_MISTAKES_LISTED, FileError, read_bytes
from roster.io.tables.sheet_table import rows_of_sheet
from roster.io.tables.text_table import Rows, decoded, likeliest_separator, split_rows, unclosed_quotes
from roster.tables.cells.findings import CellProblem
from roster.tables.cells.text import cell_text
from roster.tables.reading.headings import KnownColumns

if TYPE_CHECKING:
    from pandas import DataFrame

_HEADING_ROWS = 50  # first rows in which headings are looked for
_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"

Say = Callable[[str], None]


@dataclass(frozen=True)
class TableFile:
    """A file that holds a table of a known kind.

    Attributes:
        known: the columns that such a table may have.
    """

    path: Path
    known: KnownColumns

    def read(self, say: Say) -> FoundTable:
        """Reads the table.

        Args:
            say: receives a sentence for each interpretation, and for what was not read.

        Raises:
            FileError: no table of this kind, or cells that cannot be read.
        """
        path, known = self.path, self.known
        rows = self._rows(read_bytes(path), say)
        headings = self._headings(rows)
        if headings is None:
            raise FileError([f"{path}: the file has no headings; it needs {', '.join(known.needed)} at least"])
        frame = rows.frame.loc[headings + 1 :]
        frame.columns = [cell_text(cell) for cell in rows.frame.loc[headings]]
        if broken := [
            f"{path}: row {row}, column {frame.columns[at]}: {sentence}"
            for (row, at), sentence in rows.faults.items()
            if row > headings and known.named_in([frame.columns[at]])
        ]:
            raise FileError(broken[:MOST_MISTAKES_LISTED])
        return FoundTable(path, rows, headings, frame)

    def _rows(self, data: bytes, say: Say) -> Rows:
        """Reads the rows of the table in a file of any accepted form."""
        path = self.path
        if data.startswith(_ZIP):
            return rows_of_sheet(path, data, lambda rows: self._headings(rows) is not None, say)
        if data.startswith(_OLD_WORKBOOK):
            raise FileError([f"{path}: is a workbook of the old form (.xls); save it as .xlsx or as CSV"])
        text, guess = decoded(path, data)
        if not text.strip():
            raise FileError([f"{path}: the file is empty"])
        if text.lstrip().lower().startswith(("<!doctype html", "<html", "<table", "<?xml")):
            raise FileError(
                [f"{path}: is a web page or XML, not a table; open it in Excel and save it as .xlsx or CSV"]
            )
        separator = likeliest_separator(text, lambda cells: len(self.known.named_in(cells)), _HEADING_ROWS)
        rows = split_rows(path, text, separator)
        if broken := list(unclosed_quotes(rows, separator, self._headings(rows) or 0)):
            raise FileError([f"{path}: {sentence}" for sentence in broken[:MOST_MISTAKES_LISTED]])
        if guess:
            say(guess)
        return rows

    def _headings(self, rows: Rows) -> int | None:
        """Finds the row of the headings: of the first rows, the one with most known columns; None for none."""
        first = rows.frame.head(_HEADING_ROWS).itertuples(name=None)
        named = {row: len(self.known.named_in([cell_text(cell) for cell in cells])) for row, *cells in first}
        best = max(named, key=lambda row: named[row], default=None)
        return best if best is not None and named[best] >= self.known.fewest else None


@dataclass(frozen=True)
class FoundTable:
    """A table that was found in a file.

    Attributes:
        rows: all rows of the file or sheet.
        headings: the number of the row of headings.
        frame: the rows under the headings, which are its columns.
    """

    path: Path
    rows: Rows
    headings: int
    frame: DataFrame

    @property
    def above(self) -> list[str]:
        """The text of each row above the headings that is not blank."""
        above = self.rows.frame.loc[: self.headings - 1].itertuples(index=False, name=None)
        return [" ".join(filter(None, map(cell_text, cells))) for cells in above if any(cells)]

    def refuse(self, problems: tuple[CellProblem, ...]) -> None:
        """Raises the mistakes of a reading, where there are any.

        Raises:
            FileError: with the first mistakes, each with its row and column, and how many more there are.
        """
        if problems:
            told = [self._sentence(problem) for problem in problems[:MOST_MISTAKES_LISTED]]
            more = len(problems) - MOST_MISTAKES_LISTED
            raise FileError(told + ([f"{self.path}: and {more:,} more mistakes"] if more > 0 else []))

    def _sentence(self, problem: CellProblem) -> str:
        place = self.rows.place(problem.row if problem.row is not None else self.headings)
        return f"{self.path}: {place}{f', column {problem.column}' if problem.column else ''}: {problem.message}"


__all__ = ["FoundTable", "TableFile"]
