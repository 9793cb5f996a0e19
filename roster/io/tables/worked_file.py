"""Reads worked time from a file: a CSV file of a spreadsheet or another system, or a workbook of one table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.book import Book
from models.records.history import Worked
from roster.io.storage.files import MOST_MISTAKES_LISTED, FileError, read_bytes
from roster.io.tables.sheet_table import rows_of_sheet
from roster.io.tables.text_table import Rows, decoded, likeliest_separator, split_rows, unclosed_quotes
from roster.tables.cells.findings import CellProblem
from roster.tables.cells.text import cell_text
from roster.tables.reading.headings import WORKED
from roster.tables.reading.read_worked import worked_from

_HEADING_ROWS = 50  # first rows in which headings are looked for
_FEWEST_NAMED = 2  # known columns in a row of headings; a title may contain one by chance
_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"

Say = Callable[[str], None]


def read_worked(path: Path, book: Book, say: Say, total: Say = lambda sentence: None) -> list[Worked]:
    """Returns the worked time of a book with the records of a file added; equal records are kept once.

    Args:
        say: receives a sentence for each interpretation, and for what was not read.
        total: receives a sentence on the number of rows and their outcome.

    Raises:
        FileError: with every mistake, each with its row and column.
    """
    rows = _rows(path, read_bytes(path), say)
    headings = _headings(rows)
    if headings is None:
        raise FileError([f"{path}: the file has no headings; it needs {', '.join(WORKED.needed)} at least"])
    above = [cells for cells in rows.frame.loc[: headings - 1].itertuples(index=False, name=None) if any(cells)]
    if above:
        shown = " ".join(filter(None, map(cell_text, above[0])))
        say(f"{len(above)} row{'' if len(above) == 1 else 's'} above the headings not read ('{shown[:60]}')")
    frame = rows.frame.loc[headings + 1 :]
    frame.columns = [cell_text(cell) for cell in rows.frame.loc[headings]]
    if broken := [
        f"{path}: row {row}, column {frame.columns[at]}: {sentence}"
        for (row, at), sentence in rows.faults.items()
        if row > headings and WORKED.named_in([frame.columns[at]])
    ]:
        raise FileError(broken[:MOST_MISTAKES_LISTED])
    reading = worked_from(frame, book)
    if reading.problems:
        told = [_sentence(path, rows, headings, problem) for problem in reading.problems[:MOST_MISTAKES_LISTED]]
        more = len(reading.problems) - MOST_MISTAKES_LISTED
        raise FileError(told + ([f"{path}: and {more:,} more mistakes"] if more > 0 else []))
    for sentence in reading.notes:
        say(sentence)
    total(reading.total)
    return [*book.worked, *reading.records]


def _rows(path: Path, data: bytes, say: Say) -> Rows:
    """Reads the rows of the table in a file of any accepted form."""
    if data.startswith(_ZIP):
        return rows_of_sheet(path, data, lambda rows: _headings(rows) is not None, say)
    if data.startswith(_OLD_WORKBOOK):
        raise FileError([f"{path}: is a workbook of the old form (.xls); save it as .xlsx or as CSV"])
    text, guess = decoded(path, data)
    if not text.strip():
        raise FileError([f"{path}: the file is empty"])
    if text.lstrip().lower().startswith(("<!doctype html", "<html", "<table", "<?xml")):
        raise FileError([f"{path}: is a web page or XML, not a table; open it in Excel and save it as .xlsx or CSV"])
    separator = likeliest_separator(text, lambda cells: len(WORKED.named_in(cells)), _HEADING_ROWS)
    rows = split_rows(path, text, separator)
    if broken := list(unclosed_quotes(rows, separator, _headings(rows) or 0)):
        raise FileError([f"{path}: {sentence}" for sentence in broken[:MOST_MISTAKES_LISTED]])
    if guess:
        say(guess)
    return rows


def _headings(rows: Rows) -> int | None:
    """Finds the row of the headings: of the first rows, the one with most known columns; None for none."""
    first = rows.frame.head(_HEADING_ROWS).itertuples(name=None)
    named = {row: len(WORKED.named_in([cell_text(cell) for cell in cells])) for row, *cells in first}
    best = max(named, key=lambda row: named[row], default=None)
    return best if best is not None and named[best] >= _FEWEST_NAMED else None


def _sentence(path: Path, rows: Rows, headings: int, problem: CellProblem) -> str:
    place = rows.place(problem.row if problem.row is not None else headings)
    return f"{path}: {place}{f', column {problem.column}' if problem.column else ''}: {problem.message}"


__all__ = ["read_worked"]
