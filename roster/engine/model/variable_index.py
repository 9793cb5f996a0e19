"""Tells of which person, date, call sign and kind of duty each decision of a model is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from constraints.rota_model import RotaModel
from roster.engine.solvers.integer_program import Ints, Mask

NOWHERE = -1


@dataclass(frozen=True)
class VariableIndex:
    """By variable index, the person, date, call sign and kind of each candidate; NOWHERE for all other variables.

    Attributes:
        person, call_sign: numbers from 0 in order of first occurrence.
        date: days since the first date of the period.
        kind: a number of the date, shift and times of the duty, in order of start.
    """

    person: Ints
    date: Ints
    call_sign: Ints
    kind: Ints

    @classmethod
    def of(cls, model: RotaModel, size: int) -> VariableIndex:
        """Reads them from a model with `size` variables."""
        person, date, call_sign, kind = (np.full(size, NOWHERE, dtype=np.int64) for _ in range(4))
        duties = [model.facts.duty[candidate.duty] for candidate in model.assigned]
        looks = {(duty.date, duty.start, duty.end, duty.shift.id) for duty in duties}
        kinds = {look: number for number, look in enumerate(sorted(looks))}
        people: dict[str, int] = {}
        signs: dict[str, int] = {}
        first = model.facts.book.period.first
        for (candidate, literal), duty in zip(model.assigned.items(), duties, strict=True):
            person[literal.index] = people.setdefault(candidate.person, len(people))
            date[literal.index] = (duty.date - first).days
            call_sign[literal.index] = signs.setdefault(duty.call_sign.id, len(signs))
            kind[literal.index] = kinds[duty.date, duty.start, duty.end, duty.shift.id]
        return cls(person, date, call_sign, kind)

    def among(self, chosen: Ints) -> VariableIndex:
        """The same of some variables, by their place among the chosen ones."""
        return VariableIndex(self.person[chosen], self.date[chosen], self.call_sign[chosen], self.kind[chosen])

    @cached_property
    def decided(self) -> Mask:
        """By variable index, whether the variable is a candidate."""
        return np.not_equal(self.person, NOWHERE)

    @cached_property
    def people(self) -> int:
        """The number of people."""
        return int(self.person.max(initial=NOWHERE)) + 1

    @cached_property
    def dates(self) -> int:
        """The number of dates up to the last one with a candidate."""
        return int(self.date.max(initial=NOWHERE)) + 1

    @cached_property
    def share_of_dates(self) -> float:
        """The share of the dates on which somebody has a candidate, the mean of all people who have any."""
        pairs = np.unique(self.person[self.decided] * self.dates + self.date[self.decided])
        people = len(np.unique(self.person[self.decided]))
        return len(pairs) / max(1, people * self.dates)

    @cached_property
    def call_signs(self) -> int:
        """The number of call signs."""
        return int(self.call_sign.max(initial=NOWHERE)) + 1

    @cached_property
    def shared(self) -> Ints:
        """The number of people that each two call signs share: a square matrix by call sign."""
        serves = np.zeros((self.people, self.call_signs), dtype=np.int64)
        serves[self.person[self.decided], self.call_sign[self.decided]] = 1
        return serves.T @ serves
