"""Reads the times at which forms were submitted, with the day or the month first, whichever fits the whole column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from models.text.dates_and_times import written_moment
from roster.tables.cells.text import cell_text

_NUMBERS = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})(?=\2\d)")
_ZONE_NAME = re.compile(r"\s+(?:[A-Z]{2,5}(?:[+-]\d+(?::\d\d)?)?|\([^)]*\))$")  # Google Forms: 9:15:32 am GMT+1
_YEAR_FIRST = re.compile(r"^(\d{4})/(\d\d?)/(\d\d?)")


def submission_times(cells: Mapping[int, object]) -> dict[int, datetime]:
    """When each row was submitted, by its local time; rows whose cell is no time are left out.

    Rows of a form stand in the order in which they came in: dates in numbers are read with the day first, or with the
    month first where only that gives times at all, or times in order.

    Args:
        cells: row -> value, in the order of the rows.
    """
    found = {row: value for row, value in cells.items() if isinstance(value, datetime)}
    texts = {row: cell_text(value) for row, value in cells.items() if row not in found and cell_text(value)}
    day_first = {row: moment for row, text in texts.items() if (moment := _moment(text, swap=False))}
    month_first = {row: moment for row, text in texts.items() if (moment := _moment(text, swap=True))}
    better = len(month_first) > len(day_first) or (
        len(month_first) == len(day_first) and _ordered(month_first) and not _ordered(day_first)
    )
    return found | (month_first if better else day_first)


def _ordered(moments: Mapping[int, datetime]) -> bool:
    times = [moments[row] for row in sorted(moments)]
    return times == sorted(times)


def _moment(text: str, *, swap: bool) -> datetime | None:
    plain = _YEAR_FIRST.sub(lambda match: f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", _ZONE_NAME.sub("", text))
    if swap:
        plain = _NUMBERS.sub(r"\3\2\1", plain, count=1)
    moment = written_moment(plain)
    return moment.wall.replace(microsecond=0) if moment else None
