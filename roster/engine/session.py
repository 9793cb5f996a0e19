"""One objective's minimisation against the clock: who works on what, until there is a proof or the time is up.

CP-SAT searches the whole in this process; helper processes prove (HiGHS on the whole, or on each component of it) and
improve parts of the best rota so far. Never more at once than there are workers.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field

import numpy as np

from roster.engine.helpers import Helper
from roster.engine.neighbourhoods import Arm
from roster.engine.program import Ints, Mask
from roster.engine.search import Search
from roster.engine.work import POLL, Brief, Work
from roster.engine.worker import Bound, Done, Found, News, Relax, Relaxed, Solver, Task

HEAD_START = 0.25  # seconds CP-SAT has alone: what it proves by then needs no second process
TINY = 1_000  # variables; up to that CP-SAT is mostly done before a helper has started
SEARCH_SECONDS = 2.0  # CP-SAT on the whole, where there is a solution already; else until it has found one
PROOF_SHARE = 0.95  # of the time left; HiGHS' solution comes when it has ended, not before
PROOF_SHARE_ALONE = 0.4  # with one worker the solvers take turns
PATIENCE, PATIENCE_SHARE = 10.0, 0.2  # seconds, or a share of the time left, in which HiGHS' bound must move enough
RELAXATIONS = 5.0  # ... or so many times what the relaxation took
NEAR = 0.05  # of the value: with a smaller gap it goes on
HOPE = 2.0  # times the time left: a proof that would take longer at the pace of late is given up
PART_SECONDS, MOST_PART_SECONDS, LONGER = 3.0, 20.0, 1.5  # for one part: longer each time they have become stale
UNTRIED_SECONDS = 1.0  # for the first part of a kind
QUICK = 0.35  # of a part's seconds: done by then, the next of its kind is larger
SWEEP_SECONDS = 1.0  # for one part of the first sweep
SECOND_SWEEP_SECONDS = 10.0  # ... and of the second
RELAX_SHARE = 0.4  # of the time left, at most, for the relaxation in fractions
ROUND_SECONDS, ROUND_SHARE = 30.0, 0.3  # for making whole what the relaxation leaves in fractions
STAGES = 15  # times what the relaxation took: what HiGHS in stages takes for a good solution of the whole
STALE = 40  # parts without success before HiGHS gets another try at the whole, now from a better solution


@dataclass
class _Part:
    """A part that a helper improves; `sweep` when it is one of those that together are all."""

    arm: Arm | None
    before: Ints
    free: Mask
    began: float
    sweep: _Sweep | None = None


@dataclass
class _Sweep:
    """Parts that are each looked at once, and again where another got in the way."""

    parts: deque[Mask]
    seconds: float
    solver: Solver
    arm: Arm | None = None


@dataclass
class _Proof:
    """A component (None: the whole) that HiGHS works on.

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
    pace: list[tuple[float, int | None]] = field(default_factory=list)
    found: int | None = None


