"""Finds the pins or hard rules because of which there is no rota: a minimal infeasible subset.

The subset is confirmed by solving: without any one of its members there is a rota. (The infeasible cores that CP-SAT
names for assumptions are not used, since they are not reliable.)
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ortools.sat.python import cp_model

from constraints.base import Rule
from constraints.facts import Facts
from constraints.rota_model import RotaModel
from models.lookup.duty_references import find_duty
from roster.engine.diagnosis.conflict_reasons import breaches_of_pins, reasons_of_pins
from roster.engine.model.build import built_without_pins
from roster.engine.options import SearchOptions
from roster.engine.solvers.cpsat import Settings, Status, minimise
from roster.errors import Conflict, NumberedPin

T = TypeVar("T")


def find_conflict(
    facts: Facts, rules: Sequence[Rule], options: SearchOptions, *, seconds: float, stop: threading.Event
) -> Conflict:
    """Finds the smallest conflict of a book that has no rota, as far as there is time.

    Pins are looked at first; hard rules only where there is no rota even without the pins.

    Args:
        options: threads, seed and tuning numbers.
        seconds: time for all questions.
        stop: ends the search when it is set.
    """
    questions = _Questions(options, time.monotonic() + seconds, stop)
    return _conflict_of_pins(facts, rules, questions) or _conflict_of_rules(facts, rules, questions)


class _Questions:
    """Asks whether models have any solution, within the time for all questions."""

    def __init__(self, options: SearchOptions, deadline: float, stop: threading.Event) -> None:
        self._options = options
        self._deadline = deadline
        self._stop = stop

    def feasible(self, model: cp_model.CpModel) -> bool | None:
        """Tells whether a model has a solution; None where that was not found out in time."""
        left = self._deadline - time.monotonic()
        if left <= 0 or self._stop.is_set():
            return None
        seconds = max(self._options.params.diagnosis.least_question_seconds, left)
        run = minimise(model, Settings(seconds, self._options.threads, self._options.seed), stop=self._stop)
        return None if run.status is Status.UNKNOWN else run.found


def _conflict_of_pins(facts: Facts, rules: Sequence[Rule], questions: _Questions) -> Conflict | None:
    """Finds the fewest pins that contradict each other; None where there is no rota even without pins."""
    pins = list(enumerate(facts.book.pins))
    if not pins:
        return None
    model, switches = _model_with_switches(facts, rules)

    def feasible(some: Sequence[NumberedPin]) -> bool | None:
        question = model.cp.clone()
        for index, _ in some:
            question.add(question.get_bool_var_from_proto_index(switches[index]) == 1)
        return questions.feasible(question)

    if feasible([]) is False:
        return None
    suspects = next((group for group in _suspects(facts, rules, pins) if feasible(group) is False), pins)
    fewest, minimal = _fewest(suspects, feasible)
    return Conflict(fewest, [], reasons_of_pins(facts, rules, [pin for _, pin in fewest]), minimal)


def _conflict_of_rules(facts: Facts, rules: Sequence[Rule], questions: _Questions) -> Conflict:
    """Finds the fewest hard rules that contradict each other; rules that no book can leave out are not counted."""
    optional = [rule for rule in rules if rule.hard and not rule.always]
    others = [rule for rule in rules if rule not in optional]

    def feasible(some: Sequence[Rule]) -> bool | None:
        return questions.feasible(built_without_pins(facts, [*others, *some]).cp)

    fewest, minimal = _fewest(optional, feasible)
    return Conflict([], [rule.kind for rule in fewest], [], minimal)


def _model_with_switches(facts: Facts, rules: Sequence[Rule]) -> tuple[RotaModel, list[int]]:
    """Builds a model in which each pin holds only if its switch is 1.

    Returns:
        The model, and the index of the switch of each pin.
    """
    model = built_without_pins(facts, rules)
    switches = []
    for number, pin in enumerate(facts.book.pins):
        switch = model.cp.new_bool_var(f"pin {number}")
        duty = find_duty(pin.duty, facts.duties)
        switches.append(switch.index)
        if (pin.person, duty.id) not in facts.fates:  # a record goes before a pin
            literals = model.seats_of(facts.people[pin.person], duty, pin.seat)
            model.cp.add(sum(literals) == int(not pin.off)).only_enforce_if(switch)
    return model, switches


def _fewest(items: Sequence[T], feasible: Callable[[Sequence[T]], bool | None]) -> tuple[list[T], bool]:
    """Reduces items that are infeasible together to a minimal infeasible subset.

    Leaves out half of the items, then smaller and smaller parts, as long as the rest is still infeasible.

    Args:
        feasible: tells whether some of the items are feasible together; None where that is not known.

    Returns:
        The subset, and whether it is shown to be minimal: infeasible, and feasible without any one of its members.
    """
    needed = list(items)
    size = max(1, len(needed) // 2)
    while size:
        place = 0
        while place < len(needed):
            without = needed[:place] + needed[place + size :]
            if without != needed and feasible(without) is False:
                needed = without
            else:
                place += size
        size //= 2
    minimal = all(feasible([other for other in needed if other is not item]) for item in needed)
    return needed, minimal and feasible(needed) is False


def _suspects(facts: Facts, rules: Sequence[Rule], pins: Sequence[NumberedPin]) -> Iterator[list[NumberedPin]]:
    """Yields small groups of pins that the checks alone find illegal: those of one person, or of one duty."""
    breaches = breaches_of_pins(facts, rules, [pin for _, pin in pins])
    for person in dict.fromkeys(breach.person for breach in breaches if breach.person and breach.date is None):
        yield [item for item in pins if item[1].person == person]
    by_duty: dict[str, list[NumberedPin]] = defaultdict(list)
    for item in pins:
        by_duty[find_duty(item[1].duty, facts.duties).id].append(item)
    illegal = {breach.duty for breach in breaches}
    yield from sorted((group for duty, group in by_duty.items() if duty in illegal), key=len, reverse=True)
    for person in dict.fromkeys(breach.person for breach in breaches if breach.person):
        yield [item for item in pins if item[1].person == person]
