"""What facts are given as: candidate assignments, commitments, and ways to count the hours of a duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.clock import minutes_between
from models.duty import Duty
from models.rota import Basis

# How far around the period a team's tours are known: as far as the longest run or stretch a rule can look at.
REACH = timedelta(days=62)


class Candidate(NamedTuple):
    """A person who might sit in a seat of a duty, and on which basis."""

    person: str
    duty: str
    seat: str
    basis: Basis


class Counting(StrEnum):
    """How the hours of a duty are counted."""

    ROSTERED = "rostered"  # by the clock on the wall
    ELAPSED = "elapsed"  # as they really pass
    PAID = "paid"  # by the clock on the wall, less the role's unpaid break


@dataclass(frozen=True)
class Commitment:
    """A spell of work that is not for the solver to decide: carried in, worked elsewhere, or a team's tour.

    Attributes:
        tour: whether it is a tour of the person's team, which a rostered duty of the same date replaces.
        on_unit: whether it was one of this unit's duties, at least in part.
        call_sign: of that part, where it is known.
        unit_minutes: the rostered minutes of that part.
        basis: on which basis the person was on it, as far as that is known.
        duties: the duties of the book that it is the work of.
    """

    date: date
    start: datetime
    end: datetime
    rostered_minutes: int
    label: str
    tour: bool = False
    on_unit: bool = False
    call_sign: str | None = None
    unit_minutes: int = 0
    basis: Basis | None = None
    duties: tuple[Duty, ...] = ()

    @property
    def elapsed_minutes(self) -> int:
        """Minutes that really pass."""
        return minutes_between(self.start, self.end)

    def wall_start(self, zone: ZoneInfo) -> datetime:
        """When it starts, in local time."""
        return self.start.astimezone(zone).replace(tzinfo=None)

    def wall_end(self, zone: ZoneInfo) -> datetime:
        """When it ends, in local time."""
        return self.end.astimezone(zone).replace(tzinfo=None)

    @property
    def uses_caps(self) -> bool:
        """Whether it counts towards the caps that people put on what they offer."""
        return self.on_unit and self.basis is not Basis.ROSTERED
