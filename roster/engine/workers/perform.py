"""Performs a task: calls the solver it asks for, on the whole program or on a neighbourhood."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from roster.engine.solvers.integer_program import Program
from roster.engine.workers.protocol import (
    Bound,
    Columns,
    Done,
    End,
    Failed,
    Found,
    News,
    Relax,
    Relaxed,
    Request,
    Solver,
    Task,
)

if TYPE_CHECKING:
    from roster.engine.columns.search import ColumnSearch


class Performer:
    """Performs tasks on one program, one after another; a search with columns goes on where its last turn ended."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._columns: ColumnSearch | None = None

    def perform(self, task: Request, send: Callable[[News], None]) -> End:
        """Performs a task. An error is an answer, too: the program that asked decides what it means.

        Args:
            send: called with bounds and solutions while the task runs.
        """
        try:
            if isinstance(task, Columns):
                return self._take_turn(task, send)
            return relax(self._program, task) if isinstance(task, Relax) else minimise(self._program, task, send)
        except Exception as error:
            return Failed(f"{type(error).__name__}: {error}")

    def _take_turn(self, task: Columns, send: Callable[[News], None]) -> Done:
        """Takes the next turn of the search with columns."""
        from roster.engine.columns.graphs.people import NoGraphsError
        from roster.engine.columns.search import ColumnSearch

        if self._columns is None:
            try:
                self._columns = ColumnSearch(
                    self._program, task.structure, task.params, seconds=task.seconds, seed=task.seed
                )
            except NoGraphsError:
                return Done(None, None, optimal=False, ended=False)
        self._columns.turn(task.best, lambda bound: send(Bound(bound)), lambda solution: send(Found(solution)))
        return Done(None, None, optimal=False, ended=True)


def relax(program: Program, task: Relax) -> Relaxed:
    """Solves the LP relaxation of a program."""
    from roster.engine.solvers import highs

    found = highs.relax(program, highs.Effort(task.seconds))
    return Relaxed(found.values, found.bound) if found else Relaxed()


def minimise(program: Program, task: Task, send: Callable[[News], None]) -> Done:
    """Minimises a program or a neighbourhood."""
    from roster.engine.solvers import cpsat_on_program, highs
    from roster.engine.solvers import highs_in_stages as stages

    effort = highs.Effort(task.seconds, task.nodes)
    free = task.free if task.free is not None else np.ones(program.size, dtype=bool)
    sub = program.subproblem(task.start, free)
    values = task.start[sub.columns]
    start = values if sub.program.accepts(values) else None
    if task.solver is Solver.CP_SAT:
        answer = cpsat_on_program.minimise(sub.program, start, effort, seed=task.seed, params=task.params)
    elif task.proves:
        answer = stages.prove(
            sub.program,
            start,
            effort,
            seed=task.seed,
            params=task.params,
            tell=lambda bound, best: send(Bound(bound, best)),
            found=lambda solution: send(Found(sub.within(task.start, solution))),
        )
    else:
        answer = stages.improve(sub.program, start, effort, seed=task.seed, params=task.params)
    whole = None if answer.solution is None else sub.within(task.start, answer.solution)
    return Done(whole, answer.bound, answer.optimal, answer.ended)
