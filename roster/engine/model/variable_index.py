"""Where each decision of a model lies: whose, on which date, at which call sign."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from constraints.context import RotaModel
from roster.engine.solvers.integer_program import Ints, Mask

NOWHERE = -1


@dataclass(frozen=True)
class Places:
    """By variable: a number for the person, the date and the call sign; NOWHERE for what follows from the decisions."""

    person: Ints
    date: Ints
    call_sign: Ints

    @classmethod
    def of(cls, model: RotaModel, size: int) -> Places:
        """The places of a model's candidates, among so many variables."""
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
        """Which variables are candidates."""
        return np.not_equal(self.person, NOWHERE)

    @cached_property
    def people(self) -> int:
        """How many people there are."""
        return int(self.person.max(initial=NOWHERE)) + 1

    @cached_property
    def dates(self) -> int:
        """How many dates, to the last on which anything is decided."""
        return int(self.date.max(initial=NOWHERE)) + 1

    @cached_property
    def call_signs(self) -> int:
        """How many call signs there are."""
        return int(self.call_sign.max(initial=NOWHERE)) + 1

    @cached_property
    def shared(self) -> Ints:
        """How many people each two call signs share."""
        serves = np.zeros((self.people, self.call_signs), dtype=np.int64)
        serves[self.person[self.decided], self.call_sign[self.decided]] = 1
        return serves.T @ serves
