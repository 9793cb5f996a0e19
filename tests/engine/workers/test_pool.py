"""Helper processes may die, hang or never start: the search goes on, and what it says stays true."""

from __future__ import annotations

import os
import pickle
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from constraints.admission import Admission, admit
from constraints.registry import installed
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.rota import POINT, Ended
from roster.engine.levels import Progress
from roster.engine.options import Options, SearchOptions
from roster.engine.params.groups import WorkerParams
from roster.engine.solve import solve
from roster.engine.solvers import cpsat_thread as search_module
from roster.engine.solvers.cpsat import Run, Settings
from roster.engine.solvers.integer_program import Program
from roster.engine.workers import process as serving
from roster.engine.workers import tasks as worker
from roster.engine.workers.pool import Helper
from roster.engine.workers.tasks import Done, Solver, Task
from tests.benchmarks import synthetic
from tests.benchmarks.synthetic import Size, book_of
from tests.conftest import EXAMPLES
from tests.constraints.brute_force import model_values
from tests.engine.programs import mask
from tests.engine.test_bounds import covering, first_false_claim
from tests.engine.tuning import AS_LARGE, DEFAULTS
from tests.processes import all_end, children, kill, needs_proc

PATIENCE = 60.0  # seconds that no answer of these takes


@cache
def quick() -> Admission:
    return admit(book_of(Size(1, 7, 2, 3, 4)), installed())


@cache
def slow() -> Admission:
    """A book with work for some seconds."""
    return admit(book_of(Size(2, 14, 4, 6, 12), levels=True), installed())


@cache
def wide() -> Admission:
    """A book of one level that no part of is the whole."""
    return admit(book_of(Size(2, 12, 4, 6, 12)), installed())


@pytest.fixture
def helper():
    made = Helper(threading.Event(), WorkerParams())
    yield made
    made.close()


@pytest.fixture
def impatient():
    made = Helper(threading.Event(), WorkerParams(stop_seconds=0.2))
    yield made
    made.close()


def _until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _wait_for_end(helper: Helper) -> Done:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for told in helper.hear():
            if isinstance(told, Done):
                assert not helper.busy
                return told
        time.sleep(0.01)
    raise AssertionError("no answer")


def _is_true(solved: Book, admitted: Admission) -> None:
    """The rota is legal, worth what is said, and no bound can be beaten."""
    assert solved.rota is not None
    verdict = verify(RotaView.of(solved), admitted.rules)
    assert verdict.legal
    assert all(score.value * POINT == verdict.units(score.level) for score in solved.rota.scores)
    assert first_false_claim(solved) is None


# --- one helper


def _whole(program: Program, seconds: float = PATIENCE, **more: Any) -> Task:
    return Task(np.zeros(program.size, dtype=np.int64), None, seconds, **more)


def _ask(helper: Helper, program: Program, task: Task) -> None:
    assert helper.start()
    helper.ask(program, task)


def test_it_answers_and_goes_on(helper: Helper) -> None:
    """One program after another, the whole and parts, by either solver."""
    best = []
    for seed in (1, 2, 1):
        program = covering(seed, 30)
        _ask(helper, program, _whole(program))
        assert helper.busy
        done = _wait_for_end(helper)
        assert done.optimal
        assert done.solution is not None
        assert program.accepts(done.solution)
        best.append(program.value(done.solution))
        for solver in Solver:
            _ask(helper, program, Task(done.solution, mask(30, range(10)), PATIENCE, solver=solver))
            part = _wait_for_end(helper)
            assert part.optimal
            assert part.solution is not None
            assert program.value(part.solution) == best[-1]
            assert (part.solution[10:] == done.solution[10:]).all()
    assert best[0] == best[2]


def test_a_task_that_makes_no_sense(helper: Helper) -> None:
    """It comes to nothing, and the next is done."""
    program = covering(1, 30)
    _ask(helper, program, Task(np.zeros(3, dtype=np.int64), mask(7, [1]), 1.0))
    assert _wait_for_end(helper).solution is None
    _ask(helper, program, _whole(program))
    assert _wait_for_end(helper).optimal


def _settle(helper: Helper) -> None:
    """Wait until a helper that was stopped is free; nothing is heard of what it was at."""

    def is_free() -> bool:
        assert helper.hear() == []
        return not helper.busy

    _until(is_free)
    assert helper.hear() == []


@pytest.mark.parametrize("after", [0.0, 0.3, 2.0])
def test_stopped_in_the_middle(helper: Helper, after: float) -> None:
    """Before it has begun, or after."""
    program = covering(1, 200)
    _ask(helper, program, _whole(program))
    time.sleep(after)
    helper.stop()
    helper.stop()
    _settle(helper)
    small = covering(1, 30)
    _ask(helper, small, _whole(small))
    assert _wait_for_end(helper).optimal
    helper.stop()
    helper.close()
    helper.close()


