"""The CP-SAT model as rules see it when they post: decisions, and the few forms in which a rule is stated.

The only file of `constraints` that imports the solver; rules name it for type checking alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ortools.sat.python import cp_model

from constraints.base import Bands, CandidateRule, Rule
from constraints.facts import Candidate, Facts
from models.duty import Duty
from models.people import Person
from models.rota import Assignment, Basis
from models.rules import SOFT_LEVELS, Level

Literal = cp_model.IntVar
Terms = Sequence[tuple[Literal, int]]


@dataclass
class Objective:
    """What a level adds up: variables times sixtieths of a point, and what is paid whatever is decided."""

    terms: list[tuple[cp_model.IntVar, int]] = field(default_factory=list)
    constant: int = 0


class RotaModel:
    """The decisions of a rota, and the ways a rule may constrain or price them.

    Decisions are one literal for each person, duty, seat and basis that no `CandidateRule` stands against, one for
    each duty that runs, and one for each vehicle that may carry it. Rules speak in sums of these literals.
    """

    def __init__(self, facts: Facts, rules: Iterable[Rule]) -> None:
        self.facts = facts
        self.rules = list(rules)
        self.cp = cp_model.CpModel()
        self.objectives: dict[Level, Objective] = {level: Objective() for level in SOFT_LEVELS}
        self.assigned: dict[Candidate, Literal] = {}
        self._by_pair: dict[tuple[str, str], list[tuple[Candidate, Literal]]] = defaultdict(list)
        self._by_seat: dict[tuple[str, str], list[tuple[Candidate, Literal]]] = defaultdict(list)
        self._duties_of: dict[str, list[Duty]] = defaultdict(list)
        self._by_date: dict[tuple[str, date], list[Duty]] = defaultdict(list)
        self._any: dict[tuple[str, tuple[str, ...]], Literal] = {}
        self._down: dict[str, Literal] = {}
        self._make_candidates()
        self.running = {duty.id: self._running(duty) for duty in facts.duties}
        self.carried = {
            (duty.id, vehicle.id): self.cp.new_bool_var(f"{duty.id} in {vehicle.id}")
            for duty in facts.duties
            if facts.needs_vehicle(duty)
            for vehicle in facts.vehicles_for(duty)
        }
        for rule in self.rules:
            rule.post(self)

    def _make_candidates(self) -> None:
        gates = [rule for rule in self.rules if isinstance(rule, CandidateRule)]
        for person in self.facts.people.values():
            for duty in self.facts.reachable(person):
                for seat in self.facts.seats_for(person, duty):
                    for basis in Basis:
                        candidate = Candidate(person.id, duty.id, seat.id, basis)
                        if any(
                            gate.concerns(self.facts, candidate) and gate.obstacle(self.facts, candidate)
                            for gate in gates
                        ):
                            continue
                        self._add_candidate(candidate, person, duty)

    def _add_candidate(self, candidate: Candidate, person: Person, duty: Duty) -> None:
        literal = self.cp.new_bool_var(" ".join(candidate))
        self.assigned[candidate] = literal
        if not self._by_pair[person.id, duty.id]:
            self._duties_of[person.id].append(duty)
            self._by_date[person.id, duty.date].append(duty)
        self._by_pair[person.id, duty.id].append((candidate, literal))
        self._by_seat[duty.id, candidate.seat].append((candidate, literal))

    def _running(self, duty: Duty) -> Literal:
        if any(seat.minimum for seat in duty.crew.seats):
            return self.cp.new_bool_var(f"{duty.id} runs")
        return self.cp.new_constant(1)  # nobody is needed, so it is never stood down

    # --- decisions

    def duties_of(self, person: Person) -> list[Duty]:
        """The duties a person could be on, in order of start."""
        return self._duties_of.get(person.id, [])

    def duties_on(self, person: Person, day: date) -> list[Duty]:
        """The duties starting on a date that a person could be on."""
        return self._by_date.get((person.id, day), [])

    def on(self, person: Person, duty: Duty) -> list[Literal]:
        """Literals whose sum says whether a person is on a duty."""
        return [literal for _, literal in self.candidates_of(person, duty)]

    def candidates_of(self, person: Person, duty: Duty) -> list[tuple[Candidate, Literal]]:
        """Each seat and basis by which a person could be on a duty, with its literal."""
        return self._by_pair.get((person.id, duty.id), [])

    def in_seat(self, duty: Duty, seat: str) -> list[tuple[Candidate, Literal]]:
        """Everyone who could sit in one seat of a duty, with the literal."""
        return self._by_seat.get((duty.id, seat), [])

    def runs(self, duty: Duty) -> Literal:
        """Whether a duty is not stood down."""
        return self.running[duty.id]

    def stands_down(self, duty: Duty) -> Literal:
        """Whether a duty is stood down."""
        if duty.id not in self._down:
            self._down[duty.id] = self.cp.new_bool_var(f"{duty.id} stood down")
            self.cp.add(self._down[duty.id] + self.running[duty.id] == 1)
        return self._down[duty.id]

    def carriers(self, duty: Duty) -> list[tuple[str, Literal]]:
        """The vehicles that may carry a duty, with their literals."""
        return [(vehicle.id, self.carried[duty.id, vehicle.id]) for vehicle in self.facts.vehicles_for(duty)]

    def any_of(self, person: Person, duties: Sequence[Duty]) -> list[Literal]:
        """Literals whose sum is 1 when a person is on any of these duties and 0 when on none.

        Where all the duties overlap at one instant this is their plain sum, since nobody is on two of them.
        """
        usable = [duty for duty in duties if self.on(person, duty)]
        literals = [literal for duty in usable for literal in self.on(person, duty)]
        if len(usable) < 2 or max(duty.start for duty in usable) < min(duty.end for duty in usable):
            return literals
        key = (person.id, tuple(sorted(duty.id for duty in usable)))
        if key not in self._any:
            self._any[key] = self.cp.new_bool_var(f"{person.id} on any of {len(usable)} from {usable[0].id}")
            self.cp.add_max_equality(self._any[key], literals)
        return [self._any[key]]

    # --- stating rules

    def at_most(self, rule: Rule, terms: Terms, room: int, bands: Bands | None = None) -> None:
        """The sum of terms (coefficients positive) is at most `room`; a soft rule pays for the excess.

        `room` is what the past leaves, and never less than nothing: only what this rota adds is held against it.
        """
        room = max(0, room)
        most = sum(coefficient for _, coefficient in terms)
        if most <= room:
            return
        if rule.hard:
            if room == 1 and all(coefficient == 1 for _, coefficient in terms):
                self.cp.add_at_most_one([literal for literal, _ in terms])
            else:
                self.cp.add(_sum(terms) <= room)
            return
        excess = self._slack(rule, most - room, bands)
        self.cp.add(_sum([*terms, *((part, -1) for part in excess)]) <= room)

    def at_least(self, rule: Rule, terms: Terms, target: int, bands: Bands | None = None) -> None:
        """The sum of terms (coefficients positive) is at least `target`; a soft rule pays for the shortfall."""
        if target <= 0:
            return
        if rule.hard:
            self.cp.add(_sum(terms) >= target)
            return
        short = self._slack(rule, target, bands)
        self.cp.add(_sum([*terms, *((part, 1) for part in short)]) >= target)

    def at_most_as_many(self, rule: Rule, terms: Terms, others: Terms) -> None:
        """The sum of terms is at most the sum of others; a soft rule pays for the excess."""
        if terms:
            most = sum(coefficient for _, coefficient in terms)
            self._no_more(rule, terms, others, most)

    def at_least_if(self, rule: Rule, terms: Terms, target: int, condition: Literal) -> None:
        """Where the condition holds, the sum of terms is at least `target`; a soft rule pays for the shortfall."""
        if target > 0:
            self._no_more(rule, [(condition, target)], terms, target)

    def _no_more(self, rule: Rule, terms: Terms, others: Terms, most: int) -> None:
        slack = [] if rule.hard else self._slack(rule, most, None)
        self.cp.add(_sum(terms) <= _sum([*others, *((part, 1) for part in slack)]))

    def not_all(self, rule: Rule, literals: Sequence[Literal], unless: Sequence[Literal], amount: int) -> None:
        """Not all of the literals hold, unless one of the others does; a soft rule pays `amount` units."""
        terms = [*((literal, 1) for literal in literals), *((other, -1) for other in unless)]
        if rule.hard:
            self.cp.add(_sum(terms) <= len(literals) - 1)
            return
        broken = self.cp.new_bool_var("")
        self.cp.add(_sum([*terms, (broken, -1)]) <= len(literals) - 1)
        self.price(rule, [(broken, amount)])

    def price(self, rule: Rule, terms: Terms, constant: int = 0) -> None:
        """A soft rule pays, for each posted unit of terms, its price; `constant` units are paid in any case."""
        objective = self.objectives[rule.level]
        objective.terms += [(literal, coefficient * rule.unit_price) for literal, coefficient in terms]
        objective.constant += constant * rule.unit_price

    def forbid(self, rule: Rule, literals: Sequence[Literal], amount: int = 1) -> None:
        """None of the literals holds; a soft rule pays `amount` units for each that does."""
        if not rule.hard:
            self.price(rule, [(literal, amount) for literal in literals])
        else:
            for literal in literals:
                self.cp.add(literal == 0)

    def exactly_one_if(self, literals: Sequence[Literal], condition: Literal) -> None:
        """Exactly one of the literals holds where the condition does, and none where it does not."""
        self.cp.add(sum(literals) == condition)

    def between_if(self, literals: Sequence[Literal], least: int, most: int, condition: Literal) -> None:
        """Between `least` and `most` of the literals hold where the condition does, and none where it does not."""
        self.cp.add(sum(literals) >= least * condition)
        self.cp.add(sum(literals) <= most * condition)

    def _slack(self, rule: Rule, most: int, bands: Bands | None) -> list[cp_model.IntVar]:
        """Priced variables that together reach `most`, one for each band that is needed."""
        parts = []
        left = most
        factors = list(bands or [(most, 1)])
        for number, (width, factor) in enumerate(factors):
            last = number == len(factors) - 1
            size = left if last else min(width, left)
            if size > 0:
                part = self.cp.new_int_var(0, size, "")
                self.objectives[rule.level].terms.append((part, factor * rule.unit_price))
                parts.append(part)
            left -= size
        return parts

    # --- pins and answers

    def pin(self, person: Person, duty: Duty, seat: str | None) -> None:
        """Fix a person on a duty."""
        literals = [
            literal for candidate, literal in self.candidates_of(person, duty) if seat is None or candidate.seat == seat
        ]
        self.cp.add_exactly_one(literals) if literals else self.cp.add_bool_or([])

    def hint(self, assignments: Iterable[Assignment]) -> None:
        """Suggest a rota to start from."""
        wanted = {self.facts.candidate(assignment) for assignment in assignments}
        for candidate, literal in self.assigned.items():
            self.cp.add_hint(literal, candidate in wanted)


def _sum(terms: Iterable[tuple[cp_model.IntVar, int]]) -> cp_model.LinearExprT:
    listed = list(terms)
    return cp_model.LinearExpr.weighted_sum([literal for literal, _ in listed], [factor for _, factor in listed])
