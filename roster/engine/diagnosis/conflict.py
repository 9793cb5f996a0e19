"""When no rota obeys the pins: the smallest set of what contradicts itself, confirmed by solving without each part."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ortools.sat.python import cp_model

from constraints.base import Rule
from constraints.facts import Facts
from constraints.rota_model import RotaModel
from constraints.verify import verify
from constraints.view import RotaView
from models.duty import Duty, find_duty
from models.rota import Breach
from models.wishes import Pin
from roster.engine.model.build import built_without_pins
from roster.engine.model.pins import assignments_of_pins
from roster.engine.params.groups import DiagnosisParams
from roster.engine.solvers.cpsat import Settings, Status, minimise
from roster.errors import Conflict, NumberedPin

T = TypeVar("T")


def find_conflict(
    facts: Facts,
    rules: Sequence[Rule],
    *,
    seconds: float,
    workers: int,
    seed: int,
    stop: threading.Event,
    params: DiagnosisParams,
) -> Conflict:
    """The smallest conflict of a book for which no rota exists, as far as it is found in time."""
    deadline = time.monotonic() + seconds

    def solvable(model: cp_model.CpModel) -> bool | None:
        left = deadline - time.monotonic()
        if left <= 0 or stop.is_set():
            return None
        settings = Settings(max(params.least_question_seconds, left), workers, seed)
        run = minimise(model, settings, stop=stop)
        return None if run.status is Status.UNKNOWN else run.found

    model, switches = _switched(facts, rules)

    def pins_hold(pins: Sequence[NumberedPin]) -> bool | None:
        question = model.cp.clone()
        for index, _ in pins:
            question.add(question.get_bool_var_from_proto_index(switches[index]) == 1)
        return solvable(question)

    pins = list(enumerate(facts.book.pins))
    if pins and pins_hold([]) is not False:
        suspects = next((group for group in _suspects(facts, rules, pins) if pins_hold(group) is False), pins)
        smallest, sure = _shrink(suspects, pins_hold)
        return Conflict(smallest, [], _reasons(facts, rules, [pin for _, pin in smallest]), sure)

    def rules_hold(kept: Sequence[Rule]) -> bool | None:
        return solvable(built_without_pins(facts, [*fixed, *kept]).cp)

    optional = [rule for rule in rules if rule.hard and not rule.always]
    fixed = [rule for rule in rules if rule not in optional]
    smallest_rules, sure = _shrink(optional, rules_hold)
    return Conflict([], [rule.kind for rule in smallest_rules], [], sure)


def _switched(facts: Facts, rules: Sequence[Rule]) -> tuple[RotaModel, list[int]]:
    """A model in which each pin holds only where its switch does, and the switches' indices."""
    model = built_without_pins(facts, rules)
    switches = []
    for number, pin in enumerate(facts.book.pins):
        switch = model.cp.new_bool_var(f"pin {number}")
        duty = find_duty(pin.duty, facts.duties)
        switches.append(switch.index)
        if (pin.person, duty.id) not in facts.fates:  # what is on record is no matter of pins
            literals = model.seats_of(facts.people[pin.person], duty, pin.seat)
            model.cp.add(sum(literals) == int(not pin.off)).only_enforce_if(switch)
    return model, switches


def _shrink(items: Sequence[T], holds: Callable[[Sequence[T]], bool | None]) -> tuple[list[T], bool]:
    """The fewest items that cannot hold together, by leaving out halves and then smaller and smaller parts.

    Returns them and whether it was shown that they do not hold, and that without any one of them the others do.
    """
    needed = list(items)
    size = max(1, len(needed) // 2)
    while size:
        place = 0
        while place < len(needed):
            without = needed[:place] + needed[place + size :]
            if without != needed and holds(without) is False:
                needed = without
            else:
                place += size
        size //= 2
    minimal = all(holds([other for other in needed if other is not item]) for item in needed)
    return needed, minimal and holds(needed) is False


def _suspects(facts: Facts, rules: Sequence[Rule], pins: Sequence[NumberedPin]) -> Iterator[list[NumberedPin]]:
    """Small groups of pins that the checks alone call wrong: those of one person, or of one duty."""
    found = _breaches(facts, rules, [pin for _, pin in pins])
    for person in dict.fromkeys(breach.person for breach in found if breach.person and breach.date is None):
        yield [item for item in pins if item[1].person == person]
    by_duty: dict[str, list[NumberedPin]] = defaultdict(list)
    for item in pins:
        by_duty[find_duty(item[1].duty, facts.duties).id].append(item)
    wrong = {breach.duty for breach in found}
    yield from sorted((group for duty, group in by_duty.items() if duty in wrong), key=len, reverse=True)
    for person in dict.fromkeys(breach.person for breach in found if breach.person):
        yield [item for item in pins if item[1].person == person]


def _breaches(facts: Facts, rules: Sequence[Rule], pins: Sequence[Pin]) -> list[Breach]:
    """The hard breaches of a rota of these pins alone."""
    return verify(RotaView(facts, assignments_of_pins(facts, pins), {}), rules).hard


def _reasons(facts: Facts, rules: Sequence[Rule], pins: Sequence[Pin]) -> list[str]:
    """Why these pins cannot hold: what the checks say of the people, then of the duties they are pinned to."""
    told = [breach.message for breach in _breaches(facts, rules, pins) if breach.rule not in ("crew-size", "vehicle")]
    if told:
        return told
    duties = {duty.id: duty for duty in (find_duty(pin.duty, facts.duties) for pin in pins)}
    return [reason for duty in duties.values() for reason in _about(facts, rules, duty, pins)]


def _about(facts: Facts, rules: Sequence[Rule], duty: Duty, pins: Sequence[Pin]) -> list[str]:
    """What is wrong with a duty that people are pinned to: too many for a seat, no vehicle, a seat nobody can take."""
    people = {pin.person: pin.seat for pin in pins if not pin.off and find_duty(pin.duty, facts.duties) is duty}
    wanted: Counter[str] = Counter()
    for person, seat_id in people.items():
        seats = [seat.id for seat in facts.seats_for(facts.people[person], duty) if seat_id in (None, seat.id)]
        if len(seats) == 1:
            wanted[seats[0]] += 1
    told = [
        f"the {seat.name or seat.id} seat of {duty.spoken} takes {seat.maximum}, and {wanted[seat.id]} are pinned to it"
        for seat in duty.crew.seats
        if wanted[seat.id] > seat.maximum
    ]
    if told:
        return told
    if not facts.has_vehicle(duty):
        return [f"no vehicle is on the road for {duty.spoken}"]
    model = built_without_pins(facts, rules)
    told = [
        f"nobody can take the {seat.name or seat.id} seat of {duty.spoken}"
        for seat in duty.crew.seats
        if len({candidate.person for candidate, _ in model.in_seat(duty, seat.id)}) < seat.minimum
    ]
    return told or [f"no crew for {duty.spoken} can be made around those pinned to it"]
