"""Worker processes may die, hang or never start: the search goes on, and its bounds stay true."""

from __future__ import annotations

import os
import random
import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

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
from roster.engine.workers import perform
from roster.engine.workers.protocol import Done, Relax
from roster.engine.workers.worker import Worker
from tests.benchmarks import synthetic
from tests.benchmarks.synthetic import Size, book_of
from tests.constraints.brute_force import model_values
from tests.engine.test_bounds import first_false_claim
from tests.engine.tuning import AS_LARGE, DEFAULTS
from tests.processes import children, kill, needs_proc


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


def _is_true(solved: Book, admitted: Admission) -> None:
    """The rota is legal, worth what is said, and no bound can be beaten."""
    assert solved.rota is not None
    verdict = verify(RotaView.of(solved), admitted.rules)
    assert verdict.legal
    assert all(score.value * POINT == verdict.units(score.level) for score in solved.rota.scores)
    assert first_false_claim(solved) is None


@needs_proc
def test_the_search_outlives_its_workers() -> None:
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

    monkeypatch.setattr("roster.engine.workers.worker.subprocess.Popen", popen)


@pytest.mark.parametrize("workers", [1, 2])
def test_no_worker_can_start(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    """CP-SAT in this process proves what it can."""
    _refuse_first(10**9, monkeypatch)
    admitted = quick()
    solved = solve(admitted.facts, admitted.rules, Options(time_limit=60, workers=workers))
    _is_true(solved, admitted)
    assert solved.rota is not None
    assert solved.rota.provenance.ended is Ended.PROVEN


@pytest.mark.parametrize("reproducible", [False, True])
def test_no_worker_can_start_for_a_large_book(monkeypatch: pytest.MonkeyPatch, reproducible: bool) -> None:
    """There is a legal rota all the same, when the time is up."""
    _refuse_first(10**9, monkeypatch)
    admitted = quick()
    options = SearchOptions(time_limit=2, workers=2, reproducible=reproducible, params=AS_LARGE)
    _is_true(solve(admitted.facts, admitted.rules, options), admitted)


class _Unreliable:
    """A worker that works in this process, at once; now and then it cannot start, or dies before it answers."""

    draws = random.Random()
    refuses, dies = 0.0, 0.0

    def __init__(self, news: threading.Event, params: WorkerParams) -> None:
        self.busy = False
        self._answers: list[object] = []

    def start(self) -> bool:
        return self.draws.random() >= self.refuses

    def submit(self, program: Program, task: Any) -> None:
        assert not self.busy
        self._answers.clear()
        self.busy = True
        if self.draws.random() < self.dies:
            self._answers.append(Done(None, None, optimal=False, ended=False))
            return
        task = replace(task, seconds=min(task.seconds, 0.2))
        if isinstance(task, Relax):
            self._answers.append(perform.relax(program, task))
        else:
            self._answers.append(perform.minimise(program, task, self._answers.append))

    def receive(self) -> list[object]:
        self.busy = self.busy and not self._answers
        heard, self._answers = self._answers, []
        return heard

    def stop(self) -> None:
        self.busy = False
        self._answers.clear()

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
    monkeypatch.setattr("roster.engine.workers.pool.Worker", _Unreliable)
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


def test_a_worker_that_starts_late(monkeypatch: pytest.MonkeyPatch) -> None:
    _refuse_first(1, monkeypatch)
    admitted = quick()
    _is_true(solve(admitted.facts, admitted.rules, Options(time_limit=60, workers=1)), admitted)


class _Counted:
    """Counts who works: workers that are busy, and CP-SAT's threads in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.workers: list[Worker] = []
        self.threads = 0
        self.most = 0
        self.submitted = 0
        counted, plain_submit, plain_minimise = self, Worker.submit, search_module.minimise

        def submit(worker: Worker, program: Program, task: Any) -> None:
            plain_submit(worker, program, task)
            if worker not in counted.workers:
                counted.workers.append(worker)
            counted.submitted += 1
            counted.look()

        def minimise(model: Any, settings: Settings, **options: Any) -> Run:
            counted.threads += settings.workers
            counted.look()
            try:
                return plain_minimise(model, settings, **options)
            finally:
                counted.threads -= settings.workers

        monkeypatch.setattr(Worker, "submit", submit)
        for place in ("solvers.cpsat_thread", "search.deterministic", "search.portfolio"):
            monkeypatch.setattr(f"roster.engine.{place}.minimise", minimise)

    def look(self) -> None:
        self.most = max(self.most, self.threads + sum(worker.busy for worker in self.workers))


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
    assert len(counted.workers) <= workers
    assert counted.submitted
    assert solved.rota.provenance.workers == workers
