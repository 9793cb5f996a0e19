"""What the program and a worker process send each other: tasks, and answers about them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum

from roster.engine.columns.structure import Structure
from roster.engine.params.groups import ColumnParams, SolverParams
from roster.engine.solvers.integer_program import Floats, Ints, Mask

# Whether a worker process forks a child for its tasks: elsewhere the system's own libraries do not survive a fork.
FORKS = sys.platform == "linux"
_DEFAULTS = SolverParams()


class Solver(StrEnum):
    """The solver of a task."""

    HIGHS = "highs"
    CP_SAT = "cp-sat"


# --- from the program to a worker


@dataclass(frozen=True)
class Task:
    """Minimise the program that was sent before, or a neighbourhood of a solution.

    Attributes:
        start: a value for each variable; variables that are not free keep it. It need not obey the program.
        free: the variables that may change; None for all.
        seconds: of wall time, at most.
        nodes: of HiGHS' tree, at most; deterministic time for CP-SAT. None when only time counts.
        proves: whether to go on until there is a proof, and to answer with bounds and solutions meanwhile.
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
    """Solve the LP relaxation of the program that was sent before."""

    seconds: float


@dataclass(frozen=True)
class Columns:
    """Take the next turn of a search with columns for a lower bound and solutions of the program that was sent before.

    Attributes:
        structure: the people behind the program's variables.
        seconds: of wall time, for this turn and all after it.
        params: tuning numbers.
        best: the best solution that is known.
    """

    structure: Structure
    seconds: float
    seed: int
    params: ColumnParams
    best: Ints | None


@dataclass(frozen=True)
class Stop:
    """Give up the task that has begun."""


# --- from a worker to the program


@dataclass(frozen=True)
class Begun:
    """The task has begun in a child of the worker process, where it can be stopped."""


@dataclass(frozen=True)
class Bound:
    """A lower bound of the objective while a task runs; `best` is the value of the task's best solution by then."""

    value: int
    best: int | None = None


@dataclass(frozen=True)
class Found:
    """A solution of the whole program while a task runs."""

    solution: Ints


@dataclass(frozen=True)
class Done:
    """The end of a task.

    Attributes:
        solution: of the whole program; None when none was found.
        bound: lower bound of the task's objective; None when unknown.
        optimal: whether nothing better is left in what was free.
        ended: whether the solver ended by itself, and not because its effort was used up.
    """

    solution: Ints | None
    bound: int | None
    optimal: bool
    ended: bool


@dataclass(frozen=True)
class Relaxed:
    """The optimum of the LP relaxation and the lower bound from it; both None where the time did not suffice."""

    solution: Floats | None = None
    bound: int | None = None


@dataclass(frozen=True)
class Failed:
    """The end of a task by an error, or because it was stopped."""

    message: str


Request = Task | Relax | Columns
News = Bound | Found
End = Done | Relaxed | Failed
Answer = News | Done | Relaxed
NO_RESULT = Done(None, None, optimal=False, ended=False)
