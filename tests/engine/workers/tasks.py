"""Tasks for one worker process, and waiting for what comes of them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from roster.engine.solvers.integer_program import Program
from roster.engine.workers.protocol import Done, Task
from roster.engine.workers.worker import Worker
from tests.engine.test_bounds import covering
from tests.processes import children

PATIENCE = 60.0  # seconds that no answer of these takes


def until(true: Callable[[], bool]) -> None:
    """Waits until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def wait_for_end(worker: Worker) -> Done:
    """Waits for the end of a task."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for told in worker.receive():
            if isinstance(told, Done):
                assert not worker.busy
                return told
        time.sleep(0.01)
    raise AssertionError("no answer")


def whole(program: Program, seconds: float = PATIENCE, **more: Any) -> Task:
    """A task on the whole program."""
    return Task(np.zeros(program.size, dtype=np.int64), None, seconds, **more)


def submit(worker: Worker, program: Program, task: Task) -> None:
    """Starts the process where none runs, and gives it a task."""
    assert worker.start()
    worker.submit(program, task)


def settle(worker: Worker) -> None:
    """Waits until a worker that was stopped is free; it answers nothing about its task."""

    def is_free() -> bool:
        assert worker.receive() == []
        return not worker.busy

    until(is_free)
    assert worker.receive() == []


def children_of(*processes: int) -> set[int]:
    """Waits for processes to have children, and returns those."""
    until(lambda: any(map(children, processes)))
    return set().union(*map(children, processes))


@cache
def long_program() -> Program:
    """A program that takes longer than any test."""
    return covering(1, 200)


def submit_long_task(worker: Worker, before: set[int]) -> int:
    """Gives a worker a long task; returns its process, which is none of those before."""
    submit(worker, long_program(), whole(long_program(), 600.0))
    (process,) = children(os.getpid()) - before
    return process
