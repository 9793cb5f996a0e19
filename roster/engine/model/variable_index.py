"""Tells of which person, date and call sign each decision of a model is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from constraints.rota_model import RotaModel
from roster.engine.solvers.integer_program import Ints, Mask

NOWHERE = -1


@dataclass(frozen=True)
class VariableIndex:
    """By variable index, the person, date and call sign of each candidate; NOWHERE for all other variables.

    Attributes:
        person, call_sign: numbers from 0 in order of first occurrence.
        date: days since the first date of the period.
    """

    person: Ints
    date: Ints
    call_sign: Ints

    @classmethod
    def of(cls, model: RotaModel, size: int) -> VariableIndex:
        """Reads them from a model with `size` variables."""
        person, date, call_sign = (np.full(size, NOWHERE, dtype=np.int64) for _ in range(3))
        people: dict[str, int] = {}
        signs: dict[str, int] = {}
        first = model.facts.book.period.first
        for candidate, literal in model.assigned.items():
            duty = model.facts.duty[candidate.duty]
            person[literal.index] = people.setdefault(candidate.person, len(people))
            date[literal.index] = (duty.date - first).days
            call_sign[literal.index] = signs.setdefault(duty.call_sign.id, len(signs))
        return cls(person, date, call_sign)

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
    def call_signs(self) -> int:
        """The number of call signs."""
        return int(self.call_sign.max(initial=NOWHERE)) + 1

    @cached_property
    def shared(self) -> Ints:
        """The number of people that each two call signs share: a square matrix by call sign."""
        serves = np.zeros((self.people, self.call_signs), dtype=np.int64)
        serves[self.person[self.decided], self.call_sign[self.decided]] = 1
        return serves.T @ serves
