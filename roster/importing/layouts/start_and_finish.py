"""Start and finish of a duty in two cells: in two columns below each date, or in two rows of each person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from roster.importing.layouts.block import Block
from roster.importing.words.headings import heading_kind
from roster.importing.words.time_spans import clock_of

Place = tuple[int, int]


@dataclass(frozen=True)
class TwoCells:
    """The cells that together hold one person's duty of a date.

    Attributes:
        day: the date.
        start, end: (row, column) of the two times.
        others: columns of that date with something else, such as a length of time.
    """

    day: date
    start: Place
    end: Place
    others: tuple[int, ...] = ()


@dataclass(frozen=True)
class DatePair:
    """The columns of one date."""

    start: int
    end: int
    others: tuple[int, ...] = ()


def columns_of_dates(block: Block) -> dict[date, DatePair]:
    """Date -> its columns of start and finish; empty where the layout has none."""
    found: dict[date, DatePair] = {}
    for day in dict.fromkeys(column.date for column in block.columns):
        kinds = {heading_kind(item.heading): item.column for item in block.columns if item.date == day}
        every = [item.column for item in block.columns if item.date == day]
        if "start" not in kinds or "end" not in kinds:
            return _without_headings(block)
        used = (kinds["start"], kinds["end"])
        found[day] = DatePair(*used, tuple(column for column in every if column not in used))
    return found


def _without_headings(block: Block) -> dict[date, DatePair]:
    """Pairs where each date has two columns without headings, and most cells hold a time of day."""
    by_date: dict[date, list[int]] = {}
    for item in block.columns:
        by_date.setdefault(item.date, []).append(item.column)
    if (
        block.grid.turned
        or any(len(columns) != 2 for columns in by_date.values())
        or any(c.heading for c in block.columns)
    ):
        return {}
    values = [block.grid.value(row, item.column) for row in block.rows for item in block.columns]
    filled = [value for value in values if value is not None]
    if sum(clock_of(value) is not None for value in filled) * 2 <= len(filled):
        return {}
    return {day: DatePair(columns[0], columns[1]) for day, columns in by_date.items()}


def rows_of_people(block: Block, name_of: Callable[[int], str]) -> dict[int, int]:
    """Row of starts -> row of finishes below it, of tables with two rows for each person; else empty.

    Args:
        name_of: the name in a row, also where it is merged over several; empty where it has none.
    """
    found: dict[int, int] = {}
    for row, below in zip(block.rows, block.rows[1:], strict=False):
        if row in found.values() or not name_of(row) or name_of(below) not in ("", name_of(row)):
            continue
        kinds = [{heading_kind(text) for text in block.labels_of(at).values()} for at in (row, below)]
        if ("start" in kinds[0] and "end" in kinds[1]) or (not name_of(below) and _both_are_times(block, row, below)):
            found[row] = below
    return found


def _both_are_times(block: Block, row: int, below: int) -> bool:
    """Whether every time of day in a row has another one below it, and the row below holds nothing else."""
    places = [[(at, item.column) for item in block.columns if block.grid.text(at, item.column)] for at in (row, below)]
    clocks = [{column for at, column in one if clock_of(block.grid.value(at, column))} for one in places]
    return bool(clocks[1]) and clocks[0] == clocks[1] and len(places[1]) == len(clocks[1])
