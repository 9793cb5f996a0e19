"""Columns at work in the engine: a ward in little is solved with them, and nothing that happens to them does harm."""

from __future__ import annotations

import os
import threading
import time
from functools import cache
from typing import Any

import pytest

from constraints.admission import Admission, admit
from constraints.registry import installed
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.rota import POINT, Ended
from models.rules import Level
from roster.engine.columns.structure import Structure
from roster.engine.levels import Progress
from roster.engine.model.build import built
from roster.engine.model.derived_variables import DerivedValues
from roster.engine.model.variable_index import VariableIndex
from roster.engine.options import SearchOptions
from roster.engine.params.search_params import SearchParams
from roster.engine.search.incumbent import Incumbent
from roster.engine.search.jobs.columns import ColumnJob
from roster.engine.search.jobs.proofs import ProofJob
from roster.engine.search.neighbourhoods.next_neighbourhood import Neighbourhoods
from roster.engine.search.strategy import SearchProblem
from roster.engine.solve import solve
from roster.engine.solvers.linearise import Linearised
from roster.engine.workers.pool import WorkerPool
from roster.engine.workers.protocol import Answer, Bound, Done, Found
from roster.engine.workers.worker import Worker
from tests.constraints.books import person, posted, raw_book, seat, service
from tests.engine.test_bounds import first_false_claim
from tests.engine.tuning import tuned
from tests.engine.workers.tasks import PATIENCE, until
from tests.processes import children, kill, needs_proc

# CP-SAT is not given the whole, and columns are tried whatever the gap and however few the dates.
WITH_COLUMNS = tuned(
    parallel={"large_model": 0, "tiny_model": 0, "head_start_seconds": 0.0},
    columns={"least_dates_share": 0.0, "open_gap": 0.0, "finish_seconds": 1.0},
)


@cache
def ward(people: int = 6, last: int = 14) -> Admission:
    """People of one role on two shifts: rest, runs, weekends and totals, one of them with another past."""
    raw = raw_book(
        [person(f"n{number}", "paramedic", posting=posted(20 + 4 * number)) for number in range(people)],
        [service("early", f"2026-12-01..{last:02}"), service("late", f"2026-12-01..{last:02}")],
        period=f"2026-12-01 2026-12-{last:02}",
        seats=[seat("nurse", "paramedic", "1-2")],
        rules=[
            {"kind": "daily-rest", "hours": 11},
            {"kind": "consecutive-duties", "most": 4},
            {"kind": "fewest-consecutive-rest-days", "least": 2, "level": "fair", "weight": 3},
            {"kind": "fewest-consecutive-duties", "least": 2, "level": "fair", "weight": 2},
            {"kind": "total-hours", "least": 24, "most": 40, "per": "period", "level": "fair", "weight": 1},
            {"kind": "whole-weekends", "level": "fair", "weight": 2},
        ],
        worked=[{"person": "n0", "start": "2026-11-30 07:00", "end": "2026-11-30 15:00"}],
    )
    admitted = admit(Book.model_validate(raw), installed())
    assert admitted.problems == []
    return admitted


