"""Finds the headings of dates on a sheet, and the date of each of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from roster.importing.grid import Grid
from roster.importing.words.dates import DateHints, DateParts, date_parts, year_by_weekdays

_LETTERS = {"M", "T", "W", "F", "S", "TH", "SA", "SU", "TU"}
_FEWEST_NUMBERS = 4  # bare numbers that make a row of dates; fewer may be anything
_NEAR = 2  # rows between two rows of the same heading, at most


@dataclass
class DateAxis:
    """A heading of dates: one row or several that belong together.

    Attributes:
        rows: the rows of the heading, from the top.
        columns: column -> what the rows together say of its date.
        dates: column -> its date, once that is known.
    """

    rows: list[int]
    columns: dict[int, DateParts] = field(default_factory=dict)
    dates: dict[int, date] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """The first column."""
        return min(self.columns)

    @property
    def last(self) -> int:
        """The last column."""
        return max(self.columns)


def find_axes(grid: Grid) -> list[DateAxis]:
    """The headings of dates of a sheet, from the top; dates across."""
    found: list[DateAxis] = []
    used: set[int] = set()
    for row in grid.rows:
        if row in used or not (parts := _dates_of_row(grid, row)):
            continue
        axis = DateAxis([row], parts)
        for other in _rows_nearby(grid, row, used, axis):
            _join(grid, axis, other)
        used |= set(axis.rows)
        found.append(axis)
    return found


def _dates_of_row(grid: Grid, row: int) -> dict[int, DateParts]:
    """The columns of a row that hold dates, if the row is a heading of dates; else none."""
    parts = {column: found for column in grid.columns(row) if (found := date_parts(grid.value(row, column)))}
    days = {column: found for column, found in parts.items() if found.day is not None}
    strong = {column: found for column, found in days.items() if found.is_strong}
    others = len(grid.columns(row)) - len(days)
    worded = all(item.year or item.weekday is not None for item in strong.values())
    newest_first = len(strong) > 1 and all(item.year and item.month for item in strong.values())
    in_order = _rising(list(strong.values()), twice=worded) or (
        newest_first and _rising(list(strong.values())[::-1], twice=worded)
    )
    if len(strong) >= 2 and in_order and others <= 4 + len(strong):
        return strong if len(strong) > len(days) // 2 else {}
    numbers = {column: found for column, found in days.items() if not found.is_strong}
    if len(numbers) >= _FEWEST_NUMBERS and _rising(list(numbers.values())) and others <= 4 + len(numbers) // 3:
        return numbers
    weekdays = {column: found for column, found in parts.items() if found.weekday is not None and found.day is None}
    in_turn = [found.weekday for found in weekdays.values()]
    if len(in_turn) > 1 and all(one != two for one, two in pairwise(in_turn)):
        return weekdays if others <= len(weekdays) + 4 else {}
    return {}


def _rising(parts: Sequence[DateParts], *, twice: bool = False) -> bool:
    """Whether days follow each other as in a calendar: upwards, but for the first of a month.

    Args:
        twice: whether a date may be there twice running, as where two cars have a row each.
    """
    keys = [(item.year or 0, item.month or 0, item.day or 0) for item in parts]
    if twice:
        keys = list(dict.fromkeys(keys))
        if len(keys) < 2:
            return False
    pairs = list(pairwise(keys))
    falls = sum(two <= one for one, two in pairs)
    if any(one == two for one, two in pairs):
        return False
    resets = sum(two[2] <= 7 or two[1] == 1 for one, two in pairs if two <= one)
    return falls == resets and falls <= max(1, len(parts) // 4)


def _rows_nearby(grid: Grid, row: int, used: set[int], axis: DateAxis) -> list[int]:
    """Rows just above and below that say more of the same dates: months, days of the week, numbers of days."""
    found = []
    for step in (-1, 1):
        for distance in range(1, _NEAR + 2):
            other = row + step * distance
            if other in used or not _says_more(grid, other, axis):
                if grid.columns(other) or distance > _NEAR - 1:
                    break
                continue
            found.append(other)
    return found


def _says_more(grid: Grid, row: int, axis: DateAxis) -> bool:
    cells = [column for column in grid.columns(row) if axis.first <= column <= axis.last]
    if not cells:
        return False
    fitting = [column for column in cells if _part_of_heading(grid, row, column)]
    if len(fitting) < len(cells):
        return False
    columns = {column: date_parts(grid.value(row, column)) for column in cells}
    clash = [
        column for column, parts in columns.items()
        if parts and column in axis.columns and parts.day is not None and axis.columns[column].day is not None
    ]  # fmt: skip
    return not clash


def _part_of_heading(grid: Grid, row: int, column: int) -> bool:
    return date_parts(grid.value(row, column)) is not None or grid.text(row, column).upper() in _LETTERS


def _join(grid: Grid, axis: DateAxis, row: int) -> None:
    """Adds what another row of the heading says; a month counts until the next one to its right."""
    axis.rows = sorted([*axis.rows, row])
    last: DateParts | None = None
    own = {column: date_parts(grid.value(row, column)) for column in grid.columns(row)}
    spread = all(parts is None or (parts.weekday is None and parts.day is None) for parts in own.values())
    days = {column for column, parts in own.items() if parts and parts.day is not None}
    left = [parts for column, parts in sorted(own.items()) if column < axis.first and parts and parts.month]
    if left and spread:
        last = left[-1]
    if len(days) >= _FEWEST_NUMBERS:  # the first row had only days of the week
        axis.columns |= {column: parts for column, parts in own.items() if parts and column not in axis.columns}
    for column in sorted(axis.columns):
        top, at = grid.origin(row, column)
        here = own.get(at) if top == row else None
        last = here or (last if spread else None)
        if last is not None:
            axis.columns[column] = axis.columns[column].with_more(_without_day(last) if spread else last)


def _without_day(parts: DateParts) -> DateParts:
    return DateParts(None, parts.month, parts.year, None)


def resolve(axis: DateAxis, hints: DateHints, around: int, after: date | None) -> str:
    """Works out the date of each column; returns what must be asked, empty where all is known.

    Args:
        hints: of titles, names of sheets, and answers.
        around: the year of today, for dates whose days of the week tell the year.
        after: the last date of the table before, for days of the week without any date.
    """
    columns = sorted(axis.columns)
    parts = [axis.columns[column] for column in columns]
    if all(item.day is None for item in parts):
        return _from_weekdays(axis, columns, parts, hints.start, after)
    months = _months(parts, hints.month)
    if months is None:
        return "which month is it? write its first date, as 2026-12-01"
    full = [DateParts(item.day, month, item.year, item.weekday) for item, month in zip(parts, months, strict=True)]
    stated = next((item.year for item in full if item.year), None)
    year = stated or hints.year or year_by_weekdays(full, around)
    if year is None:
        return "which year is it? write it, as 2026"
    for column, item, turned in zip(columns, full, _years_passed(months), strict=True):
        try:
            axis.dates[column] = date(item.year or year + turned, item.month or 1, item.day or 1)
        except ValueError:
            continue  # 31 June: a column of a template; cells below it are reported
    return ""


def _from_weekdays(
    axis: DateAxis, columns: list[int], parts: list[DateParts], start: date | None, after: date | None
) -> str:
    day = start or (after + timedelta(days=1) if after else None)
    if day is None:
        return "only days of the week: which is the first date? write it, as 2026-12-07"
    for column, item in zip(columns, parts, strict=True):
        assert item.weekday is not None
        day += timedelta(days=(item.weekday - day.weekday()) % 7)
        axis.dates[column] = day
        day += timedelta(days=1)
    return ""


def _months(parts: Sequence[DateParts], hint: int | None) -> list[int] | None:
    """The month of each date: stated, or that of the date before, one later where the days begin anew."""
    first = next((index for index, item in enumerate(parts) if item.month), None)
    month = parts[first].month if first is not None else hint
    if month is None:
        return None
    falls = 0
    for one, two in pairwise(parts[: (first or 0) + 1]):
        falls += (two.day or 0) < (one.day or 0)
    if first is None and hint and len(parts) > 1 and (parts[0].day or 0) > 20 and (parts[1].day or 32) <= 1:
        falls = 1  # the 30th and 31st before the month of the title
    month = (month - falls - 1) % 12 + 1
    found: list[int] = []
    for index, item in enumerate(parts):
        if item.month:
            month = item.month
        elif index and (item.day or 0) < (parts[index - 1].day or 0):
            month = month % 12 + 1
        found.append(month)
    return found


def _years_passed(months: Sequence[int]) -> list[int]:
    """How many times the months have passed December, for each date."""
    passed, found = 0, []
    for index, month in enumerate(months):
        passed += bool(index) and month < months[index - 1]
        found.append(passed)
    return found
