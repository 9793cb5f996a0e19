"""Minimises one objective by one thread in this process: for many small books that are solved side by side.

HiGHS solves a month of three cars in a tenth of a second, less than a worker process takes to start. Efforts are nodes
and deterministic time: the same input gives the same rota again, unless the time limit cuts the search short. HiGHS
cannot be stopped from another thread; to stop this search its process is ended.
"""

from __future__ import annotations

import time

from roster.engine.search.strategy import SearchProblem, SearchStrategy
from roster.engine.solvers import highs
from roster.engine.solvers import highs_in_stages as stages
from roster.engine.solvers.cpsat import Settings, minimise


class SingleThreadSearch(SearchStrategy):
    """Lets HiGHS and CP-SAT search in turn, each from the incumbent of both.

    Args:
        rounds: of effort, at most.
    """

    def __init__(self, problem: SearchProblem, rounds: int) -> None:
        super().__init__(problem)
        # A proof is wanted of the first level, cover; of the levels below it a good value is worth more than a proof.
        self._rounds = self._params.single_thread.rounds[: rounds if problem.first_level else 1]

    def run(self) -> None:
        """Searches until the incumbent is proven optimal or the rounds are over."""
        if self._incumbent.solution is None:
            self._search_with_cp_sat(None)
        for nodes, units in self._rounds:
            if not self._over():
                self._search_with_highs(nodes)
            if not self._over():
                self._search_with_cp_sat(units)
        if not self._incumbent.proven:
            self._over()  # notes whether the time limit ended the last search

    def _over(self) -> bool:
        if self._pool.stopped or time.monotonic() >= self._problem.deadline:
            self.cut_short = True
        return self.cut_short or self.infeasible or self._incumbent.proven

    def _search_with_highs(self, nodes: int) -> None:
        effort = highs.Effort(self._problem.deadline - time.monotonic(), nodes)
        program, solution = self._incumbent.program, self._incumbent.solution
        answer = stages.prove(program, solution, effort, seed=self._pool.seed, params=self._params.solvers)
        if answer.solution is not None:
            self._incumbent.offer(answer.solution)
        self._incumbent.raise_bound(answer.bound)
        self._problem.report_incumbent()

    def _search_with_cp_sat(self, units: float | None) -> None:
        """Lets CP-SAT search from the incumbent.

        Args:
            units: deterministic time, at most; None for no such limit, until the optimum or the deadline.
        """
        model = self._problem.cp_model()
        if self._incumbent.solution is not None:
            model.clear_hints()  # type: ignore[no-untyped-call]
            for index, value in enumerate(self._incumbent.solution.tolist()):
                model.add_hint(model.get_int_var_from_proto_index(index), value)
        run = minimise(
            model,
            Settings(
                self._problem.deadline - time.monotonic(),
                workers=1,
                seed=self._pool.seed,
                units=units,
                full_relaxation=True,
                poll_seconds=self._params.solvers.poll_seconds,
            ),
            stop=self._pool.stop,
        )
        self._take_run(run)
