"""Searches with columns in one worker: where people have many duties each, its bounds and rotas are far better."""

from __future__ import annotations

from functools import cached_property

from roster.engine.search.jobs.job import Job
from roster.engine.search.jobs.proofs import ProofJob
from roster.engine.search.strategy import SearchProblem
from roster.engine.workers.protocol import Answer, Bound, Columns, Done, Found
from roster.engine.workers.worker import Worker


class ColumnJob(Job):
    """Gives the search with columns to one worker, turn by turn, where the gap between incumbent and bound stays open.

    Attributes:
        running: whether a worker is at work on it.
    """

    def __init__(self, problem: SearchProblem, proofs: ProofJob) -> None:
        super().__init__(problem)
        self._proofs = proofs
        self._worker: Worker | None = None  # which holds the graphs and rotas of the turns before
        self._given_up = False
        self._fruitless = 0  # turns in a row that found nothing better
        self.running = False

    def give(self, worker: Worker, now: float) -> bool:
        """Gives the next turn; the first one only if the gap is wide."""
        if self.running or self._given_up or self._worker not in (None, worker):
            return False
        if self._worker is None and not (self._suits and self._wide):
            return False
        self._worker = worker
        self.running = True
        self._fruitless += 1
        worker.submit(
            self._incumbent.program,
            Columns(
                self._problem.structure(),
                self._problem.deadline - now,
                self._problem.pool.seed,
                self._params.columns,
                self._incumbent.solution,
            ),
        )
        return True

    @cached_property
    def _suits(self) -> bool:
        """Whether people could work on many dates: where they could on few, the program itself has a good bound."""
        return self._problem.neighbourhoods.share_of_dates >= self._params.columns.least_dates_share

    @property
    def _wide(self) -> bool:
        """Whether the gap between incumbent and bound is wide, or not known yet."""
        value, bound = self._incumbent.value, self._incumbent.bound
        return value is None or bound is None or value - bound > self._params.columns.open_gap * abs(value)

    def take(self, worker: Worker, answer: Answer) -> None:
        """Takes bounds and solutions."""
        if isinstance(answer, Done):
            self.running = False
            self._given_up |= not answer.ended or self._fruitless >= self._params.columns.fruitless
            return
        before = self._incumbent.value, self._incumbent.bound
        if isinstance(answer, Found):
            self._incumbent.offer(answer.solution)
        elif isinstance(answer, Bound):
            self._proofs.take_bound_of_whole(answer.value)
        if (self._incumbent.value, self._incumbent.bound) != before:
            self._fruitless = 0
