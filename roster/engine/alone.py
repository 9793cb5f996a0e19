"""One objective's minimisation by one thread in this process: for many small books that are solved side by side.

HiGHS on the whole is done with a month of three cars in a tenth of a second, where a helper process takes longer than
that to start. Efforts are nodes and deterministic time: the same input gives the same rota again, but for a time limit
that cuts it short, and then it says so. HiGHS cannot be stopped, so whoever wants to stop this ends the process.
"""

from __future__ import annotations

import time

from roster.engine import highs
from roster.engine.cpsat import minimise
from roster.engine.work import Work

NODES = 2_000  # of HiGHS' tree; a rota that is not proven best by then takes many times more
SEARCH_UNITS = 5.0  # of CP-SAT's deterministic time, about a second each, where HiGHS did not come to an end


class Alone(Work):
    """Works alone.

    Attributes:
        cut_short: whether the time limit ended it: then it need not come out the same again.
    """

    cut_short = False

    def go(self) -> None:
        """HiGHS; where it comes to no end, CP-SAT, and HiGHS again from something better."""
        if self._best.solution is None:
            self._search(None)
        if self._highs() or self._over():
            return
        before = self._best.value
        self._search(SEARCH_UNITS)
        if self._best.value != before and not self._over():
            self._highs()

    def _over(self) -> bool:
        if self._team.stopped or time.monotonic() >= self._deadline:
            self.cut_short = True
        return self.cut_short or self.infeasible or self._best.proven

    def _highs(self) -> bool:
        """Whether it came to an end of its own."""
        if self._over():
            return True
        effort = highs.Effort(self._deadline - time.monotonic(), NODES)
        answer = highs.minimise(self._best.program, self._best.solution, effort, seed=self._team.seed)
        if answer.solution is not None:
            self._best.offer(answer.solution)
        self._best.raise_bound(answer.bound)
        self._report(self._best.value, self._best.bound, self._best.solution)
        return answer.ended

    def _search(self, units: float | None) -> None:
        run = minimise(
            self._cp_model(),
            seconds=self._deadline - time.monotonic(),
            workers=1,
            seed=self._team.seed,
            stop=self._team.stop,
            units=units,
        )
        self._hear_run(run)