class Session(Work):
    """Works against the clock."""

    def __init__(self, brief: Brief) -> None:
        super().__init__(brief)
        self._began = time.monotonic()
        self._search: Search | None = None
        self._components = self._best.program.priced_components()
        self._bounds: list[int] = []
        self._to_prove = deque(range(len(self._components)))
        self._proofs: dict[Helper, _Proof] = {}
        self._parts: dict[Helper, _Part] = {}
        self._relaxing: Helper | None = None
        self._relaxed = False
        self._relaxed_since = 0.0
        self._rounding: tuple[Ints, Mask] | None = None
        self._rounder: Helper | None = None
        self._sweep: _Sweep | None = None
        self._fruitless = 0
        self._part_seconds = PART_SECONDS
        self._patience = max(PATIENCE, PATIENCE_SHARE * (self._deadline - self._began))

    def go(self) -> None:
        """Work until there is a proof, the time is up, or the user has had enough."""
        left = self._deadline - self._began
        if self._small or self._best.solution is None:
            alone = self._team.workers == 1
            seconds = left if self._best.solution is None else HEAD_START if alone else SEARCH_SECONDS
            self._begin_search(min(left, seconds))
        self._bounds = [self._best.program.least_cost(component) for component in self._components]
        if self._best.program.size > TINY:
            for helper in self._team.helpers:
                helper.start()  # it takes a moment, in which others work
        while not self._over():
            self._hear_search()
            self._hear_helpers()
            if self._over():
                break
            self._give_up_proofs()
            self._give_out_work()
            self._report(self._best.value, self._best.bound, self._best.solution)
            self._team.news.wait(POLL)
            self._team.news.clear()

    def end(self) -> None:
        """Stop everybody who is still at work."""
        super().end()
        if self._search is not None:
            self._search.end()
            self._hear_search()

    def _begin_search(self, seconds: float) -> None:
        self._search = Search(self._team.model)
        self._search.begin(seconds, self._searching, self._team.seed, self._team.news)

    @property
    def _searching(self) -> int:
        return max(1, self._team.workers - 1)

    def _over(self) -> bool:
        return self._best.proven or self.infeasible or self._team.stopped or time.monotonic() >= self._deadline

    # --- what the others tell

    def _hear_search(self) -> None:
        search = self._search
        if search is None:
            return
        for solution in search.take():
            self._best.offer(solution)
        self._best.raise_bound(search.latest[1])
        if search.run is not None:
            self._search = None
            self._hear_run(search.run)

    def _hear_helpers(self) -> None:
        for helper in self._team.helpers:
            for told in helper.hear():
                if helper is self._relaxing:
                    self._hear_relaxation(told)
                elif isinstance(told, Relaxed):
                    continue
                elif helper in self._proofs:
                    self._hear_proof(helper, told)
                elif isinstance(told, Done):
                    self._hear_part(self._parts.pop(helper), told, rounded=helper is self._rounder)

    def _hear_relaxation(self, told: News | Done | Relaxed) -> None:
        self._relaxing = None
        now = time.monotonic()
        seconds = now - self._relaxed_since
        self._patience = max(self._patience, RELAXATIONS * seconds)
        if not isinstance(told, Relaxed) or told.solution is None:
            return
        self._best.raise_bound(told.bound)
        if len(self._components) == 1 and told.bound is not None:
            self._bounds[0] = max(self._bounds[0], told.bound - self._best.program.constant)
        self._neighbourhoods.guide(told.solution)
        program, solution = self._best.program, self._best.solution
        if solution is not None and program.broad.any() and STAGES * seconds < ROUND_SHARE * (self._deadline - now):
            self._rounding = solution, np.ones(program.size, dtype=bool)
        else:
            self._rounding = self._neighbourhoods.rounded(told.solution)

    def _hear_proof(self, helper: Helper, told: News | Done) -> None:
        proof = self._proofs[helper]
        if isinstance(told, Found):
            self._take(proof.before, told.solution)
            return
        bound = told.value if isinstance(told, Bound) else told.bound
        if isinstance(told, Bound):
            proof.found = told.best
        if bound is not None:
            self._bounds[proof.component] = max(self._bounds[proof.component], bound - proof.rest)
            self._best.raise_bound(self._best.program.constant + sum(self._bounds))
        if isinstance(told, Done):
            del self._proofs[helper]
            if told.solution is not None:
                self._take(proof.before, told.solution)

    def _hear_part(self, part: _Part, told: Done, *, rounded: bool) -> None:
        best, before = self._best, self._best.value
        if rounded:
            self._rounder = None
            if told.solution is not None and best.offer(told.solution):
                self._begin_second_sweep()  # what is left of the first would start from a worse rota
            return
        taken = told.solution is not None and self._take(part.before, told.solution)
        if part.sweep is not None:
            value = best.program.value
            got_in_the_way = told.solution is not None and value(told.solution) < value(part.before)
            if not taken and got_in_the_way:
                part.sweep.parts.append(part.free)
        if part.arm is None:
            return
        saved = 0.0 if before is None or best.value is None else (before - best.value) / max(1, abs(before))
        self._fruitless = 0 if saved > 0 else self._fruitless + 1
        if self._fruitless and self._fruitless % STALE == 0:
            self._part_seconds = min(self._part_seconds * LONGER, MOST_PART_SECONDS)
        seconds = time.monotonic() - part.began
        self._neighbourhoods.learn(part.arm, saved, seconds, finished=told.ended, quick=QUICK * self._part_seconds)

    # --- who does what

    def _give_up_proofs(self) -> None:
        """HiGHS makes way for what pays more when its bound moves too slowly."""
        now = time.monotonic()
        for helper, proof in list(self._proofs.items()):
            bound = self._bounds[proof.component]
            if now - proof.pace[-1][0] >= 1:
                proof.pace.append((now, bound))
            if proof.found is not None and self._best.value is not None and proof.found < self._best.value:
                continue  # it has something for us
            if self._fruitless >= STALE or self._near:
                continue  # a proof is all that is left to find
            if now - proof.began < self._patience or self._best.value is None or self._best.bound is None:
                continue
            then, before = next(item for item in reversed(proof.pace) if now - item[0] >= self._patience)
            moved = bound - before if before is not None else 0
            gap = self._best.value - self._best.bound
            if gap * (now - then) > moved * HOPE * (self._deadline - now):
                helper.stop()
                del self._proofs[helper]

    def _give_out_work(self) -> None:
        now = time.monotonic()
        if self._small and now - self._began < HEAD_START:
            return
        busy = sum(helper.busy for helper in self._team.helpers)
        room = self._team.workers - busy - (self._searching if self._search is not None else 0)
        for helper in self._team.helpers:
            if room <= 0:
                return
            if helper.busy:
                continue
            if helper.start():
                room -= self._ask(helper, now)
            elif self._search is None and not busy:
                self._begin_search(self._deadline - now)  # no processes here: then the whole in this one
                return

    def _ask(self, helper: Helper, now: float) -> bool:
        """Give a helper something to do; whether there was something."""
        if not self._relaxed and (self._to_sweep or (self._search is None and (self._proofs or not self._to_prove))):
            helper.ask(self._best.program, Relax((self._deadline - now) * RELAX_SHARE))
            self._relaxed, self._relaxed_since = True, now
            self._relaxing = helper
            return True
        if self._rounding is not None:
            start, free = self._rounding
            seconds = (self._deadline - now) * ROUND_SHARE
            if not free.all():
                seconds = min(ROUND_SECONDS, seconds)
            helper.ask(self._best.program, Task(start, free, seconds, seed=self._team.seed))
            self._rounding, self._rounder = None, helper
            self._parts[helper] = _Part(None, start, free, now)
            return True
        if self._to_sweep and self._best.solution is not None:
            if self._sweep is None:
                self._sweep = _Sweep(deque(self._neighbourhoods.sweep()), SWEEP_SECONDS, Solver.CP_SAT)
            if self._sweep.parts:
                free = self._sweep.parts.popleft()
                self._improve(helper, self._sweep.arm, free, self._sweep.seconds, self._sweep.solver, now, self._sweep)
                return True
        if self._prove(helper, now):
            return True
        if self._best.solution is None:
            return False
        arm, free = self._neighbourhoods.pick(self._best.solution)
        seconds = self._part_seconds if arm.success is not None else UNTRIED_SECONDS
        self._improve(helper, arm, free, seconds, arm.solver, now)
        return True

    def _begin_second_sweep(self) -> None:
        self._sweep = _Sweep(deque(), SECOND_SWEEP_SECONDS, Solver.HIGHS)
        if self._best.program.broad.any():
            self._sweep.arm, parts = self._neighbourhoods.second_sweep()
            self._sweep.parts.extend(parts)
            self._part_seconds = max(self._part_seconds, SECOND_SWEEP_SECONDS)

    def _improve(
        self,
        helper: Helper,
        arm: Arm | None,
        free: Mask,
        seconds: float,
        solver: Solver,
        now: float,
        sweep: _Sweep | None = None,
    ) -> None:
        assert self._best.solution is not None
        start = self._best.solution
        seconds = min(seconds, self._deadline - now)
        helper.ask(self._best.program, Task(start, free, seconds, solver=solver, seed=self._neighbourhoods.seed()))
        self._parts[helper] = _Part(arm, start, free, now, sweep)

    def _prove(self, helper: Helper, now: float) -> bool:
        """Have HiGHS look at a component: each once, and again when parts no longer help and it would start better."""
        if self._proofs and len(self._components) == 1:
            return False
        if not self._to_prove and self._fruitless >= STALE:
            at_work = {proof.component for proof in self._proofs.values()}
            for number in range(len(self._components)):
                if number not in at_work and not self._closed(number):
                    self._to_prove.append(number)
        if not self._to_prove:
            return False
        number = self._to_prove.popleft()
        program = self._best.program
        start = self._best.solution if self._best.solution is not None else program.lower
        waiting = 1 + len(self._to_prove) // self._team.workers
        share = PROOF_SHARE_ALONE if self._team.workers == 1 else PROOF_SHARE
        seconds = max(0.05, (self._deadline - now) * share / waiting - POLL)
        free = None
        rest = program.constant
        if len(self._components) > 1:
            free = np.zeros(program.size, dtype=bool)
            free[self._components[number]] = True
            rest = program.value(start) - program.cost(self._components[number], start)
        helper.ask(program, Task(start, free, seconds, seed=self._team.seed, proves=True))
        self._proofs[helper] = _Proof(number, start, rest, now, [(now, self._bounds[number])])
        return True

    @property
    def _near(self) -> bool:
        """Whether value and bound are so close that a proof is worth waiting for."""
        value, bound = self._best.value, self._best.bound
        return value is not None and bound is not None and value - bound <= NEAR * abs(value)

    def _closed(self, number: int) -> bool:
        """Whether a component of the best solution is proven best."""
        solution = self._best.solution
        return solution is not None and (
            self._best.program.cost(self._components[number], solution) <= self._bounds[number]
        )
