"""Requests of people, and assignments that the coordinator fixed."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from models.base import Id, LocalDate, Model
from models.clock import days


class Wish(StrEnum):
    """Whether a request is to work or to be off."""

    WORK = "work"
    OFF = "off"


class Request(Model):
    """A wish to work or to be off, on single dates or from first to last; granted where it costs nothing that
    matters more.

    Attributes:
        person: whose wish it is.
        wish: to work, or to be off.
        dates: single dates.
        first: the first date of a span.
        last: the last date of a span, included; the first when absent.
        shift, call_sign: narrow the wish to these; absent means any.
        weight: what one date not granted costs at the wishes level.
    """

    person: Id
    wish: Wish
    dates: tuple[LocalDate, ...] = ()
    first: LocalDate | None = None
    last: LocalDate | None = None
    shift: Id | None = None
    call_sign: Id | None = None
    weight: Annotated[int, Field(ge=1, le=1000)] = 1

    @model_validator(mode="after")
    def _one_form(self) -> "Request":
        if bool(self.dates) == (self.first is not None):
            raise ValueError("give either dates, or first (and last)")
        if self.last and (self.first is None or self.last < self.first):
            raise ValueError(f"ends on {self.last}, before it starts on {self.first}")
        return self

    def dates_within(self, first: date, last: date) -> list[date]:
        """Every date of the request, from first to last."""
        if self.first is not None:
            return days(max(first, self.first), min(last, self.last or self.first))
        return sorted(day for day in set(self.dates) if first <= day <= last)


class Pin(Model):
    """An assignment the coordinator fixed.

    Attributes:
        person: who is pinned.
        duty: `CALLSIGN@DATE[/SHIFT]`.
        seat: when absent, any seat the person may take.
        off: true fixes that the person is NOT on that duty (in that seat).
    """

    person: Id
    duty: str
    seat: Id | None = None
    off: bool = False
