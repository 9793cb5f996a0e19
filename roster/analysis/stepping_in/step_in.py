"""Records of the answer to "who could step in?": each candidate for a seat, each seat, the duty."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from models.duty import Duty
from models.people import Person
from models.rota import Assignment, Basis, Breach, DutyState
from models.rules import SOFT_LEVELS, Level
from models.service import Seat


class Group(IntEnum):
    """Groups of candidates, the best first."""

    AT_ONCE = 0
    ONCE_OFFERED = 1
    STANDS_DOWN_ANOTHER = 2  # legal, but a duty that they would leave is stood down without them
    NOT_LEGAL = 3


@dataclass(frozen=True)
class PromiseEffect:
    """How a promise of hours would stand before and after the change, in minutes of its month (or the period)."""

    name: str
    promised: int
    before: int
    after: int


@dataclass(frozen=True)
class Uncovered:
    """A duty that the person would leave that night, and its state before and after.

    Attributes:
        missing: what it then lacks: `no paramedic`; empty where it lacks nothing more than before.
    """

    duty: Duty
    before: DutyState
    after: DutyState
    missing: str = ""

    @property
    def lost(self) -> bool:
        """Whether the duty would be stood down because of it."""
        return self.after is DutyState.STOOD_DOWN and self.before is not self.after

    @property
    def sentence(self) -> str:
        """The effect on the duty in words: `leaves JR-07 on Fri 11 Dec, which is then stood down: no paramedic`."""
        if self.before is self.after:
            return f"leaves {self.duty.spoken}, which is still {self.after}"
        why = f": {self.missing}" if self.missing else ""
        return f"leaves {self.duty.spoken}, which is then {self.after}{why}"


@dataclass(frozen=True)
class StepIn:
    """One candidate for a seat, and everything that changes if they step in.

    Attributes:
        reasons: every reason why it is not legal; empty when it is.
        asks_offer: whether the only reason is that they have not offered the duty.
        instead_of: the person they would replace; None where there is room.
        uncovers: the duties they would be taken off.
        vehicle: the vehicle the duty would then run in, where it has none yet.
        hours_before, hours_after: minutes on duty in the period, by the clock on the wall.
        rest_before, rest_after: minutes between this duty and the work before and after it; None where there is none.
        notice: days from when they are told to the duty; None where it is not known when that is.
        points: by level, what it adds to the rota's cost.
        dearer: soft breaches that it adds or makes worse.
        broken: hard breaches that it adds or makes worse, from which `reasons` are.
        waits_for_others: whether they could come, or could once they offer it, but the crew needs others too to run.
        own_reasons: those reasons that are about this person, and not about a crew that needs others too.
    """

    person: Person
    basis: Basis
    reasons: tuple[str, ...]
    asks_offer: bool
    instead_of: str | None
    uncovers: tuple[Uncovered, ...]
    vehicle: str | None
    hours_before: int
    hours_after: int
    rest_before: int | None
    rest_after: int | None
    promises: tuple[PromiseEffect, ...]
    notice: int | None
    points: dict[Level, float]
    dearer: tuple[Breach, ...]
    broken: tuple[Breach, ...] = ()
    waits_for_others: bool = False
    own_reasons: tuple[str, ...] = ()

    @property
    def legal(self) -> bool:
        """Whether it breaks no hard rule."""
        return not self.reasons

    @property
    def group(self) -> Group:
        """How good a candidate this is, before any cost is compared."""
        if self.legal:
            return Group.STANDS_DOWN_ANOTHER if any(item.lost for item in self.uncovers) else Group.AT_ONCE
        return Group.ONCE_OFFERED if self.asks_offer else Group.NOT_LEGAL

    @property
    def rank(self) -> tuple[int, list[float], str]:
        """The sort key that puts the best candidate first: by group, then by cost, level by level.

        Candidates who are not legal have no cost; those with the fewest reasons go first.
        """
        if self.group is Group.NOT_LEGAL:
            return self.group, [len(self.reasons)], self.person.id
        return self.group, [round(self.points.get(level, 0), 6) for level in SOFT_LEVELS], self.person.id


@dataclass(frozen=True)
class SeatCover:
    """The candidates for one seat.

    Attributes:
        people: who sits in it.
        replaced: which of these would be replaced.
        candidates: the best first.
    """

    seat: Seat
    people: tuple[str, ...]
    replaced: tuple[str, ...]
    candidates: list[StepIn]

    @classmethod
    def of(cls, seat: Seat, seated: list[Assignment], leaving: list[Assignment], found: list[StepIn]) -> SeatCover:
        """The answer for a seat, its candidates sorted."""
        people, replaced = (tuple(item.person for item in some) for some in (seated, leaving))
        return cls(seat, people, replaced, sorted(found, key=lambda item: item.rank))

    @property
    def legal(self) -> list[StepIn]:
        """The candidates who could step in at once."""
        return [item for item in self.candidates if item.legal]


@dataclass(frozen=True)
class DutyCover:
    """The candidates for each seat of a duty that was asked about."""

    duty: Duty
    seats: list[SeatCover]


__all__ = ["DutyCover", "Group", "PromiseEffect", "SeatCover", "StepIn", "Uncovered"]
