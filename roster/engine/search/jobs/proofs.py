"""Lets HiGHS prove lower bounds of the whole, or of each component by itself; gives up proofs that are too slow."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field

import numpy as np

from roster.engine.search.jobs.job import Job
from roster.engine.search.strategy import SearchProblem
from roster.engine.solvers.integer_program import Ints, Mask
from roster.engine.workers.protocol import Answer, Bound, Done, Found, Task
from roster.engine.workers.worker import Worker


@dataclass
class _Proof:
    """A component that HiGHS works on.

    Attributes:
        component: its number.
        before: the solution it began from.
        rest: what everything outside the component costs in that solution.
        began: of `time.monotonic()`.
        pace: (time, lower bound), about once a second.
        found: the value of its best solution, which it hands out only when it ends.
    """

    component: int
    before: Ints
    rest: int
    began: float
    pace: list[tuple[float, int]] = field(default_factory=list)
    found: int | None = None


class ProofJob(Job):
    """Proves the components in which something costs, one after another, and adds up their lower bounds.

    Attributes:
        again: whether components whose proof was given up are tried again, from the better incumbent of now.
    """

    def __init__(self, problem: SearchProblem) -> None:
        super().__init__(problem)
        self.again = False
        self._proof_params = self._params.proofs
        self._components = self._incumbent.program.priced_components()
        self._bounds = [self._incumbent.program.least_cost(component) for component in self._components]
        self._waiting = deque(range(len(self._components)))
        self._running: dict[Worker, _Proof] = {}
        time_left = problem.deadline - time.monotonic()
        self._patience = max(self._proof_params.patience_seconds, self._proof_params.patience_share * time_left)

    @property
    def begun(self) -> bool:
        """Whether a worker is at work on a component, or all were given out."""
        return bool(self._running) or not self._waiting

    def wait_at_least(self, seconds: float) -> None:
        """Gives each proof at least this long before its pace counts."""
        self._patience = max(self._patience, seconds)

    def take_bound_of_whole(self, bound: int | None) -> None:
        """Takes a lower bound of the whole objective."""
        self._incumbent.raise_bound(bound)
        if bound is not None and len(self._components) == 1:
            self._bounds[0] = max(self._bounds[0], bound - self._incumbent.program.constant)

    def give(self, worker: Worker, now: float) -> bool:
        """Gives the next component that waits."""
        if self._running and len(self._components) == 1:
            return False
        if self.again and not self._waiting:
            running = {proof.component for proof in self._running.values()}
            numbers = range(len(self._components))
            self._waiting.extend(number for number in numbers if number not in running and not self._closed(number))
        if not self._waiting:
            return False
        self._submit(worker, self._waiting.popleft())
        return True

    def _submit(self, worker: Worker, number: int) -> None:
        now, pool = time.monotonic(), self._problem.pool
        program, solution = self._incumbent.program, self._incumbent.solution
        start = solution if solution is not None else program.lower
        share = self._proof_params.share_one_worker if pool.size == 1 else self._proof_params.share
        turns = 1 + len(self._waiting) // pool.size
        seconds = max(0.05, (self._problem.deadline - now) * share / turns - self._params.workers.poll_seconds)
        free: Mask | None = None
        rest = program.constant
        if len(self._components) > 1:
            free = np.zeros(program.size, dtype=bool)
            free[self._components[number]] = True
            rest = program.value(start) - program.cost(self._components[number], start)
        worker.submit(program, Task(start, free, seconds, seed=pool.seed, proves=True, params=self._params.solvers))
        self._running[worker] = _Proof(number, start, rest, now, [(now, self._bounds[number])])

    def take(self, worker: Worker, answer: Answer) -> None:
        """Takes a solution, or a lower bound of a component."""
        proof = self._running[worker]
        if isinstance(answer, Found):
            self._problem.take(proof.before, answer.solution)
        elif isinstance(answer, Bound):
            proof.found = answer.best
            self._raise_bound(proof, answer.value)
        elif isinstance(answer, Done):
            self._raise_bound(proof, answer.bound)
            del self._running[worker]
            if answer.solution is not None:
                self._problem.take(proof.before, answer.solution)

    def _raise_bound(self, proof: _Proof, bound: int | None) -> None:
        if bound is not None:
            self._bounds[proof.component] = max(self._bounds[proof.component], bound - proof.rest)
            self._incumbent.raise_bound(self._incumbent.program.constant + sum(self._bounds))

    def give_up_slow(self) -> None:
        """Stops proofs whose lower bound moves too slowly, so that their workers do what gains more."""
        now = time.monotonic()
        for worker, proof in list(self._running.items()):
            if now - proof.pace[-1][0] >= 1:
                proof.pace.append((now, self._bounds[proof.component]))
            if self._is_slow(proof, now):
                worker.stop()
                del self._running[worker]

    def _is_slow(self, proof: _Proof, now: float) -> bool:
        """Whether a proof should be given up: at its recent pace the gap would not close in time."""
        value, bound, params = self._incumbent.value, self._incumbent.bound, self._proof_params
        if value is None or bound is None or now - proof.began < self._patience:
            return False
        gap = value - bound
        if gap <= params.near_gap * abs(value):
            return False
        if proof.found is not None and proof.found < value:
            return False  # it will hand out a better solution
        then, before = next(item for item in reversed(proof.pace) if now - item[0] >= self._patience)
        moved = self._bounds[proof.component] - before
        return gap * (now - then) > moved * params.pace_factor * (self._problem.deadline - now)

    def _closed(self, number: int) -> bool:
        """Whether the incumbent is proven optimal in a component."""
        solution = self._incumbent.solution
        program = self._incumbent.program
        return solution is not None and program.cost(self._components[number], solution) <= self._bounds[number]
