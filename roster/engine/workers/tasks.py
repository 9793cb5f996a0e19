"""What is done in a helper process: the tasks, what is told of them, and the doing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from roster.engine.params.groups import SolverParams
from roster.engine.solvers.integer_program import Floats, Ints, Mask, Program

_DEFAULTS = SolverParams()


class Solver(StrEnum):
    """Who solves a part."""

    HIGHS = "highs"
    CP_SAT = "cp-sat"


@dataclass(frozen=True)
class Task:
    """Minimise the program, or the part of it that some variables are.

    Attributes:
        start: a value for each variable; what is not free stays as it is here. It need not be a solution.
        free: the variables that may change; None for all.
        seconds, nodes: what it may cost (`highs.Effort`); nodes are deterministic time for CP-SAT.
        proves: whether it goes on until there is a proof, and tells bounds and solutions while it runs.
        params: tuning numbers of the solvers.
    """

    start: Ints
    free: Mask | None
    seconds: float
    nodes: int | None = None
    solver: Solver = Solver.HIGHS
    seed: int = 0
    proves: bool = False
    params: SolverParams = _DEFAULTS


@dataclass(frozen=True)
class Relax:
    """Minimise the program in fractions."""

    seconds: float


@dataclass(frozen=True)
class Relaxed:
    """The best solution in fractions and its bound; None where there was no time for them."""

    solution: Floats | None = None
    bound: int | None = None


@dataclass(frozen=True)
class Begun:
    """A task is being done where it can be stopped without ending the helper process."""


@dataclass(frozen=True)
class Stop:
    """A task that has begun is not wanted any more: it fails."""


@dataclass(frozen=True)
class Bound:
    """A bound of the objective, told while a task runs, and what the task's best solution is worth by then."""

    value: int
    best: int | None = None


@dataclass(frozen=True)
class Found:
    """A solution of the whole program, told while a task runs."""

    solution: Ints


@dataclass(frozen=True)
class Done:
    """The end of a task.

    Attributes:
        solution: of the whole program; None when none was found.
        bound: of the task's objective.
        optimal: whether nothing better is left in what was free.
        ended: whether it came to an end of its own, and not to that of what it may cost.
    """

    solution: Ints | None
    bound: int | None
    optimal: bool
    ended: bool


@dataclass(frozen=True)
class Failed:
    """A task that ended in an error, or was stopped."""

    message: str


News = Bound | Found
End = Done | Relaxed | Failed


def do(program: Program, task: Task | Relax, tell: Callable[[News], None]) -> End:
    """Do a task; an error is an end, too: the parent decides what it means.

    Args:
        tell: told bounds and solutions while it runs.
    """
    try:
        return relax(program, task) if isinstance(task, Relax) else perform(program, task, tell)
    except Exception as error:
        return Failed(f"{type(error).__name__}: {error}")


def relax(program: Program, task: Relax) -> Relaxed:
    """Do the task of a relaxation."""
    from roster.engine.solvers import highs

    found = highs.relax(program, highs.Effort(task.seconds))
    return Relaxed(found.values, found.bound) if found else Relaxed()


def perform(program: Program, task: Task, tell: Callable[[News], None]) -> Done:
    """Do a task of minimising."""
    from roster.engine.solvers import cpsat_on_program as subsolver
    from roster.engine.solvers import highs
    from roster.engine.solvers import highs_in_stages as stages

    effort = highs.Effort(task.seconds, task.nodes)
    part = program.part(task.start, task.free if task.free is not None else np.ones(program.size, dtype=bool))
    start = task.start[part.columns]
    begin = start if part.program.accepts(start) else None
    if task.solver is Solver.CP_SAT:
        answer = subsolver.minimise(part.program, begin, effort, seed=task.seed, params=task.params)
    elif task.proves:
        answer = stages.prove(
            part.program,
            begin,
            effort,
            seed=task.seed,
            params=task.params,
            tell=lambda bound, best: tell(Bound(bound, best)),
            found=lambda solution: tell(Found(part.within(task.start, solution))),
        )
    else:
        answer = stages.improve(part.program, begin, effort, seed=task.seed, params=task.params)
    whole = None if answer.solution is None else part.within(task.start, answer.solution)
    return Done(whole, answer.bound, answer.optimal, answer.ended)