def test_stopped_when_it_is_done(helper: Helper) -> None:
    """A word that comes too late is not taken for one about the next task."""
    small = covering(1, 30)
    for _ in range(20):
        _ask(helper, small, _whole(small))
        _until(lambda: bool(helper._told))
        helper.stop()
        _settle(helper)
        _ask(helper, small, _whole(small))
        assert _wait_for_end(helper).optimal


def _at_work_for(*processes: int) -> set[int]:
    """Who does the tasks of helper processes, as soon as there is somebody."""
    _until(lambda: any(map(children, processes)))
    return set().union(*map(children, processes))


@cache
def _long() -> Program:
    """What takes longer than any test."""
    return covering(1, 200)


def _long_task(helper: Helper, before: set[int]) -> int:
    """Give it what takes long; its process, where those before were others."""
    _ask(helper, _long(), _whole(_long(), 600.0))
    (process,) = children(os.getpid()) - before
    return process


forks = pytest.mark.skipif(not serving.FORKS, reason="here a helper that is stopped ends, and a new one is started")


@needs_proc
@forks
@pytest.mark.parametrize("begun", [False, True])
def test_a_stopped_helper_keeps_what_it_has(helper: Helper, begun: bool) -> None:
    """What it was at ends at once; the process stays, with its program, and none is left of those that did tasks."""
    before = children(os.getpid())
    for _ in range(3):
        process = _long_task(helper, before)
        if begun:
            _until(lambda: helper._begun)
        at_work = children(process)
        helper.stop()
        _settle(helper)
        assert all_end(at_work | children(process))
        assert children(os.getpid()) - before == {process}
    _ask(helper, _long(), Task(np.zeros(200, dtype=np.int64), mask(200, range(10)), PATIENCE))
    assert _wait_for_end(helper).ended
    assert children(os.getpid()) - before == {process}


@needs_proc
@forks
def test_who_does_the_task_is_killed(helper: Helper) -> None:
    """The task comes to nothing, and the helper goes on."""
    before = children(os.getpid())
    process = _long_task(helper, before)
    for child in _at_work_for(process):
        kill(child)
    assert _wait_for_end(helper).solution is None
    small = covering(1, 30)
    _ask(helper, small, _whole(small))
    assert _wait_for_end(helper).optimal
    assert children(os.getpid()) - before == {process}


@needs_proc
@forks
@pytest.mark.parametrize("suspended", [False, True])
def test_closed_in_the_middle(helper: Helper, suspended: bool) -> None:
    """It and who does its task end, even those that are suspended."""
    before = children(os.getpid())
    process = _long_task(helper, before)
    both = {process} | _at_work_for(process)
    if suspended:
        for one in both:
            os.kill(one, signal.SIGSTOP)
    helper.close()
    assert not helper.busy
    assert all_end(both)


@needs_proc
@forks
def test_one_that_does_not_stop_is_killed(impatient: Helper) -> None:
    helper = impatient
    before = children(os.getpid())
    process = _long_task(helper, before)
    both = {process} | _at_work_for(process)
    os.kill(process, signal.SIGSTOP)
    helper.stop()
    _settle(helper)
    assert all_end(both)
    small = covering(1, 30)
    _ask(helper, small, _whole(small))
    assert _wait_for_end(helper).optimal


@pytest.mark.parametrize("forks", [False, True])
def test_the_same_either_way(helper: Helper, monkeypatch: pytest.MonkeyPatch, forks: bool) -> None:
    """Where there is no forking, the helper does its tasks itself; stopped, it is started anew."""
    if forks and not serving.FORKS:
        pytest.skip("this system does not fork safely")
    line = f"from roster.engine.workers import process; process.FORKS = {forks}; process.main()"
    plain = subprocess.Popen
    monkeypatch.setattr(serving, "FORKS", forks)
    monkeypatch.setattr(
        "roster.engine.workers.pool.subprocess.Popen",
        lambda command, **options: plain([*command[:-1], line], **options),
    )
    large = covering(1, 200)
    program = covering(2, 30)
    for _ in range(2):
        _ask(helper, large, _whole(large, 600.0))
        time.sleep(0.5)
        if forks:
            _until(lambda: helper._begun)
        assert helper._begun == forks
        helper.stop()
        _settle(helper)
        _ask(helper, program, _whole(program))
        done = _wait_for_end(helper)
        assert done.optimal
        assert done.solution is not None
        assert program.value(done.solution) == done.bound


