"""What runs in a helper process: tasks on one program, answered over its standard input and output.

A process of its own can be stopped at any moment, which HiGHS cannot, and does not wait for Python's lock.
"""

from __future__ import annotations

import os
import pickle
import queue
import sys
import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

import numpy as np

from roster.engine.program import Floats, Ints, Mask, Program


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
    """

    start: Ints
    free: Mask | None
    seconds: float
    nodes: int | None = None
    solver: Solver = Solver.HIGHS
    seed: int = 0
    proves: bool = False


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
    """A task that ended in an error."""

    message: str


News = Bound | Found
Told = News | Done | Relaxed | Failed


def relax(program: Program, task: Relax) -> Relaxed:
    """Do the task of a relaxation."""
    from roster.engine import highs

    found = highs.relax(program, highs.Effort(task.seconds))
    return Relaxed(found.values, found.bound) if found else Relaxed()


def perform(program: Program, task: Task, channel: BinaryIO) -> Done:
    """Do one task."""
    from roster.engine import highs, stages, subsolver

    def tell(news: News) -> None:
        pickle.dump(news, channel)
        channel.flush()

    effort = highs.Effort(task.seconds, task.nodes)
    part = program.part(task.start, task.free if task.free is not None else np.ones(program.size, dtype=bool))
    start = task.start[part.columns]
    begin = start if part.program.accepts(start) else None
    if task.solver is Solver.CP_SAT:
        answer = subsolver.minimise(part.program, begin, effort, seed=task.seed)
    elif task.proves:
        answer = stages.prove(
            part.program,
            begin,
            effort,
            seed=task.seed,
            tell=lambda bound, best: tell(Bound(bound, best)),
            found=lambda solution: tell(Found(part.within(task.start, solution))),
        )
    else:
        answer = stages.improve(part.program, begin, effort, seed=task.seed)
    whole = None if answer.solution is None else part.within(task.start, answer.solution)
    return Done(whole, answer.bound, answer.optimal, answer.ended)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Take programs and tasks until there are no more; end when the parent is gone, even in the middle of one."""
    waiting: queue.Queue[Program | Task | Relax] = queue.Queue()

    def listen() -> None:
        while True:
            try:
                waiting.put(pickle.load(questions))
            except Exception:  # the end of the parent, in the middle of what it was sending or not
                os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    program: Program | None = None
    while True:
        item = waiting.get()
        if isinstance(item, Program):
            program = item
            continue
        told: Told
        try:
            assert program is not None
            told = relax(program, item) if isinstance(item, Relax) else perform(program, item, answers)
        except Exception as error:  # the parent decides what a failure means
            told = Failed(f"{type(error).__name__}: {error}")
        pickle.dump(told, answers)
        answers.flush()


def main() -> None:
    """Serve on standard input and output."""
    # Whatever a library prints must not get between the answers.
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # Slow to import, and wanted at the first task: best done while the parent still builds its model.
    from roster.engine import highs, stages, subsolver  # noqa: F401

    serve(sys.stdin.buffer, channel)
