"""HiGHS in stages, where few numbers that cost stand in many rows: those whole first, the rest around them after.

The largest share of anyone is such a number. In fractions it is anywhere between two whole ones, and what is right for
the rest depends on which; once it is whole, what is left in fractions is mostly whole by itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from roster.engine.params.groups import SolverParams
from roster.engine.solvers import highs
from roster.engine.solvers.highs import Answer, Effort
from roster.engine.solvers.integer_program import Ints, Program

_DEFAULTS = SolverParams()


def improve(
    program: Program, start: Ints | None, effort: Effort, *, seed: int = 0, params: SolverParams = _DEFAULTS
) -> Answer:
    """A good solution, from another where there is one; `ended` when it has done all that it does."""
    if not program.broad.any():
        return highs.minimise(program, start, effort, seed=seed)
    clock = _Clock(effort)
    first = _numbers(program, start, Effort(effort.seconds * params.stages_first_share, params.stages_root_nodes), seed)
    second = _around(program, first, clock.left, seed) if first is not None else None
    if first is None or second is None or second.solution is None:
        return highs.minimise(program, start, clock.left, seed=seed)
    return _better(program, start, second, first.bound)


def prove(
    program: Program,
    start: Ints | None,
    effort: Effort,
    *,
    seed: int = 0,
    tell: Callable[[int, int | None], None] | None = None,
    found: Callable[[Ints], None] = lambda solution: None,
    params: SolverParams = _DEFAULTS,
) -> Answer:
    """The best solution with its proof, from another where there is one.

    Args:
        tell: told, while it runs, a bound and the value of the best solution it has, which it hands out at its end.
        found: given solutions while it runs.
    """
    clock = _Clock(effort)
    bound = None
    if 0 < program.broad.sum() <= params.stages_most_linking:
        first = _numbers(program, start, Effort(effort.seconds * params.stages_first_share, effort.nodes), seed, tell)
        second = _around(program, first, clock.left, seed) if first is not None else None
        if first is not None:
            bound = first.bound
        if second is not None and second.solution is not None:
            answer = _better(program, start, second, bound)
            if answer.optimal:
                return answer
            assert answer.solution is not None
            found(answer.solution)
            start = answer.solution
    searches = start is None or not program.broad.any()
    last = highs.minimise(program, start, clock.left, seed=seed, tell=tell, searches=searches)
    return _better(program, start, last, bound)


def _numbers(
    program: Program,
    start: Ints | None,
    effort: Effort,
    seed: int,
    tell: Callable[[int, int | None], None] | None = None,
) -> highs.Relaxation | None:
    """The first stage: the numbers whole, the rest in fractions."""
    return highs.relax(program, effort, whole=program.broad, start=start, seed=seed, tell=tell)


def _around(program: Program, numbers: highs.Relaxation, effort: Effort, seed: int) -> Answer | None:
    """The second stage: the rest, around numbers that are settled."""
    if numbers.values is None:
        return None
    settled = np.rint(numbers.values).astype(np.int64)
    part = program.part(settled, ~program.broad)
    answer = highs.minimise(part.program, None, effort, seed=seed)
    if answer.solution is None:
        return answer
    solution = part.within(settled, answer.solution)
    return Answer(solution if program.accepts(solution) else None, None, optimal=False, ended=answer.ended)


def _better(program: Program, start: Ints | None, answer: Answer, bound: int | None) -> Answer:
    """An answer with the better of two solutions and of two bounds."""
    solution = answer.solution
    if solution is None or (start is not None and program.value(start) < program.value(solution)):
        solution = start
    bounds = [one for one in (bound, answer.bound) if one is not None]
    best = max(bounds) if bounds else None
    if solution is None:
        return Answer(None, best, optimal=False, ended=answer.ended)
    value = program.value(solution)
    best = None if best is None else min(best, value)
    return Answer(solution, best, optimal=best == value, ended=answer.ended)


class _Clock:
    """How much of an effort is left."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self._began = time.monotonic()

    @property
    def left(self) -> Effort:
        return Effort(self._effort.seconds - (time.monotonic() - self._began), self._effort.nodes)
