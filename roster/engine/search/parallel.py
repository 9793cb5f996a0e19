"""Minimises one objective against the clock: CP-SAT in this process, HiGHS and neighbourhoods in worker processes.

A free worker gets its task from the first of these jobs that has one:

| order | job (`jobs/`) | when it has a task |
| --- | --- | --- |
| 1 | `columns` | people could work on many dates, and the incumbent was far from the bound; one worker, in turns |
| 2 | `rounding` | the LP relaxation was solved, and its fractions are not made integral yet; not beside columns |
| 3 | `relaxation` | sweeping a large book, with many workers, or after the sweeps' share of the time |
| 4 | `sweep` | sweeping a large book that has an incumbent, and a neighbourhood of the sweep is left |
| 5 | `relaxation` | sweeping; or CP-SAT has ended and proofs have begun; once in a search |
| 6 | `proofs` | a component is not proven; not beside columns, nor while the relaxation of a swept book is solved |
| 7 | `neighbourhood` | there is an incumbent |

Which neighbourhood comes next is decided by weights: `neighbourhoods/operators.py`. Never more are at work at once than
there are workers, CP-SAT's threads included.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from roster.engine.search.jobs.columns import ColumnJob
from roster.engine.search.jobs.job import Job
from roster.engine.search.jobs.neighbourhood import NeighbourhoodJob
from roster.engine.search.jobs.proofs import ProofJob
from roster.engine.search.jobs.relaxation import RelaxationJob
from roster.engine.search.jobs.rounding import RoundingJob
from roster.engine.search.jobs.sweep import SweepJob
from roster.engine.search.strategy import SearchProblem, SearchStrategy
from roster.engine.solvers.cpsat import Settings
from roster.engine.solvers.cpsat_thread import CpSatThread
from roster.engine.workers.worker import Worker


class ParallelSearch(SearchStrategy):
    """Searches with all workers until the clock says that the time is up."""

    def __init__(self, problem: SearchProblem) -> None:
        super().__init__(problem)
        self._began = time.monotonic()
        self._cp_sat: CpSatThread | None = None
        self._neighbourhoods = NeighbourhoodJob(problem)
        self._sweeps = SweepJob(problem, self._neighbourhoods)
        self._rounding = RoundingJob(problem, self._sweeps)
        self._proofs = ProofJob(problem)
        self._relaxation = RelaxationJob(problem, self._proofs, self._rounding)
        self._columns = ColumnJob(problem, self._proofs)
        self._jobs: dict[Worker, Job] = {}
        time_to_sweep = self._params.sweeps.few_workers_share * (problem.deadline - self._began)
        self._sweep_until = self._began + time_to_sweep

    def run(self) -> None:
        """Searches until the incumbent is proven optimal, the time is up, or the user stops it."""
        self._begin()
        while not self._over():
            self._take_from_cp_sat()
            self._take_from_workers()
            if self._over():
                break
            if not self._fruitless:  # else only proofs are left to find
                self._proofs.give_up_slow()
            self._give_tasks()
            self._problem.report_incumbent()
            self._pool.answered.wait(self._params.workers.poll_seconds)
            self._pool.answered.clear()

    def _begin(self) -> None:
        """Starts CP-SAT on a model that is not large or has no incumbent, and worker processes unless it is tiny."""
        left, params = self._problem.deadline - self._began, self._params.parallel
        if self._incumbent.solution is None:
            self._start_cp_sat(left)
        elif not self._problem.large:
            seconds = params.head_start_seconds if self._pool.size == 1 else params.search_seconds
            self._start_cp_sat(min(left, seconds))
        if self._incumbent.program.size > params.tiny_model:
            self._pool.start()

    def end(self) -> None:
        """Stops all workers and CP-SAT."""
        super().end()
        if self._cp_sat is not None:
            self._cp_sat.end()
            self._take_from_cp_sat()

    def _over(self) -> bool:
        in_time = time.monotonic() < self._problem.deadline
        return self._incumbent.proven or self.infeasible or self._pool.stopped or not in_time

    @property
    def _fruitless(self) -> bool:
        """Whether many neighbourhoods have gained nothing."""
        return self._neighbourhoods.fruitless >= self._params.parallel.fruitless

    # --- CP-SAT in this process

    @property
    def _cp_sat_threads(self) -> int:
        return max(1, self._pool.size - 1)

    def _start_cp_sat(self, seconds: float) -> None:
        settings = Settings(
            seconds, self._cp_sat_threads, self._pool.seed, poll_seconds=self._params.solvers.poll_seconds
        )
        cp_sat = CpSatThread(self._problem.cp_model())
        # Workers may still be giving up tasks of the objective before: its threads wait until there is room for them.
        self._pool.wait_until_stopped(self._pool.size - self._cp_sat_threads)
        self._cp_sat = cp_sat
        cp_sat.start(settings, self._pool.answered)

    def _take_from_cp_sat(self) -> None:
        cp_sat = self._cp_sat
        if cp_sat is None:
            return
        for solution in cp_sat.take():
            self._incumbent.offer(solution)
        self._incumbent.raise_bound(cp_sat.latest[1])
        if cp_sat.run is not None:
            self._cp_sat = None
            self._take_run(cp_sat.run)

    # --- worker processes

    def _take_from_workers(self) -> None:
        for worker in self._pool.workers:
            for answer in worker.receive():
                self._jobs[worker].take(worker, answer)

    def _give_tasks(self) -> None:
        """Gives a task to each worker that is free, as long as fewer are at work than may be."""
        now, params = time.monotonic(), self._params.parallel
        if self._incumbent.program.size <= params.tiny_model and now - self._began < params.head_start_seconds:
            return
        busy = sum(worker.busy for worker in self._pool.workers)
        room = self._pool.size - busy - (self._cp_sat_threads if self._cp_sat is not None else 0)
        for worker in self._pool.workers:
            if room <= 0:
                return
            if worker.busy:
                continue
            if worker.start():
                room -= self._give_task(worker, now)
            elif self._cp_sat is None and not busy and room >= self._cp_sat_threads:
                # The system starts no processes: CP-SAT searches the whole model in this one.
                self._start_cp_sat(self._problem.deadline - now)
                return

    def _give_task(self, worker: Worker, now: float) -> bool:
        """Gives a worker the task of the first job that has one; returns whether one had."""
        for job in self._jobs_in_order(now):
            if job.give(worker, now):
                self._jobs[worker] = job
                return True
        return False

    def _jobs_in_order(self, now: float) -> Iterator[Job]:
        """Yields the jobs that may have a task, in the order of the table above."""
        sweeping, has_incumbent = self._problem.sweeps, self._incumbent.solution is not None
        if self._cp_sat is None:
            yield self._columns
        if not self._columns.running:
            yield self._rounding
        if sweeping and (self._pool.size > self._params.sweeps.few_workers or now > self._sweep_until):
            yield self._relaxation
        if sweeping:
            self._sweeps.may_repeat = self._relaxation.running
            yield self._sweeps
        if sweeping or (self._cp_sat is None and self._proofs.begun):
            yield self._relaxation
        # A first rota gains more from neighbourhoods, until its relaxation says what a proof has to reach.
        others_prove = self._columns.running or (sweeping and has_incumbent and self._relaxation.running)
        if not others_prove:
            self._proofs.again = self._fruitless
            yield self._proofs
        yield self._neighbourhoods
