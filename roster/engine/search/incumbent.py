"""The incumbent: the best solution so far of one objective, and the best lower bound, whichever solver found them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from roster.engine.solvers.integer_program import Ints, Program


@dataclass
class Incumbent:
    """The best solution so far and the best lower bound.

    Attributes:
        program: the program that is minimised; it checks every solution in exact arithmetic.
        solution: a value for each variable; None when none was found.
        value: of the solution.
        bound: the greatest lower bound of the objective that a solver proved; None when there is none.
    """

    program: Program
    solution: Ints | None = None
    value: int | None = None
    bound: int | None = None

    def offer(self, solution: Ints | Sequence[int]) -> bool:
        """Takes a solution that obeys the program and is better; returns whether it did."""
        values = np.asarray(solution, dtype=np.int64)
        if not self.program.accepts(values):
            return False
        value = self.program.value(values)
        if self.value is not None and value >= self.value:
            # Another solution of the same value is taken all the same: its neighbourhoods are different ones.
            if value == self.value:
                self.solution = values
            return False
        self.solution, self.value = values, value
        return True

    def raise_bound(self, bound: int | None) -> None:
        """Takes a lower bound if it is greater than the one so far."""
        if bound is not None and (self.bound is None or bound > self.bound):
            self.bound = bound if self.value is None else min(bound, self.value)

    @property
    def proven(self) -> bool:
        """Whether the solution is proven optimal."""
        return self.value is not None and self.bound is not None and self.bound >= self.value
