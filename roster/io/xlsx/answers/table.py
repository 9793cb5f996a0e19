"""Makes a workbook of one sheet from a table: a row of headings, filters, a value in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from roster.io.xlsx.kit.cell_styles import BODY, DATE, HEADER, Look, Looks
from roster.io.xlsx.kit.page import Page, Value, fitting
from roster.io.xlsx.kit.stored_values import StoredValues

_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same table gives the same bytes
_MOMENT = BODY.but(number_format="dd mmm yyyy hh:mm")
_NUMBER = BODY.but(across="right", number_format="General")
_WIDEST = 60
_FIRST_OF_EXCEL = date(1900, 3, 1)  # Excel believes in 29 February 1900


def table_bytes(name: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Makes a workbook of a table.

    Args:
        name: the name of the sheet.
        headings: the first row.
        rows: numbers, booleans, text, dates and times (instants become times in UTC); None for an empty cell.
    """
    stored = StoredValues()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheet = workbook.create_sheet(name.capitalize())
    assert isinstance(sheet, Worksheet)
    page = Page(sheet, stored, Looks())
    page.put_row(1, list(headings), HEADER)
    for number, row in enumerate(rows, start=2):
        cells = [_cell(value) for value in row]
        page.put_row(number, [value for value, _ in cells], [look for _, look in cells])
    for place, heading in enumerate(headings):
        texts = [heading, *(_shown(row[place]) for row in rows)]
        page.widths([fitting(texts, 9, _WIDEST)], place + 1)
    page.freeze(2, 2)
    page.filter(1, max(len(rows) + 1, 2), len(headings))
    workbook.properties.creator = "jru-roster"
    workbook.properties.created = _MADE.replace(tzinfo=None)
    return stored.save(workbook, _MADE)


def _cell(value: Any) -> tuple[Value, Look]:
    """Returns a value as a cell holds it, and its look."""
    if isinstance(value, datetime):
        return (value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value), _MOMENT
    if isinstance(value, date):
        return (value, DATE) if value >= _FIRST_OF_EXCEL else (value.isoformat(), BODY)
    if isinstance(value, bool):
        return ("yes" if value else "no"), BODY
    return value, (_NUMBER if isinstance(value, int | float) else BODY)


def _shown(value: Any) -> str:
    return "x" * 17 if isinstance(value, date) else "" if value is None else str(value)


__all__ = ["table_bytes"]
