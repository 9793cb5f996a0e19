"""The legal part of a rota in a book that differs from the one the rota was made for: a warm start for a search."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.base import Rule
from constraints.facts import Facts
from constraints.verify import verify
from constraints.view import RotaView
from models.rota import Assignment, Rota
from roster.engine.params.groups import BuildingParams


def legal_subset(facts: Facts, rules: Sequence[Rule], rota: Rota, rounds: int = BuildingParams.legal_rounds) -> Rota:
    """Returns the rota without assignments that are not possible in this book, repeated until the rest is legal.

    Removed are people, seats and vehicles that the book does not have, assignments that break hard rules, and crews
    below their minimum. The result is a warm start only: it may still break a hard rule that asks for assignments.
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
    for _ in range(rounds):
        kept = _with_full_crews(facts, kept)
        broken = verify(RotaView(facts, kept, {**dict.fromkeys(seats), **vehicles}), hard).hard
        if not broken:
            break
        # A breach of a person without a duty is about several duties together, such as a cap: the last one is removed.
        wrong_turns = {(item.person, item.duty) for item in broken if item.person is not None}
        overworked = {item.person for item in broken if item.person is not None and item.duty is None}
        stood_down = {item.duty for item in broken if item.person is None}
        last = {item.person: item.duty for item in kept if item.person in overworked}
        kept = [
            item
            for item in kept
            if (item.person, item.duty) not in wrong_turns
            and item.duty not in stood_down
            and last.get(item.person) != item.duty
        ]
    manned = {item.duty for item in kept}
    records = [
        item.model_copy(update={"vehicle": vehicles.get(item.duty) if item.duty in manned else None})
        for item in rota.duties
        if item.duty in seats
    ]
    return rota.model_copy(update={"assignments": tuple(kept), "duties": tuple(records)})


def _with_full_crews(facts: Facts, assignments: Sequence[Assignment]) -> list[Assignment]:
    """Removes the assignments of duties whose crew is below its minimum."""
    filled: dict[tuple[str, str], int] = {}
    for item in assignments:
        filled[item.duty, item.seat] = filled.get((item.duty, item.seat), 0) + 1
    short = {
        duty.id
        for duty in facts.duties
        if any(filled.get((duty.id, seat.id), 0) < seat.minimum for seat in duty.crew.seats)
    }
    return [item for item in assignments if item.duty not in short]
