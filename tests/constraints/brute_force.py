"""The best rota, found in two plain ways: by trying every rota with the checks, and by CP-SAT."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from ortools.sat.python import cp_model

from constraints.base import Rule
from constraints.facts import Candidate, Facts
from constraints.verify import verify
from constraints.view import RotaView
from models.lookup.duty_references import find_duty
from models.rota import Assignment
from models.rules import SOFT_LEVELS
from roster.engine.model.build import built_without_pins
from tests.constraints.random_books import candidates

FIRST = ("crew-size", "one-duty-at-a-time")  # these rule out most rotas and are quick to check


def best_values(facts: Facts, rules: Sequence[Rule]) -> tuple[int, ...] | None:
    """The least values of the levels in order, in sixtieths of a point; None when no rota is legal."""
    values = [
        tuple(verdict.units(level) for level in SOFT_LEVELS)
        for view in _rotas(facts, [rule for rule in rules if rule.kind in FIRST])
        if (verdict := verify(view, rules)).legal
    ]
    return min(values, default=None)


def model_values(facts: Facts, rules: Sequence[Rule]) -> tuple[int, ...] | None:
    """The same of what the rules posted, each level minimised by CP-SAT and then held; None when it finds no rota."""
    model = built_without_pins(facts, rules)
    for pin in facts.book.pins:
        duty = find_duty(pin.duty, facts.duties)
        if (pin.person, duty.id) not in facts.fates:
            model.pin(facts.people[pin.person], duty, pin.seat)
    values = []
    for level in SOFT_LEVELS:
        objective = model.objectives[level]
        cost = sum(factor * variable for variable, factor in objective.terms)
        model.cp.minimize(cost)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(model.cp)
        if status == cp_model.INFEASIBLE:
            return None
        assert status == cp_model.OPTIMAL
        model.cp.add(cost <= round(solver.objective_value))
        values.append(round(solver.objective_value) + objective.constant)
    return tuple(values)


def _rotas(facts: Facts, first: Sequence[Rule]) -> Iterator[RotaView]:
    possible = candidates(facts.book)
    for size in range(len(possible) + 1):
        for people in itertools.combinations(possible, size):
            assignments = [
                Assignment(person=who.person, duty=who.duty, seat=who.seat, basis=who.basis) for who in people
            ]
            bare = RotaView(facts, assignments, {})
            if (
                _keeps_pins(facts, people)
                and _keeps_records(bare)
                and not any(list(rule.check(bare)) for rule in first)
            ):
                for vehicles in _vehicles(facts, bare):
                    yield RotaView(facts, assignments, vehicles)


def _keeps_pins(facts: Facts, people: Sequence[Candidate]) -> bool:
    for pin in facts.book.pins:
        duty = find_duty(pin.duty, facts.duties)
        if (pin.person, duty.id) in facts.fates:
            continue  # what is on record goes before a pin
        if not any(who.person == pin.person and who.duty == duty.id and pin.seat in (None, who.seat) for who in people):
            return False
    return True


def _keeps_records(view: RotaView) -> bool:
    """Whether everybody whose seat is on record is in it wherever the duty runs, and nowhere else."""
    for name, seated in view.facts.seated_on_record.items():
        duty = view.facts.duty[name]
        there = {(item.person, item.seat) for item in view.crew_of(duty)}
        runs = bool(there) or not any(seat.minimum for seat in duty.crew.seats)
        if any(((who.person, who.seat) in there) is not runs for who in seated):
            return False
        sizes = Counter(who.seat for who in seated)
        if (
            not runs
            and not view.facts.needs_vehicle(duty)
            and all(sizes[seat.id] >= seat.minimum for seat in duty.crew.seats)
        ):
            return False
    return True


def _vehicles(facts: Facts, view: RotaView) -> Iterator[dict[str, str]]:
    running = [duty for duty in facts.duties if facts.needs_vehicle(duty) and view.runs(duty)]
    choices = [[vehicle.id for vehicle in facts.book.vehicles] for _ in running]
    for chosen in itertools.product(*choices):
        yield {duty.id: vehicle for duty, vehicle in zip(running, chosen, strict=True)}
