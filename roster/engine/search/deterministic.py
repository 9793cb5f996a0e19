"""Minimises one objective in steps that do not look at the clock: the same input gives the same rota again.

Efforts are CP-SAT's deterministic time and HiGHS' nodes. Neighbourhoods are solved in rounds, one for each worker, and
their solutions are taken in the order in which they were given out. Only the time limit can cut the steps short.
"""

from __future__ import annotations

import time

from roster.engine.search.neighbourhoods.operators import Operator
from roster.engine.search.strategy import SearchStrategy
from roster.engine.solvers.cpsat import Settings, minimise
from roster.engine.solvers.integer_program import Mask
from roster.engine.workers.protocol import Done, Solver, Task


class DeterministicSearch(SearchStrategy):
    """Searches step by step."""

    def run(self) -> None:
        """Takes the steps, until the incumbent is proven optimal or nothing helps any more."""
        if not self._problem.large or self._incumbent.solution is None:
            self._search_whole()
        if not self._over() and self._problem.sweeps and self._incumbent.solution is not None:
            self._sweep()
        if not self._over():
            self._prove()
        if self._improve() and not self._over():
            self._prove()

    def _over(self) -> bool:
        if self._pool.stopped or time.monotonic() >= self._problem.deadline:
            self.cut_short = True
        return self.cut_short or self.infeasible or self._incumbent.proven

    def _search_whole(self) -> None:
        """Lets CP-SAT search the whole model; without an incumbent, until it has found one."""
        units = self._params.deterministic.search_units if self._incumbent.solution is not None else None
        run = minimise(
            self._problem.cp_model(),
            Settings(
                self._problem.deadline - time.monotonic(),
                workers=1,
                seed=self._pool.seed,
                units=units,
                poll_seconds=self._params.solvers.poll_seconds,
            ),
            stop=self._pool.stop,
            report=lambda value, bound: self._problem.report(value, bound, None),
        )
        self._take_run(run)

    def _sweep(self) -> None:
        """Searches neighbourhoods that together free everything, one at a time."""
        for free in self._problem.neighbourhoods.first_sweep():
            self._round([(None, free, Solver.CP_SAT)])
            if self._over():
                break
        if self._incumbent.program.linking.any():
            for free in self._problem.neighbourhoods.second_sweep()[1]:
                if self._over():
                    break
                self._round([(None, free, Solver.HIGHS)])

    def _prove(self) -> None:
        """Lets HiGHS prove the whole, in a number of nodes."""
        program, solution = self._incumbent.program, self._incumbent.solution
        task = Task(
            solution if solution is not None else program.lower,
            None,
            self._problem.deadline - time.monotonic(),
            nodes=self._params.deterministic.proof_nodes,
            seed=self._pool.seed,
            proves=True,
            params=self._params.solvers,
        )
        (done,) = self._answers([task])
        if done is not None:
            self._incumbent.raise_bound(done.bound)
            if done.solution is not None:
                self._incumbent.offer(done.solution)

    def _improve(self) -> bool:
        """Searches neighbourhoods in rounds; returns whether it ended because many rounds had gained nothing."""
        params, neighbourhoods = self._params.deterministic, self._problem.neighbourhoods
        fruitless = 0
        for _ in range(params.rounds):
            if self._over() or fruitless >= params.fruitless_rounds or self._incumbent.solution is None:
                break
            before = self._incumbent.value
            chosen = [neighbourhoods.next(self._incumbent.solution) for _ in range(self._pool.size)]
            self._round([(operator, free, operator.solver) for operator, free in chosen])
            fruitless = fruitless + 1 if self._incumbent.value == before else 0
        return fruitless >= params.fruitless_rounds

    def _round(self, chosen: list[tuple[Operator | None, Mask, Solver]]) -> None:
        """Searches one neighbourhood a worker from the same incumbent, and takes their solutions in order."""
        before = self._incumbent.solution
        assert before is not None
        params = self._params.deterministic
        seconds = self._problem.deadline - time.monotonic()
        tasks = [
            Task(
                before,
                free,
                seconds,
                nodes=params.neighbourhood_nodes,
                solver=solver,
                seed=self._problem.neighbourhoods.seed(),
                params=self._params.solvers,
            )
            for _, free, solver in chosen
        ]
        for (operator, _, _), done in zip(chosen, self._answers(tasks), strict=True):
            if done is None:
                continue
            value = self._incumbent.value
            if done.solution is not None:
                self._problem.take(before, done.solution)
            if operator is not None and value is not None and self._incumbent.value is not None:
                gain = (value - self._incumbent.value) / max(1, abs(value))
                self._problem.neighbourhoods.learn(
                    operator, gain, params.trial_seconds, finished=done.ended, quick=params.quick_seconds
                )

    def _answers(self, tasks: list[Task]) -> list[Done | None]:
        """Gives each task to a worker and waits for all answers; None for those that were cut short."""
        answers: list[Done | None] = [None] * len(tasks)
        self._pool.wait_until_stopped()
        for worker, task in zip(self._pool.workers, tasks, strict=False):
            if worker.start():
                worker.submit(self._incumbent.program, task)
            else:
                self.cut_short = True  # the task that is left out here might be done the next time
        while any(worker.busy for worker in self._pool.workers):
            if self._over():
                self.end()
                break
            for number, worker in enumerate(self._pool.workers):
                for answer in worker.receive():
                    if isinstance(answer, Done):
                        answers[number] = answer
            self._problem.report_incumbent()
            self._pool.answered.wait(self._params.workers.poll_seconds)
            self._pool.answered.clear()
        return answers
