"""Solves the LP relaxation of the whole model once: it gives a lower bound, a first rota, and guides neighbourhoods."""

from __future__ import annotations

import time

from roster.engine.search.jobs.job import Job
from roster.engine.search.jobs.proofs import ProofJob
from roster.engine.search.jobs.rounding import RoundingJob
from roster.engine.search.strategy import SearchProblem
from roster.engine.workers.protocol import Answer, Relax, Relaxed
from roster.engine.workers.worker import Worker


class RelaxationJob(Job):
    """Solves the LP relaxation, once in a search.

    Attributes:
        running: whether a worker solves it at this moment.
    """

    def __init__(self, problem: SearchProblem, proofs: ProofJob, rounding: RoundingJob) -> None:
        super().__init__(problem)
        self._proofs = proofs
        self._rounding = rounding
        self._began: float | None = None
        self.running = False

    def give(self, worker: Worker, now: float) -> bool:
        """Gives the relaxation, if it was not given before."""
        if self._began is not None:
            return False
        worker.submit(self._incumbent.program, Relax((self._problem.deadline - now) * self._params.relaxation.share))
        self._began = now
        self.running = True
        return True

    def take(self, worker: Worker, answer: Answer) -> None:
        """Passes bound and solution on to proofs, neighbourhoods and roundings."""
        assert self._began is not None
        self.running = False
        now = time.monotonic()
        seconds = now - self._began
        self._proofs.wait_at_least(self._params.relaxation.proof_patience_factor * seconds)
        if isinstance(answer, Relaxed) and answer.solution is not None:
            self._proofs.take_bound_of_whole(answer.bound)
            self._problem.neighbourhoods.guide(answer.solution)
            self._rounding.add(answer.solution, seconds, now)
