"""A job in a process of its own: its progress, its end, a stop, a pause and a crash."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models.book import Book
from roster import api
from roster.desk.changes import apply_changes
from roster.desk.jobs.requests import RepairRequest, SolveRequest, WhatIfRequest
from roster.desk.jobs.runner import JobRunner
from roster.desk.store import JobState, Store, open_store
from tests.desk.service.unit import small_book
from tests.processes import is_alive, kill, needs_proc

QUICK = SolveRequest(seconds=20, workers=1, reproducible=True)


class Work:
    """A store with a unit, and a runner that the test starts."""

    def __init__(self, folder: Path, book: Book) -> None:
        self.url = f"sqlite:///{folder / 'jobs.desk'}"
        self.store: Store = open_store(self.url, create=True)
        self.unit = self.store.add_unit(book, "setup", "begin").id
        self.runners: list[JobRunner] = []

    def runner(self, **options: Any) -> JobRunner:
        self.runners.append(JobRunner(self.store, self.url, **options))
        self.runners[-1].start()
        return self.runners[-1]

    def add(self, request: SolveRequest | RepairRequest | WhatIfRequest) -> int:
        options = request.model_dump(mode="json")
        return self.store.jobs.add(self.unit, request.kind, self.store.unit(self.unit).head, options, "ann").id

    def state(self, job: int) -> JobState:
        return self.store.jobs.one(job).state

    def wait(self, job: int, *states: JobState, seconds: float = 120) -> JobState:
        deadline = time.monotonic() + seconds
        while (state := self.state(job)) not in states:
            assert time.monotonic() < deadline, self.store.jobs.one(job)
            time.sleep(0.05)
        return state

    def until(self, holds: Any, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def close(self) -> None:
        for runner in self.runners:
            runner.close()
        self.store.close()


@pytest.fixture
def work(tmp_path: Path):
    made = Work(tmp_path, small_book())
    yield made
    made.close()


@pytest.fixture
def long_work(tmp_path: Path):
    """A unit whose search goes on until it is stopped."""
    made = Work(tmp_path, Book.model_validate(api.read_book("examples/kent-specials-2026-12.yaml")))
    yield made
    made.close()


LONG = SolveRequest(seconds=600, workers=1, cure_seconds=0)


def test_a_solve_becomes_one_proposal_that_makes_the_solved_book(work: Work):
    work.runner()
    job = work.add(QUICK)
    assert work.wait(job, JobState.DONE, JobState.FAILED) is JobState.DONE, work.store.jobs.one(job)
    (proposal,) = work.store.proposals.all(work.unit)
    assert (proposal.job, proposal.base, proposal.author, proposal.origin) == (job, 1, "ann", "solve")
    book = apply_changes(work.store.revision(work.unit, 1).book, proposal.changes)
    assert book == proposal.book
    assert book.rota is not None
    assert book.rota.assignments
    assert api.check(book).legal
    points = [item.data for item in work.store.jobs.points(job) if "level" in item.data]
    assert {point["level"] for point in points} >= {"cover"}
    assert work.store.unit(work.unit).head == 1


def test_a_mistake_of_the_book_fails_the_job_in_a_sentence(tmp_path: Path):
    pins = [{"person": "P01", "duty": "JR-04@2026-12-04"}, {"person": "P02", "duty": "JR-04@2026-12-04"}]
    made = Work(tmp_path, small_book(pins=pins))
    try:
        made.runner()
        job = made.add(QUICK)
        assert made.wait(job, JobState.DONE, JobState.FAILED) is JobState.FAILED
        assert "these pins cannot all hold" in made.store.jobs.one(job).message
        assert made.store.proposals.all(made.unit) == []
    finally:
        made.close()


def test_a_what_if_keeps_its_answer(work: Work):
    work.runner()
    job = work.add(WhatIfRequest(seconds=20, workers=1, scenarios={"gains": []}))
    assert work.wait(job, JobState.DONE, JobState.FAILED) is JobState.DONE, work.store.jobs.one(job)
    answer = next(item.data["answer"] for item in work.store.jobs.points(job) if "answer" in item.data)
    assert answer["sweep"]["table"]["cells"]
    assert work.store.proposals.all(work.unit) == []


def test_stop_keeps_the_best_so_far(long_work: Work):
    long_work.runner()
    job = long_work.add(LONG)
    long_work.until(lambda: long_work.store.jobs.checkpoint(job) is not None)
    long_work.store.jobs.stop(job, "ben")
    assert long_work.wait(job, JobState.STOPPED, JobState.DONE, JobState.FAILED) is JobState.STOPPED
    (proposal,) = long_work.store.proposals.all(long_work.unit)
    assert api.check(proposal.book).legal


def test_a_clean_end_of_the_server_leaves_the_job_to_the_next_one(long_work: Work):
    first = long_work.runner()
    job = long_work.add(LONG)
    long_work.until(lambda: long_work.store.jobs.checkpoint(job) is not None)
    first.close()
    assert long_work.state(job) is JobState.QUEUED
    kept = long_work.store.jobs.checkpoint(job)
    assert kept is not None
    long_work.runner()
    long_work.until(lambda: long_work.state(job) is JobState.RUNNING)
    long_work.until(lambda: len(long_work.store.jobs.points(job)) > 2)
    long_work.store.jobs.stop(job, "ben")
    long_work.wait(job, JobState.STOPPED)
    assert len(long_work.store.proposals.all(long_work.unit)) == 1


@needs_proc
def test_a_killed_process_is_begun_again_from_its_checkpoint(long_work: Work):
    runner = long_work.runner()
    job = long_work.add(LONG)
    long_work.until(lambda: long_work.store.jobs.checkpoint(job) is not None)
    (process,) = runner.processes
    kill(process)
    long_work.until(lambda: runner.processes not in ([process], []))
    before = [item.data["seconds"] for item in long_work.store.jobs.points(job)][-1]
    long_work.until(lambda: long_work.store.jobs.points(job)[-1].data["seconds"] > before)
    long_work.store.jobs.stop(job, "ben")
    long_work.wait(job, JobState.STOPPED)
    assert len(long_work.store.proposals.all(long_work.unit)) == 1


@needs_proc
def test_a_process_that_lost_its_job_ends_without_a_word(long_work: Work):
    first = long_work.runner(silent=timedelta(days=1))
    job = long_work.add(LONG)
    long_work.until(lambda: long_work.store.jobs.checkpoint(job) is not None)
    (process,) = first.processes
    # As if it had been silent for so long that another server took the job.
    claim = long_work.store.jobs.claim("another", silent=timedelta(seconds=-60))
    assert claim is not None
    long_work.until(lambda: not is_alive(process))
    assert long_work.store.proposals.all(long_work.unit) == []
    assert long_work.state(job) is JobState.RUNNING
    long_work.store.jobs.finish(claim, JobState.STOPPED, "by the test")
