"""Describes a time zone for calendar programs (RFC 5545, 3.6.5): when its clocks change, by rule if possible.

Some programs use only the description in the file, and Outlook accepts only changes given by a rule (RRULE); a list of
changes ends at some date, and later events are an hour wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEARS = 28  # after which the calendar repeats: a change that follows a rule for so long always does
_MARGIN = timedelta(days=400)  # by which a list of changes goes beyond the last event


class _Change(NamedTuple):
    """A change of the clocks.

    Attributes:
        wall: the local time of the change, before it.
        before: the offset from UTC before.
        after: the offset from UTC after.
        name: of the time that then holds: `GMT`, `BST`.
    """

    wall: datetime
    before: timedelta
    after: timedelta
    name: str


class _Rule(NamedTuple):
    """The yearly day of a change: the first to fourth of a weekday in a month, or (-1) the last."""

    month: int
    week: int
    weekday: int


def timezone_of(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """Describes a zone so that all events between two dates have the right times.

    Changes that follow a rule are given by the rule, without end. Others (those of Morocco follow the moon) are listed
    one by one, until a year after the last event.
    """
    component = Timezone()
    component.add("TZID", zone.key)
    begin = first.year - 1  # by the first event each change of the year has taken place once
    by_year = [_changes_of(zone.key, year) for year in range(begin, begin + _YEARS)]
    rules = [_rule([changes[number] for changes in by_year]) for number in range(_yearly(by_year))]
    if any(by_year) and (not rules or not all(rules)):
        listed = [change for year in range(begin, (last + _MARGIN).year + 1) for change in _changes_of(zone.key, year)]
        for change in [_initial_offset(zone, begin), *listed]:
            _observe(component, change)
    elif rules:
        for change, rule in zip(by_year[0], rules, strict=True):
            _observe(component, change, rule)
    else:
        _observe(component, _initial_offset(zone, begin))
    return component


def _yearly(by_year: Sequence[Sequence[_Change]]) -> int:
    """Returns the number of changes a year; 0 where it differs between years."""
    numbers = {len(changes) for changes in by_year}
    return numbers.pop() if len(numbers) == 1 else 0


def _rule(changes: Sequence[_Change]) -> _Rule | None:
    """Returns the rule that yearly changes follow; None where there is none."""
    if len({(item.wall.month, item.wall.weekday(), item.wall.time(), *item[1:]) for item in changes}) > 1:
        return None
    for week in (-1, 1, 2, 3, 4):
        if all(_is_in_week(item.wall, week) for item in changes):
            return _Rule(changes[0].wall.month, week, changes[0].wall.weekday())
    return None


def _is_in_week(day: datetime, week: int) -> bool:
    """Whether a day is the given one (first to fourth, or -1 for last) of its weekday in the month."""
    if week == -1:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 == week - 1


@lru_cache(maxsize=4096)
def _changes_of(key: str, year: int) -> tuple[_Change, ...]:
    """Returns every change of the clocks in a year, in order."""
    zone = ZoneInfo(key)
    found = []
    start = datetime(year, 1, 1, tzinfo=UTC)
    while start.year == year:
        following = start + timedelta(days=1)
        if following.astimezone(zone).utcoffset() != start.astimezone(zone).utcoffset():
            found.append(_between(zone, start, following))
        start = following
    return tuple(found)


def _between(zone: ZoneInfo, before: datetime, after: datetime) -> _Change:
    """Finds the change between two instants, to the minute."""
    offset = before.astimezone(zone).utcoffset() or timedelta()
    while after - before > timedelta(minutes=1):
        middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    local = after.astimezone(zone)
    return _Change(
        (after + offset).replace(tzinfo=None), offset, local.utcoffset() or timedelta(), local.tzname() or ""
    )


def _initial_offset(zone: ZoneInfo, year: int) -> _Change:
    """Returns the offset at the beginning of a year, as a change long before."""
    local = datetime(year, 1, 1, tzinfo=UTC).astimezone(zone)
    offset = local.utcoffset() or timedelta()
    return _Change(datetime(1970, 1, 1), offset, offset, local.tzname() or "")


def _observe(component: Timezone, change: _Change, rule: _Rule | None = None) -> None:
    """Adds a change to the description of a zone."""
    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.DTSTART = change.wall
    part.TZOFFSETFROM = change.before
    part.TZOFFSETTO = change.after
    part.add("TZNAME", change.name)
    if rule is not None:
        weekday = f"{rule.week}{_WEEKDAYS[rule.weekday]}"
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": rule.month, "BYDAY": weekday})
    component.add_component(part)
