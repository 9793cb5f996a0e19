"""Reads any cell as text, and normalises texts and headings for comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from models.text.dates_and_times import tidy

MOST_ROWS_TOLD = 8  # rows listed in one sentence; the others are counted
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # exports write ="0123" so that a spreadsheet keeps it as text
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def escaped(text: str) -> str:
    """The text for a CSV file: with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_LIKE_A_FORMULA) else text


def unescaped(text: str) -> str:
    """The text without the apostrophe that `escaped` puts in front (or that a person put there)."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_LIKE_A_FORMULA) else text


def cell_text(value: Any) -> str:
    """The value of a cell as a person would type it; empty for a missing value."""
    if isinstance(value, str):
        text = tidy(unescaped(value))
        match = _AS_TEXT.fullmatch(text)
        return tidy(match[1]) if match else text
    if value is None or value != value:  # NaN and NaT differ from themselves
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return tidy(str(value))


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if 0 < value < 1:  # part of a day: a time in a cell without the format of a time
        return cell_text(timedelta(days=value))
    return str(value)


@lru_cache(4096)
def normalised(text: str) -> str:
    """A text for comparison: without differences of capitals, blanks and the encoding of accents."""
    plain = unicodedata.normalize("NFKC", tidy(text)).replace("\u2019", "'")
    return " ".join(plain.casefold().split())


def normalised_heading(text: str) -> str:
    """A heading for comparison: `StartDate`, `start_date:` and `Start date *` are equal."""
    words = _CAMEL.sub(" ", tidy(text))
    return normalised(re.sub(r"[\s_\-/]+", " ", words).strip("*:#.? "))


def rows_text(rows: Sequence[int]) -> str:
    """Row numbers in words: `row 3`, `rows 3, 5 and 9`, `rows 3, 5, 9 and 40 more`."""
    shown = [str(row) for row in rows[:MOST_ROWS_TOLD]]
    if len(rows) > len(shown):
        shown.append(f"{len(rows) - len(shown):,} more")
    if len(shown) == 1:
        return f"row {shown[0]}"
    return f"rows {', '.join(shown[:-1])} and {shown[-1]}"
