"""What of a rota is legal in a book that is not quite the one it was made for."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.base import Rule
from constraints.facts import Facts
from constraints.verify import verify
from constraints.view import RotaView
from models.rota import Assignment, Rota

MOST_ROUNDS = 10  # in which what cannot stand is taken out, until what is left is legal


def legal_part(facts: Facts, rules: Sequence[Rule], rota: Rota) -> Rota:
    """The rota without who and what is not there; crews that cannot run so are stood down, until all is legal.

    It is somewhere to begin, and no more: where a hard rule asks for something, what is left may still break it.
    """
    seats = {duty.id: {seat.id: seat for seat in duty.crew.seats} for duty in facts.duties}
    kept = [
        item
        for item in rota.assignments
        if item.seat in seats.get(item.duty, {})
        and item.person in facts.people
        and facts.people[item.person].role in seats[item.duty][item.seat].roles
    ]
    cars = {vehicle.id for vehicle in facts.book.vehicles}
    vehicles = {item.duty: item.vehicle for item in rota.duties if item.duty in seats and item.vehicle in cars}
    hard = [rule for rule in rules if rule.hard]
    for _ in range(MOST_ROUNDS):
        kept = _with_full_crews(facts, kept)
        broken = verify(RotaView(facts, kept, {**dict.fromkeys(seats), **vehicles}), hard).hard
        if not broken:
            break
        alone = {(item.person, item.duty) for item in broken if item.person is not None}
        everywhere = {item.person for item in broken if item.person is not None and item.duty is None}
        down = {item.duty for item in broken if item.person is None}
        last = {item.person: item.duty for item in kept if item.person in everywhere}
        kept = [
            item
            for item in kept
            if (item.person, item.duty) not in alone and item.duty not in down and last.get(item.person) != item.duty
        ]
    manned = {item.duty for item in kept}
    records = [
        item.model_copy(update={"vehicle": vehicles.get(item.duty) if item.duty in manned else None})
        for item in rota.duties
        if item.duty in seats
    ]
    return rota.model_copy(update={"assignments": tuple(kept), "duties": tuple(records)})


def _with_full_crews(facts: Facts, assignments: Sequence[Assignment]) -> list[Assignment]:
    """Without those of crews that are below minimum."""
    there: dict[tuple[str, str], int] = {}
    for item in assignments:
        there[item.duty, item.seat] = there.get((item.duty, item.seat), 0) + 1
    short = {
        duty.id
        for duty in facts.duties
        if any(there.get((duty.id, seat.id), 0) < seat.minimum for seat in duty.crew.seats)
    }
    return [item for item in assignments if item.duty not in short]
