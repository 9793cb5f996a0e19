"""Finds the list of a sheet: its headings, or without headings what its columns hold; and what stands above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from models.text.dates_and_times import written_date, written_moment
from roster.importing.grid import Grid
from roster.importing.words.codes import absence_of, call_sign_in, is_blank_mark, is_shift_name
from roster.importing.words.contacts import contact_or_nothing, is_email, is_phone
from roster.importing.words.dates import date_parts, hints_in
from roster.importing.words.headings import heading_kind
from roster.importing.words.names import looks_like_name, one_word_name
from roster.importing.words.roles import role_named
from roster.importing.words.time_spans import clock_of, span_in

_FEWEST_HEADINGS = 2
_FEWEST_ROWS = 2  # of a list without headings
_SEEN = 20  # rows below the headings that are looked at
_DUTY = {"shift", "time", "start", "end"}
_MONTHS = 12
_MANY = 4  # dates that are the same day of different months
_NUMBERS = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})(?=\2\d)")
_SAID_ABOVE = re.compile(r"([A-Za-z /]+?)\s*:\s*(\S.*)")


@dataclass
class ListTable:
    """A list.

    Attributes:
        columns: kind of heading -> its column.
        row: the row of headings; 0 where it has none.
        dated: whether its rows are duties; else they are people.
        first: the first row of the list itself.
        said: what stands above it of all its rows: kind of heading -> the words.
        said_at: the places (row, column) of these words.
        day: the date above it, of the rows below until the next date.
    """

    grid: Grid
    row: int
    columns: dict[str, int]
    dated: bool
    first: int = 0
    said: dict[str, str] | None = None
    said_at: Sequence[tuple[int, int]] = ()
    day: date | None = None

    @property
    def rows(self) -> list[int]:
        """The rows below the headings."""
        return [row for row in self.grid.rows if row > self.row and row >= self.first]

    @property
    def top(self) -> int:
        """The first row that belongs to it."""
        return self.row or self.first


def find_list(grid: Grid) -> ListTable | None:
    """The list of a sheet; None where it holds none."""
    for row in grid.rows[:60]:
        columns: dict[str, int] = {}
        for column in grid.columns(row):
            kind = heading_kind(grid.text(row, column))
            if kind:
                columns.setdefault(kind, column)
        if len(columns) >= _FEWEST_HEADINGS and (found := _below(grid, row, columns)) is not None:
            return found
    return _without_headings(grid)


def _below(grid: Grid, row: int, columns: dict[str, int]) -> ListTable | None:
    """The list below a row of headings; None where there is none."""
    below = [other for other in grid.rows if other > row][:_SEEN]
    dated = any(day_of(grid, other, columns, 2024) or _is_month_first(grid, other, columns) for other in below)
    if not ("person" in columns or {"first", "last"} <= set(columns) or "id" in columns):
        return _of_one_person(grid, row, columns) if dated else None
    if len(columns) * 2 < len(grid.columns(row)):
        return None
    if dated:
        return ListTable(grid, row, columns, True)
    if _has_dates(grid, row):
        return None
    people = [other for other in below if who_in(grid, other, columns, "person", "first", "last", "id")]
    if people and _DUTY & set(columns) and "date" not in columns and (found := _dated_above(grid, row, columns)):
        return found
    return (
        ListTable(grid, row, columns, False)
        if {"role", "team", "id", "phone", "email"} & set(columns) and people
        else None
    )


def _is_month_first(grid: Grid, row: int, columns: dict[str, int]) -> bool:
    """Whether the date of a row is one only where the month comes first."""
    return any(as_date(day_first(grid.text(row, columns[kind])), 2024) for kind in ("date", "start") if kind in columns)


def _has_dates(grid: Grid, row: int) -> bool:
    """Whether headings beside those of a list are dates: then it is a table with dates across."""
    return any(
        sum(date_parts(grid.value(other, column)) is not None for column in grid.columns(other)) > (other != row - 1)
        and (other == row or len(grid.columns(other)) > 1)
        for other in (row - 1, row, row + 1)
    )


def _dated_above(grid: Grid, row: int, columns: dict[str, int]) -> ListTable | None:
    """A list of one date, which stands in a title, or with a date over each of its parts."""
    above = [grid.text(other, column) for other in grid.rows if other < row for column in grid.columns(other)]
    day = hints_in(reversed(above)).start or hints_in([grid.name]).start
    later = any(day_alone(grid, other) is not None for other in grid.rows if other > row)
    return ListTable(grid, row, columns, True, day=day) if day is not None or later else None


def day_alone(grid: Grid, row: int) -> date | None:
    """The date of a row that holds nothing else: `Friday 4th December 2026`, over the duties of that date."""
    cells = grid.columns(row)
    return hints_in([grid.text(row, cells[0])]).start if len(cells) == 1 else None


def _of_one_person(grid: Grid, row: int, columns: dict[str, int]) -> ListTable | None:
    """A sheet of one person's duties: who it is stands above, or is the name of the sheet."""
    if not _DUTY & set(columns) or len(columns) < len(grid.columns(row)) - 1:
        return None
    said: dict[str, str] = {}
    places: list[tuple[int, int]] = []
    for above in (other for other in grid.rows if other < row):
        cells = grid.columns(above)
        for column, following in zip(cells, [*cells[1:], 0], strict=True):
            text = grid.text(above, column)
            match = _SAID_ABOVE.fullmatch(text)
            kind = heading_kind(match[1] if match else text)
            words = match[2] if match else grid.text(above, following) if following else ""
            if kind in ("person", "role", "id", "team", "phone", "email") and words and not heading_kind(words):
                if kind in ("phone", "email") and not contact_or_nothing(kind, words):
                    continue
                said.setdefault(kind, words)
                places += [(above, column)] if match else [(above, column), (above, following)]
    if "person" not in said and looks_like_name(grid.name):
        said["person"] = grid.name
    return ListTable(grid, row, columns, True, said=said, said_at=places) if "person" in said else None


