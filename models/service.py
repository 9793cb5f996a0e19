"""What must be crewed: call signs, vehicles, shifts, crews of seats, and the services that ask for them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from models.base import ClockTime, Duration, Id, LocalDate, Model, Text, Weekday
from models.clock import Fold
from models.people import Span

Priority = Annotated[int, Field(ge=1, le=1000)]


class CallSign(Model):
    """A line of duties for an area, known by its radio name.

    Attributes:
        area: the place it serves.
    """

    id: Id
    name: Text = ""
    area: str


class OffRoad(Span):
    """Time a vehicle cannot be used.

    Attributes:
        reason: why.
    """

    reason: Text = ""


class Vehicle(Model):
    """A car: an asset with its own id, which usually carries a call sign.

    Attributes:
        call_signs: those it carries by itself.
        spare_for: areas in which it may stand in for a vehicle that is off the road.
        off_road: when it cannot be used.
    """

    id: Id
    name: Text = ""
    call_signs: tuple[Id, ...] = ()
    spare_for: tuple[str, ...] = ()
    off_road: tuple[OffRoad, ...] = ()


class DatedEnd(Model):
    """The end of a shift on one date on which the clocks make the usual one impossible or unclear.

    Attributes:
        date: the date on which the shift begins.
        end: the local time at which it ends.
        fold: which of two equal times is meant, where that time occurs twice.
    """

    date: LocalDate
    end: ClockTime
    fold: Fold | None = None


class Shift(Model):
    """A named span of local wall time; an end not after the start is on the next day.

    Attributes:
        code: the letters that stand for it in a grid.
        start: the local time at which it starts.
        end: the local time at which it ends; left out where the length is given.
        length: how long it really lasts, whatever the clocks do; left out where the end is given.
        fold: which of two equal times is meant on the night the clocks go back.
        dated_ends: the end on single dates.
    """

    id: Id
    name: Text = ""
    code: Annotated[str, StringConstraints(max_length=4)] = ""
    start: ClockTime
    end: ClockTime | None = None
    length: Annotated[Duration, Field(gt=0, le=1440)] | None = None
    fold: Fold | None = None
    dated_ends: tuple[DatedEnd, ...] = ()

    @model_validator(mode="after")
    def _one_form(self) -> "Shift":
        if (self.end is None) == (self.length is None):
            raise ValueError("give either end or length")
        if self.length is not None and self.dated_ends:
            raise ValueError("dated_ends go with end; a length needs none")
        return self

    def end_on(self, day: date) -> tuple[datetime, Fold | None] | None:
        """The naive local end of the shift of a date, and its fold; None when the shift has a length instead."""
        if self.end is None:
            return None
        end, fold = self.end, self.fold
        for dated in self.dated_ends:
            if dated.date == day:
                end, fold = dated.end, dated.fold or self.fold
        wall = datetime.combine(day, end)
        return (wall if end > self.start else wall + timedelta(days=1)), fold


class Seat(Model):
    """A place in a crew and how many people sit in it.

    Attributes:
        roles: roles it accepts, best first.
        qualifications: all of which must be valid to the end of the duty.
        minimum: people without whom the duty is stood down.
        preferred: people of a full crew (the minimum when absent).
        maximum: never more (the preferred when absent).
    """

    id: Id
    name: Text = ""
    roles: Annotated[tuple[Id, ...], Field(min_length=1)]
    qualifications: tuple[Id, ...] = ()
    minimum: Annotated[int, Field(ge=0, le=1000)] = 1
    preferred: Annotated[int, Field(ge=0, le=1000)] = -1
    maximum: Annotated[int, Field(ge=0, le=1000)] = -1

    @model_validator(mode="before")
    @classmethod
    def _defaults(cls, data: object) -> object:
        if isinstance(data, Mapping):
            filled = dict(data)
            filled.setdefault("preferred", filled.get("minimum", 1))
            filled.setdefault("maximum", filled["preferred"])
            return filled
        return data

    @model_validator(mode="after")
    def _in_order(self) -> "Seat":
        if len(set(self.roles)) < len(self.roles):
            raise ValueError("a role is named twice")
        if not self.minimum <= self.preferred <= self.maximum:
            raise ValueError(
                f"minimum {self.minimum}, preferred {self.preferred}, maximum {self.maximum} are not in order"
            )
        return self


class Crew(Model):
    """The seats of a car (or of a ward, a base: one wide seat).

    Attributes:
        seats: the places in the car.
    """

    id: Id
    name: Text = ""
    seats: Annotated[tuple[Seat, ...], Field(min_length=1)]

    def seat(self, seat: str) -> Seat:
        """The seat of that id.

        Raises:
            KeyError: when the crew has none.
        """
        for found in self.seats:
            if found.id == seat:
                return found
        raise KeyError(seat)


class Service(Model):
    """Which call signs run which shift with which crew on which days.

    Attributes:
        call_signs: which call signs run.
        shift: the shift they run.
        crew: who sits in them.
        weekdays: the days of the week on which they run.
        first: the first date; the first of the period when absent.
        last: the last date, included; the last of the period when absent.
        priority: what one stood-down duty weighs at the cover level.
        priority_dates: another weight on single dates.
        added_dates: dates on which they run whatever `weekdays`, `first`, `last` and `removed_dates` say.
        removed_dates: dates on which they do not run.
    """

    id: Id
    name: Text = ""
    call_signs: Annotated[tuple[Id, ...], Field(min_length=1)]
    shift: Id
    crew: Id
    weekdays: tuple[Weekday, ...] = tuple(Weekday)
    first: LocalDate | None = None
    last: LocalDate | None = None
    added_dates: tuple[LocalDate, ...] = ()
    removed_dates: tuple[LocalDate, ...] = ()
    priority: Priority = 10
    priority_dates: Mapping[LocalDate, Priority] = {}

    @model_validator(mode="after")
    def _in_order(self) -> "Service":
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"ends on {self.last}, before it starts on {self.first}")
        return self

    def runs_on(self, day: date) -> bool:
        """Whether it asks for a duty on a date."""
        if day in self.added_dates:
            return True
        return (
            day not in self.removed_dates
            and Weekday.of(day) in self.weekdays
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )

    def priority_on(self, day: date) -> int:
        """What a stood-down duty of that date weighs."""
        return self.priority_dates.get(day, self.priority)
