"""Each duty that is not fully crewed: what is missing, who was nearest, and what stopped them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from constraints.base import Rule
from constraints.view import RotaView
from models.duty import Duty
from models.rota import DutyState
from models.service import Seat
from roster.report.reasons import Reason, Standing, reason

NEAREST = 3  # people named for each seat; the others are counted


@dataclass(frozen=True)
class ShortSeat:
    """A seat that lacks people.

    Attributes:
        missing: to the preferred number.
        nearest: those closest to it, nearest first.
        counts: how many people of its roles stand how.
    """

    seat: Seat
    present: int
    missing: int
    nearest: list[Reason]
    counts: dict[Standing, int]

    @property
    def could(self) -> int:
        """How many are free to sit in it."""
        return self.counts.get(Standing.FREE, 0)

    @property
    def sentence(self) -> str:
        """How everybody stands: `paramedic: 4 on another duty, 2 absent, 5 not offered`."""
        standing = ", ".join(f"{number} {kind.words}" for kind, number in sorted(self.counts.items()))
        return f"{self.seat.name or self.seat.id}: {standing or 'nobody has a role for it'}"


@dataclass(frozen=True)
class Gap:
    """A duty that is part-crewed or stood down, with its short seats and the reason in a sentence."""

    duty: Duty
    state: DutyState
    seats: list[ShortSeat]
    sentence: str


def gaps(view: RotaView, rules: Sequence[Rule]) -> list[Gap]:
    """Every duty that is not fully crewed, in order of start."""
    return [_gap(view, rules, duty) for duty in view.duties if view.state(duty) is not DutyState.CREWED]


def _gap(view: RotaView, rules: Sequence[Rule], duty: Duty) -> Gap:
    state = view.state(duty)
    seats = []
    for seat in duty.crew.seats:
        present = len(view.in_seat(duty, seat.id))
        if present < seat.preferred:
            seats.append(_short_seat(view, rules, duty, seat, present))
    return Gap(duty, state, seats, _sentence(view, duty, state, seats))


def _short_seat(view: RotaView, rules: Sequence[Rule], duty: Duty, seat: Seat, present: int) -> ShortSeat:
    on_it = {assignment.person for assignment in view.crew_of(duty)}
    reasons = [
        reason(view, rules, person, duty, seat)
        for person in view.facts.people.values()
        if person.role in seat.roles and person.id not in on_it and view.facts.serves(person, view.facts.area_of(duty))
    ]
    reasons.sort(key=lambda item: item.standing)
    counts = Counter(item.standing for item in reasons)
    return ShortSeat(seat, present, seat.preferred - present, reasons[:NEAREST], dict(counts))


def _sentence(view: RotaView, duty: Duty, state: DutyState, seats: list[ShortSeat]) -> str:
    if state is DutyState.PART_CREWED:
        names = ", ".join(f"{short.missing} {short.seat.name or short.seat.id}" for short in seats)
        return f"part-crewed, short of {names}"
    if view.facts.needs_vehicle(duty) and not view.facts.vehicles_for(duty):
        return "stood down: no vehicle is on the road for it"
    blocking = [short for short in seats if short.could < short.seat.minimum]
    if blocking:
        return "stood down for want of " + " and ".join(
            f"a {short.seat.name or short.seat.id}"
            if short.seat.minimum == 1
            else f"{short.seat.minimum} {short.seat.name or short.seat.id}"
            for short in blocking
        )
    return (
        "stood down, though people are free: those free do not make a crew, or are needed on a duty that ranks higher"
    )
