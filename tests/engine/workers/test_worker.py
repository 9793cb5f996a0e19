"""A worker process answers, can be stopped, and may be killed at any moment."""

from __future__ import annotations

import os
import signal
import threading
import time

import numpy as np
import pytest

from roster.engine.params.groups import WorkerParams
from roster.engine.workers.protocol import FORKS, Solver, Task
from roster.engine.workers.worker import Worker
from tests.engine.solvers.programs import mask
from tests.engine.test_bounds import covering
from tests.engine.workers.tasks import (
    PATIENCE,
    children_of,
    long_program,
    settle,
    submit,
    submit_long_task,
    until,
    wait_for_end,
    whole,
)
from tests.processes import all_end, children, kill, needs_proc


@pytest.fixture
def worker():
    made = Worker(threading.Event(), WorkerParams())
    yield made
    made.close()


@pytest.fixture
def impatient():
    made = Worker(threading.Event(), WorkerParams(stop_seconds=0.2))
    yield made
    made.close()


def test_it_answers_and_goes_on(worker: Worker) -> None:
    """One program after another, the whole and parts, by either solver."""
    best = []
    for seed in (1, 2, 1):
        program = covering(seed, 30)
        submit(worker, program, whole(program))
        assert worker.busy
        done = wait_for_end(worker)
        assert done.optimal
        assert done.solution is not None
        assert program.accepts(done.solution)
        best.append(program.value(done.solution))
        for solver in Solver:
            submit(worker, program, Task(done.solution, mask(30, range(10)), PATIENCE, solver=solver))
            part = wait_for_end(worker)
            assert part.optimal
            assert part.solution is not None
            assert program.value(part.solution) == best[-1]
            assert (part.solution[10:] == done.solution[10:]).all()
    assert best[0] == best[2]


def test_a_task_that_makes_no_sense(worker: Worker) -> None:
    """It comes to nothing, and the next is done."""
    program = covering(1, 30)
    submit(worker, program, Task(np.zeros(3, dtype=np.int64), mask(7, [1]), 1.0))
    assert wait_for_end(worker).solution is None
    submit(worker, program, whole(program))
    assert wait_for_end(worker).optimal


@pytest.mark.parametrize("after", [0.0, 0.3, 2.0])
def test_stopped_in_the_middle(worker: Worker, after: float) -> None:
    """Before it has begun, or after."""
    program = covering(1, 200)
    submit(worker, program, whole(program))
    time.sleep(after)
    worker.stop()
    worker.stop()
    settle(worker)
    small = covering(1, 30)
    submit(worker, small, whole(small))
    assert wait_for_end(worker).optimal
    worker.stop()
    worker.close()
    worker.close()


def test_stopped_when_it_is_done(worker: Worker) -> None:
    """A word that comes too late is not taken for one about the next task."""
    small = covering(1, 30)
    for _ in range(20):
        submit(worker, small, whole(small))
        until(lambda: bool(worker._answers))
        worker.stop()
        settle(worker)
        submit(worker, small, whole(small))
        assert wait_for_end(worker).optimal


forks = pytest.mark.skipif(not FORKS, reason="here a worker that is stopped ends, and a new one is started")


@needs_proc
@forks
@pytest.mark.parametrize("begun", [False, True])
def test_a_stopped_worker_keeps_its_program(worker: Worker, begun: bool) -> None:
    """What it was at ends at once; the process stays, with its program, and none is left of those that did tasks."""
    before = children(os.getpid())
    for _ in range(3):
        process = submit_long_task(worker, before)
        if begun:
            until(lambda: worker._begun)
        at_work = children(process)
        worker.stop()
        settle(worker)
        assert all_end(at_work | children(process))
        assert children(os.getpid()) - before == {process}
    submit(worker, long_program(), Task(np.zeros(200, dtype=np.int64), mask(200, range(10)), PATIENCE))
    assert wait_for_end(worker).ended
    assert children(os.getpid()) - before == {process}


@needs_proc
@forks
def test_who_does_the_task_is_killed(worker: Worker) -> None:
    """The task comes to nothing, and the worker goes on."""
    before = children(os.getpid())
    process = submit_long_task(worker, before)
    for child in children_of(process):
        kill(child)
    assert wait_for_end(worker).solution is None
    small = covering(1, 30)
    submit(worker, small, whole(small))
    assert wait_for_end(worker).optimal
    assert children(os.getpid()) - before == {process}


@needs_proc
@forks
@pytest.mark.parametrize("suspended", [False, True])
def test_closed_in_the_middle(worker: Worker, suspended: bool) -> None:
    """It and who does its task end, even those that are suspended."""
    before = children(os.getpid())
    process = submit_long_task(worker, before)
    both = {process} | children_of(process)
    if suspended:
        for one in both:
            os.kill(one, signal.SIGSTOP)
    worker.close()
    assert not worker.busy
    assert all_end(both)


@needs_proc
@forks
def test_one_that_does_not_stop_is_killed(impatient: Worker) -> None:
    worker = impatient
    before = children(os.getpid())
    process = submit_long_task(worker, before)
    both = {process} | children_of(process)
    os.kill(process, signal.SIGSTOP)
    worker.stop()
    settle(worker)
    assert all_end(both)
    small = covering(1, 30)
    submit(worker, small, whole(small))
    assert wait_for_end(worker).optimal


@pytest.fixture(params=[False, True], ids=["performs its tasks itself", "lets a child perform them"])
def either_way(request: pytest.FixtureRequest):
    if request.param and not FORKS:
        pytest.skip("this system does not fork safely")
    made = Worker(threading.Event(), WorkerParams(), forks=request.param)
    yield made
    made.close()


def test_the_same_either_way(either_way: Worker) -> None:
    """Where there is no forking, the worker performs its tasks itself; stopped, its process is started again."""
    forks = either_way._forks
    worker = either_way
    large = covering(1, 200)
    program = covering(2, 30)
    for _ in range(2):
        submit(worker, large, whole(large, 600.0))
        time.sleep(0.5)
        if forks:
            until(lambda: worker._begun)
        assert worker._begun == forks
        worker.stop()
        settle(worker)
        submit(worker, program, whole(program))
        done = wait_for_end(worker)
        assert done.optimal
        assert done.solution is not None
        assert program.value(done.solution) == done.bound


@needs_proc
def test_killed_in_the_middle(worker: Worker) -> None:
    """There is an end to every task, and the next one finds a worker that knows the program."""
    before = children(os.getpid())
    program = covering(1, 200)
    submit(worker, program, whole(program))
    time.sleep(1.0)
    started = children(os.getpid()) - before
    assert len(started) == 1
    for process in started:
        kill(process)
    assert wait_for_end(worker).solution is None
    submit(worker, program, whole(program, nodes=1))
    assert wait_for_end(worker).bound is not None


@needs_proc
def test_killed_while_idle(worker: Worker) -> None:
    before = children(os.getpid())
    program = covering(1, 30)
    submit(worker, program, whole(program))
    first = wait_for_end(worker)
    started = children(os.getpid()) - before
    for process in started:
        kill(process)
    assert all_end(started)
    for _ in range(2):  # it may be gone and yet not buried: then the first task ends at once
        submit(worker, program, whole(program))
        again = wait_for_end(worker)
        if again.solution is not None:
            break
    assert (first.bound, first.optimal) == (again.bound, again.optimal)
