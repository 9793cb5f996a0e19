"""Decides which operator makes the next neighbourhood: by weights that follow what each operator gained a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from roster.engine.params.groups import NeighbourhoodParams
from roster.engine.workers.protocol import Solver


class Kind(StrEnum):
    """What the decisions of a neighbourhood have in common."""

    DATES = "dates"  # consecutive dates, all people
    PEOPLE = "people"  # some people, all dates
    CALL_SIGNS = "call signs"  # call signs that share people, all dates
    CALL_SIGNS_AND_DATES = "call signs and dates"
    PEOPLE_AND_DATES = "people and dates"
    COSTLY = "costly"  # around a variable that costs


@dataclass
class Operator:
    """Makes neighbourhoods of one kind, solved by one solver.

    Attributes:
        size: candidate assignments of its next neighbourhood.
        guided: whether only those decisions are free in which incumbent and LP relaxation differ.
        weight: gain a second, as a share of the value, the latest trials counting most; None before the first trial.
    """

    kind: Kind
    solver: Solver
    size: float
    guided: bool = False
    weight: float | None = None


class Operators:
    """The operators of one search, and the choice between them.

    Args:
        kinds: kinds of neighbourhoods that the book allows.
        candidates: candidate assignments of the whole model: the most that a neighbourhood can hold.
        random: draws the next operator.
    """

    def __init__(
        self, kinds: Sequence[Kind], candidates: int, random: np.random.Generator, params: NeighbourhoodParams
    ) -> None:
        self._kinds = kinds
        self._candidates = candidates
        self._random = random
        self._params = params
        self._untried = {Solver.HIGHS: params.untried_highs, Solver.CP_SAT: params.untried_cp_sat}
        self._operators = self._new(guided=False)

    def _new(self, *, guided: bool) -> list[Operator]:
        size = max(self._params.first_size, self._params.first_size_share * self._candidates)
        return [Operator(kind, solver, size, guided) for kind in self._kinds for solver in Solver]

    def add_guided(self) -> None:
        """Adds operators that are guided by the LP relaxation."""
        self._operators += self._new(guided=True)

    def of(self, kind: Kind, solver: Solver) -> list[Operator]:
        """Returns the operators of a kind with a solver."""
        return [one for one in self._operators if one.kind is kind and one.solver is solver]

    def choose(self) -> Operator:
        """Draws the next operator: the chance of each is its weight and a little for exploration."""
        known = [one.weight for one in self._operators if one.weight is not None]
        most = max(known, default=0.0) or 1.0
        weights = np.array(
            [most * self._untried[one.solver] if one.weight is None else one.weight for one in self._operators]
        )
        weights = weights + self._params.exploration * most
        return self._operators[int(self._random.choice(len(self._operators), p=weights / weights.sum()))]

    def learn(self, operator: Operator, gain: float, seconds: float, *, finished: bool, quick: float) -> None:
        """Updates an operator's weight and the size of its next neighbourhood.

        Args:
            gain: what the neighbourhood saved, as a share of the value.
            seconds: that it took.
            finished: whether nothing better is left in the neighbourhood.
            quick: seconds; one that is finished sooner makes the next one larger.
        """
        params = self._params
        rate = gain / max(seconds, 0.02)
        old = operator.weight
        operator.weight = rate if old is None else params.memory * old + (1 - params.memory) * rate
        if finished and seconds < quick:
            growth = params.fast_growth if seconds < params.very_quick_share * quick else params.growth
            operator.size = min(operator.size * growth, self._candidates)
        elif not finished:
            operator.size = max(operator.size * params.shrinkage, params.least_size)
