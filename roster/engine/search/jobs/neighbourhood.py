"""Improves the incumbent by one neighbourhood after another, and lets the operators learn from each."""

from __future__ import annotations

import time
from dataclasses import dataclass

from roster.engine.search.jobs.job import Job
from roster.engine.search.neighbourhoods.operators import Operator
from roster.engine.search.strategy import SearchProblem
from roster.engine.solvers.integer_program import Ints, Mask
from roster.engine.workers.protocol import Answer, Done, Solver, Task
from roster.engine.workers.worker import Worker


@dataclass(frozen=True)
class Trial:
    """A neighbourhood that a worker searches.

    Attributes:
        before: the incumbent it began from.
        free: the variables that may change.
        began: of `time.monotonic()`.
        operator: the operator that learns from it; None where none does.
    """

    before: Ints
    free: Mask
    began: float
    operator: Operator | None


class NeighbourhoodJob(Job):
    """Searches neighbourhoods of the incumbent.

    Attributes:
        fruitless: neighbourhoods without gain since the last one with a gain.
        seconds: for one neighbourhood.
    """

    def __init__(self, problem: SearchProblem) -> None:
        super().__init__(problem)
        self.fruitless = 0
        self.seconds = self._params.parallel.neighbourhood_seconds
        self._trials: dict[Worker, Trial] = {}

    def give(self, worker: Worker, now: float) -> bool:
        """Gives the neighbourhood of the operator that is chosen next, as soon as there is an incumbent."""
        solution = self._incumbent.solution
        if solution is None:
            return False
        operator, free = self._problem.neighbourhoods.next(solution)
        seconds = self.seconds if operator.weight is not None else self._params.parallel.first_trial_seconds
        self._trials[worker] = Trial(solution, free, now, operator)
        self.submit(worker, self._trials[worker], seconds, operator.solver)
        return True

    def submit(self, worker: Worker, trial: Trial, seconds: float, solver: Solver) -> None:
        """Sends a neighbourhood to a worker."""
        task = Task(
            trial.before,
            trial.free,
            min(seconds, self._problem.deadline - trial.began),
            solver=solver,
            seed=self._problem.neighbourhoods.seed(),
            params=self._params.solvers,
        )
        worker.submit(self._incumbent.program, task)

    def take(self, worker: Worker, answer: Answer) -> None:
        """Takes the solution of a neighbourhood."""
        if not isinstance(answer, Done):
            return
        trial, value = self._trials.pop(worker), self._incumbent.value
        if answer.solution is not None:
            self._problem.take(trial.before, answer.solution)
        self.learn(trial, value, finished=answer.ended)

    def learn(self, trial: Trial, value: int | None, *, finished: bool) -> None:
        """Lets the operator of a neighbourhood learn from it.

        Args:
            value: of the incumbent before the neighbourhood's solution was taken.
            finished: whether nothing better is left in the neighbourhood.
        """
        if trial.operator is None:
            return
        new_value, params = self._incumbent.value, self._params.parallel
        gain = 0.0 if value is None or new_value is None else (value - new_value) / max(1, abs(value))
        self.fruitless = 0 if gain > 0 else self.fruitless + 1
        if self.fruitless and self.fruitless % params.fruitless == 0:
            self.seconds = min(self.seconds * params.longer_by, params.most_neighbourhood_seconds)
        self._problem.neighbourhoods.learn(
            trial.operator,
            gain,
            time.monotonic() - trial.began,
            finished=finished,
            quick=params.quick_share * self.seconds,
        )
