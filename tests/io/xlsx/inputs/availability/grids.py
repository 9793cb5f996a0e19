"""Workbooks with a sheet Availability, changed and read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from roster.io.xlsx.inputs.reader import read_sheets
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
from tests.io.xlsx.inputs.conftest import edited

GRID = "Availability"
SC01, SC02, SC03, SC04 = 10, 11, 12, 13  # rows of the starter book; column C is 1 January 2027, a Friday
PERIOD = "2027-01"


def read(data: bytes) -> ParsedBook:
    return read_sheets(Path("book.xlsx"), data)


def after(edit: Callable[[Any], object]) -> ParsedBook:
    """The starter book after somebody's hands were on its grid."""
    return read(edited(lambda workbook: edit(workbook[GRID])))


def sentences(book: ParsedBook) -> list[str]:
    return [book.places.sentence(problem) for problem in book.problems]


def absences(book: ParsedBook, person: str) -> list[Any]:
    return next(item for item in book.raw["people"] if item["id"] == person).get("absences", [])


def offers(book: ParsedBook, person: str) -> list[Any]:
    return next(item for item in book.raw["people"] if item["id"] == person).get("offers", [])


def told(book: ParsedBook, sheet: str = GRID) -> str:
    return next(line for line in book.sheet_summaries.values() if line.startswith(f"{sheet}: "))


def days(*numbers: int) -> list[str]:
    return [f"{PERIOD}-{number:02}" for number in numbers]


def emptied(sheet: Any) -> None:
    """Nobody has written anything yet."""
    for row in sheet.iter_rows(min_row=5, min_col=3):
        for cell in row:
            cell.value = None
