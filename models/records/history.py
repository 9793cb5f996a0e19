"""Records of work: in the period, and carried in from before it."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from models.base import Duration, Id, LocalDateTime, Model, Month
from models.clock import Fold, minutes_between, nearest_instant
from models.period import LAST_YEAR


class WorkedKind(StrEnum):
    """What kind of work a record is of.

    A `duty` is one of this unit's; `elsewhere` is for the force but not for this unit. Training never counts to a
    promise.
    """

    DUTY = "duty"
    ELSEWHERE = "elsewhere"
    TRAINING = "training"


class Worked(Model):
    """One spell of work, as booked on and off, in local times.

    Attributes:
        person: whose work it is.
        start: the local date and time at which they booked on.
        end: the local date and time at which they booked off.
        kind: a duty of this unit, work elsewhere, or training.
        call_sign: the call sign they worked on, where that is known.
        no_show: planned but not worked, by absence or because it was cancelled: it counts for nothing.
        fold: which of two equal times is meant on the night the clocks go back, as in a shift; the first when absent.
        length: how long it really lasted and what it counts for, as in a shift with a length, where that is not what
            the clock on the wall shows.
    """

    person: Id
    start: LocalDateTime
    end: LocalDateTime
    kind: WorkedKind = WorkedKind.DUTY
    call_sign: Id | None = None
    no_show: bool = False
    fold: Fold | None = None
    length: Annotated[Duration, Field(gt=0, le=36 * 60)] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Worked":
        if self.end.year > LAST_YEAR:
            raise ValueError(f"the year {self.end.year} cannot be meant")
        if self.end <= self.start:
            raise ValueError(f"ends at {self.end:%Y-%m-%d %H:%M}, not after it starts at {self.start:%Y-%m-%d %H:%M}")
        if (self.end - self.start).total_seconds() > 36 * 3600:
            raise ValueError(f"{self.start:%Y-%m-%d %H:%M} to {self.end:%Y-%m-%d %H:%M} is longer than 36 hours")
        return self

    @property
    def date(self) -> date:
        """The date it belongs to: the one it starts on."""
        return self.start.date()

    @property
    def rostered_minutes(self) -> int:
        """Minutes by the clock on the wall."""
        return self.length or minutes_between(self.start, self.end)

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its half-open instants (UTC)."""
        start = nearest_instant(self.start, zone, self.fold)
        if self.length:
            return start, start + timedelta(minutes=self.length)
        return start, nearest_instant(self.end, zone, self.fold)

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether it takes up some of the time between two naive local times."""
        return self.start < end and start < self.end


Hours = Annotated[float, Field(ge=0, le=10000)]
Count = Annotated[int | float, Field(ge=0, le=10000)]
_OF_MONTH = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2])) (.+)")
IN_HOURS = "hours"  # the only share that is not a number of duties


class CarriedTotals(Model):
    """A person's totals from before the period, for work that is not listed duty by duty.

    Attributes:
        person: whose totals they are.
        hours: hours towards the promise, by month (`YYYY-MM`), worked in that month before the period.
        shares: counts that fair shares remember, by what they count (`friday-saturday`, `late-finish`); with a month
            before it (`2026-11 late-finish`) it is dropped once the month is older than fair shares remember.
    """

    person: Id
    hours: Mapping[Month, Hours] = {}
    shares: Mapping[str, Count] = {}

    @model_validator(mode="after")
    def _whole_duties(self) -> "CarriedTotals":
        for name, count in self.shares.items():
            if not float(count).is_integer() and share_of(name)[1] != IN_HOURS:
                raise ValueError(f"shares: {count:g} {name} is no whole number of duties")
        return self

    def share(self, counts: str) -> float:
        """The sum of the counts of one name, over all months."""
        return sum(count for name, count in self.shares.items() if share_of(name)[1] == counts)

    def mentions(self, counts: str) -> bool:
        """Whether there is a count of that name."""
        return any(share_of(name)[1] == counts for name in self.shares)


def share_of(name: str) -> tuple[str | None, str]:
    """Splits the name of a share, `2026-11 late-finish`, into its month (None where absent) and what it counts."""
    match = _OF_MONTH.fullmatch(name)
    return (match[1], match[2]) if match else (None, name)


class CarriedStandDowns(Model):
    """How often a call sign was stood down before the period.

    Attributes:
        call_sign: the call sign.
        month: in which month; when absent, it is not forgotten in its time.
        duties: how many of its duties were stood down.
    """

    call_sign: Id
    month: Month | None = None
    duties: Annotated[int, Field(ge=1, le=10000)]


class CarriedIn(Model):
    """The state of the unit on the eve of the period.

    Attributes:
        duties: single duties before the period, for rest, runs of days and averages.
        totals: what each person brings along that is not listed duty by duty.
        stand_downs: how often call signs were stood down, for fair shares of that.
    """

    duties: tuple[Worked, ...] = ()
    totals: tuple[CarriedTotals, ...] = ()
    stand_downs: tuple[CarriedStandDowns, ...] = ()
