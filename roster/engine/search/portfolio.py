"""Minimises one objective after another over one model that grows, by the way of searching that the options ask for.

The parallel search is the portfolio: CP-SAT on the whole model, HiGHS on its linear form, both on neighbourhoods.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from constraints.rota_model import Objective, RotaModel
from roster.engine.columns.structure import Structure
from roster.engine.model.derived_variables import DerivedValues
from roster.engine.model.section import SectionModel
from roster.engine.model.variable_index import VariableIndex
from roster.engine.search.deterministic import DeterministicSearch
from roster.engine.search.incumbent import Incumbent
from roster.engine.search.neighbourhoods.next_neighbourhood import Neighbourhoods
from roster.engine.search.parallel import ParallelSearch
from roster.engine.search.single_thread import SingleThreadSearch
from roster.engine.search.strategy import Report, SearchProblem, SearchStrategy
from roster.engine.solvers.cpsat import Run, Settings, Status, minimise
from roster.engine.solvers.integer_program import Program
from roster.engine.solvers.linearise import Linearised, NotLinearError
from roster.engine.solvers.objectives import expression, lower_bound, with_objective
from roster.engine.workers.pool import WorkerPool


class Portfolio:
    """Minimises one objective after another; each can be fixed to its optimum.

    Args:
        model: constraints are added to it when an objective is fixed.
        reproducible: take steps that do not look at the clock.
        single_thread_rounds: when above 0, one thread of this process searches, in at most this many rounds of effort.

    Attributes:
        cut_short: whether the time limit cut short steps that are to be reproducible.
    """

    def __init__(
        self,
        model: RotaModel | SectionModel,
        pool: WorkerPool,
        *,
        reproducible: bool = False,
        single_thread_rounds: int = 0,
    ) -> None:
        self._model = model
        self._pool = pool
        self._reproducible = reproducible or single_thread_rounds > 0
        self._single_thread_rounds = single_thread_rounds
        self._linearised = Linearised(model.cp, pool.params.solvers.linking_rows)
        self._places: VariableIndex | None = None
        self._completion: DerivedValues | None = None
        self._first_level = True
        self.cut_short = False

    def accepts(self, solution: Sequence[int]) -> bool:
        """Whether a solution obeys the model as it is now; False where the model has no linear form to check it by."""
        program = self._program(Objective())
        return program is not None and program.accepts(np.asarray(solution, dtype=np.int64))

    def any_solution(self, hint: Sequence[int], seconds: float) -> Run:
        """Lets CP-SAT find any solution, or prove that there is none; the hint need not be a solution."""
        return self._cp_sat(Objective(), hint, seconds, lambda value, bound, solution: None)

    def least(self, objective: Objective) -> int:
        """Returns the lower bound that follows from the domains of an objective's variables alone; never below 0."""
        program = self._program(objective)
        if program is None:
            return lower_bound(objective)
        return max(0, program.constant + program.least_cost(np.arange(program.size)))

    def minimise(self, objective: Objective, start: Sequence[int], seconds: float, report: Report) -> Run:
        """Minimises an objective from a solution.

        Args:
            report: called with value, lower bound and solution of the incumbent, about twenty times a second.

        Raises:
            ModelInvalidError: when CP-SAT refuses the model.
        """
        program = self._program(objective)
        if program is None:
            return self._cp_sat(objective, start, seconds, report)
        search = self._search(program, objective, start, seconds, report)
        self._first_level = False
        try:
            search.run()
        finally:
            search.end()
        self.cut_short |= search.cut_short
        incumbent = search.incumbent
        if incumbent.value is None or incumbent.solution is None:
            status = Status.INFEASIBLE if search.infeasible else Status.UNKNOWN
            return Run(status, None, incumbent.bound, ())
        status = Status.OPTIMAL if incumbent.proven else Status.FEASIBLE
        return Run(status, incumbent.value, incumbent.bound, incumbent.solution.tolist())

    def _search(
        self, program: Program, objective: Objective, start: Sequence[int], seconds: float, report: Report
    ) -> SearchStrategy:
        """Makes the search that the options ask for."""
        incumbent = Incumbent(program)
        incumbent.offer(start)
        model = self._model
        if self._places is None or self._completion is None:
            self._places = model.places if isinstance(model, SectionModel) else VariableIndex.of(model, program.size)
            self._completion = DerivedValues(model, program.size)
        pool, places = self._pool, self._places
        problem = SearchProblem(
            pool,
            incumbent,
            Neighbourhoods(program, self._places, self._completion, pool.seed, pool.params),
            self._completion,
            deadline=time.monotonic() + seconds,
            report=report,
            first_level=self._first_level,
            cp_model=lambda: with_objective(model.cp, objective, start),
            structure=lambda: Structure(places, model.definitions),
        )
        if self._single_thread_rounds:
            return SingleThreadSearch(problem, self._single_thread_rounds)
        return DeterministicSearch(problem) if self._reproducible else ParallelSearch(problem)

    def fix(self, objective: Objective, value: int, solution: Sequence[int], *, proven: bool) -> None:
        """Adds to the model that an objective costs no more than it does in a solution.

        Where the solution is proven optimal, each component is optimal by itself and is fixed by a constraint of its
        own: one constraint over all of them would join them into one.
        """
        if not objective.terms:
            return
        model = self._model.cp
        program = self._program(objective)
        components = program.priced_components() if program is not None and proven else []
        self._linearised.begin_fixing()
        if len(components) < 2:
            model.add(expression(objective) <= value)
            return
        assert program is not None
        values = np.asarray(solution, dtype=np.int64)
        for component in components:
            priced = component[program.costs[component] != 0]
            terms = [(model.get_int_var_from_proto_index(int(index)), int(program.costs[index])) for index in priced]
            model.add(expression(Objective(terms)) <= program.cost(component, values))

    def _program(self, objective: Objective) -> Program | None:
        """Returns the linear form of the model with an objective; None where a constraint has none."""
        try:
            return self._linearised.program(objective)
        except NotLinearError:
            return None

    def _cp_sat(self, objective: Objective, start: Sequence[int], seconds: float, report: Report) -> Run:
        """Lets CP-SAT alone minimise the whole model."""
        model = with_objective(self._model.cp, objective, start)
        deadline = time.monotonic() + seconds
        self._pool.wait_until_stopped()
        run = minimise(
            model,
            Settings(
                seconds,
                workers=1 if self._reproducible else self._pool.size,
                seed=self._pool.seed,
                poll_seconds=self._pool.params.solvers.poll_seconds,
            ),
            stop=self._pool.stop,
            report=lambda value, bound: report(value, bound, None),
        )
        self.cut_short |= self._reproducible and (self._pool.stopped or time.monotonic() >= deadline)
        return run
