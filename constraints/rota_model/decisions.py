"""The variables of a model: assignments, running duties and vehicles, and literals made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ortools.sat.python import cp_model

from constraints.facts import Candidate, Facts, cliques
from constraints.rota_model.derived import Definition, DerivedVariables, completed
from constraints.rota_model.index import DecisionIndex
from constraints.terms import Literal, Terms, negated
from models.duty import Duty
from models.people import Person
from models.rota import Basis


class Decisions(DecisionIndex):
    """The decisions of a rota: one literal for each candidate assignment, running duty and vehicle that may carry it.

    Args:
        candidates: assignments that the solver may choose, those of one person together and in order of start.

    Attributes:
        cp: the solver's model.
        running: by duty, the literal that holds unless it is stood down.
        carried: by duty and vehicle, the literal that holds when the vehicle carries the duty.
    """

    def __init__(self, facts: Facts, candidates: Iterable[Candidate]) -> None:
        super().__init__(facts)
        self.cp = cp_model.CpModel()
        self._derived = DerivedVariables()
        self._any: dict[tuple[str, Basis | None, tuple[str, ...]], Literal] = {}
        self._down: dict[str, Literal] = {}
        for candidate in candidates:
            self._note_choice(candidate, self.cp.new_bool_var(" ".join(candidate)))
        self.running = {duty.id: self._running(duty) for duty in facts.duties}
        self._seat_people_on_record()
        self.carried = {
            (duty.id, vehicle.id): self.cp.new_bool_var(f"{duty.id} in {vehicle.id}")
            for duty in facts.duties
            if facts.needs_vehicle(duty)
            for vehicle in facts.vehicles_for(duty)
        }

    def _running(self, duty: Duty) -> Literal:
        if any(seat.minimum for seat in duty.crew.seats):
            return self.cp.new_bool_var(f"{duty.id} runs")
        always = self.cp.new_constant(1)  # nobody is needed, so it is never stood down
        self._derived.constants.append(always.index)
        return always

    def _seat_people_on_record(self) -> None:
        """Fixes people on record into the seats they worked in, if the duty runs; rules see the recorded times."""
        for name, seated in self.facts.seated_on_record.items():
            for candidate in seated:
                literal = self.cp.new_bool_var(" ".join(candidate))
                self.cp.add(literal == self.running[name])
                self._note(candidate, literal)
            duty, sizes = self.facts.duty[name], Counter(candidate.seat for candidate in seated)
            if not self.facts.needs_vehicle(duty) and all(sizes[seat.id] >= seat.minimum for seat in duty.crew.seats):
                self.cp.add(self.running[name] == 1)

    # --- duties and vehicles

    def runs(self, duty: Duty) -> Literal:
        """Whether a duty is not stood down."""
        return self.running[duty.id]

    def stands_down(self, duty: Duty) -> Literal:
        """Whether a duty is stood down."""
        if duty.id not in self._down:
            self._down[duty.id] = self.cp.new_bool_var(f"{duty.id} stood down")
            self.cp.add(self._down[duty.id] + self.running[duty.id] == 1)
            self._derived.define([self._down[duty.id]], ([(self.running[duty.id], -1)], 1))
        return self._down[duty.id]

    def carriers(self, duty: Duty) -> list[tuple[str, Literal]]:
        """The vehicles that may carry a duty, with their literals."""
        return [(vehicle.id, self.carried[duty.id, vehicle.id]) for vehicle in self.facts.vehicles_for(duty)]

    # --- literals made of decisions

    def any_of(self, person: Person, duties: Sequence[Duty], basis: Basis | None = None) -> list[Literal]:
        """Literals whose sum is 1 when a person is on any of these duties (by one basis, or any) and 0 when on none.

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
            single = set(range(len(usable))) - {index for group in groups for index in group}
            for group in [*groups, *([index] for index in sorted(single))]:
                on = [literal for index in group for literal in self.on(person, usable[index], basis)]
                self.cp.add(sum(on) <= self._any[key])
            self.cp.add(sum(literals) >= self._any[key])
            self._derived.define([self._any[key]], ([(literal, 1) for literal in literals], 0))
        return [self._any[key]]

    def begins(self, before: Sequence[Literal], now: Sequence[Literal]) -> Literal:
        """A literal that holds when one of `now` does and none of `before`; at most one of each can hold."""
        made = self.cp.new_bool_var("")
        change = [*((literal, 1) for literal in now), *((literal, -1) for literal in before)]
        self.cp.add(weighted_sum([*change, (made, -1)]) <= 0)
        self.cp.add(sum(now) >= made)
        self.cp.add(sum(before) + made <= 1)
        self._derived.define([made], (change, 0))
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
        terms = [*((literal, 1) for literal in new), *negated(there)]
        self.cp.add(weighted_sum([*terms, (made, -1)]) >= -len(kept))
        self._derived.define([made], (terms, len(kept)))
        return [made]

    # --- values

    @property
    def constants(self) -> Sequence[int]:
        """Variables that are 1 whatever is decided."""
        return self._derived.constants

    @property
    def definitions(self) -> Sequence[Definition]:
        """How derived variables follow from decisions, each only from variables that are defined before it."""
        return self._derived.definitions

    def completed(self, decided: Mapping[int, int]) -> list[int]:
        """Computes the values of all variables: decisions as given (0 where not given), others from them.

        Variables that soft rules price get the least value that the decisions allow, so that an objective is exact.
        """
        return completed(len(self.cp.proto.variables), decided, self.constants, self.definitions)


def weighted_sum(terms: Terms) -> cp_model.LinearExprT:
    """Terms as an expression of the solver."""
    return cp_model.LinearExpr.weighted_sum([literal for literal, _ in terms], [factor for _, factor in terms])
