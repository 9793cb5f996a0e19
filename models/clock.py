"""Local wall time and real elapsed time.

Wall times become instants (UTC) through the period's time zone, so that the night the clocks change is as long as it
really is. A wall time that does not exist is refused, one that occurs twice must say which is meant.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest
from zoneinfo import ZoneInfo

from models.errors import RosterError


class ClockError(RosterError, ValueError):
    """A wall time that does not exist, or occurs twice and does not say which is meant."""


class Fold(StrEnum):
    """Which of two equal wall times is meant on the night the clocks go back."""

    FIRST = "first"
    SECOND = "second"


def instant(wall: datetime, zone: ZoneInfo, fold: Fold | None = None) -> datetime:
    """The instant (aware, UTC) of a local wall time.

    Args:
        wall: naive local date and time.
        zone: the zone it is local to.
        fold: which one, when it occurs twice.

    Raises:
        ClockError: when it does not exist, or occurs twice and `fold` is not given.
    """
    first = wall.replace(tzinfo=zone, fold=0)
    second = wall.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise ClockError(f"{wall:%H:%M} does not exist on {spoken_date(wall.date())}: the clocks go forward")
    if fold is None:
        raise ClockError(f"{wall:%H:%M} occurs twice on {spoken_date(wall.date())}: the clocks go back")
    return (second if fold is Fold.SECOND else first).astimezone(UTC)


def nearest_instant(wall: datetime, zone: ZoneInfo, fold: Fold | None = None) -> datetime:
    """The instant of a wall time that only marks an edge, so that an exact answer is not needed.

    A time that does not exist moves forward; of two equal times the first is taken.

    Args:
        fold: `Fold.SECOND` takes the second of two.
    """
    twice = wall.replace(tzinfo=zone, fold=1).utcoffset() != wall.replace(tzinfo=zone, fold=0).utcoffset()
    back = twice and wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
    return wall.replace(tzinfo=zone, fold=int(back and fold is Fold.SECOND)).astimezone(UTC)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a local date begins."""
    return nearest_instant(datetime.combine(day, time()), zone)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from one to the other: elapsed for instants, on the wall for naive times."""
    return int((end - start) / timedelta(minutes=1))


def days(first: date, last: date) -> list[date]:
    """Every date from first to last, both included; none when last is before first."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def days_later(day: date, number: int) -> date:
    """The date a number of days after another.

    Raises:
        ClockError: there is no such year.
    """
    try:
        return day + timedelta(days=number)
    except OverflowError:
        raise ClockError(f"the year {day.year} cannot be meant") from None


def last_of(first: date, months: int) -> date:
    """The last day of a number of months that begin on a date: the eve of the same day of a later month.

    Raises:
        ClockError: there is no such year.
    """
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if year > MAXYEAR:
        raise ClockError(f"the year {first.year} cannot be meant")
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1])) - timedelta(days=1)


@lru_cache(maxsize=4096)
def monday_of(day: date) -> date:
    """The Monday of the week a date lies in."""
    return day - timedelta(days=day.weekday())


@lru_cache(maxsize=4096)
def month_of(day: date) -> str:
    """The month of a date as `YYYY-MM`."""
    return f"{day.year:04}-{day.month:02}"


def spoken_date(day: date) -> str:
    """A date as a coordinator says it: `Fri 25 Dec`."""
    return f"{day:%a} {day.day} {day:%b}"


def spoken_dates(days: Sequence[date]) -> list[str]:
    """Dates as a coordinator lists them, each month named once: `Fri 4`, `Sat 5`, `Fri 11 Dec`.

    Args:
        days: in order.
    """
    return [
        f"{day:%a} {day.day}" if following is not None and month_of(following) == month_of(day) else spoken_date(day)
        for day, following in zip_longest(days, days[1:])
    ]
