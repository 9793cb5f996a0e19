"""Solves the levels in order, each earlier one held at its value."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from constraints.rota_model import Objective, RotaModel
from models.rota import POINT
from models.rules import Level
from roster.engine.model.section import SectionModel
from roster.engine.search.portfolio import Portfolio
from roster.engine.solvers.cpsat import Run, Status
from roster.engine.solvers.integer_program import Ints
from roster.engine.workers.team import Team


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
    """What a level came to, in sixtieths of a point."""

    level: Level
    value: int
    bound: int
    proven: bool


@dataclass
class Outcome:
    """What the levels came to together.

    Attributes:
        status: of the first level: INFEASIBLE when no rota obeys the pins, UNKNOWN when none was found in time.
        solution: the last level's values for all variables; None when there is none.
        cut_short: whether the time limit, or the user, cut short what was to be reproducible.
        between: what was minimised between levels, by the level it came after.
    """

    status: Status
    levels: list[LevelResult]
    solution: Sequence[int] | None
    cut_short: bool = False
    between: dict[Level, LevelResult] = field(default_factory=dict)


@dataclass(frozen=True)
class Better:
    """A better solution, told while a level is being solved: the levels before it are done."""

    level: Level
    solution: Sequence[int]
    levels: Sequence[LevelResult]


def solve_levels(
    model: RotaModel | SectionModel,
    team: Team,
    *,
    seconds: float,
    start: Mapping[int, int] | None = None,
    reproducible: bool = False,
    alone: int = 0,
    report: Callable[[Progress], None] = lambda progress: None,
    better: Callable[[Better], None] = lambda found: None,
    enough: Callable[[LevelResult], bool] = lambda result: False,
    between: Mapping[Level, Objective] | None = None,
    bounds: Mapping[Level, int] | None = None,
) -> Outcome:
    """Minimise each level in turn, to the last or until one has told enough.

    Args:
        between: by level, something that is no level of the rota, minimised and held right after it.
        start: decisions of a rota to begin with, by variable; what is not named is 0.
        reproducible: take steps that do not look at the clock, so that the same comes out again.
        alone: one thread in this process takes them, in so many rounds of effort; 0 for the whole engine.
        better: told of each better solution.
        bounds: by level, what is known of the least it comes to, where those before it come to what they do in `start`.
    """
    began = time.monotonic()
    portfolio = Portfolio(model, team, reproducible=reproducible, alone=alone)
    outcome = _beginning(model, portfolio, start or {}, seconds)
    if outcome.solution is not None:
        _solve_levels(
            model,
            portfolio,
            outcome,
            began,
            seconds,
            stop=team.stop,
            report=report,
            better=better,
            enough=enough,
            between=between or {},
            bounds=bounds or {},
        )
    outcome.cut_short |= portfolio.cut_short
    return outcome


def _solve_levels(
    model: RotaModel | SectionModel,
    portfolio: Portfolio,
    outcome: Outcome,
    began: float,
    seconds: float,
    *,
    stop: threading.Event,
    report: Callable[[Progress], None],
    better: Callable[[Better], None],
    enough: Callable[[LevelResult], bool],
    between: Mapping[Level, Objective],
    bounds: Mapping[Level, int],
) -> None:
    levels = model.levels
    for number, level in enumerate(levels):
        assert outcome.solution is not None
        objective = model.objectives[level]
        known = _value_of(objective, outcome.solution)
        least = max(portfolio.least(objective), bounds.get(level, 0))
        if known <= least:
            result = LevelResult(level, known, known, proven=True)
        else:
            left = seconds - (time.monotonic() - began)
            if stop.is_set() or left < portfolio.params.levels.least_seconds:
                outcome.levels.append(LevelResult(level, known, least, proven=False))
                outcome.cut_short = True
                continue
            latest = known

            def tell(
                value: int | None, bound: int | None, solution: Ints | None, level: Level = level, least: int = least
            ) -> None:
                nonlocal latest
                sure = least if bound is None else max(bound, least)
                report(Progress(level, points(value), points(sure), time.monotonic() - began))
                if solution is not None and value is not None and value < latest:
                    latest = value
                    better(Better(level, solution.tolist(), tuple(outcome.levels)))

            run = portfolio.minimise(
                objective,
                outcome.solution,
                left * (portfolio.params.levels.share if number < len(levels) - 1 else 1),
                tell,
            )
            result = _result(level, run, known, least)
            # A hint is no promise: where the solver came back with less, the earlier solution stands.
            if run.found and result.value != known:
                outcome.solution = model.completed(dict(enumerate(run.solution)))
        outcome.levels.append(result)
        better(Better(level, outcome.solution, tuple(outcome.levels)))
        if enough(result):
            break
        report(Progress(level, points(result.value), points(result.bound), time.monotonic() - began, done=True))
        portfolio.hold(objective, result.value, outcome.solution, proven=result.proven)
        if level in between:
            left = (seconds - (time.monotonic() - began)) * portfolio.params.levels.share
            outcome.between[level] = _solve_between(model, portfolio, outcome, between[level], level, left)


def _solve_between(
    model: RotaModel | SectionModel,
    portfolio: Portfolio,
    outcome: Outcome,
    objective: Objective,
    level: Level,
    seconds: float,
) -> LevelResult:
    """Minimise and hold what is no level of the rota."""
    assert outcome.solution is not None
    known, least = _value_of(objective, outcome.solution), portfolio.least(objective)
    if known <= least:
        result = LevelResult(level, known, known, proven=True)
    elif seconds < portfolio.params.levels.least_seconds:
        result = LevelResult(level, known, least, proven=False)
    else:
        run = portfolio.minimise(objective, outcome.solution, seconds, lambda value, bound, solution: None)
        result = _result(level, run, known, least)
        if run.found and result.value != known:
            outcome.solution = model.completed(dict(enumerate(run.solution)))
    portfolio.hold(objective, result.value, outcome.solution, proven=result.proven)
    return result


def _beginning(
    model: RotaModel | SectionModel, portfolio: Portfolio, start: Mapping[int, int], seconds: float
) -> Outcome:
    """A rota to begin with, so that from the first moment there is one.

    It is the one that is given where that is legal, else everybody at home but those who are pinned.
    """
    for decisions in (start, {}):
        solution = model.completed(decisions)
        if portfolio.accepts(solution):
            return Outcome(Status.FEASIBLE, [], solution)
    run = portfolio.any_solution(model.completed(start), max(portfolio.params.levels.any_solution_seconds, seconds))
    if not run.found:
        return Outcome(run.status, [], None)
    return Outcome(Status.FEASIBLE, [], model.completed(dict(enumerate(run.solution))))


def _result(level: Level, run: Run, known: int, least: int) -> LevelResult:
    if run.value is None:
        return LevelResult(level, known, least, proven=False)
    value = min(known, run.value)
    if run.status is Status.OPTIMAL:
        if least > value:
            raise AssertionError(f"level {level}: a value of {value} below its least, {least}")
        return LevelResult(level, value, value, proven=True)
    bound = least if run.bound is None else max(least, min(value, run.bound))
    return LevelResult(level, value, bound, proven=bound >= value)


def _value_of(objective: Objective, solution: Sequence[int]) -> int:
    return objective.constant + sum(factor * solution[variable.index] for variable, factor in objective.terms)


def points(units: int | None) -> float | None:
    """Sixtieths of a point as points."""
    return None if units is None else units / POINT
