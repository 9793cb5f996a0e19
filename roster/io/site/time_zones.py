"""A time zone as calendar programs are told of it (RFC 5545, 3.6.5): when its clocks change, by rule if there is one.

Some programs believe a file's own zone and nothing else, and Outlook takes only changes that are told by a rule
(RRULE); a list of changes ends, and events after its end are an hour wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEARS = 28  # in which each date of the year falls on each weekday: a rule that holds so long is one
_MARGIN = timedelta(days=400)  # how far a list of changes goes on behind the last event


class _Change(NamedTuple):
    """A change of the clocks, by the clock as it went until then."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str


class _Rule(NamedTuple):
    """On which day of each year the clocks change: the first to fourth weekday of a month, or (-1) its last."""

    month: int
    week: int
    weekday: int


def timezone_of(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """A zone, told so that all events from one date to another have their true times.

    Changes that follow a rule are told by it and go on for ever. Where they do not (Morocco's follow the moon), each is
    listed, to a year behind the last event.
    """
    component = Timezone()
    component.add("TZID", zone.key)
    begin = first.year - 1  # by the first event each change of the year has taken place once
    by_year = [_changes_of(zone.key, year) for year in range(begin, begin + _YEARS)]
    rules = [_rule([changes[number] for changes in by_year]) for number in range(_yearly(by_year))]
    if any(by_year) and (not rules or not all(rules)):
        listed = [change for year in range(begin, (last + _MARGIN).year + 1) for change in _changes_of(zone.key, year)]
        for change in [_since_ever(zone, begin), *listed]:
            _observe(component, change)
    elif rules:
        for change, rule in zip(by_year[0], rules, strict=True):
            _observe(component, change, rule)
    else:
        _observe(component, _since_ever(zone, begin))
    return component


def _yearly(by_year: Sequence[Sequence[_Change]]) -> int:
    """How often the clocks change each year; 0 where that differs."""
    numbers = {len(changes) for changes in by_year}
    return numbers.pop() if len(numbers) == 1 else 0


def _rule(changes: Sequence[_Change]) -> _Rule | None:
    """The rule that a change follows, year after year; None where there is none."""
    if len({(item.wall.month, item.wall.weekday(), item.wall.time(), *item[1:]) for item in changes}) > 1:
        return None
    for week in (-1, 1, 2, 3, 4):
        if all(_is_in_week(item.wall, week) for item in changes):
            return _Rule(changes[0].wall.month, week, changes[0].wall.weekday())
    return None


def _is_in_week(day: datetime, week: int) -> bool:
    """Whether it is the first to fourth of its weekday in the month, or (-1) the last."""
    if week == -1:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 == week - 1


@lru_cache(maxsize=4096)
def _changes_of(key: str, year: int) -> tuple[_Change, ...]:
    """Every change of the clocks in a year, in order."""
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
    """The change between two instants, to the minute."""
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


def _since_ever(zone: ZoneInfo, year: int) -> _Change:
    """What holds at the beginning of a year, as though it had always held."""
    local = datetime(year, 1, 1, tzinfo=UTC).astimezone(zone)
    offset = local.utcoffset() or timedelta()
    return _Change(datetime(1970, 1, 1), offset, offset, local.tzname() or "")


def _observe(component: Timezone, change: _Change, rule: _Rule | None = None) -> None:
    """Add what holds from a change on."""
    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.DTSTART = change.wall
    part.TZOFFSETFROM = change.before
    part.TZOFFSETTO = change.after
    part.add("TZNAME", change.name)
    if rule is not None:
        weekday = f"{rule.week}{_WEEKDAYS[rule.weekday]}"
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": rule.month, "BYDAY": weekday})
    component.add_component(part)
