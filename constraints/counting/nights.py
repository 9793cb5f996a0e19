"""Night time, and which duties are night duties."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from constraints.facts import Commitment, Facts
from models.base import ClockTime, Model
from models.clock import days, minutes_between, nearest_instant
from models.duty import Duty

FRIDAY = 4


class NightTime(Model):
    """What is a night duty: one with at least `night_hours` between `night_from` and `night_to`.

    The hours are those that really pass: 18:00-02:00 holds three of the night, two when the clocks go forward in it
    and four when they go back.
    """

    night_from: ClockTime = time(23)
    night_to: ClockTime = time(6)
    night_hours: Annotated[float, Field(ge=0, le=12)] = 3

    @model_validator(mode="after")
    def _some_night(self) -> NightTime:
        if self.night_from == self.night_to:
            raise ValueError(f"the night from {self.night_from:%H:%M} to {self.night_to:%H:%M} has no length")
        return self

    def is_night(self, facts: Facts, work: Duty | Commitment) -> bool:
        """Whether a duty or another spell of work is a night duty."""
        minutes = night_minutes(work.start, work.end, self.night_from, self.night_to, facts.book.period.zone)
        return minutes >= round(self.night_hours * 60)


NIGHT = NightTime()


@lru_cache(maxsize=65536)
def weekend_nights(start: datetime, end: datetime, zone: ZoneInfo) -> tuple[date, ...]:
    """The nights of a weekend in which a spell of work is a night duty, each by the date in whose evening it begins.

    Those are the nights of Friday, Saturday and Sunday; Monday 00:30-06:30 is a duty of Sunday's. A night duty is what
    `NightTime` says unless told otherwise, but by the clock on the wall: 18:00-02:00 is one on every night, also when
    the clocks go forward in it.

    Args:
        start, end: instants, or naive local times.
    """
    wall_start, wall_end = (
        moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment for moment in (start, end)
    )
    least = timedelta(hours=NIGHT.night_hours)
    return tuple(
        day
        for day in days(wall_start.date() - timedelta(days=1), wall_end.date())
        if day.weekday() >= FRIDAY
        and min(wall_end, datetime.combine(day + timedelta(days=1), NIGHT.night_to))
        - max(wall_start, datetime.combine(day, NIGHT.night_from))
        >= least
    )


def nights_of(facts: Facts, work: Duty | Commitment) -> tuple[date, ...]:
    """The nights of a weekend that a duty or other spell of work is a night duty of (`weekend_nights`)."""
    return weekend_nights(work.start, work.end, facts.book.period.zone)


@lru_cache(maxsize=65536)
def night_minutes(start: datetime, end: datetime, night_from: time, night_to: time, zone: ZoneInfo) -> int:
    """Minutes between two instants that lie in local night time, as they really pass."""
    found = 0
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    for day in days(first - timedelta(days=1), last):
        until = day + timedelta(days=1) if night_to < night_from else day
        begins = nearest_instant(datetime.combine(day, night_from), zone)
        ends = nearest_instant(datetime.combine(until, night_to), zone)
        found += max(0, minutes_between(max(start, begins), min(end, ends)))
    return found
