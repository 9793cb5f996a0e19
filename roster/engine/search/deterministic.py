"""One objective's minimisation in steps that do not look at the clock: the same input gives the same rota again.

Budgets are CP-SAT's deterministic time and HiGHS' nodes; parts are solved in rounds of one a worker, and what they find
is taken in the order in which they were asked. Only the time limit can cut it short, and then it says so.
"""

from __future__ import annotations

import time

from roster.engine.search.neighbourhoods import Arm
from roster.engine.search.strategy import Work
from roster.engine.solvers.cpsat import Settings, minimise
from roster.engine.solvers.integer_program import Mask
from roster.engine.workers.tasks import Done, Solver, Task


class Steps(Work):
    """Works step by step.

    Attributes:
        cut_short: whether the time limit or the user ended it: then it need not come out the same again.
    """

    cut_short = False

    def go(self) -> None:
        """Take the steps, until there is a proof or nothing helps any more."""
        if self._small or self._best.solution is None:
            self._search()
        if not self._over() and self._to_sweep and self._best.solution is not None:
            for free in self._neighbourhoods.sweep():
                self._round([(None, free, Solver.CP_SAT)])
                if self._over():
                    break
            if self._best.program.broad.any():
                for free in self._neighbourhoods.second_sweep()[1]:
                    if self._over():
                        break
                    self._round([(None, free, Solver.HIGHS)])
        if not self._over():
            self._prove()
        params = self._params.deterministic
        fruitless = 0
        for _ in range(params.rounds):
            if self._over() or fruitless >= params.fruitless_rounds or self._best.solution is None:
                break
            before = self._best.value
            picked = [self._neighbourhoods.pick(self._best.solution) for _ in range(self._team.workers)]
            self._round([(arm, free, arm.solver) for arm, free in picked])
            fruitless = fruitless + 1 if self._best.value == before else 0
        if fruitless >= params.fruitless_rounds and not self._over():
            self._prove()

    def _over(self) -> bool:
        if self._team.stopped or time.monotonic() >= self._deadline:
            self.cut_short = True
        return self.cut_short or self.infeasible or self._best.proven

    def _search(self) -> None:
        units = self._params.deterministic.search_units if self._best.solution is not None else None
        run = minimise(
            self._cp_model(),
            Settings(
                self._deadline - time.monotonic(),
                workers=1,
                seed=self._team.seed,
                units=units,
                poll_seconds=self._params.solvers.poll_seconds,
            ),
            stop=self._team.stop,
            report=lambda value, bound: self._report(value, bound, None),
        )
        self._hear_run(run)

    def _prove(self) -> None:
        start = self._best.solution if self._best.solution is not None else self._best.program.lower
        task = Task(
            start,
            None,
            self._deadline - time.monotonic(),
            nodes=self._params.deterministic.proof_nodes,
            seed=self._team.seed,
            proves=True,
            params=self._params.solvers,
        )
        (done,) = self._ask([task])
        if done is not None:
            self._best.raise_bound(done.bound)
            if done.solution is not None:
                self._best.offer(done.solution)

    def _round(self, picked: list[tuple[Arm | None, Mask, Solver]]) -> None:
        before = self._best.solution
        assert before is not None
        seconds = self._deadline - time.monotonic()
        tasks = [
            Task(
                before,
                free,
                seconds,
                nodes=self._params.deterministic.neighbourhood_nodes,
                solver=solver,
                seed=self._neighbourhoods.seed(),
                params=self._params.solvers,
            )
            for _, free, solver in picked
        ]
        for (arm, _, _), done in zip(picked, self._ask(tasks), strict=True):
            if done is None:
                continue
            value = self._best.value
            if done.solution is not None:
                self._take(before, done.solution)
            if arm is not None and value is not None and self._best.value is not None:
                saved = (value - self._best.value) / max(1, abs(value))
                self._neighbourhoods.learn(arm, saved, 1.0, finished=done.ended, quick=2.0)

    def _ask(self, tasks: list[Task]) -> list[Done | None]:
        """Have tasks done, one a helper; None for those that were cut short."""
        answers: list[Done | None] = [None] * len(tasks)
        self._team.settle()
        for helper, task in zip(self._team.helpers, tasks, strict=False):
            if helper.start():
                helper.ask(self._best.program, task)
            else:
                self.cut_short = True  # what is left out here might be done the next time
        while any(helper.busy for helper in self._team.helpers):
            if self._over():
                self.end()
                break
            for number, helper in enumerate(self._team.helpers):
                for told in helper.hear():
                    if isinstance(told, Done):
                        answers[number] = told
            self._report(self._best.value, self._best.bound, self._best.solution)
            self._team.news.wait(self._params.workers.poll_seconds)
            self._team.news.clear()
        return answers
