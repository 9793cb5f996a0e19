"""One objective's minimisation against the clock: who works on what, until there is a proof or the time is up.

CP-SAT searches the whole in this process; helper processes prove (HiGHS on the whole, or on each component of it) and
improve parts of the best rota so far. Never more at once than there are workers.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass

import numpy as np

from roster.engine.search.neighbourhoods import Arm
from roster.engine.search.proofs import Proofs
from roster.engine.search.strategy import Brief, Work
from roster.engine.solvers.cpsat import Settings
from roster.engine.solvers.cpsat_thread import Search
from roster.engine.solvers.integer_program import Ints, Mask
from roster.engine.workers.pool import Helper
from roster.engine.workers.tasks import Done, News, Relax, Relaxed, Solver, Task


@dataclass
class _Part:
    """A part that a helper improves; `sweep` when it is one of those that together are all."""

    arm: Arm | None
    before: Ints
    free: Mask
    began: float
    sweep: _Sweep | None = None
    looks: int = 0  # after this one, for a part of a sweep


@dataclass
class _Sweep:
    """Parts that are each looked at once, and again where another got in the way.

    Attributes:
        parts: each with how often it may still be looked at.
        pays_again: whether another sweep like it is worth the time, as long as there is no relaxation to go by.
    """

    parts: deque[tuple[Mask, int]]
    seconds: float
    solver: Solver
    arm: Arm | None = None
    pays_again: bool = False


class Session(Work):
    """Works against the clock."""

    def __init__(self, brief: Brief) -> None:
        super().__init__(brief)
        self._began = time.monotonic()
        self._search: Search | None = None
        self._proofs = Proofs(self._best, self._team, self._deadline)
        self._parts: dict[Helper, _Part] = {}
        self._relaxing: Helper | None = None
        self._relaxed = False
        self._relaxed_since = 0.0
        self._roundings: deque[tuple[Ints | None, Mask]] = deque()
        self._rounder: Helper | None = None
        self._sweep: _Sweep | None = None
        self._swept_until = self._began + self._params.sweeps.few_workers_share * (self._deadline - self._began)
        self._fruitless = 0
        self._part_seconds = self._params.parallel.neighbourhood_seconds

    def go(self) -> None:
        """Work until there is a proof, the time is up, or the user has had enough."""
        left = self._deadline - self._began
        if self._small or self._best.solution is None:
            alone = self._team.workers == 1
            seconds = (
                left
                if self._best.solution is None
                else self._params.parallel.head_start_seconds
                if alone
                else self._params.parallel.search_seconds
            )
            self._begin_search(min(left, seconds))
        if self._best.program.size > self._params.parallel.tiny_model:
            self._team.call()
        while not self._over():
            self._hear_search()
            self._hear_helpers()
            if self._over():
                break
            if self._fruitless < self._params.parallel.fruitless:  # else a proof is all that is left to find
                self._proofs.give_up()
            self._give_out_work()
            self._report(self._best.value, self._best.bound, self._best.solution)
            self._team.news.wait(self._params.workers.poll_seconds)
            self._team.news.clear()

    def end(self) -> None:
        """Stop everybody who is still at work."""
        super().end()
        if self._search is not None:
            self._search.end()
            self._hear_search()

    def _begin_search(self, seconds: float) -> None:
        self._search = Search(self._cp_model())
        settings = Settings(seconds, self._searching, self._team.seed, poll_seconds=self._params.solvers.poll_seconds)
        self._search.begin(settings, self._team.news)

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
                    if found := self._proofs.hear(helper, told):
                        self._take(*found)
                elif isinstance(told, Done):
                    self._hear_part(self._parts.pop(helper), told, rounded=helper is self._rounder)

    def _hear_relaxation(self, told: News | Done | Relaxed) -> None:
        self._relaxing = None
        now = time.monotonic()
        seconds = now - self._relaxed_since
        self._proofs.wait_at_least(self._params.relaxation.proof_patience_factor * seconds)
        if not isinstance(told, Relaxed) or told.solution is None:
            return
        self._proofs.hear_of_the_whole(told.bound)
        self._neighbourhoods.guide(told.solution)
        self._roundings.append(self._neighbourhoods.rounded(told.solution))
        program = self._best.program
        if (
            program.broad.any()
            and self._params.relaxation.stages_factor * seconds
            < self._params.relaxation.rounding_share * (self._deadline - now)
        ):
            self._roundings.append((None, np.ones(program.size, dtype=bool)))

    def _hear_part(self, part: _Part, told: Done, *, rounded: bool) -> None:
        best, before = self._best, self._best.value
        if rounded:
            self._rounder = None
            if told.solution is not None and best.offer(told.solution):
                self._begin_second_sweep()  # what is left of the first would start from a worse rota
            return
        sweeping = part.sweep is not None and part.sweep is self._sweep
        # What another part of a sweep has changed is not given up for this one, or it would have to be looked at again.
        taken = told.solution is not None and self._take(part.before, told.solution, alone=not sweeping)
        if part.sweep is not None and told.solution is not None and not taken and part.looks:
            value = best.program.value
            if value(told.solution) < value(part.before):  # another got in the way
                # At once: what comes after it would use up the people it needs.
                part.sweep.parts.appendleft((part.free, part.looks))
        if part.arm is None:
            return
        saved = 0.0 if before is None or best.value is None else (before - best.value) / max(1, abs(before))
        self._fruitless = 0 if saved > 0 else self._fruitless + 1
        if self._fruitless and self._fruitless % self._params.parallel.fruitless == 0:
            self._part_seconds = min(
                self._part_seconds * self._params.parallel.longer_by, self._params.parallel.most_neighbourhood_seconds
            )
        seconds = time.monotonic() - part.began
        self._neighbourhoods.learn(
            part.arm, saved, seconds, finished=told.ended, quick=self._params.parallel.quick_share * self._part_seconds
        )

    # --- who does what

    def _give_out_work(self) -> None:
        now = time.monotonic()
        if (
            self._best.program.size <= self._params.parallel.tiny_model
            and now - self._began < self._params.parallel.head_start_seconds
        ):
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
        if self._roundings and self._rounder is None:
            rounded, free = self._roundings.popleft()
            start = rounded if rounded is not None else self._best.solution
            if start is not None:
                seconds = (self._deadline - now) * self._params.relaxation.rounding_share
                seconds = seconds if free.all() else min(self._params.relaxation.rounding_seconds, seconds)
                helper.ask(
                    self._best.program, Task(start, free, seconds, seed=self._team.seed, params=self._params.solvers)
                )
                self._rounder = helper
                self._parts[helper] = _Part(None, start, free, now)
                return True
        early = self._to_sweep and (self._team.workers > self._params.sweeps.few_workers or now > self._swept_until)
        if early and not self._relaxed:
            return self._relax(helper, now)
        if self._to_sweep and self._best.solution is not None:
            if self._sweep is None or (self._sweep.pays_again and not self._sweep.parts and self._relaxing is not None):
                parts = deque((free, self._params.sweeps.tries) for free in self._neighbourhoods.sweep())
                self._sweep = _Sweep(parts, self._params.sweeps.seconds, Solver.CP_SAT, pays_again=self._sweep is None)
            if self._sweep.parts:
                self._look(helper, self._sweep, now)
                return True
        late = self._to_sweep or (self._search is None and self._proofs.begun)
        if late and not self._relaxed:
            return self._relax(helper, now)
        # A first rota has more to gain from parts, as long as its relaxation does not say what a proof is up to.
        waiting = self._to_sweep and self._relaxing is not None and self._best.solution is not None
        if not waiting and self._proofs.ask(helper, again=self._fruitless >= self._params.parallel.fruitless):
            return True
        if self._best.solution is None:
            return False
        arm, free = self._neighbourhoods.pick(self._best.solution)
        seconds = self._part_seconds if arm.success is not None else self._params.parallel.first_trial_seconds
        self._improve(helper, seconds, arm.solver, _Part(arm, self._best.solution, free, now))
        return True

    def _look(self, helper: Helper, sweep: _Sweep, now: float) -> None:
        assert self._best.solution is not None
        free, looks = sweep.parts.popleft()
        part = _Part(sweep.arm, self._best.solution, free, now, sweep, looks - 1)
        self._improve(helper, sweep.seconds, sweep.solver, part)

    def _relax(self, helper: Helper, now: float) -> bool:
        helper.ask(self._best.program, Relax((self._deadline - now) * self._params.relaxation.share))
        self._relaxed, self._relaxed_since = True, now
        self._relaxing = helper
        return True

    def _begin_second_sweep(self) -> None:
        self._sweep = _Sweep(deque(), self._params.sweeps.second_seconds, Solver.HIGHS)
        if self._best.program.broad.any():
            self._sweep.arm, parts = self._neighbourhoods.second_sweep()
            self._sweep.parts.extend((free, self._params.sweeps.tries) for free in parts)
            self._part_seconds = max(self._part_seconds, self._params.sweeps.second_seconds)

    def _improve(self, helper: Helper, seconds: float, solver: Solver, part: _Part) -> None:
        seconds = min(seconds, self._deadline - part.began)
        seed = self._neighbourhoods.seed()
        helper.ask(
            self._best.program,
            Task(part.before, part.free, seconds, solver=solver, seed=seed, params=self._params.solvers),
        )
        self._parts[helper] = part