class Watched:
    """Notes what columns answer."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.jobs: list[ColumnJob] = []
        self.given = 0
        self.answers: list[Answer] = []
        give, take = ColumnJob.give, ColumnJob.take

        def watched_give(job: ColumnJob, worker: Worker, now: float) -> bool:
            given = give(job, worker, now)
            self.given += given
            if job not in self.jobs:
                self.jobs.append(job)
            return given

        def watched_take(job: ColumnJob, worker: Worker, answer: Answer) -> None:
            self.answers.append(answer)
            take(job, worker, answer)

        monkeypatch.setattr(ColumnJob, "give", watched_give)
        monkeypatch.setattr(ColumnJob, "take", watched_take)

    @property
    def running(self) -> bool:
        """Whether a worker is at work on columns."""
        return any(job.running for job in self.jobs)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(monkeypatch)


def _options(seconds: float = 25.0, params: SearchParams = WITH_COLUMNS, **more: Any) -> SearchOptions:
    return SearchOptions(time_limit=seconds, workers=2, seed=1, params=params, **more)


def _is_true(solved: Book, admitted: Admission) -> None:
    """The rota is legal, worth what is said, and no bound can be beaten."""
    assert solved.rota is not None
    verdict = verify(RotaView.of(solved), admitted.rules)
    assert verdict.legal
    assert all(score.value * POINT == verdict.units(score.level) for score in solved.rota.scores)
    assert first_false_claim(solved) is None


def test_a_ward_is_solved_with_columns(watched: Watched) -> None:
    solved = solve(ward().facts, ward().rules, _options())
    _is_true(solved, ward())
    assert watched.given
    assert any(isinstance(answer, Bound | Found) for answer in watched.answers)


@needs_proc
def test_killed_in_the_middle(watched: Watched) -> None:
    """The workers are killed while one of them searches with columns."""
    before, killed = children(os.getpid()), 0

    def report(progress: Progress) -> None:
        nonlocal killed
        if watched.running and not killed:
            for process in children(os.getpid()) - before:
                kill(process)
                killed += 1

    solved = solve(ward().facts, ward().rules, _options(), report=report)
    _is_true(solved, ward())
    assert killed
    assert children(os.getpid()) <= before


def test_stopped_in_the_middle(watched: Watched) -> None:
    """As by Ctrl-C: the rota so far is handed out at once."""
    stop = threading.Event()

    def report(progress: Progress) -> None:
        if watched.running:
            stop.set()

    began = time.monotonic()
    solved = solve(ward().facts, ward().rules, _options(600.0), stop=stop, report=report)
    _is_true(solved, ward())
    assert stop.is_set()
    assert time.monotonic() - began < PATIENCE
    assert solved.rota is not None
    assert solved.rota.provenance.ended is Ended.INTERRUPTED


# --- the job alone


def job(params: SearchParams, pool: WorkerPool) -> ColumnJob:
    """The job of a search that has an incumbent which stands all duties down."""
    admitted = ward()
    model = built(admitted.facts, admitted.rules)
    program = Linearised(model.cp).program(model.objectives[Level.FAIR])
    completion, places = DerivedValues(model, program.size), VariableIndex.of(model, program.size)
    incumbent = Incumbent(program)
    incumbent.offer(model.completed({}))
    problem = SearchProblem(
        pool,
        incumbent,
        Neighbourhoods(program, places, completion, 1, params),
        completion,
        deadline=time.monotonic() + 600,
        report=lambda value, bound, solution: None,
        first_level=True,
        cp_model=lambda: model.cp,
        structure=lambda: Structure(places, model.definitions),
    )
    return ColumnJob(problem, ProofJob(problem))


def pool_of(params: SearchParams) -> WorkerPool:
    """One worker."""
    return WorkerPool(workers=1, seed=1, stop=threading.Event(), params=params)


def test_turns_are_given_to_one_worker_until_there_is_a_proof() -> None:
    params = tuned(columns={"least_dates_share": 0.0, "open_gap": 0.0, "dive_needs": 1e9})  # no first dive
    with pool_of(params) as pool:
        made, (worker,) = job(params, pool), pool.workers
        assert worker.start()
        told: list[Answer] = []

        def ended() -> bool:
            for answer in worker.receive():
                told.append(answer)
                made.take(worker, answer)
            return not made.running

        turns = 0
        while not made._incumbent.proven:
            assert made.give(worker, time.monotonic())
            assert made.running
            assert not made.give(Worker(threading.Event(), WITH_COLUMNS.workers), time.monotonic())
            turns += 1
            until(ended)
        assert turns > 1
        assert any(isinstance(answer, Bound) for answer in told)
        assert any(isinstance(answer, Found) for answer in told)


def test_turns_that_find_nothing_come_to_an_end() -> None:
    params = tuned(columns={"least_dates_share": 0.0, "open_gap": 0.0, "fruitless": 2})
    with pool_of(params) as pool:
        made, (worker,) = job(params, pool), pool.workers
        assert worker.start()
        for _ in range(2):
            assert made.give(worker, time.monotonic())
            worker.stop()
            made.take(worker, Done(None, None, optimal=False, ended=True))
            until(lambda: not worker.receive() and not worker.busy)
        assert not made.give(worker, time.monotonic())


@needs_proc
def test_a_worker_that_is_killed_ends_the_job() -> None:
    before = children(os.getpid())
    with pool_of(WITH_COLUMNS) as pool:
        made, (worker,) = job(WITH_COLUMNS, pool), pool.workers
        assert worker.start()
        assert made.give(worker, time.monotonic())
        for process in children(os.getpid()) - before:
            kill(process)

        def ended() -> bool:
            for answer in worker.receive():
                made.take(worker, answer)
            return not made.running

        until(ended)
        assert not made.give(worker, time.monotonic())


@pytest.mark.parametrize("group", [{"least_dates_share": 1.1}, {"open_gap": 2.0}])
def test_few_dates_or_a_narrow_gap_need_no_columns(group: dict[str, float]) -> None:
    params = tuned(columns={"least_dates_share": 0.0, "open_gap": 0.0, **group})
    with pool_of(params) as pool:
        made, (worker,) = job(params, pool), pool.workers
        made._incumbent.raise_bound(0)
        assert not made.give(worker, time.monotonic())
        assert not worker.busy
