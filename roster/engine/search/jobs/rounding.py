"""Makes the fractions of the LP relaxation integral: mostly the first good rota of a large book."""

from __future__ import annotations

from collections import deque

import numpy as np

from roster.engine.search.jobs.job import Job
from roster.engine.search.jobs.sweep import SweepJob
from roster.engine.search.strategy import SearchProblem
from roster.engine.solvers.integer_program import Floats, Ints, Mask
from roster.engine.workers.protocol import Answer, Done, Task
from roster.engine.workers.worker import Worker


class RoundingJob(Job):
    """Minimises what the relaxation left open, with what was integral in it fixed; one worker at a time."""

    def __init__(self, problem: SearchProblem, sweeps: SweepJob) -> None:
        super().__init__(problem)
        self._sweeps = sweeps
        self._waiting: deque[tuple[Ints | None, Mask]] = deque()
        self._running = False

    def add(self, relaxed: Floats, seconds: float, now: float) -> None:
        """Adds the tasks that follow from a relaxation.

        Args:
            relaxed: its solution.
            seconds: that it took.
        """
        self._waiting.append(self._problem.neighbourhoods.rounded(relaxed))
        program, params = self._incumbent.program, self._params.relaxation
        most_seconds = params.rounding_share * (self._problem.deadline - now)
        if program.linking.any() and params.stages_factor * seconds < most_seconds:
            # The whole model in stages, from the incumbent.
            self._waiting.append((None, np.ones(program.size, dtype=bool)))

    def give(self, worker: Worker, now: float) -> bool:
        """Gives the worker the next waiting task; returns whether there was one."""
        if not self._waiting or self._running:
            return False
        rounded, free = self._waiting.popleft()
        start = rounded if rounded is not None else self._incumbent.solution
        if start is None:
            return False
        params = self._params.relaxation
        seconds = (self._problem.deadline - now) * params.rounding_share
        seconds = seconds if free.all() else min(params.rounding_seconds, seconds)
        task = Task(start, free, seconds, seed=self._problem.pool.seed, params=self._params.solvers)
        worker.submit(self._incumbent.program, task)
        self._running = True
        return True

    def take(self, worker: Worker, answer: Answer) -> None:
        """Takes the solution; a better incumbent begins the second sweep."""
        if isinstance(answer, Done):
            self._running = False
            if answer.solution is not None and self._incumbent.offer(answer.solution):
                self._sweeps.begin_second()
