"""Solves the levels in order, each earlier one held at its value."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from constraints.context import Objective, RotaModel
from models.rota import POINT
from models.rules import SOFT_LEVELS, Level
from roster.engine.cpsat import Run, Status
from roster.engine.race import Race, weighted

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
    """What a level came to, in sixtieths of a point; None where nothing is known."""

    level: Level
    value: int | None
    bound: int | None
    proven: bool


@dataclass
class Search:
    """What the levels came to together.

    Attributes:
        status: of the first level: INFEASIBLE when no rota obeys the pins, UNKNOWN when none was found in time.
        solution: the last level's values for all variables; empty when there is none.
    """

    status: Status
    levels: list[LevelResult]
    solution: Sequence[int]


def solve_levels(
    model: RotaModel,
    *,
    seconds: float,
    workers: int,
    seed: int,
    stop: threading.Event,
    report: Callable[[Progress], None],
) -> Search:
    """Minimise each level in turn."""
    race = Race(model.cp, workers=workers, seed=seed, stop=stop)
    try:
        return _solve_levels(model, race, seconds=seconds, stop=stop, report=report)
    finally:
        race.close()


def _solve_levels(
    model: RotaModel,
    race: Race,
    *,
    seconds: float,
    stop: threading.Event,
    report: Callable[[Progress], None],
) -> Search:
    began = time.monotonic()
    search = Search(Status.UNKNOWN, [], ())
    for number, level in enumerate(SOFT_LEVELS):
        objective = model.objectives[level]
        if number and not search.solution:
            break
        known = _value_of(objective, search.solution) if search.solution else None
        least = _least(objective)
        if known is not None and known <= least:
            result = LevelResult(level, known, known, proven=True)
        else:
            if known is not None and stop.is_set():
                search.levels.append(LevelResult(level, known, least, proven=False))
                continue
            left = max(0.0, seconds - (time.monotonic() - began))
            run = race.minimise(
                objective.terms,
                search.solution,
                left if number == len(SOFT_LEVELS) - 1 else left * SHARE,
                lambda value, bound, level=level, objective=objective: report(  # type: ignore[misc]
                    Progress(
                        level,
                        _points(value, objective),
                        _points(bound, objective),
                        time.monotonic() - began,
                    )
                ),
            )
            if number == 0:
                search.status = run.status
            result = _result(level, objective, run, known, least)
            # A hint is no promise: where the solver came back with less, the earlier solution stands.
            if run.found and (known is None or result.value != known or not search.solution):
                search.solution = run.solution
        search.levels.append(result)
        if result.value is not None:
            report(
                Progress(
                    level,
                    result.value / POINT,
                    None if result.bound is None else result.bound / POINT,
                    time.monotonic() - began,
                    done=True,
                )
            )
            if objective.terms:
                model.cp.add(weighted(objective.terms) <= result.value - objective.constant)
    return search


def _result(level: Level, objective: Objective, run: Run, known: int | None, least: int) -> LevelResult:
    if run.value is None:
        return LevelResult(level, known, None if known is None else least, proven=False)
    found = run.value + objective.constant
    value = found if known is None else min(known, found)
    if run.status is Status.OPTIMAL:
        return LevelResult(level, value, value, proven=True)
    # CP-SAT leaves the bound at 0 when it has none; the objective without its constant may well be negative.
    bound = least if run.bound is None else max(least, min(value, run.bound + objective.constant))
    return LevelResult(level, value, bound, proven=bound >= value)


def _value_of(objective: Objective, solution: Sequence[int]) -> int:
    return objective.constant + sum(factor * solution[variable.index] for variable, factor in objective.terms)


def _least(objective: Objective) -> int:
    """The least the objective could be if each variable were free in its own domain, each rule's costs at nothing."""
    total: dict[int, int] = {}
    domains: dict[int, tuple[int, int]] = {}
    for variable, factor in objective.terms:
        total[variable.index] = total.get(variable.index, 0) + factor
        domain = variable.proto.domain
        domains[variable.index] = (domain[0], domain[-1])
    return max(
        0,
        objective.constant + sum(factor * domains[index][0 if factor > 0 else 1] for index, factor in total.items()),
    )


def _points(value: int | None, objective: Objective) -> float | None:
    return None if value is None else (value + objective.constant) / POINT
