"""Sweeps over a large book: neighbourhoods that together free everything, each searched once, for a first good rota."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from roster.engine.search.jobs.job import Job
from roster.engine.search.jobs.neighbourhood import NeighbourhoodJob, Trial
from roster.engine.search.neighbourhoods.operators import Operator
from roster.engine.search.strategy import SearchProblem
from roster.engine.solvers.integer_program import Mask
from roster.engine.workers.protocol import Answer, Done, Solver
from roster.engine.workers.worker import Worker


@dataclass
class _Sweep:
    """One sweep.

    Attributes:
        waiting: free variables of each neighbourhood, and how often it may still be tried.
        seconds: for one neighbourhood.
        operator: learns from the neighbourhoods; None where none does.
        repeatable: whether the sweep is worth a second time.
    """

    waiting: deque[tuple[Mask, int]]
    seconds: float
    solver: Solver
    operator: Operator | None = None
    repeatable: bool = False


@dataclass(frozen=True)
class _SweepTrial:
    trial: Trial
    sweep: _Sweep
    tries_left: int


class SweepJob(Job):
    """Sweeps: a first one from the first incumbent, a second one once the LP relaxation has given a better rota.

    Attributes:
        may_repeat: whether the first sweep may be done a second time: while the LP relaxation is being solved.
    """

    def __init__(self, problem: SearchProblem, neighbourhoods: NeighbourhoodJob) -> None:
        super().__init__(problem)
        self.may_repeat = False
        self._neighbourhoods = neighbourhoods
        self._sweep: _Sweep | None = None
        self._trials: dict[Worker, _SweepTrial] = {}

    def give(self, worker: Worker, now: float) -> bool:
        """Gives the next neighbourhood of the sweep, as long as one is left."""
        solution = self._incumbent.solution
        if solution is None:
            return False
        sweep = self._sweep
        if sweep is None or (sweep.repeatable and not sweep.waiting and self.may_repeat):
            sweep = self._sweep = self._first_sweep(repeatable=sweep is None)
        if not sweep.waiting:
            return False
        free, tries = sweep.waiting.popleft()
        trial = Trial(solution, free, now, sweep.operator)
        self._trials[worker] = _SweepTrial(trial, sweep, tries - 1)
        self._neighbourhoods.submit(worker, trial, sweep.seconds, sweep.solver)
        return True

    def _first_sweep(self, *, repeatable: bool) -> _Sweep:
        params = self._params.sweeps
        waiting = deque((free, params.tries) for free in self._problem.neighbourhoods.first_sweep())
        return _Sweep(waiting, params.seconds, Solver.CP_SAT, repeatable=repeatable)

    def begin_second(self) -> None:
        """Begins the second sweep; what is left of the first would start from a worse rota."""
        params = self._params.sweeps
        self._sweep = _Sweep(deque(), params.second_seconds, Solver.HIGHS)
        if self._incumbent.program.linking.any():
            self._sweep.operator, found = self._problem.neighbourhoods.second_sweep()
            self._sweep.waiting.extend((free, params.tries) for free in found)
            self._neighbourhoods.seconds = max(self._neighbourhoods.seconds, params.second_seconds)

    def take(self, worker: Worker, answer: Answer) -> None:
        """Takes the solution of a neighbourhood, or puts it first in line again where another one interfered."""
        if not isinstance(answer, Done):
            return
        known, value_of = self._trials.pop(worker), self._incumbent.program.value
        trial, value = known.trial, self._incumbent.value
        if answer.solution is not None:
            # What other neighbourhoods of this sweep changed meanwhile is never given up for this one.
            current = known.sweep is self._sweep
            taken = self._problem.take(trial.before, answer.solution, unmerged=not current)
            if not taken and known.tries_left and value_of(answer.solution) < value_of(trial.before):
                # Another neighbourhood took people that this one needs. It comes next: a later one could take more.
                known.sweep.waiting.appendleft((trial.free, known.tries_left))
        self._neighbourhoods.learn(trial, value, finished=answer.ended)
