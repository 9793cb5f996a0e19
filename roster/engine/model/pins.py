"""Pins: fixed in a model, or taken by themselves as a rota."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from constraints.context import RotaModel
from constraints.facts import Facts
from models.duty import find_duty
from models.rota import Assignment, Basis
from models.wishes import Pin


def pin_all(model: RotaModel, pins: Sequence[Pin]) -> None:
    """Fix every pin in a model, but those of which it is on record what became of them."""
    for pin in pins:
        duty = find_duty(pin.duty, model.facts.duties)
        if (pin.person, duty.id) not in model.facts.fates:
            model.pin(model.facts.people[pin.person], duty, pin.seat, on=not pin.off)


def pins_alone(facts: Facts, pins: Sequence[Pin]) -> list[Assignment]:
    """A rota of these pins and nobody else, each in the first seat it may mean."""
    assignments = []
    for pin in pins:
        if pin.off:
            continue
        duty, person = find_duty(pin.duty, facts.duties), facts.people[pin.person]
        if (person.id, duty.id) in facts.fates:
            continue
        seat = next(seat.id for seat in facts.seats_for(person, duty) if pin.seat in (None, seat.id))
        basis = Basis.ROSTERED if facts.rostered(person, duty) else Basis.OFFERED
        assignments.append(Assignment(person=person.id, duty=duty.id, seat=seat, basis=basis))
    return list(dict.fromkeys(assignments))


def obeyed(facts: Facts, pins: Sequence[Pin], assignments: Iterable[Assignment]) -> bool:
    """Whether a rota obeys pins, but those of which it is on record what became of them."""
    seats = {(item.person, item.duty): item.seat for item in assignments}
    for pin in pins:
        key = pin.person, find_duty(pin.duty, facts.duties).id
        there = key in seats and pin.seat in (None, seats[key])
        if key not in facts.fates and there is pin.off:
            return False
    return True
