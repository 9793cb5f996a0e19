"""Reads the answers in a call sheet: the workbook or CSV file of a repair, filled in on the telephone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.book import Book
from roster.analysis.stepping_in.phone_answer import PhoneAnswer
from roster.io.tables.known_table import TableFile
from roster.tables.reading.read_answers import ANSWERS, answers_from


def read_answers(path: Path, book: Book, say: Callable[[str], None]) -> list[PhoneAnswer]:
    """Returns the answers of a call sheet, in the order of its rows.

    Args:
        book: whose people and duties the rows name.
        say: receives a sentence for what was not read, and how many rows have no answer.

    Raises:
        FileError: with every mistake, each with its row and column.
    """
    table = TableFile(path, ANSWERS).read(say)
    reading = answers_from(table.frame, book, str(path))
    table.refuse(reading.problems)
    for sentence in reading.notes:
        say(sentence)
    return list(reading.answers)


__all__ = ["read_answers"]
