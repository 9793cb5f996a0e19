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
from roster.engine.solvers.cpsat_thread import Search
from roster.engine.solvers.integer_program import Ints, Mask
from roster.engine.workers.pool import Helper
from roster.engine.workers.tasks import Done, News, Relax, Relaxed, Solver, Task
from roster.engine.workers.team import POLL

TINY = 1_000  # variables; up to that CP-SAT is mostly done before a helper has started, and has a moment alone
HEAD_START = 0.25  # seconds: what it proves by then needs no second process
SEARCH_SECONDS = 2.0  # CP-SAT on the whole, where there is a solution already; else until it has found one
RELAXATIONS = 5.0  # times what the relaxation took: how long a proof is given before its pace is looked at
PART_SECONDS, MOST_PART_SECONDS, LONGER = 3.0, 20.0, 1.5  # for one part: longer each time they have become stale
UNTRIED_SECONDS = 1.0  # for the first part of a kind
QUICK = 0.35  # of a part's seconds: done by then, the next of its kind is larger
SWEEP_SECONDS = 1.0  # for one part of the first sweep
SECOND_SWEEP_SECONDS = 10.0  # ... and of the second
LOOKS = 10  # at one part of a sweep, at most
# Workers; so few first make a rota together, for a share of the time at most; of more one begins with the relaxation.
FEW, SWEEP_SHARE = 2, 0.2
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
        self._swept_until = self._began + SWEEP_SHARE * (self._deadline - self._began)
        self._fruitless = 0
        self._part_seconds = PART_SECONDS

    def go(self) -> None:
        """Work until there is a proof, the time is up, or the user has had enough."""
        left = self._deadline - self._began
        if self._small or self._best.solution is None:
            alone = self._team.workers == 1
            seconds = left if self._best.solution is None else HEAD_START if alone else SEARCH_SECONDS
            self._begin_search(min(left, seconds))
        if self._best.program.size > TINY:
            self._team.call()
        while not self._over():
            self._hear_search()
            self._hear_helpers()
            if self._over():
                break
            if self._fruitless < STALE:  # else a proof is all that is left to find
                self._proofs.give_up()
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
        self._search = Search(self._cp_model())
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
                    if found := self._proofs.hear(helper, told):
                        self._take(*found)
                elif isinstance(told, Done):
                    self._hear_part(self._parts.pop(helper), told, rounded=helper is self._rounder)

    def _hear_relaxation(self, told: News | Done | Relaxed) -> None:
        self._relaxing = None
        now = time.monotonic()
        seconds = now - self._relaxed_since
        self._proofs.wait_at_least(RELAXATIONS * seconds)
        if not isinstance(told, Relaxed) or told.solution is None:
            return
        self._proofs.hear_of_the_whole(told.bound)
        self._neighbourhoods.guide(told.solution)
        self._roundings.append(self._neighbourhoods.rounded(told.solution))
        program = self._best.program
        if program.broad.any() and STAGES * seconds < ROUND_SHARE * (self._deadline - now):
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
        if self._fruitless and self._fruitless % STALE == 0:
            self._part_seconds = min(self._part_seconds * LONGER, MOST_PART_SECONDS)
        seconds = time.monotonic() - part.began
        self._neighbourhoods.learn(part.arm, saved, seconds, finished=told.ended, quick=QUICK * self._part_seconds)

    # --- who does what

    def _give_out_work(self) -> None:
        now = time.monotonic()
        if self._best.program.size <= TINY and now - self._began < HEAD_START:
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
                seconds = (self._deadline - now) * ROUND_SHARE
                seconds = seconds if free.all() else min(ROUND_SECONDS, seconds)
                helper.ask(self._best.program, Task(start, free, seconds, seed=self._team.seed))
                self._rounder = helper
                self._parts[helper] = _Part(None, start, free, now)
                return True
        early = self._to_sweep and (self._team.workers > FEW or now > self._swept_until)
        if early and not self._relaxed:
            return self._relax(helper, now)
        if self._to_sweep and self._best.solution is not None:
            if self._sweep is None or (self._sweep.pays_again and not self._sweep.parts and self._relaxing is not None):
                parts = deque((free, LOOKS) for free in self._neighbourhoods.sweep())
                self._sweep = _Sweep(parts, SWEEP_SECONDS, Solver.CP_SAT, pays_again=self._sweep is None)
            if self._sweep.parts:
                self._look(helper, self._sweep, now)
                return True
        late = self._to_sweep or (self._search is None and self._proofs.begun)
        if late and not self._relaxed:
            return self._relax(helper, now)
        # A first rota has more to gain from parts, as long as its relaxation does not say what a proof is up to.
        waiting = self._to_sweep and self._relaxing is not None and self._best.solution is not None
        if not waiting and self._proofs.ask(helper, again=self._fruitless >= STALE):
            return True
        if self._best.solution is None:
            return False
        arm, free = self._neighbourhoods.pick(self._best.solution)
        seconds = self._part_seconds if arm.success is not None else UNTRIED_SECONDS
        self._improve(helper, seconds, arm.solver, _Part(arm, self._best.solution, free, now))
        return True

    def _look(self, helper: Helper, sweep: _Sweep, now: float) -> None:
        assert self._best.solution is not None
        free, looks = sweep.parts.popleft()
        part = _Part(sweep.arm, self._best.solution, free, now, sweep, looks - 1)
        self._improve(helper, sweep.seconds, sweep.solver, part)

    def _relax(self, helper: Helper, now: float) -> bool:
        helper.ask(self._best.program, Relax((self._deadline - now) * RELAX_SHARE))
        self._relaxed, self._relaxed_since = True, now
        self._relaxing = helper
        return True

    def _begin_second_sweep(self) -> None:
        self._sweep = _Sweep(deque(), SECOND_SWEEP_SECONDS, Solver.HIGHS)
        if self._best.program.broad.any():
            self._sweep.arm, parts = self._neighbourhoods.second_sweep()
            self._sweep.parts.extend((free, LOOKS) for free in parts)
            self._part_seconds = max(self._part_seconds, SECOND_SWEEP_SECONDS)

    def _improve(self, helper: Helper, seconds: float, solver: Solver, part: _Part) -> None:
        seconds = min(seconds, self._deadline - part.began)
        seed = self._neighbourhoods.seed()
        helper.ask(self._best.program, Task(part.before, part.free, seconds, solver=solver, seed=seed))
        self._parts[helper] = part
