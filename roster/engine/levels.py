"""Solves the levels in order, each earlier one held at its value."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from constraints.context import Objective, RotaModel
from models.rota import POINT
from models.rules import Level
from roster.engine.cpsat import Run, Status
from roster.engine.race import Race, weighted

LEAST_FOR_ANY = 2.0  # seconds to find any rota at all around the pins; it takes a fraction of one
LEAST_RUN = 0.1  # seconds; with less left a level keeps what the earlier ones came to
SHARE = 0.6  # of the time left goes to a level that others follow; what it leaves goes on to them


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
class Search:
    """What the levels came to together.

    Attributes:
        status: of the first level: INFEASIBLE when no rota obeys the pins, UNKNOWN when none was found in time.
        solution: the last level's values for all variables; None when there is none.
    """

    status: Status
    levels: list[LevelResult]
    solution: Sequence[int] | None


def solve_levels(
    model: RotaModel,
    *,
    seconds: float,
    workers: int,
    seed: int,
    stop: threading.Event,
    report: Callable[[Progress], None] = lambda progress: None,
    enough: Callable[[LevelResult], bool] = lambda result: False,
) -> Search:
    """Minimise each level in turn, to the last or until one has told enough."""
    race = Race(model.cp, workers=workers, seed=seed, stop=stop)
    try:
        return _solve_levels(model, race, seconds=seconds, stop=stop, report=report, enough=enough)
    finally:
        race.close()


def _solve_levels(
    model: RotaModel,
    race: Race,
    *,
    seconds: float,
    stop: threading.Event,
    report: Callable[[Progress], None],
    enough: Callable[[LevelResult], bool],
) -> Search:
    began = time.monotonic()
    search = _beginning(model, race, seconds)
    if search.solution is None:
        return search
    levels = model.levels
    for number, level in enumerate(levels):
        objective = model.objectives[level]
        known = _value_of(objective, search.solution)
        least = _least(objective)
        if known <= least:
            result = LevelResult(level, known, known, proven=True)
        else:
            left = seconds - (time.monotonic() - began)
            if stop.is_set() or left < LEAST_RUN:
                search.levels.append(LevelResult(level, known, least, proven=False))
                continue
            run = race.minimise(
                objective,
                search.solution,
                left * (SHARE if number < len(levels) - 1 else 1),
                lambda value, bound, level=level: report(  # type: ignore[misc]
                    Progress(level, _points(value), _points(bound), time.monotonic() - began)
                ),
            )
            result = _result(level, run, known, least)
            # A hint is no promise: where the solver came back with less, the earlier solution stands.
            if run.found and result.value != known:
                search.solution = model.completed(dict(enumerate(run.solution)))
        search.levels.append(result)
        if enough(result):
            break
        report(Progress(level, _points(result.value), _points(result.bound), time.monotonic() - began, done=True))
        if objective.terms:
            model.cp.add(weighted(objective) <= result.value)
    return search


def _beginning(model: RotaModel, race: Race, seconds: float) -> Search:
    """A rota to begin with, so that from the first moment there is one: everybody at home but those who are pinned."""
    nobody = model.completed({})
    if race.accepts(nobody):
        return Search(Status.FEASIBLE, [], nobody)
    run = race.any_solution(nobody, max(LEAST_FOR_ANY, seconds))
    if not run.found:
        return Search(run.status, [], None)
    return Search(Status.FEASIBLE, [], model.completed(dict(enumerate(run.solution))))


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


def _least(objective: Objective) -> int:
    """The least the objective could be if each variable were free in its own domain, each rule's costs at nothing."""
    total: dict[int, int] = {}
    domains: dict[int, tuple[int, int]] = {}
    for variable, factor in objective.terms:
        total[variable.index] = total.get(variable.index, 0) + factor
        domain = list(variable.proto.domain)  # the list the solver hands out does not count from its end
        domains[variable.index] = (domain[0], domain[-1])
    return max(
        0,
        objective.constant + sum(factor * domains[index][0 if factor > 0 else 1] for index, factor in total.items()),
    )


def _points(units: int | None) -> float | None:
    return None if units is None else units / POINT
