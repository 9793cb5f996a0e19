"""One objective's minimisation by one thread in this process: for many small books that are solved side by side.

HiGHS on the whole is done with a month of three cars in a tenth of a second, where a helper process takes longer than
that to start. Efforts are nodes and deterministic time: the same input gives the same rota again, but for a time limit
that cuts it short, and then it says so. HiGHS cannot be stopped, so whoever wants to stop this ends the process.
"""

from __future__ import annotations

import time

from roster.engine.search.strategy import Brief, Work
from roster.engine.solvers import highs
from roster.engine.solvers import highs_in_stages as stages
from roster.engine.solvers.cpsat import Settings, minimise


class Alone(Work):
    """Works alone.

    Attributes:
        cut_short: whether the time limit ended it: then it need not come out the same again.
    """

    cut_short = False

    def __init__(self, brief: Brief, rounds: int) -> None:
        super().__init__(brief)
        # The first level, cover, is what is to be proven; of those below it a good value is worth more than a proof.
        self._rounds = self._params.single_thread.rounds[: rounds if brief.fresh else 1]

    def go(self) -> None:
        """HiGHS and CP-SAT in turn, each from the best of both."""
        if self._best.solution is None:
            self._search(None)
        for nodes, units in self._rounds:
            if not self._over():
                self._highs(nodes)
            if not self._over():
                self._search(units)
        if not self._best.proven:
            self._over()  # the last search, too, may have ended for want of time

    def _over(self) -> bool:
        if self._team.stopped or time.monotonic() >= self._deadline:
            self.cut_short = True
        return self.cut_short or self.infeasible or self._best.proven

    def _highs(self, nodes: int) -> None:
        effort = highs.Effort(self._deadline - time.monotonic(), nodes)
        answer = stages.prove(
            self._best.program, self._best.solution, effort, seed=self._team.seed, params=self._params.solvers
        )
        if answer.solution is not None:
            self._best.offer(answer.solution)
        self._best.raise_bound(answer.bound)
        self._report(self._best.value, self._best.bound, self._best.solution)

    def _search(self, units: float | None) -> None:
        model = self._cp_model()
        if self._best.solution is not None:
            model.clear_hints()  # type: ignore[no-untyped-call]
            for index, value in enumerate(self._best.solution.tolist()):
                model.add_hint(model.get_int_var_from_proto_index(index), value)
        run = minimise(
            model,
            Settings(
                self._deadline - time.monotonic(),
                workers=1,
                seed=self._team.seed,
                units=units,
                full_relaxation=True,
                poll_seconds=self._params.solvers.poll_seconds,
            ),
            stop=self._team.stop,
        )
        self._hear_run(run)
