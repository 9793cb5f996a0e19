"""Writes the solved rota into a very hidden sheet of its workbook, as JSON in several cells, and reads it back.

The sheets of the rota are for people; this one is for the program, so that a solved workbook is a solved book.
"""

from __future__ import annotations

import json
from typing import Any

from openpyxl.workbook import Workbook

from models.book import Book
from roster.io.xlsx.embedded.rota_words import RotaWords
from roster.io.xlsx.raw_sheets.raw_sheet import RawSheet

EMBEDDED_SHEET = "_roster"  # very hidden
FIELDS = ("published", "rota")  # of a book: those that no sheet of inputs holds
SHOWN = "shown"
_HEADING = "Kept by jru-roster: the rota as it was made. Not to be edited."
_PIECE = 30_000  # characters; a cell holds at most 32,767


def write_embedded_rota(workbook: Workbook, book: Book, shown: RotaWords | None) -> None:
    """Writes the rota of a book into the hidden sheet, which replaces an earlier one.

    Args:
        shown: the words that the sheets of the rota use; None for a book without a rota.
    """
    if EMBEDDED_SHEET in workbook.sheetnames:
        del workbook[EMBEDDED_SHEET]
    raw = book.model_dump(mode="json", include=set(FIELDS))
    data = {name: raw[name] for name in FIELDS if raw.get(name) is not None}
    if not data:
        return
    if shown is not None:
        data[SHOWN] = shown.as_data()
    sheet = workbook.create_sheet(EMBEDDED_SHEET)
    sheet.sheet_state = "veryHidden"
    sheet.cell(1, 1, _HEADING)
    text = json.dumps(data, separators=(",", ":"))  # ASCII, so that no character needs escaping in XML
    row = 2
    while text:
        end = min(len(text), _PIECE)
        while end < len(text) and " " in text[end - 1 : end + 1]:  # Excel drops blanks at the ends of a cell
            end -= 1
        cell = sheet.cell(row, 1, text[:end])
        cell.data_type = "s"
        text, row = text[end:], row + 1


def read_embedded_rota(sheet: RawSheet) -> tuple[dict[str, Any], RotaWords | None] | None:
    """Reads the hidden sheet: fields of a book, and the words of its sheets; None where it can no longer be read."""
    pieces = [cells.get(1) for number, cells in sorted(sheet.rows.items()) if number > 1]
    try:
        data = json.loads("".join(piece if isinstance(piece, str) else "" for piece in pieces))
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    return {name: data[name] for name in FIELDS if name in data}, RotaWords.read(data.get(SHOWN))
