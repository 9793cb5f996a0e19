"""Makes the next neighbourhood of a solution: chooses an operator, and frees decisions and what they change."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from roster.engine.model.derived_variables import DerivedValues
from roster.engine.model.variable_index import VariableIndex
from roster.engine.params.search_params import DEFAULT_PARAMS, SearchParams
from roster.engine.search.neighbourhoods.free_decisions import FreeDecisions
from roster.engine.search.neighbourhoods.operators import Kind, Operator, Operators
from roster.engine.search.neighbourhoods.sweeps import first_sweep, second_sweep
from roster.engine.solvers.integer_program import Floats, Ints, Mask, Program
from roster.engine.workers.protocol import Solver


class Neighbourhoods:
    """Makes the neighbourhoods of one search.

    Args:
        program: the program that is minimised.
        places: person, date and call sign of each decision.
        completion: knows which variables are derived from which decisions.
        seed: of all draws.
    """

    def __init__(
        self,
        program: Program,
        places: VariableIndex,
        completion: DerivedValues,
        seed: int,
        params: SearchParams = DEFAULT_PARAMS,
    ) -> None:
        self._program = program
        self._places = places
        self._completion = completion
        self._params = params
        self._random = np.random.default_rng(seed)
        several = places.call_signs > 1
        kinds = [kind for kind in Kind if several or kind not in (Kind.CALL_SIGNS, Kind.CALL_SIGNS_AND_DATES)]
        self._operators = Operators(kinds, int(places.decided.sum()), self._random, params.neighbourhoods)
        self._visits = np.zeros(places.call_signs)
        self._relaxed: Floats | None = None

    @property
    def share_of_dates(self) -> float:
        """The share of the dates on which somebody could be on a duty, the mean of all people."""
        return self._places.share_of_dates

    def guide(self, relaxed: Floats) -> None:
        """Takes the solution of the LP relaxation: where it agrees with an incumbent there is little to gain."""
        if self._relaxed is None:
            self._operators.add_guided()
        self._relaxed = relaxed

    def next(self, solution: Ints) -> tuple[Operator, Mask]:
        """Returns the operator that was chosen, and the variables of the program that its neighbourhood frees."""
        operator = self._operators.choose()
        pool = self._differing(solution) if operator.guided else self._places.decided
        if not pool.any():
            pool = self._places.decided
        decisions = FreeDecisions(self._program, self._places, pool, self._random, self._visits)
        return operator, self.freed(decisions.of_kind(operator.kind, int(operator.size), solution))

    def _differing(self, solution: Ints) -> Mask:
        """Decisions in which a solution and the LP relaxation differ."""
        assert self._relaxed is not None
        within = self._params.relaxation.agrees_within
        return self._places.decided & (np.abs(self._relaxed - solution) > within)

    def learn(self, operator: Operator, gain: float, seconds: float, *, finished: bool, quick: float) -> None:
        """Updates an operator by what its neighbourhood gained; arguments are those of `Operators.learn`."""
        self._operators.learn(operator, gain, seconds, finished=finished, quick=quick)

    def seed(self) -> int:
        """Draws a seed for a solver."""
        return int(self._random.integers(2**30))

    def freed(self, decisions: Mask) -> Mask:
        """Adds to decisions all variables that may have to change with them: running duties, vehicles, derived ones."""
        others = ~self._places.decided & ~self._completion.defined
        runs = self._program.neighbours(decisions) & others
        vehicles = self._program.neighbours(runs) & others
        return self._completion.followers(decisions | runs | vehicles)

    def first_sweep(self) -> Iterator[Mask]:
        """Yields neighbourhoods that together free everything, for a rota to be made from none."""
        return (self.freed(found) for found in first_sweep(self._places, self._random, self._params.sweeps))

    def second_sweep(self) -> tuple[Operator | None, list[Mask]]:
        """Makes the neighbourhoods of a second sweep, which improves a good rota; together they free every decision.

        Returns:
            The operator that learns from them, None where there is but one call sign, and the neighbourhoods.
        """
        size = self._params.sweeps.second_size
        operators = self._operators.of(Kind.CALL_SIGNS, Solver.HIGHS)
        for operator in operators:
            operator.size = size
        return operators[0] if operators else None, [self.freed(found) for found in second_sweep(self._places, size)]

    def rounded(self, relaxed: Floats) -> tuple[Ints, Mask]:
        """Rounds the LP relaxation; returns it and the variables that were not integral or are no decisions."""
        whole = np.rint(relaxed).astype(np.int64)
        within = self._params.relaxation.integral_within
        return whole, ~self._places.decided | (np.abs(relaxed - whole) > within)
