"""Fills in sheets of `roster ask` as people do, with openpyxl."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from roster.offers.asking import sheet_words as words

Answers = Mapping[date | str, str]


def headings(sheet: Worksheet) -> int:
    """The row of the headings."""
    return next(cell.row for cell in sheet["A"] if cell.value == words.DATE)


def rows_of(sheet: Worksheet, day: date) -> list[int]:
    """The rows of a date."""
    return [cell.row for cell in sheet["A"] if isinstance(cell.value, datetime) and cell.value.date() == day]


def row_of(sheet: Worksheet, label: str) -> int:
    """The row of a question above the dates."""
    return next(cell.row for cell in sheet["A"] if cell.value == label)


def fill(path: Path, copy: Path, answers: Answers, edit: Callable[[Worksheet], None] = lambda sheet: None) -> Path:
    """Writes a filled-in copy of a sheet.

    Args:
        answers: date, or question, -> what is written beside it, in every row of the date.
        edit: whatever else is done to the sheet.
    """
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    for key, text in answers.items():
        for row in rows_of(sheet, key) if isinstance(key, date) else [row_of(sheet, key)]:
            sheet.cell(row, 5, text)
    edit(sheet)
    workbook.save(copy)
    return copy
