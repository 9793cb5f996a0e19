"""Writes a call sheet as CSV: the rows of the workbook's sheet, without its headings of seats."""

from __future__ import annotations

import csv
import io

from roster.io.xlsx.answers.call_sheet import HEADINGS, call_rows
from roster.lifecycle.call_sheet import CallSheet
from roster.tables.cells.text import escaped


def call_sheet_csv(sheet: CallSheet) -> bytes:
    """The calls as CSV, which `read_answers` reads back once the answers are in it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in call_rows(sheet):
        if row.cells:
            writer.writerow("" if cell is None else escaped(str(cell)) for cell in row.cells)
    return text.getvalue().encode("utf-8-sig")  # without the byte order mark, Excel assumes a Windows encoding


__all__ = ["call_sheet_csv"]
