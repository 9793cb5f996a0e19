"""Reads and writes lists in one cell: items separated by commas, semicolons or line breaks, in quotes where needed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from models.text.dates_and_times import tidy
from roster.tables.cells.text import cell_text, unescaped

NO_DAY = "none"  # an empty list of weekdays, since a blank cell means every day
_ITEM = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=[,;\n]|$)|([^,;\n]*))(?:[,;\n]|$)')
_TO_QUOTE = re.compile(r'[,;\n"]')


def list_text(items: Iterable[str]) -> str:
    """Writes a list as the text of a cell; empty for no items."""
    return ", ".join(map(_quoted, items))


def list_items(text: str) -> list[str]:
    """Reads the items of such a text; blank items are left out, unless in quotes."""
    found = []
    for match in _ITEM.finditer(text):
        if match[1] is not None:
            found.append(match[1].replace('""', '"'))
        elif word := tidy(match[2]):
            found.append(word)
    return found


def cell_items(cell: Any) -> list[str]:
    """Reads the items of a cell: a text with separators, a list, or a single value."""
    if isinstance(cell, str):
        return list_items(unescaped(cell))
    if isinstance(cell, Iterable):
        return [text for item in cell if (text := cell_text(item))]
    return [text] if (text := cell_text(cell)) else []


def _quoted(item: str) -> str:
    plain = str(item)
    if plain and tidy(plain) == plain and not _TO_QUOTE.search(plain):
        return plain
    return '"' + plain.replace('"', '""') + '"'
