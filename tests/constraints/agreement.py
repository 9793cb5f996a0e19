"""The parts of the agreement test: a case, every rota it allows, and what the solver and the check say of each."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import yaml
from ortools.sat.python import cp_model

from constraints.base import Rule
from constraints.cover.crew_size import CrewSize
from constraints.facts import Candidate, Facts
from constraints.registry import installed
from constraints.rota_model import RotaModel
from constraints.view import RotaView
from models.book import Book
from models.duty import Duty
from models.people import Person
from models.rota import Assignment, Basis, Breach
from models.rules import SOFT_LEVELS, Level, RuleEntry
from roster.engine.model.build import built_without_pins


class Decided(NamedTuple):
    """One possible rota: who is on what, and which vehicle carries which duty."""

    people: frozenset[Candidate]
    vehicles: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Case:
    """A tiny book and a rule tried on every rota of it.

    Attributes:
        name: what the case is about.
        book: raw data.
        rule: the entry as YAML, without its level: hard and soft versions are both tried where the rule allows.
        expect: rota -> what the rule's breaches amount to, written out by hand from the rule's docstring.
        units: rota -> what they cost in sixtieths of a point at weight 1, where bands make that more than the amount.
        clean: only rotas in which nobody is in two places at once; posts may presume it, for one-duty-at-a-time always
            holds, and `any_of` and soft rests do.
        sized: only rotas with crews as crew-size wants them, for rules that presume it.
        bases: the bases tried.
    """

    name: str
    book: Mapping[str, Any]
    rule: str
    expect: Mapping[str, float] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    clean: bool = False
    sized: bool = False
    bases: tuple[Basis, ...] = tuple(Basis)

    @property
    def kind(self) -> str:
        """The rule's kind."""
        return str(yaml.safe_load(self.rule)["kind"])

    def versions(self) -> Iterator[dict[str, Any]]:
        """The entry made hard, and made soft at a level and weight of its own."""
        entry, rule = yaml.safe_load(self.rule), installed()[self.kind]
        if rule.hardenable:
            yield {**entry, "level": "hard"}
        if rule.softenable:
            yield {**entry, "level": "fair", "weight": 3}


class AnyBasis(Facts):
    """The facts of a book as though everyone were rostered for everything and had offered it.

    The model leaves out candidates with no basis whatever the rules say; all rules but availability are tried on both.
    """

    def bases(self, person: Person, duty: Duty) -> list[Basis]:
        """Both bases."""
        return list(Basis)

    def open_to(self, person: Person) -> Iterator[tuple[Duty, list[Basis]]]:
        """Every duty they could reach, by both bases."""
        return ((duty, list(Basis)) for duty in self.reachable(person))


