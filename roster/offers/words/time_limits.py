"""Reads limits of time as people write them: `only till 22:00`, `after 8pm`, `18:00-22:00`, `not before 20:00`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.errors import RosterError
from models.text.dates_and_times import clock_time
from roster.offers.asking.slots import Slot

_CLOCK = (
    r"(?:\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?|\d{4}(?:\s*(?:hours|hrs|h)\b)?"
    r"|midnight|noon|midday)"
)
_DASHES = "-\u2010-\u2015\u2212"
_RANGE = re.compile(
    rf"(?:from|between)?\s*(?P<first>{_CLOCK})\s*(?:[{_DASHES}]|to|till|til|until|and)\s*(?P<last>{_CLOCK})"
)
_UNTIL = re.compile(
    r"(?:\b(?:only\s+)?(?:untill?|'?till?|to|(?<!not )before|by|not after|no later than|latest|up to"
    r"|finish(?:ing)? (?:by|at)"
    rf"|end(?:ing)? (?:by|at)|(?:leave|off|home) (?:by|at))|[{_DASHES}])\s*(?P<clock>{_CLOCK})"
)
_FROM = re.compile(
    r"\b(?:only\s+)?(?:from|after|not before|no earlier than|earliest|since|start(?:ing)?(?: (?:at|from))?)"
    rf"\s*(?P<clock>{_CLOCK})(?:\s*(?:onwards?|on)\b)?"
)
_ONWARDS = re.compile(rf"(?P<clock>{_CLOCK})\s*(?:onwards?|or later)\b")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class TimeLimit:
    """The times of day between which a person would work; None where that side has no limit."""

    first: time | None = None
    last: time | None = None

    def __str__(self) -> str:
        if self.first is None:
            return f"until {self.last:%H:%M}"
        return f"from {self.first:%H:%M}" if self.last is None else f"{self.first:%H:%M}-{self.last:%H:%M}"


class LimitError(RosterError, ValueError):
    """A limit of time that cannot be applied to the shifts of a date; the message says why."""


def take_limit(text: str) -> tuple[TimeLimit | None, str]:
    """Finds a limit of time in a normalised text.

    Returns:
        The limit, None where there is none, and the text without it.
    """
    if match := _RANGE.search(text):
        first, last = clock_time(match["first"]), clock_time(match["last"])
        if first is not None and last is not None:
            return TimeLimit(first, last), _without(text, match)
        return None, text
    first, last = None, None
    rest = text
    if (match := _UNTIL.search(rest)) and (last := clock_time(match["clock"])) is not None:
        rest = _without(rest, match)
    if (match := _FROM.search(rest) or _ONWARDS.search(rest)) and (first := clock_time(match["clock"])) is not None:
        rest = _without(rest, match)
    return (TimeLimit(first, last), rest) if first is not None or last is not None else (None, text)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}".strip()


def window(limit: TimeLimit, day: date, slots: Sequence[Slot]) -> tuple[time, time]:
    """The window of an offer: the limit, with the shifts of the date for a side that has none.

    Args:
        limit: what the person wrote.
        day: the date that is offered.
        slots: the person's shifts on that date; may be empty.

    Raises:
        LimitError: it is not clear on which day a time lies.
    """
    opens = min((slot.start for slot in slots), default=datetime.combine(day, time()))
    closes = max((slot.end for slot in slots), default=opens + _DAY)
    if limit.first is not None and limit.last is not None:
        return limit.first, limit.last
    if limit.last is not None:
        if limit.last > opens.time() or limit.last.hour < 12:
            return opens.time(), limit.last
        return time(), limit.last  # it ends before the first shift begins, so that it holds none
    assert limit.first is not None
    if closes.date() > day and limit.first < closes.time() and limit.first < opens.time():
        raise LimitError(f"'{limit}' may mean either day; write both times, such as 18:00-02:00")
    end = closes.time() if closes - datetime.combine(day, limit.first) < _DAY else limit.first
    return limit.first, end
