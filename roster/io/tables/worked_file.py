"""Reads worked time from a file: a CSV file of a spreadsheet or another system, or a workbook of one table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.book import Book
from models.records.history import Worked
from roster.io.tables.known_table import TableFile
from roster.tables.reading.headings import WORKED
from roster.tables.reading.read_worked import worked_from

Say = Callable[[str], None]


def read_worked(path: Path, book: Book, say: Say, total: Say = lambda sentence: None) -> list[Worked]:
    """Returns the worked time of a book with the records of a file added; equal records are kept once.

    Args:
        say: receives a sentence for each interpretation, and for what was not read.
        total: receives a sentence on the number of rows and their outcome.

    Raises:
        FileError: with every mistake, each with its row and column.
    """
    table = TableFile(path, WORKED).read(say)
    if above := table.above:
        say(f"{len(above)} row{'' if len(above) == 1 else 's'} above the headings not read ('{above[0][:60]}')")
    reading = worked_from(table.frame, book)
    table.refuse(reading.problems)
    for sentence in reading.notes:
        say(sentence)
    total(reading.total)
    return [*book.worked, *reading.records]


__all__ = ["read_worked"]
