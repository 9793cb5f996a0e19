"""Runs HiGHS in two stages: linking variables are made integral first, then all others with those fixed.

The largest share of hours of anyone is a linking variable: it costs and stands in many rows. In the LP relaxation it is
a fraction, and the best values of the rest depend on how it is rounded; once it is integral, most of the rest is, too.
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
    """Looks for a good solution, from another one where there is one; `ended` when both stages came to their end."""
    if not program.linking.any():
        return highs.minimise(program, start, effort, seed=seed)
    clock = _Clock(effort)
    first = _first_stage(
        program, start, Effort(effort.seconds * params.stages_first_share, params.stages_root_nodes), seed
    )
    second = _second_stage(program, first, clock.left, seed) if first is not None else None
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
    """Looks for the optimum and its proof, from a solution where there is one.

    Args:
        tell: called, while it runs, with a lower bound and the value of the best solution, which comes at the end.
        found: called with solutions while it runs.
    """
    clock = _Clock(effort)
    bound = None
    if 0 < program.linking.sum() <= params.stages_most_linking:
        first = _first_stage(
            program, start, Effort(effort.seconds * params.stages_first_share, effort.nodes), seed, tell
        )
        second = _second_stage(program, first, clock.left, seed) if first is not None else None
        if first is not None:
            bound = first.bound
        if second is not None and second.solution is not None:
            answer = _better(program, start, second, bound)
            if answer.optimal:
                return answer
            assert answer.solution is not None
            found(answer.solution)
            start = answer.solution
    heuristics = start is None or not program.linking.any()
    last = highs.minimise(program, start, clock.left, seed=seed, tell=tell, heuristics=heuristics)
    return _better(program, start, last, bound)


def _first_stage(
    program: Program,
    start: Ints | None,
    effort: Effort,
    seed: int,
    tell: Callable[[int, int | None], None] | None = None,
) -> highs.Relaxation | None:
    """First stage: linking variables integral, all others relaxed."""
    return highs.relax(program, effort, whole=program.linking, start=start, seed=seed, tell=tell)


def _second_stage(program: Program, relaxed: highs.Relaxation, effort: Effort, seed: int) -> Answer | None:
    """Second stage: fixes linking variables to their rounded relaxed values, and minimises over all others."""
    if relaxed.values is None:
        return None
    fixed = np.rint(relaxed.values).astype(np.int64)
    sub = program.subproblem(fixed, ~program.linking)
    answer = highs.minimise(sub.program, None, effort, seed=seed)
    if answer.solution is None:
        return answer
    solution = sub.within(fixed, answer.solution)
    return Answer(solution if program.accepts(solution) else None, None, optimal=False, ended=answer.ended)


def _better(program: Program, start: Ints | None, answer: Answer, bound: int | None) -> Answer:
    """Combines the better of two solutions and the greater of two lower bounds."""
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
    """Tells how much of an effort is left."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self._began = time.monotonic()

    @property
    def left(self) -> Effort:
        return Effort(self._effort.seconds - (time.monotonic() - self._began), self._effort.nodes)
