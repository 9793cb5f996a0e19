"""What HiGHS is asked to prove: the whole, or each component of it by itself, and when to give that up."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field

import numpy as np

from roster.engine.search.incumbent import Best
from roster.engine.solvers.integer_program import Ints
from roster.engine.workers.pool import Helper
from roster.engine.workers.tasks import Bound, Done, Found, News, Task
from roster.engine.workers.team import Team


@dataclass
class _Proof:
    """A component that HiGHS works on.

    Attributes:
        before: the solution it began from.
        rest: what everything else costs in that.
        pace: (time, bound) now and then.
        found: what its best solution is worth, which comes when it ends.
    """

    component: int
    before: Ints
    rest: int
    began: float
    pace: list[tuple[float, int]] = field(default_factory=list)
    found: int | None = None


class Proofs:
    """The components in which something costs, what each costs at least, and who is at work on which.

    Args:
        deadline: of time.monotonic().
    """

    def __init__(self, best: Best, team: Team, deadline: float) -> None:
        self._best = best
        self._team = team
        self._deadline = deadline
        self._params = team.params.proofs
        self._components = best.program.priced_components()
        self._bounds = [best.program.least_cost(component) for component in self._components]
        self._waiting = deque(range(len(self._components)))
        self._at_work: dict[Helper, _Proof] = {}
        self._patience = max(self._params.patience_seconds, self._params.patience_share * (deadline - time.monotonic()))

    def __contains__(self, helper: Helper) -> bool:
        return helper in self._at_work

    @property
    def begun(self) -> bool:
        """Whether somebody is at work on one, or has been on all."""
        return bool(self._at_work) or not self._waiting

    def wait_at_least(self, seconds: float) -> None:
        """Give each so long before its pace is looked at."""
        self._patience = max(self._patience, seconds)

    def hear_of_the_whole(self, bound: int | None) -> None:
        """Take a bound of the whole objective."""
        self._best.raise_bound(bound)
        if bound is not None and len(self._components) == 1:
            self._bounds[0] = max(self._bounds[0], bound - self._best.program.constant)

    def hear(self, helper: Helper, told: News | Done) -> tuple[Ints, Ints] | None:
        """Take what is told of one; returns a solution it found, after the one it began from."""
        proof = self._at_work[helper]
        if isinstance(told, Found):
            return proof.before, told.solution
        if isinstance(told, Bound):
            proof.found = told.best
        bound = told.value if isinstance(told, Bound) else told.bound
        if bound is not None:
            self._bounds[proof.component] = max(self._bounds[proof.component], bound - proof.rest)
            self._best.raise_bound(self._best.program.constant + sum(self._bounds))
        if isinstance(told, Bound):
            return None
        del self._at_work[helper]
        return None if told.solution is None else (proof.before, told.solution)

    def ask(self, helper: Helper, *, again: bool) -> bool:
        """Have a helper look at a component; whether there was one.

        Args:
            again: whether those that were not proven are tried once more, now from a better solution.
        """
        if self._at_work and len(self._components) == 1:
            return False
        if again and not self._waiting:
            at_work = {proof.component for proof in self._at_work.values()}
            self._waiting.extend(
                number for number in range(len(self._components)) if number not in at_work and not self._closed(number)
            )
        if not self._waiting:
            return False
        number = self._waiting.popleft()
        now = time.monotonic()
        program = self._best.program
        start = self._best.solution if self._best.solution is not None else program.lower
        others = 1 + len(self._waiting) // self._team.workers
        share = self._params.share_one_worker if self._team.workers == 1 else self._params.share
        seconds = max(0.05, (self._deadline - now) * share / others - self._team.params.workers.poll_seconds)
        free = None
        rest = program.constant
        if len(self._components) > 1:
            free = np.zeros(program.size, dtype=bool)
            free[self._components[number]] = True
            rest = program.value(start) - program.cost(self._components[number], start)
        helper.ask(
            program, Task(start, free, seconds, seed=self._team.seed, proves=True, params=self._team.params.solvers)
        )
        self._at_work[helper] = _Proof(number, start, rest, now, [(now, self._bounds[number])])
        return True

    def give_up(self) -> None:
        """HiGHS makes way for what pays more when its bound moves too slowly."""
        now = time.monotonic()
        value, sure = self._best.value, self._best.bound
        for helper, proof in list(self._at_work.items()):
            bound = self._bounds[proof.component]
            if now - proof.pace[-1][0] >= 1:
                proof.pace.append((now, bound))
            if value is None or sure is None or now - proof.began < self._patience:
                continue
            if value - sure <= self._params.near_gap * abs(value):
                continue  # worth waiting for
            if proof.found is not None and proof.found < value:
                continue  # it has something for us
            then, before = next(item for item in reversed(proof.pace) if now - item[0] >= self._patience)
            if (value - sure) * (now - then) > (bound - before) * self._params.pace_factor * (self._deadline - now):
                helper.stop()
                del self._at_work[helper]

    def _closed(self, number: int) -> bool:
        """Whether a component of the best solution is proven best."""
        solution = self._best.solution
        return solution is not None and (
            self._best.program.cost(self._components[number], solution) <= self._bounds[number]
        )