# --- without headings


def _without_headings(grid: Grid) -> ListTable | None:
    """A list whose columns only what they hold can tell: a name, a date and times in each row."""
    rows = [row for row in grid.rows if any(as_date(grid.value(row, column), 2024) for column in grid.columns(row))]
    if len(rows) < _FEWEST_ROWS or _is_headed(grid, rows[0]):
        return None
    cells = {column for row in rows for column in grid.columns(row)}
    found: dict[str, list[int]] = {}
    for column in sorted(cells):
        values = [(grid.text(row, column), grid.value(row, column)) for row in rows if grid.text(row, column)]
        kind = next((kind for kind, fits in _HELD.items() if _mostly(values, fits)), "")
        if kind and len(values) * 3 >= len(rows):
            found.setdefault(kind, []).append(column)
    clocks = found.pop("clock", [])
    one_of_each = len(found.get("date", [])) == 1 and len(found.get("person", [])) == 1
    if not one_of_each or not (len(clocks) == 2 or (not clocks and ("time" in found or "shift" in found))):
        return None
    columns = {kind: at[0] for kind, at in found.items()} | dict(zip(("start", "end"), clocks, strict=False))
    return ListTable(grid, 0, columns, True, first=rows[0])


def _is_headed(grid: Grid, first: int) -> bool:
    """Whether the row above the first date names columns, or the posts of the names below it."""
    above = max((row for row in grid.rows if row < first), default=0)
    return any(
        heading_kind(text) or role_named(text) or is_shift_name(text) or call_sign_in(text) or span_in(text)
        for column in grid.columns(above)
        if (text := grid.text(above, column)) and len(grid.columns(above)) > 1
    )


def _mostly(values: Sequence[tuple[str, object]], fits: Callable[[str, object], bool]) -> bool:
    return sum(fits(text, value) for text, value in values) * 5 >= len(values) * 4


_HELD: dict[str, Callable[[str, object], bool]] = {
    "date": lambda text, value: as_date(value, 2024) is not None,
    "email": lambda text, value: is_email(text),
    "phone": lambda text, value: is_phone(text),
    "time": lambda text, value: span_in(text) is not None or absence_of(text) is not None,
    "clock": lambda text, value: clock_of(value) is not None or absence_of(text) is not None or is_blank_mark(text),
    "shift": lambda text, value: is_shift_name(text) or absence_of(text) is not None,
    "role": lambda text, value: role_named(text) is not None,
    "call sign": lambda text, value: (sign := call_sign_in(text)) is not None and not sign[1],
    "person": lambda text, value: looks_like_name(text) or one_word_name(text),
}


# --- cells


def who_in(grid: Grid, row: int, columns: dict[str, int], *kinds: str) -> str:
    """The person of a row: the name, first name and surname, or the id."""
    found = {kind: grid.text(*grid.origin(row, columns[kind])) for kind in kinds if kind in columns}
    if found.get("person"):
        return found["person"]
    if found.get("first") and found.get("last"):
        return f"{found['first']} {found['last']}"
    return found.get("last") or found.get("first") or found.get("id") or ""


def day_of(grid: Grid, row: int, columns: dict[str, int], year: int | None = None) -> date | None:
    """The date of a row: of its column of dates, or of a start with a date."""
    for kind in ("date", "start"):
        if kind in columns:
            value = grid.value(*grid.origin(row, columns[kind]))
            if (day := as_date(value, year)) is not None:
                return day
    return None


def has_month_first(table: ListTable) -> bool:
    """Whether a list writes its dates with the month first, as in America.

    Some of them can be no other dates; or, with the day first, many would be the same day of different months.
    """
    dated = [kind for kind in ("date", "start", "end date", "end") if kind in table.columns]
    texts = [table.grid.text(row, table.columns[kind]) for row in table.rows for kind in dated]
    numbers = [match for text in texts if (match := _NUMBERS.match(text))]
    first, second = ([int(match[part]) for match in numbers] for part in (1, 3))
    if any(number > _MONTHS for number in first):
        return False
    return any(number > _MONTHS for number in second) or (len(set(first)) == 1 and len(set(second)) >= _MANY)


def day_first(text: str) -> str:
    """A date whose month is written first, with the day first; any other text as it is."""
    return _NUMBERS.sub(r"\3\2\1", text, count=1)


def as_date(value: object, year: int | None) -> date | None:
    """The date of a cell, alone or with a time of day.

    Args:
        year: of a date that is written without one; None where it is not known.
    """
    if isinstance(value, str):
        moment = written_moment(value)
        return written_date(value) or (moment.wall.date() if moment else None) or _partly(value, year)
    if isinstance(value, time | timedelta):
        return None
    parts = date_parts(value)
    return date(parts.year, parts.month, parts.day) if parts and parts.year and parts.month and parts.day else None


def _partly(text: str, year: int | None) -> date | None:
    parts = date_parts(text)
    if parts is None or not parts.day or not parts.month or not (parts.year or year):
        return None
    try:
        day = date(parts.year or year or 1, parts.month, parts.day)
    except ValueError:
        return None
    return day if parts.weekday in (None, day.weekday()) else None


__all__ = ["ListTable", "as_date", "day_alone", "day_first", "day_of", "find_list", "has_month_first", "who_in"]
