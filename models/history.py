"""What happened: duties carried in from before the period, and what was worked."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from models.base import Id, LocalDateTime, Model, Month
from models.period import LAST_YEAR


class WorkedKind(StrEnum):
    """What kind of work it was.

    A `duty` is one of this unit's; `elsewhere` is for the force but not for this unit. Training never counts to a
    promise.
    """

    DUTY = "duty"
    ELSEWHERE = "elsewhere"
    TRAINING = "training"


class Worked(Model):
    """One spell of work, as booked on and off, in local times.

    Attributes:
        no_show: planned but not worked: it counts for nothing.
    """

    person: Id
    start: LocalDateTime
    end: LocalDateTime
    kind: WorkedKind = WorkedKind.DUTY
    call_sign: Id | None = None
    no_show: bool = False

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


Hours = Annotated[float, Field(ge=0, le=10000)]
Count = Annotated[int, Field(ge=0, le=10000)]


class CarriedTotals(Model):
    """What a person brings along that is not listed duty by duty.

    Attributes:
        hours: hours towards the promise, by month (`YYYY-MM`), worked in that month before the period.
        shares: counts that fair shares remember, by what they count (`friday-saturday`, `late-finish`).
    """

    person: Id
    hours: Mapping[Month, Hours] = {}
    shares: Mapping[str, Count] = {}


class CarriedIn(Model):
    """The state of the unit on the eve of the period."""

    duties: tuple[Worked, ...] = ()
    totals: tuple[CarriedTotals, ...] = ()