class Trial:
    """One version of a case, ready to be tried."""

    def __init__(self, case: Case, entry: Mapping[str, Any]) -> None:
        self.case = case
        book = Book.model_validate(case.book)
        self.facts = Facts(book) if case.kind == "availability" else AnyBasis(book)
        given = dict(entry)
        if not installed()[case.kind].softenable:
            given.pop("level", None)
        rules, problems = installed().build([RuleEntry.model_validate(given)], self.facts)
        assert problems == []
        self.rule: Rule = next(rule for rule in rules if rule.kind == case.kind)
        self.bare = built_without_pins(self.facts, [self.rule])
        self.model = built_without_pins(self.facts, [self.rule])
        self._tie_running()

    def _tie_running(self) -> None:
        """A duty runs where every seat has its minimum: what crew-size says in a book, and it is not here."""
        cp = self.model.cp
        for duty in self.facts.duties:
            enough = []
            for seat in duty.crew.seats:
                literals = [literal for _, literal in self.model.in_seat(duty, seat.id)]
                literal = cp.new_bool_var("")
                cp.add(sum(literals) >= seat.minimum).only_enforce_if(literal)
                cp.add(sum(literals) < seat.minimum).only_enforce_if(~literal)
                enough.append(literal)
            cp.add_min_equality(self.model.runs(duty), enough)

    # --- every rota

    @cached_property
    def universe(self) -> list[Candidate]:
        """Every candidate; for seat-eligibility also those whose role or area does not fit."""
        found = []
        every = self.rule.kind == "seat-eligibility"
        for person in self.facts.people.values():
            for duty in self.facts.duties if every else self.facts.reachable(person):
                for seat in duty.crew.seats if every else self.facts.seats_for(person, duty):
                    found += [Candidate(person.id, duty.id, seat.id, basis) for basis in self.case.bases]
        return found

    def rotas(self) -> Iterator[Decided]:
        """Every rota that the case allows."""
        carried = [()]
        if self.rule.kind in ("vehicle", "own-vehicle"):
            choices = [
                [(), *((duty.id, vehicle.id) for vehicle in self.facts.book.vehicles)]
                for duty in self.facts.duties
                if self.facts.needs_vehicle(duty)
            ]
            carried = [tuple(pair for pair in chosen if pair) for chosen in itertools.product(*choices)]
        for size in range(len(self.universe) + 1):
            for people in itertools.combinations(self.universe, size):
                if self.is_possible(people):
                    for vehicles in carried:
                        yield Decided(frozenset(people), frozenset(vehicles))

    def is_possible(self, people: Sequence[Candidate]) -> bool:
        """Whether the case allows a rota of these."""
        if self.case.clean:
            duties = [(who.person, self.facts.duty[who.duty]) for who in people]
            for (one, first), (other, second) in itertools.combinations(duties, 2):
                if one == other and first.start < second.end and second.start < first.end:
                    return False
        return not self.case.sized or not list(CrewSize().check(self.view(Decided(frozenset(people)))))

    # --- what the check says

    def view(self, decided: Decided) -> RotaView:
        """A rota as checks see it."""
        assignments = [
            Assignment(person=who.person, duty=who.duty, seat=who.seat, basis=who.basis) for who in decided.people
        ]
        return RotaView(self.facts, assignments, dict(decided.vehicles))

    def breaches(self, decided: Decided) -> list[Breach]:
        """The rule's breaches in a rota."""
        return list(self.rule.check(self.view(decided)))

    # --- what the solver says

    def accepted(self) -> set[Decided]:
        """Every rota that obeys what the rule posted, found in one search for all solutions."""
        collector = _Collector(self.model)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.enumerate_all_solutions = True
        outside = [literal for who, literal in self.model.assigned.items() if who.basis not in self.case.bases]
        model = self.model.cp.clone()
        for literal in outside:
            _fix(model, literal.index, 0)
        assert solver.solve(model, collector) in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        return collector.found

    def price(self, decided: Decided) -> int | None:
        """The least the solver can count at the rule's level for a rota; None when it accepts it at no price."""
        literals: dict[object, cp_model.IntVar] = {**self.model.assigned, **self.model.carried}
        chosen = decided.people | decided.vehicles
        if not chosen <= literals.keys():
            return None
        model = self.model.cp.clone()
        for key, literal in literals.items():
            _fix(model, literal.index, int(key in chosen))
        for level in SOFT_LEVELS:
            objective = self.model.objectives[level]
            assert level is self.rule.level or not objective.terms, "priced at a level that is not its own"
        objective = self.model.objectives.get(self.rule.level)
        if objective is not None:
            model.minimize(sum(factor * variable for variable, factor in objective.terms) + objective.constant)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_presolve = False
        status = solver.solve(model)
        assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        if status == cp_model.INFEASIBLE:
            return None
        return round(solver.objective_value) if objective is not None else 0

    def completed(self, decided: Decided) -> tuple[bool, int]:
        """Whether the values that the model derives from a rota obey what was posted, and what they cost."""
        view = self.view(decided)
        chosen = {self.bare.runs(duty).index: int(view.runs(duty)) for duty in self.facts.duties}
        chosen |= {self.bare.assigned[who].index: 1 for who in decided.people}
        chosen |= {self.bare.carried[pair].index: 1 for pair in decided.vehicles}
        values = self.bare.completed(chosen)
        model = self.bare.cp.clone()
        for index, value in enumerate(values):
            _fix(model, index, value)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        objective = self.bare.objectives[self.rule.level]
        cost = objective.constant + sum(factor * values[variable.index] for variable, factor in objective.terms)
        return solver.solve(model) == cp_model.OPTIMAL, cost

    def some_rotas(self, most: int | None) -> list[Decided]:
        """Every rota, or a seeded sample of them with those the case expects something of."""
        rotas = list(self.rotas())
        if most is not None and len(rotas) > most:
            rotas = random.Random(1).sample(rotas, most)
            rotas += [self.decided(text) for text in (*self.case.expect, *self.case.units)]
        return rotas

    # --- rotas written by hand

    def decided(self, text: str) -> Decided:
        """A rota as cases write it: `ann 04/late, bob C2@05/early seat offered, 04/late in V1`."""
        people, vehicles = set(), set()
        for part in filter(None, (part.strip() for part in text.split(","))):
            words = part.split()
            if words[1] == "in":
                vehicles.add((self._duty(words[0]), words[2]))
                continue
            person, duty = self.facts.people[words[0]], self.facts.duty[self._duty(words[1])]
            bases = [Basis(word) for word in words[2:] if word in tuple(Basis)]
            seats = [word for word in words[2:] if word not in tuple(Basis)]
            usual = Basis.ROSTERED if self.facts.rostered(person, duty) else Basis.OFFERED
            fitting = [seat.id for seat in self.facts.seats_for(person, duty) or duty.crew.seats]
            people.add(Candidate(person.id, duty.id, (seats or fitting)[0], (bases or [usual])[0]))
        return Decided(frozenset(people), frozenset(vehicles))

    def _duty(self, text: str) -> str:
        call_sign, _, rest = text.rpartition("@")
        found = [
            duty.id
            for duty in self.facts.duties
            if duty.id.endswith(f"{rest}") and duty.call_sign.id == (call_sign or self.facts.book.call_signs[0].id)
        ]
        assert len(found) == 1, f"{text} names {found}"
        return found[0]


class _Collector(cp_model.CpSolverSolutionCallback):
    """Keeps the decisions of every solution."""

    def __init__(self, model: RotaModel) -> None:
        super().__init__()
        self.model = model
        self.found: set[Decided] = set()

    def on_solution_callback(self) -> None:
        self.found.add(
            Decided(
                frozenset(who for who, literal in self.model.assigned.items() if self.boolean_value(literal)),
                frozenset(key for key, literal in self.model.carried.items() if self.boolean_value(literal)),
            )
        )


def _fix(model: cp_model.CpModel, index: int, value: int) -> None:
    domain = model.proto.variables[index].domain
    domain.clear()
    domain.extend([value, value])


def is_soft(rule: Rule) -> bool:
    """Whether a version is priced rather than forbidden."""
    return rule.level is not Level.HARD
