"""Changes of the duties that are asked for: shifts, services, days of the week, and seats of a crew."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from models.base import ClockTime, Duration, Id, LocalDate, Model, Weekday
from models.service import Priority
from models.text.lists import listed


class ChangeShift(Model):
    """Changes the times of a shift.

    Attributes:
        shift: the id of the shift.
        start: the local time at which it starts.
        end: the local time at which it ends.
        length: how long it lasts. With neither `start` nor `end`, the start moves and the end stays.
    """

    change: Literal["shift"]
    shift: Id
    start: ClockTime | None = None
    end: ClockTime | None = None
    length: Annotated[Duration, Field(gt=0, le=1440)] | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> ChangeShift:
        if self.start is None and self.end is None and self.length is None:
            raise ValueError("changes nothing: give start, end or length")
        if self.end is not None and self.length is not None:
            raise ValueError("give either end or length")
        return self

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports."""
        parts = [f"from {self.start:%H:%M}" if self.start else "", f"to {self.end:%H:%M}" if self.end else ""]
        if self.length is not None:
            parts.append(f"{self.length / 60:g} h")
        return f"{self.shift} {' '.join(word for word in parts if word)}"


class ChangeServices(Model):
    """Changes services, or only their duties for some call signs and days of the week.

    Attributes:
        services: the ids of the services; all of them when none is named.
        call_signs, on: changes only duties for these call signs, on these days of the week; the others stay.
        weekdays: the days of the week on which they run.
        shift: the shift they run.
        crew: the crew that they need.
        first: the first date on which they run.
        last: the last date on which they run.
        priority: the weight of one stood-down duty.
    """

    change: Literal["services"]
    services: tuple[Id, ...] = ()
    call_signs: tuple[Id, ...] = ()
    on: tuple[Weekday, ...] = ()
    weekdays: tuple[Weekday, ...] | None = None
    shift: Id | None = None
    crew: Id | None = None
    first: LocalDate | None = None
    last: LocalDate | None = None
    priority: Priority | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> ChangeServices:
        if all(getattr(self, name) is None for name in SERVICE_FIELDS):
            raise ValueError(f"changes nothing: give {listed(SERVICE_FIELDS, 'or')}")
        return self

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports."""
        parts = []
        if self.crew is not None:
            parts.append(f"crewed by {self.crew}")
        if self.shift is not None:
            parts.append(f"on the {self.shift}")
        if self.weekdays is not None:
            parts.append(f"run on {listed(self.weekdays) or 'no day'}")
        if self.priority is not None:
            parts.append(f"weigh {self.priority}")
        parts += [f"{name} {day}" for name, day in (("from", self.first), ("to", self.last)) if day]
        which = f"{listed(self.services) or 'all services'}"
        which += f" of {listed(self.call_signs)}" if self.call_signs else ""
        which += f" on {listed(self.on)}" if self.on else ""
        return f"{which}: {', '.join(parts)}"


SERVICE_FIELDS = ("weekdays", "shift", "crew", "first", "last", "priority")


class ChangeDays(Model):
    """Sets the days of the week on which the unit runs.

    Services keep those of their days that are among them. Days on which a call sign runs no service yet are added to
    the service of that call sign that has the most days.

    Attributes:
        weekdays: every call sign runs on each of these days, and on no other.
        call_signs: changes only these call signs; all of them when none is named.
    """

    change: Literal["days"]
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    call_signs: tuple[Id, ...] = ()

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports."""
        return f"{listed(self.call_signs) or 'every call sign'} on {listed(self.weekdays)}"


class ChangeSeat(Model):
    """Changes a seat of a crew: how many people sit in it, of which roles, with which qualifications.

    Attributes:
        seat: the id of the seat.
        crews: the crews it is changed in; all crews with such a seat when none is named.
        minimum: with fewer people than these the duty is stood down.
        preferred: the number of people in a full crew.
        maximum: the most people there may be.
        roles: the roles it accepts, best first.
        qualifications: what everybody in it must hold.
    """

    change: Literal["seat"]
    seat: Id
    crews: tuple[Id, ...] = ()
    minimum: Annotated[int, Field(ge=0, le=1000)] | None = None
    preferred: Annotated[int, Field(ge=0, le=1000)] | None = None
    maximum: Annotated[int, Field(ge=0, le=1000)] | None = None
    roles: Annotated[tuple[Id, ...], Field(min_length=1)] | None = None
    qualifications: tuple[Id, ...] | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> ChangeSeat:
        given = (self.minimum, self.preferred, self.maximum, self.roles, self.qualifications)
        if all(item is None for item in given):
            raise ValueError("changes nothing: give minimum, preferred, maximum, roles or qualifications")
        return self

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports."""
        parts = [
            f"{name} {value}"
            for name, value in (("minimum", self.minimum), ("preferred", self.preferred), ("maximum", self.maximum))
            if value is not None
        ]
        if self.roles is not None:
            parts.append(f"for {listed(self.roles)}")
        if self.qualifications is not None:
            parts.append(f"with {listed(self.qualifications) or 'no qualification'}")
        return f"{self.seat} seat{f' of {listed(self.crews)}' if self.crews else ''}: {', '.join(parts)}"
