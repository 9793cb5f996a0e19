"""Solves the levels in order, each earlier one fixed to its optimum."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from constraints.rota_model import Objective, RotaModel
from models.rota import POINT
from models.rules import Level
from roster.engine.model.section import SectionModel
from roster.engine.search.portfolio import Portfolio
from roster.engine.search.strategy import Report
from roster.engine.solvers.cpsat import Run, Status
from roster.engine.solvers.integer_program import Ints
from roster.engine.workers.pool import WorkerPool


@dataclass(frozen=True)
class Progress:
    """Where the search stands: points of the level being solved, and seconds since it began."""

    level: Level
    value: float | None
    bound: float | None
    seconds: float
    done: bool = False


@dataclass(frozen=True)
class LevelResult:
    """The value of a level and its lower bound, in sixtieths of a point."""

    level: Level
    value: int
    bound: int
    proven: bool


@dataclass
class Outcome:
    """The results of all levels.

    Attributes:
        status: of the first level: INFEASIBLE when no rota obeys the pins, UNKNOWN when none was found in time.
        solution: the last level's values for all variables; None when there is none.
        cut_short: whether the time limit, or the user, cut short what was to be reproducible.
        between: results of the objectives minimised between levels, by the level before them.
    """

    status: Status
    levels: list[LevelResult]
    solution: Sequence[int] | None
    cut_short: bool = False
    between: dict[Level, LevelResult] = field(default_factory=dict)


@dataclass(frozen=True)
class Improvement:
    """A better solution, found while a level is being solved; `levels` are the results of the levels before it."""

    level: Level
    solution: Sequence[int]
    levels: Sequence[LevelResult]


@dataclass(frozen=True)
class LevelCallbacks:
    """Functions that a solver of levels calls.

    Attributes:
        report: with the progress of the level being solved, about twenty times a second.
        improved: with each better solution.
        enough: with each level's result; True ends the search.
    """

    report: Callable[[Progress], None] = lambda progress: None
    improved: Callable[[Improvement], None] = lambda found: None
    enough: Callable[[LevelResult], bool] = lambda result: False


class LevelSolver:
    """Minimises the levels of a model in order; each is fixed to its optimum before the next one is minimised.

    Args:
        model: the model; constraints are added to it.
        pool: the worker processes that search.
        reproducible: take steps that do not look at the clock, so that the same solution is found again.
        single_thread_rounds: when above 0, one thread of this process searches, in at most this many rounds of effort.
        callbacks: called while it works.
        between: by level, an objective that is no level of the rota, minimised and fixed right after that level.
        bounds: by level, a known lower bound, valid where the levels before it have the values of the warm start.
    """

    def __init__(
        self,
        model: RotaModel | SectionModel,
        pool: WorkerPool,
        *,
        reproducible: bool = False,
        single_thread_rounds: int = 0,
        callbacks: LevelCallbacks = LevelCallbacks(),
        between: Mapping[Level, Objective] | None = None,
        bounds: Mapping[Level, int] | None = None,
    ) -> None:
        self._model = model
        self._stop = pool.stop
        self._params = pool.params.levels
        self._portfolio = Portfolio(model, pool, reproducible=reproducible, single_thread_rounds=single_thread_rounds)
        self._callbacks = callbacks
        self._between = between or {}
        self._bounds = bounds or {}
        self._began = self._deadline = 0.0

    def solve(self, seconds: float, start: Mapping[int, int] | None = None) -> Outcome:
        """Solves the levels, to the last or until a callback says that it is enough.

        Args:
            seconds: of wall time for all levels.
            start: decisions of a rota as the warm start, by variable; variables that are not named are 0.
        """
        self._began = time.monotonic()
        self._deadline = self._began + seconds
        outcome = self._first_solution(start or {}, seconds)
        if outcome.solution is not None:
            for level in self._model.levels:
                if not self._solve_level(level, outcome):
                    break
        outcome.cut_short |= self._portfolio.cut_short
        return outcome

    def _first_solution(self, start: Mapping[int, int], seconds: float) -> Outcome:
        """Finds a solution, so that there is one from the first moment: the warm start, else the pins alone."""
        for decisions in (start, {}):
            solution = self._model.completed(decisions)
            if self._portfolio.accepts(solution):
                return Outcome(Status.FEASIBLE, [], solution)
        run = self._portfolio.any_solution(
            self._model.completed(start), max(self._params.any_solution_seconds, seconds)
        )
        if not run.found:
            return Outcome(run.status, [], None)
        return Outcome(Status.FEASIBLE, [], self._model.completed(dict(enumerate(run.solution))))

    def _solve_level(self, level: Level, outcome: Outcome) -> bool:
        """Minimises a level and fixes it to its optimum; returns whether the next one is to be solved."""
        assert outcome.solution is not None
        objective = self._model.objectives[level]
        known = _value_of(objective, outcome.solution)
        least = max(self._portfolio.least(objective), self._bounds.get(level, 0))
        left = self._deadline - time.monotonic()
        if known > least and (self._stop.is_set() or left < self._params.least_seconds):
            outcome.levels.append(LevelResult(level, known, least, proven=False))
            outcome.cut_short = True
            return True
        seconds = left * (1 if level is self._model.levels[-1] else self._params.share)
        result = self._minimised(level, objective, outcome, least, seconds, self._reporter(level, outcome, least))
        outcome.levels.append(result)
        self._callbacks.improved(Improvement(level, outcome.solution, tuple(outcome.levels)))
        if self._callbacks.enough(result):
            return False
        self._report(level, result.value, result.bound, done=True)
        self._portfolio.fix(objective, result.value, outcome.solution, proven=result.proven)
        if level in self._between:
            outcome.between[level] = self._solve_between(level, self._between[level], outcome)
        return True

    def _solve_between(self, level: Level, objective: Objective, outcome: Outcome) -> LevelResult:
        """Minimises and fixes an objective that is no level of the rota."""
        assert outcome.solution is not None
        known, least = _value_of(objective, outcome.solution), self._portfolio.least(objective)
        seconds = (self._deadline - time.monotonic()) * self._params.share
        if known > least and seconds < self._params.least_seconds:
            result = LevelResult(level, known, least, proven=False)
        else:
            result = self._minimised(level, objective, outcome, least, seconds, lambda value, bound, solution: None)
        self._portfolio.fix(objective, result.value, outcome.solution, proven=result.proven)
        return result

    def _minimised(
        self, level: Level, objective: Objective, outcome: Outcome, least: int, seconds: float, report: Report
    ) -> LevelResult:
        """Minimises an objective from the outcome's solution, and puts a better one in its place."""
        assert outcome.solution is not None
        known = _value_of(objective, outcome.solution)
        if known <= least:
            return LevelResult(level, known, known, proven=True)
        run = self._portfolio.minimise(objective, outcome.solution, seconds, report)
        result = _result(level, run, known, least)
        # A solver may ignore its warm start: where it returns a worse solution, the earlier one stays.
        if run.found and result.value != known:
            outcome.solution = self._model.completed(dict(enumerate(run.solution)))
        return result

    def _reporter(self, level: Level, outcome: Outcome, least: int) -> Report:
        """Returns the function that turns reports of one level's search into calls of the callbacks."""
        assert outcome.solution is not None
        best_value = [_value_of(self._model.objectives[level], outcome.solution)]

        def report(value: int | None, bound: int | None, solution: Ints | None) -> None:
            self._report(level, value, least if bound is None else max(bound, least))
            if solution is not None and value is not None and value < best_value[0]:
                best_value[0] = value
                self._callbacks.improved(Improvement(level, solution.tolist(), tuple(outcome.levels)))

        return report

    def _report(self, level: Level, value: int | None, bound: int, *, done: bool = False) -> None:
        seconds = time.monotonic() - self._began
        self._callbacks.report(Progress(level, points(value), points(bound), seconds, done=done))


def _result(level: Level, run: Run, known: int, least: int) -> LevelResult:
    """Combines a solver's answer with the value and the lower bound that were known before."""
    if run.value is None:
        return LevelResult(level, known, least, proven=False)
    value = min(known, run.value)
    if run.status is Status.OPTIMAL:
        if least > value:
            raise AssertionError(f"level {level}: a value of {value} below its lower bound, {least}")
        return LevelResult(level, value, value, proven=True)
    bound = least if run.bound is None else max(least, min(value, run.bound))
    return LevelResult(level, value, bound, proven=bound >= value)


def _value_of(objective: Objective, solution: Sequence[int]) -> int:
    return objective.constant + sum(factor * solution[variable.index] for variable, factor in objective.terms)


def points(units: int | None) -> float | None:
    """Converts sixtieths of a point into points."""
    return None if units is None else units / POINT
