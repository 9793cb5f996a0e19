"""The CP-SAT model as rules see it when they post: decisions, and the few forms in which a rule is stated.

The only file of `constraints` that imports the solver; rules name it for type checking alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date

from ortools.sat.python import cp_model

from constraints.base import Bands, CandidateRule, Rule, blamed_on
from constraints.deadline import Deadline
from constraints.facts import Candidate, Facts, cliques
from constraints.run_limits import RunLimits
from models.duty import Duty
from models.people import Person
from models.rota import Basis
from models.rules import SOFT_LEVELS, Derogation, Level

LARGEST = 2**50  # sixtieths of a point; sums of a hundred such amounts still fit the solver's numbers
MOST_LENGTHS = 3  # lengths of duties by which a sum is rounded
Literal = cp_model.IntVar
Terms = Sequence[tuple[Literal, int]]
# Variables with their sizes, and sums of terms and an offset: one after another they fill up to the greatest sum.
Definition = tuple[list[tuple[int, int]], list[tuple[list[tuple[int, int]], int]]]


@dataclass
class Objective:
    """What a level adds up: variables times sixtieths of a point, and what is paid whatever is decided."""

    terms: list[tuple[cp_model.IntVar, int]] = field(default_factory=list)
    constant: int = 0


class RotaModel:
    """The decisions of a rota, and the ways a rule may constrain or price them.

    Decisions are one literal for each person, duty, seat and basis that no `CandidateRule` stands against, one for
    each duty that runs, and one for each vehicle that may carry it. Rules speak in sums of these literals.

    Args:
        deadline: by which it is to be built; none where it may take as long as it takes.
        considered: ids of people who may be on a duty; everybody when None.

    Raises:
        OutOfTimeError: it is not.
    """

    def __init__(
        self,
        facts: Facts,
        rules: Iterable[Rule],
        deadline: Deadline | None = None,
        considered: frozenset[str] | None = None,
    ) -> None:
        self.facts = facts
        self._deadline = deadline
        self.rules = list(rules)
        self.cp = cp_model.CpModel()
        self.objectives: dict[Level, Objective] = {level: Objective() for level in SOFT_LEVELS}
        self.held: set[Level] = set()  # levels that are not minimised
        self.assigned: dict[Candidate, Literal] = {}
        self._by_pair: dict[tuple[str, str], list[tuple[Candidate, Literal]]] = defaultdict(list)
        self._literals: dict[tuple[str, str], list[Literal]] = defaultdict(list)
        self._by_seat: dict[tuple[str, str], list[tuple[Candidate, Literal]]] = defaultdict(list)
        self._duties_of: dict[str, list[Duty]] = defaultdict(list)
        self._by_date: dict[tuple[str, date], list[Duty]] = defaultdict(list)
        self._any: dict[tuple[str, Basis | None, tuple[str, ...]], Literal] = {}
        self._down: dict[str, Literal] = {}
        self._hidden: tuple[str, frozenset[str]] = ("", frozenset())
        self._constants: list[int] = []
        self._definitions: list[Definition] = []
        self.run_limits = RunLimits()
        self._make_candidates(considered)
        self.running = {duty.id: self._running(duty) for duty in facts.duties}
        self._seat_whoever_is_on_record()
        self.carried = {
            (duty.id, vehicle.id): self.cp.new_bool_var(f"{duty.id} in {vehicle.id}")
            for duty in facts.duties
            if facts.needs_vehicle(duty)
            for vehicle in facts.vehicles_for(duty)
        }
        for rule in self.rules:
            self.keep_time()
            with blamed_on(rule, "post"):
                rule.post(self)
        self.run_limits.post(self)

    def keep_time(self) -> None:
        """Break off at the deadline; a rule that posts for one person or duty after another calls it for each.

        Raises:
            OutOfTimeError: it is past.
        """
        if self._deadline is not None:
            self._deadline.keep()

    def _make_candidates(self, considered: frozenset[str] | None) -> None:
        # Each with whether it speaks of every person and duty: nearly always, and asking would take most of the time.
        gates = [(rule, rule.concerns_all) for rule in self.rules if isinstance(rule, CandidateRule)]
        seated = self.facts.seated_on_record.values()
        on_record = {(candidate.person, candidate.duty) for found in seated for candidate in found}
        for person in self.facts.people.values():
            self.keep_time()
            if considered is not None and person.id not in considered:
                continue
            for duty, bases in self.facts.open_to(person):
                if on_record and (person.id, duty.id) in on_record:
                    continue  # they are in their seat, whatever the rules say
                for seat in self.facts.seats_for(person, duty):
                    for basis in bases:
                        candidate = Candidate(person.id, duty.id, seat.id, basis)
                        if not any(
                            (every or gate.concerns(self.facts, candidate)) and gate.obstacle(self.facts, candidate)
                            for gate, every in gates
                        ):
                            self._add_candidate(candidate, person, duty)

    def _seat_whoever_is_on_record(self) -> None:
        """Put everybody whose seat is on record into it where the duty runs; rules of people see the recorded times."""
        for name, seated in self.facts.seated_on_record.items():
            for candidate in seated:
                literal = self.cp.new_bool_var(" ".join(candidate))
                self.cp.add(literal == self.running[name])
                self._note(candidate, literal)
            duty, sizes = self.facts.duty[name], Counter(candidate.seat for candidate in seated)
            if not self.facts.needs_vehicle(duty) and all(sizes[seat.id] >= seat.minimum for seat in duty.crew.seats):
                self.cp.add(self.running[name] == 1)

    def _add_candidate(self, candidate: Candidate, person: Person, duty: Duty) -> None:
        literal = self.cp.new_bool_var(" ".join(candidate))
        if (person.id, duty.id) not in self._by_pair:
            self._duties_of[person.id].append(duty)
            self._by_date[person.id, duty.date].append(duty)
        self._note(candidate, literal)

    def _note(self, candidate: Candidate, literal: Literal) -> None:
        self.assigned[candidate] = literal
        self._by_pair[candidate.person, candidate.duty].append((candidate, literal))
        self._literals[candidate.person, candidate.duty].append(literal)
        self._by_seat[candidate.duty, candidate.seat].append((candidate, literal))

    def _running(self, duty: Duty) -> Literal:
        if any(seat.minimum for seat in duty.crew.seats):
            return self.cp.new_bool_var(f"{duty.id} runs")
        always = self.cp.new_constant(1)  # nobody is needed, so it is never stood down
        self._constants.append(always.index)
        return always

    @property
    def levels(self) -> list[Level]:
        """The levels to solve, in order: that of disturbance only where something could be paid for at it."""
        disturbance = self.objectives[Level.DISTURBANCE]
        left_out = set() if disturbance.terms or disturbance.constant else {Level.DISTURBANCE}
        return [level for level in SOFT_LEVELS if level not in left_out | self.held]

    # --- decisions

    def hiding(
        self, person: Person, derogations: Sequence[Derogation], unseen: frozenset[str] = frozenset()
    ) -> AbstractContextManager[None]:
        """While it lasts, a person's duties on the dates of some derogations, and some by id, are not seen."""
        if not derogations and not unseen:  # nearly always, for every rule and person
            return nullcontext()
        return self._hiding(person, derogations, unseen)

    @contextmanager
    def _hiding(self, person: Person, derogations: Sequence[Derogation], unseen: frozenset[str]) -> Iterator[None]:
        excepted = {duty.id for duty in self.facts.duties if any(item.covers(duty.date) for item in derogations)}
        self._hidden = (person.id, unseen | excepted)
        facts, self.facts = self.facts, self.facts.hiding(person, derogations)
        try:
            yield
        finally:
            self._hidden, self.facts = ("", frozenset()), facts

    def sees(self, person: Person, duty: Duty) -> bool:
        """Whether a duty is not hidden from a rule that looks at a person."""
        name, hidden = self._hidden
        return name != person.id or duty.id not in hidden

    def _seen(self, person: Person, duties: list[Duty]) -> list[Duty]:
        if self._hidden[0] != person.id:
            return duties
        return [duty for duty in duties if self.sees(person, duty)]

    def duties_of(self, person: Person) -> list[Duty]:
        """The duties a person could be on, in order of start."""
        return self._seen(person, self._duties_of.get(person.id, []))

    def duties_on(self, person: Person, day: date) -> list[Duty]:
        """The duties starting on a date that a person could be on."""
        return self._seen(person, self._by_date.get((person.id, day), []))

    def on(self, person: Person, duty: Duty, basis: Basis | None = None) -> list[Literal]:
        """Literals whose sum says whether a person is on a duty, by one right or by any."""
        if basis is None and self._hidden[0] != person.id:
            return self._literals.get((person.id, duty.id), [])
        return [
            literal
            for candidate, literal in self.candidates_of(person, duty)
            if basis is None or candidate.basis is basis
        ]

    def candidates_of(self, person: Person, duty: Duty) -> list[tuple[Candidate, Literal]]:
        """Each seat and basis by which a person could be on a duty, with its literal."""
        if self._hidden[0] == person.id and not self.sees(person, duty):
            return []
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
            self._define([self._down[duty.id]], ([(self.running[duty.id], -1)], 1))
        return self._down[duty.id]

    def carriers(self, duty: Duty) -> list[tuple[str, Literal]]:
        """The vehicles that may carry a duty, with their literals."""
        return [(vehicle.id, self.carried[duty.id, vehicle.id]) for vehicle in self.facts.vehicles_for(duty)]

    def any_of(self, person: Person, duties: Sequence[Duty], basis: Basis | None = None) -> list[Literal]:
        """Literals whose sum is 1 when a person is on any of these duties (by one right, or any) and 0 when on none.

        Where all the duties overlap at one instant this is their plain sum, since nobody is on two of them.
        """
        found = [(duty, on) for duty in duties if (on := self.on(person, duty, basis))]
        usable = [duty for duty, _ in found]
        literals = [literal for _, on in found for literal in on]
        if len(usable) < 2 or max(duty.start for duty in usable) < min(duty.end for duty in usable):
            return literals
        key = (person.id, basis, tuple(sorted(duty.id for duty in usable)))
        if key not in self._any:
            self._any[key] = self.cp.new_bool_var(f"{person.id} on any of {len(usable)} from {usable[0].id}")
            # By group of overlapping duties: nobody is on two of one, and the bounds are far better than one by one.
            groups = cliques([(duty.start, duty.end) for duty in usable])
            alone = set(range(len(usable))) - {index for group in groups for index in group}
            for group in [*groups, *([index] for index in sorted(alone))]:
                on = [literal for index in group for literal in self.on(person, usable[index], basis)]
                self.cp.add(sum(on) <= self._any[key])
            self.cp.add(sum(literals) >= self._any[key])
            self._define([self._any[key]], ([(literal, 1) for literal in literals], 0))
        return [self._any[key]]

    def begins(self, before: Sequence[Literal], now: Sequence[Literal]) -> Literal:
        """A literal that holds when one of `now` does and none of `before`; at most one of each can hold."""
        made = self.cp.new_bool_var("")
        self.cp.add(_sum([*((literal, 1) for literal in now), *((literal, -1) for literal in before), (made, -1)]) <= 0)
        self.cp.add(sum(now) >= made)
        self.cp.add(sum(before) + made <= 1)
        self._define([made], ([*((literal, 1) for literal in now), *((literal, -1) for literal in before)], 0))
        return made

    def differs(self, person: Person, kept: Sequence[Duty], others: Sequence[Duty]) -> list[Literal]:
        """Literals whose sum is 1 when a person is off any of `kept` or on any of `others`, and 0 otherwise."""
        new = self.any_of(person, others)
        if not kept:
            return new
        made = self.cp.new_bool_var(f"{person.id} is not just on {len(kept)} from {kept[0].id}")
        for duty in kept:
            self.cp.add(sum(self.on(person, duty)) + made >= 1)
        self.cp.add(sum(new) <= made)
        there = [(literal, 1) for duty in kept for literal in self.on(person, duty)]
        terms = [*((literal, 1) for literal in new), *_negated(there)]
        self.cp.add(_sum([*terms, (made, -1)]) >= -len(kept))
        self._define([made], (terms, len(kept)))
        return [made]

    # --- stating rules

    def at_most(self, rule: Rule, terms: Terms, room: int, bands: Bands | None = None) -> Sequence[cp_model.IntVar]:
        """The sum of terms (coefficients positive) is at most `room`; a soft rule pays for the excess.

        `room` is what the past leaves, and never less than nothing: only what this rota adds is held against it.

        Returns:
            The variables that add up to the excess paid for, band by band; none where there can be no excess.
        """
        room = max(0, room)
        most = sum(coefficient for _, coefficient in terms)
        if most <= room:
            return []
        if rule.hard and room == 1 and all(coefficient == 1 for _, coefficient in terms):
            self.cp.add_at_most_one([literal for literal, _ in terms])
            return []
        return self._limit(rule, terms, room, most - room, bands)

    def at_least(self, rule: Rule, terms: Terms, target: int, bands: Bands | None = None) -> None:
        """The sum of terms (coefficients positive) is at least `target`; a soft rule pays for the shortfall."""
        if target > 0:
            parts = self._limit(rule, _negated(terms), -target, target, bands)
            self._round_up(terms, parts, target)

    def _round_up(self, terms: Terms, parts: Sequence[cp_model.IntVar], target: int) -> None:
        """What follows for whole duties from a sum that is at least `target`, and from its sum in fractions does not.

        Nobody works 1.6 duties: with duties of 10 h and a target of 16 h, one duty leaves 6 h short, not none. It is
        mixed-integer rounding of the sum divided by each length (Nemhauser and Wolsey 1990); no rota is cut off.
        """
        for length in sorted({coefficient for _, coefficient in terms}, reverse=True)[:MOST_LENGTHS]:
            rest = target % length
            if rest:
                rounded = [
                    (literal, rest * (coefficient // length) + min(rest, coefficient % length))
                    for literal, coefficient in terms
                ]
                self.cp.add(_sum([*rounded, *((part, 1) for part in parts)]) >= rest * (target // length + 1))

    def at_most_as_many(self, rule: Rule, terms: Terms, others: Terms) -> None:
        """The sum of terms is at most the sum of others; a soft rule pays for the excess."""
        if terms:
            most = sum(coefficient for _, coefficient in terms)
            self._limit(rule, [*terms, *_negated(others)], 0, most)

    def at_least_if(self, rule: Rule, terms: Terms, target: int, condition: Literal) -> None:
        """Where the condition holds, the sum of terms is at least `target`; a soft rule pays for the shortfall."""
        if target > 0:
            self._limit(rule, [(condition, target), *_negated(terms)], 0, target)

    def not_all(self, rule: Rule, literals: Sequence[Literal], unless: Sequence[Literal], amount: int) -> None:
        """Not all of the literals hold, unless one of the others does; a soft rule pays `amount` units."""
        self.not_each_of(rule, [[literal] for literal in literals], unless, amount)

    def not_each_of(
        self, rule: Rule, groups: Sequence[Sequence[Literal]], unless: Sequence[Literal], amount: int = 1
    ) -> None:
        """Not every group has a literal that holds, unless one of the others does; a soft rule pays `amount` units.

        At most one literal of a group can hold, as with those of `any_of`; a group of none never does.
        """
        if not all(groups):
            return
        literals = [literal for group in groups for literal in group]
        if rule.hard and len(groups) == 2 and not unless:
            self.cp.add_at_most_one(literals)
            return
        terms = [*((literal, 1) for literal in literals), *((other, -1) for other in unless)]
        self._limit(rule, terms, len(groups) - 1, 1, [(1, amount)])

    def follows(self, terms: Terms, room: int) -> None:
        """The sum of terms is at most `room`, as rules that are posted see to in any rota: solvers see it sooner so."""
        self.cp.add(_sum(terms) <= room)

    def _limit(
        self, rule: Rule, terms: Terms, room: int, most: int, bands: Bands | None = None
    ) -> list[cp_model.IntVar]:
        """The sum of terms is at most `room`; a soft rule pays for the excess, which cannot be more than `most`.

        Returns:
            The variables that add up to the excess paid for.
        """
        parts: list[cp_model.IntVar] = []
        if rule.hard:
            self.cp.add(_sum(terms) <= room)
            return parts
        left = most
        for number, (width, factor) in enumerate(bands or [(most, 1)]):
            size = left if bands is None or number == len(bands) - 1 else min(width, left)
            if size > 0:
                part = self.cp.new_int_var(0, size, "")
                if factor:
                    self.objectives[rule.level].terms.append((part, factor * rule.unit_price))
                parts.append(part)
            left -= size
        self.cp.add(_sum([*terms, *((part, -1) for part in parts)]) <= room)
        self._define(parts, (terms, -room))
        return parts

    def _define(self, variables: Sequence[cp_model.IntVar], *sums: tuple[Terms, int]) -> None:
        """Note that variables follow from others: one after another they fill up to the greatest of sums and 0.

        Args:
            sums: terms and what is added to them.
        """
        self._definitions.append(
            (
                [(variable.index, list(variable.proto.domain)[-1]) for variable in variables],
                [([(literal.index, factor) for literal, factor in terms], offset) for terms, offset in sums],
            )
        )

    def price(self, rule: Rule, terms: Terms, constant: int = 0) -> None:
        """A soft rule pays, for each posted unit of terms, its price; `constant` units are paid in any case."""
        amounts = [constant * rule.unit_price, *(coefficient * rule.unit_price for _, coefficient in terms)]
        if max(map(abs, amounts)) > LARGEST:
            raise ValueError(
                f"an amount of {max(map(abs, amounts)):,} sixtieths of a point is more than can be added up"
            )
        objective = self.objectives[rule.level]
        objective.terms += [(literal, coefficient * rule.unit_price) for literal, coefficient in terms]
        objective.constant += constant * rule.unit_price

    def price_greatest(self, rule: Rule, sums: Sequence[tuple[Terms, int]]) -> None:
        """A soft rule pays, for each posted unit of the greatest of several sums, its price.

        Args:
            sums: terms (coefficients positive), and what they have whatever is decided.
        """
        least = max((has for _, has in sums), default=0)
        self.price(rule, [], constant=least)
        open_sums = [(terms, has - least) for terms, has in sums if has + sum(factor for _, factor in terms) > least]
        if not open_sums:
            return
        most = max(has + sum(factor for _, factor in terms) for terms, has in open_sums)
        excess = self.cp.new_int_var(0, most, "")
        for terms, has in open_sums:
            self.cp.add(_sum([*terms, (excess, -1)]) <= -has)
        self.objectives[rule.level].terms.append((excess, rule.unit_price))
        self._define([excess], *open_sums)

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

    # --- pins and answers

    def seats_of(self, person: Person, duty: Duty, seat: str | None) -> list[Literal]:
        """The literals of a person in one seat of a duty, or in any when none is named."""
        return [literal for candidate, literal in self.candidates_of(person, duty) if seat in (None, candidate.seat)]

    def pin(self, person: Person, duty: Duty, seat: str | None, *, on: bool = True) -> None:
        """Fix a person on a duty, or off it."""
        self.cp.add(sum(self.seats_of(person, duty, seat)) == int(on))

    @property
    def definitions(self) -> Sequence[Definition]:
        """What follows from decisions, each only from variables that stand before it."""
        return self._definitions

    def completed(self, decided: Mapping[int, int]) -> list[int]:
        """Values for all variables: the decisions as given (0 where they are not), and what follows from them.

        What soft rules pay for is as little as the decisions allow, so that an objective has its true value.
        """
        return completed(len(self.cp.proto.variables), decided, self._constants, self._definitions)

    @property
    def constants(self) -> Sequence[int]:
        """Variables that are 1 whatever is decided."""
        return self._constants


def completed(
    size: int, decided: Mapping[int, int], constants: Sequence[int], definitions: Sequence[Definition]
) -> list[int]:
    """Values for so many variables: the decisions as given, and what follows from them."""
    values = [decided.get(index, 0) for index in range(size)]
    for index in constants:
        values[index] = 1
    for variables, sums in definitions:
        amount = max(0, *(offset + sum(factor * values[index] for index, factor in terms) for terms, offset in sums))
        for index, size_of in variables:
            values[index] = min(amount, size_of)
            amount -= values[index]
    return values


def _negated(terms: Terms) -> list[tuple[Literal, int]]:
    return [(literal, -coefficient) for literal, coefficient in terms]


def _sum(terms: Iterable[tuple[cp_model.IntVar, int]]) -> cp_model.LinearExprT:
    listed = list(terms)
    return cp_model.LinearExpr.weighted_sum([literal for literal, _ in listed], [factor for _, factor in listed])
