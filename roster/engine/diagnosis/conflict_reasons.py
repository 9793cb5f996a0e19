"""Says why some pins cannot hold together, in sentences of the checks about a rota of these pins only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from constraints.base import Rule
from constraints.facts import Facts
from constraints.verify import verify
from constraints.view import RotaView
from models.duty import Duty
from models.lookup.duty_references import find_duty
from models.rota import Breach
from models.wishes import Pin
from roster.engine.model.build import built_without_pins
from roster.engine.model.pins import assignments_of_pins


def breaches_of_pins(facts: Facts, rules: Sequence[Rule], pins: Sequence[Pin]) -> list[Breach]:
    """Returns the hard breaches of a rota that consists of these pins only."""
    return verify(RotaView(facts, assignments_of_pins(facts, pins), {}), rules).hard


def reasons_of_pins(facts: Facts, rules: Sequence[Rule], pins: Sequence[Pin]) -> list[str]:
    """Returns what the checks say of the pinned people or, where they say nothing, of the duties they are pinned to.

    Such a rota has crews that are not full and no vehicles: breaches for that reason are not counted.
    """
    breaches = breaches_of_pins(facts, rules, pins)
    messages = [breach.message for breach in breaches if breach.rule not in ("crew-size", "vehicle")]
    if messages:
        return messages
    duties = {duty.id: duty for duty in (find_duty(pin.duty, facts.duties) for pin in pins)}
    return [reason for duty in duties.values() for reason in _reasons_of_duty(facts, rules, duty, pins)]


def _reasons_of_duty(facts: Facts, rules: Sequence[Rule], duty: Duty, pins: Sequence[Pin]) -> list[str]:
    """Says what is wrong with a pinned duty: too many people for a seat, no vehicle, or a seat that nobody can take."""
    people = {pin.person: pin.seat for pin in pins if not pin.off and find_duty(pin.duty, facts.duties) is duty}
    pinned: Counter[str] = Counter()
    for person, seat_id in people.items():
        seats = [seat.id for seat in facts.seats_for(facts.people[person], duty) if seat_id in (None, seat.id)]
        if len(seats) == 1:
            pinned[seats[0]] += 1
    sentences = [
        f"the {seat.name or seat.id} seat of {duty.spoken} takes {seat.maximum}, and {pinned[seat.id]} are pinned to it"
        for seat in duty.crew.seats
        if pinned[seat.id] > seat.maximum
    ]
    if sentences:
        return sentences
    if not facts.has_vehicle(duty):
        return [f"no vehicle is on the road for {duty.spoken}"]
    model = built_without_pins(facts, rules)
    sentences = [
        f"nobody can take the {seat.name or seat.id} seat of {duty.spoken}"
        for seat in duty.crew.seats
        if len({candidate.person for candidate, _ in model.in_seat(duty, seat.id)}) < seat.minimum
    ]
    return sentences or [f"no crew for {duty.spoken} can be made around those pinned to it"]