@needs_proc
def test_killed_in_the_middle(helper: Helper) -> None:
    """There is an end to every task, and the next one finds a helper that knows the program."""
    before = children(os.getpid())
    program = covering(1, 200)
    _ask(helper, program, _whole(program))
    time.sleep(1.0)
    started = children(os.getpid()) - before
    assert len(started) == 1
    for process in started:
        kill(process)
    assert _wait_for_end(helper).solution is None
    _ask(helper, program, _whole(program, nodes=1))
    assert _wait_for_end(helper).bound is not None


@needs_proc
def test_killed_while_idle(helper: Helper) -> None:
    before = children(os.getpid())
    program = covering(1, 30)
    _ask(helper, program, _whole(program))
    first = _wait_for_end(helper)
    started = children(os.getpid()) - before
    for process in started:
        kill(process)
    assert all_end(started)
    for _ in range(2):  # it may be gone and yet not buried: then the first task ends at once
        _ask(helper, program, _whole(program))
        again = _wait_for_end(helper)
        if again.solution is not None:
            break
    assert (first.bound, first.optimal) == (again.bound, again.optimal)


@needs_proc
def test_nothing_is_left_behind() -> None:
    """When the parent is killed its helpers end, at work or not."""
    lines = [
        "import threading, sys, time",
        "from roster.engine.params.groups import WorkerParams",
        "from roster.engine.workers.pool import Helper",
        "from tests.engine.workers.test_pool import _whole",
        "from tests.engine.test_bounds import covering",
        "one, other = (Helper(threading.Event(), WorkerParams()) for _ in range(2))",
        "program = covering(1, 200)",
        "assert one.start() and other.start()",
        "one.ask(program, _whole(program, 600.0))",
        "time.sleep(2); print('ready', flush=True); time.sleep(600)",
    ]
    parent = subprocess.Popen([sys.executable, "-c", "\n".join(lines)], stdout=subprocess.PIPE, text=True)
    try:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        started = children(parent.pid)
        assert len(started) == 2
        if serving.FORKS:
            started |= _at_work_for(*started)
    finally:
        parent.kill()
        parent.communicate()
    assert all_end(started)


def test_a_parent_killed_while_it_sends() -> None:
    """Half a program and no more to come: the process ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from roster.engine.workers.process import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=EXAMPLES.parent,
    )
    try:
        assert process.stdin is not None
        program = pickle.dumps(covering(1, 200))
        process.stdin.write(program[: len(program) // 2])
        process.stdin.close()
        process.wait(timeout=10)
    finally:
        process.kill()
        process.wait()


# --- a whole search


@needs_proc
def test_the_search_outlives_its_helpers() -> None:
    """Each is killed again and again, whatever it is at."""
    before, killed, reports = children(os.getpid()), 0, 0

    def report(progress: Progress) -> None:
        nonlocal killed, reports
        reports += 1
        if reports % 30 == 0:
            for process in children(os.getpid()) - before:
                kill(process)
                killed += 1

    admitted = slow()
    options = SearchOptions(time_limit=4, workers=2, seed=3, params=AS_LARGE)
    solved = solve(admitted.facts, admitted.rules, options, report=report)
    _is_true(solved, admitted)
    assert killed
    assert children(os.getpid()) <= before


def _refuse_first(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system starts no process, so many times."""
    start: Callable[..., Any] = subprocess.Popen
    refused = 0

    def popen(*arguments: Any, **options: Any) -> Any:
        nonlocal refused
        if refused < count:
            refused += 1
            raise OSError(11, "Resource temporarily unavailable")
        return start(*arguments, **options)

    monkeypatch.setattr("roster.engine.workers.pool.subprocess.Popen", popen)


