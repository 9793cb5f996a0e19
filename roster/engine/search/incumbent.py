"""The best solution and the best bound, whoever they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from roster.engine.solvers.integer_program import Ints, Program


@dataclass
class Best:
    """The best solution so far and the best bound."""

    program: Program
    solution: Ints | None = None
    value: int | None = None
    bound: int | None = None
    changed: int = 0

    def offer(self, solution: Ints | Sequence[int]) -> bool:
        """Take a solution if it is one and better."""
        values = np.asarray(solution, dtype=np.int64)
        if not self.program.accepts(values):
            return False
        value = self.program.value(values)
        if self.value is not None and value >= self.value:
            # As good, but another: it leads to other places.
            if value == self.value:
                self.solution = values
            return False
        self.solution, self.value = values, value
        self.changed += 1
        return True

    def raise_bound(self, bound: int | None) -> None:
        """Take a bound if it is better."""
        if bound is not None and (self.bound is None or bound > self.bound):
            self.bound = bound if self.value is None else min(bound, self.value)

    @property
    def proven(self) -> bool:
        """Whether the solution is the best there is."""
        return self.value is not None and self.bound is not None and self.bound >= self.value
