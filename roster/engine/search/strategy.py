"""What all ways of minimising one objective share: the problem they are given, and how they take solutions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from roster.engine.columns.structure import Structure
from roster.engine.model.derived_variables import DerivedValues
from roster.engine.params.search_params import SearchParams
from roster.engine.search.incumbent import Incumbent
from roster.engine.search.neighbourhoods.next_neighbourhood import Neighbourhoods
from roster.engine.solvers.cpsat import Run, Status
from roster.engine.solvers.integer_program import Ints
from roster.engine.workers.pool import WorkerPool

Report = Callable[[int | None, int | None, Ints | None], None]


@dataclass(frozen=True)
class SearchProblem:
    """One objective to be minimised, and everything that a search needs for it.

    Attributes:
        pool: the worker processes.
        incumbent: the best solution and lower bound so far; it holds the program.
        neighbourhoods: makes neighbourhoods of a solution.
        completion: works out derived variables from decisions.
        deadline: of `time.monotonic()`.
        report: called with value, lower bound and solution, about twenty times a second.
        first_level: whether no objective was minimised before: then the first solution may be far from a good one.
        cp_model: makes the whole model ready for CP-SAT, which takes a while.
        structure: reads the people behind the program's variables.
    """

    pool: WorkerPool
    incumbent: Incumbent
    neighbourhoods: Neighbourhoods
    completion: DerivedValues
    deadline: float
    report: Report
    first_level: bool
    cp_model: Callable[[], cp_model.CpModel]
    structure: Callable[[], Structure]

    @property
    def params(self) -> SearchParams:
        """The tuning numbers."""
        return self.pool.params

    @property
    def large(self) -> bool:
        """Whether the model is too large for CP-SAT to be given the whole of it."""
        return self.incumbent.program.size > self.params.parallel.large_model

    @property
    def sweeps(self) -> bool:
        """Whether sweeps make the first good rota."""
        return self.first_level and self.large

    def report_incumbent(self) -> None:
        """Reports the incumbent and its lower bound."""
        self.report(self.incumbent.value, self.incumbent.bound, self.incumbent.solution)

    def take(self, before: Ints, after: Ints, *, unmerged: bool = True) -> bool:
        """Takes a solution that a worker found from an earlier incumbent; returns whether it is better.

        Where the incumbent has changed since, the decisions that the worker changed are changed in the incumbent.

        Args:
            before: the incumbent that the worker began from.
            after: the solution it found.
            unmerged: whether that solution itself may become the incumbent where the merged one is not better.
        """
        incumbent = self.incumbent
        if incumbent.solution is None or np.array_equal(before, incumbent.solution):
            return incumbent.offer(after)
        if np.array_equal(before, after):
            return False
        merged = self.completion.merged(incumbent.solution, before, after)
        return incumbent.offer(merged) or (unmerged and incumbent.offer(after))


class SearchStrategy(ABC):
    """One way of minimising an objective.

    Attributes:
        infeasible: whether CP-SAT has proven that there is no solution.
        cut_short: whether the time limit or the user ended steps that are to be reproducible.
    """

    def __init__(self, problem: SearchProblem) -> None:
        self._problem = problem
        self._params = problem.params
        self._pool = problem.pool
        self._incumbent = problem.incumbent
        self.infeasible = False
        self.cut_short = False

    @property
    def incumbent(self) -> Incumbent:
        """The best solution and lower bound so far."""
        return self._incumbent

    @abstractmethod
    def run(self) -> None:
        """Searches until the incumbent is proven optimal, the time is up, or the user stops it."""

    def end(self) -> None:
        """Stops all workers that still have a task."""
        for worker in self._pool.workers:
            worker.stop()

    def _take_run(self, run: Run) -> None:
        """Takes what CP-SAT found for the whole model."""
        if run.status is Status.INFEASIBLE:
            self.infeasible = True
        if run.found:
            self._incumbent.offer(run.solution)
            self._incumbent.raise_bound(run.bound)
