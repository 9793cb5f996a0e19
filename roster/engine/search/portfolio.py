"""Two solvers on one model, for one objective after another: CP-SAT searches, HiGHS bounds, both improve parts."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from constraints.rota_model import Objective, RotaModel
from roster.engine.model.derived_variables import Completion
from roster.engine.model.section import SectionModel
from roster.engine.model.variable_index import Places
from roster.engine.search.deterministic import Steps
from roster.engine.search.incumbent import Best
from roster.engine.search.neighbourhoods import Neighbourhoods
from roster.engine.search.parallel import Session
from roster.engine.search.single_thread import Alone
from roster.engine.search.strategy import Brief, Report, Work
from roster.engine.solvers.cpsat import Run, Settings, Status, minimise
from roster.engine.solvers.cpsat_thread import least_of, set_up, weighted
from roster.engine.solvers.integer_program import Program
from roster.engine.solvers.linearise import Linearised, NotLinearError
from roster.engine.workers.team import Team


class Portfolio:
    """Minimises one objective after another over one growing model.

    Args:
        reproducible: take steps that do not look at the clock.
        alone: one thread in this process does all of them, in so many rounds of effort; 0 for the whole engine.

    Attributes:
        cut_short: whether the time limit cut short what was to be reproducible.
        params: tuning numbers.
    """

    def __init__(
        self,
        model: RotaModel | SectionModel,
        team: Team,
        *,
        reproducible: bool = False,
        alone: int = 0,
    ) -> None:
        self._model = model
        self._team = team
        self.params = team.params
        self._reproducible = reproducible or alone > 0
        self._alone = alone
        self._linearised = Linearised(model.cp, team.params.solvers.linking_rows)
        self._places: Places | None = None
        self._completion: Completion | None = None
        self._fresh = True
        self.cut_short = False

    def accepts(self, solution: Sequence[int]) -> bool:
        """Whether a solution obeys the model as it is now; False where that cannot be told."""
        program = self._program(Objective())
        return program is not None and program.accepts(np.asarray(solution, dtype=np.int64))

    def any_solution(self, hint: Sequence[int], seconds: float) -> Run:
        """Any solution at all, from a hint that may not be one; that there is none is for CP-SAT to say."""
        return self._cp_sat(Objective(), hint, seconds, lambda value, bound, solution: None)

    def least(self, objective: Objective) -> int:
        """The least an objective could be if each variable were free in its own domain, and never below nothing."""
        program = self._program(objective)
        if program is None:
            return least_of(objective)
        return max(0, program.constant + program.least_cost(np.arange(program.size)))

    def minimise(self, objective: Objective, start: Sequence[int], seconds: float, report: Report) -> Run:
        """Minimise an objective, starting from a solution.

        Args:
            report: told the best value, the best bound and the best solution, some twenty times a second.

        Raises:
            ModelInvalidError: when CP-SAT refuses the model.
        """
        program = self._program(objective)
        if program is None:
            return self._cp_sat(objective, start, seconds, report)
        best = Best(program)
        best.offer(start)
        if self._places is None or self._completion is None:
            own = self._model
            self._places = own.places if isinstance(own, SectionModel) else Places.of(own, program.size)
            self._completion = Completion(self._model, program.size)
        brief = Brief(
            self._team,
            best,
            Neighbourhoods(program, self._places, self._completion, self._team.seed, self.params),
            self._completion,
            deadline=time.monotonic() + seconds,
            report=report,
            fresh=self._fresh,
            cp_model=lambda: set_up(self._model.cp, objective, start),
        )
        alone = self._alone
        work: Work = Alone(brief, alone) if alone else Steps(brief) if self._reproducible else Session(brief)
        self._fresh = False
        try:
            work.go()
        finally:
            work.end()
        if isinstance(work, Alone | Steps):
            self.cut_short |= work.cut_short
        if best.value is None or best.solution is None:
            return Run(Status.INFEASIBLE if work.infeasible else Status.UNKNOWN, None, best.bound, ())
        status = Status.OPTIMAL if best.proven else Status.FEASIBLE
        return Run(status, best.value, best.bound, best.solution.tolist())

    def hold(self, objective: Objective, value: int, solution: Sequence[int], *, proven: bool) -> None:
        """From now on no solution may cost more by an objective than one that was found.

        Where that one is proven best, each component is best by itself and is held by itself: so they stay apart.
        """
        if not objective.terms:
            return
        model = self._model.cp
        program = self._program(objective)
        components = program.priced_components() if program is not None and proven else []
        self._linearised.holding()
        if len(components) < 2:
            model.add(weighted(objective) <= value)
            return
        assert program is not None
        values = np.asarray(solution, dtype=np.int64)
        for component in components:
            priced = component[program.costs[component] != 0]
            terms = [(model.get_int_var_from_proto_index(int(index)), int(program.costs[index])) for index in priced]
            model.add(weighted(Objective(terms)) <= program.cost(component, values))

    def _program(self, objective: Objective) -> Program | None:
        try:
            return self._linearised.program(objective)
        except NotLinearError:
            return None

    def _cp_sat(self, objective: Objective, start: Sequence[int], seconds: float, report: Report) -> Run:
        model = set_up(self._model.cp, objective, start)
        deadline = time.monotonic() + seconds
        run = minimise(
            model,
            Settings(
                seconds,
                workers=1 if self._reproducible else self._team.workers,
                seed=self._team.seed,
                poll_seconds=self.params.solvers.poll_seconds,
            ),
            stop=self._team.stop,
            report=lambda value, bound: report(value, bound, None),
        )
        self.cut_short |= self._reproducible and (self._team.stopped or time.monotonic() >= deadline)
        return run