@pytest.mark.parametrize("workers", [1, 2])
def test_no_helper_can_start(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    """CP-SAT in this process proves what it can."""
    _refuse_first(10**9, monkeypatch)
    admitted = quick()
    solved = solve(admitted.facts, admitted.rules, Options(time_limit=60, workers=workers))
    _is_true(solved, admitted)
    assert solved.rota is not None
    assert solved.rota.provenance.ended is Ended.PROVEN


@pytest.mark.parametrize("reproducible", [False, True])
def test_no_helper_can_start_for_a_large_book(monkeypatch: pytest.MonkeyPatch, reproducible: bool) -> None:
    """There is a legal rota all the same, when the time is up."""
    _refuse_first(10**9, monkeypatch)
    admitted = quick()
    options = SearchOptions(time_limit=2, workers=2, reproducible=reproducible, params=AS_LARGE)
    _is_true(solve(admitted.facts, admitted.rules, options), admitted)


class _Unreliable:
    """A helper that works in this process, at once; now and then it cannot start, or dies before it answers."""

    draws = random.Random()
    refuses, dies = 0.0, 0.0

    def __init__(self, news: threading.Event, params: WorkerParams) -> None:
        self.busy = False
        self._told: list[object] = []

    def start(self) -> bool:
        return self.draws.random() >= self.refuses

    def ask(self, program: Program, task: Any) -> None:
        assert not self.busy
        self._told.clear()
        self.busy = True
        if self.draws.random() < self.dies:
            self._told.append(Done(None, None, optimal=False, ended=False))
            return
        task = replace(task, seconds=min(task.seconds, 0.2))
        if isinstance(task, worker.Relax):
            self._told.append(worker.relax(program, task))
        else:
            self._told.append(worker.perform(program, task, self._told.append))

    def hear(self) -> list[object]:
        self.busy = self.busy and not self._told
        heard, self._told = self._told, []
        return heard

    def stop(self) -> None:
        self.busy = False
        self._told.clear()

    close = stop


@cache
def _best_value() -> float:
    admitted = wide()
    values = model_values(admitted.facts, admitted.rules)
    assert values is not None
    return values[-1] / POINT


@pytest.mark.parametrize(
    ("refuses", "dies"),
    [
        (0.0, 0.0),
        (0.0, 0.4),
        (0.4, 0.0),
    ],
)
def test_no_answer_is_taken_for_another(monkeypatch: pytest.MonkeyPatch, refuses: float, dies: float) -> None:
    """Whoever could not start or died before: the bound that is told was told of the whole."""
    monkeypatch.setattr("roster.engine.workers.team.Helper", _Unreliable)
    monkeypatch.setattr(_Unreliable, "refuses", refuses)
    monkeypatch.setattr(_Unreliable, "dies", dies)
    admitted = wide()

    def report(progress: Progress) -> None:
        if progress.level is synthetic.LEVEL:
            assert progress.bound is None or progress.bound <= _best_value()
            assert progress.value is None or progress.value >= _best_value()

    for seed in range(3):
        monkeypatch.setattr(_Unreliable, "draws", random.Random(seed))
        options = SearchOptions(time_limit=1.5, workers=2, seed=seed, params=AS_LARGE)
        solved = solve(admitted.facts, admitted.rules, options, report=report)
        assert solved.rota is not None
        assert verify(RotaView.of(solved), admitted.rules).legal


def test_a_helper_that_starts_late(monkeypatch: pytest.MonkeyPatch) -> None:
    _refuse_first(1, monkeypatch)
    admitted = quick()
    _is_true(solve(admitted.facts, admitted.rules, Options(time_limit=60, workers=1)), admitted)


class _Counted:
    """Counts who works: helpers that are busy, and CP-SAT's threads in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.helpers: list[Helper] = []
        self.threads = 0
        self.most = 0
        self.asked = 0
        counted, plain_ask, plain_minimise = self, Helper.ask, search_module.minimise

        def ask(helper: Helper, program: Program, task: Any) -> None:
            plain_ask(helper, program, task)
            if helper not in counted.helpers:
                counted.helpers.append(helper)
            counted.asked += 1
            counted.look()

        def minimise(model: Any, settings: Settings, **options: Any) -> Run:
            counted.threads += settings.workers
            counted.look()
            try:
                return plain_minimise(model, settings, **options)
            finally:
                counted.threads -= settings.workers

        monkeypatch.setattr(Helper, "ask", ask)
        for place in ("solvers.cpsat_thread", "search.deterministic", "search.portfolio"):
            monkeypatch.setattr(f"roster.engine.{place}.minimise", minimise)

    def look(self) -> None:
        self.most = max(self.most, self.threads + sum(helper.busy for helper in self.helpers))


@pytest.mark.parametrize(
    ("workers", "as_large", "reproducible"),
    [(1, False, False), (2, False, False), (3, False, False), (1, True, False), (3, True, False), (2, True, True)],
)
def test_never_more_at_work_than_workers(
    monkeypatch: pytest.MonkeyPatch, workers: int, as_large: bool, reproducible: bool
) -> None:
    counted = _Counted(monkeypatch)
    admitted = slow()
    options = SearchOptions(
        time_limit=2, workers=workers, reproducible=reproducible, params=AS_LARGE if as_large else DEFAULTS
    )
    solved = solve(admitted.facts, admitted.rules, options)
    assert solved.rota is not None
    assert 1 <= counted.most <= workers
    assert len(counted.helpers) <= workers
    assert counted.asked
    assert solved.rota.provenance.workers == workers
