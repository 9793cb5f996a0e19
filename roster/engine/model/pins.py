"""Pins: fixes them in a model, makes a rota of them, and tells whether a rota obeys them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from constraints.facts import Facts
from constraints.rota_model import RotaModel
from models.lookup.duty_references import find_duty
from models.rota import Assignment, Basis
from models.wishes import Pin


def pin_all(model: RotaModel, pins: Sequence[Pin]) -> None:
    """Fixes pins in a model, except those on turns that are on record: a record goes before a pin."""
    for pin in pins:
        duty = find_duty(pin.duty, model.facts.duties)
        if (pin.person, duty.id) not in model.facts.fates:
            model.pin(model.facts.people[pin.person], duty, pin.seat, on=not pin.off)


def assignments_of_pins(facts: Facts, pins: Sequence[Pin]) -> list[Assignment]:
    """Returns the assignments that pins ask for, each in the first seat that its pin allows."""
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


def obeys_pins(facts: Facts, pins: Sequence[Pin], assignments: Iterable[Assignment]) -> bool:
    """Tells whether assignments obey pins; pins on turns that are on record do not count."""
    seats = {(item.person, item.duty): item.seat for item in assignments}
    for pin in pins:
        key = pin.person, find_duty(pin.duty, facts.duties).id
        assigned = key in seats and pin.seat in (None, seats[key])
        if key not in facts.fates and assigned is pin.off:
            return False
    return True
