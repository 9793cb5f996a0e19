"""What two ways of minimising an objective have in common: whom they ask, what they know, how they take answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from roster.engine.model.derived_variables import Completion
from roster.engine.search.incumbent import Best
from roster.engine.search.neighbourhoods import Neighbourhoods
from roster.engine.solvers.cpsat import Run, Status
from roster.engine.solvers.integer_program import Ints
from roster.engine.workers.team import Team

Report = Callable[[int | None, int | None, Ints | None], None]


@dataclass(frozen=True)
class Brief:
    """What one minimisation is about.

    Attributes:
        deadline: of time.monotonic().
        report: told the best value, the best bound and the best solution, some twenty times a second.
        fresh: whether the rota to begin with is just anything, and has not been through an earlier level.
        cp_model: the whole as CP-SAT takes it; making it ready takes a while, and is for those who do ask CP-SAT.
    """

    team: Team
    best: Best
    neighbourhoods: Neighbourhoods
    completion: Completion
    deadline: float
    report: Report
    fresh: bool
    cp_model: Callable[[], cp_model.CpModel]


class Work(ABC):
    """The minimisation of one objective.

    Attributes:
        infeasible: whether CP-SAT has shown that there is no solution.
    """

    def __init__(self, brief: Brief) -> None:
        self._team = brief.team
        self._params = brief.team.params
        self._best = brief.best
        self._neighbourhoods = brief.neighbourhoods
        self._completion = brief.completion
        self._deadline = brief.deadline
        self._report = brief.report
        self._cp_model = brief.cp_model
        self._small = self._best.program.size <= self._params.parallel.large_model
        self._to_sweep = brief.fresh and not self._small
        self.infeasible = False

    @abstractmethod
    def go(self) -> None:
        """Work until there is a proof, the time is up, or the user has had enough."""

    def end(self) -> None:
        """Stop everybody who is still at work."""
        for helper in self._team.helpers:
            helper.stop()

    def _hear_run(self, run: Run) -> None:
        """Take what CP-SAT found on the whole."""
        if run.status is Status.INFEASIBLE:
            self.infeasible = True
        if run.found:
            self._best.offer(run.solution)
            self._best.raise_bound(run.bound)

    def _take(self, before: Ints, after: Ints, *, alone: bool = True) -> bool:
        """Take a solution, or what it changed where the best has become another since; whether that is better.

        Args:
            alone: whether it is taken, too, without what has changed since.
        """
        best = self._best
        if best.solution is None or np.array_equal(before, best.solution):
            return best.offer(after)
        if np.array_equal(before, after):
            return False
        return best.offer(self._completion.merged(best.solution, before, after)) or (alone and best.offer(after))
