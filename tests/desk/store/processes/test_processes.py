"""Several processes write to one store, and some are killed: nothing acknowledged is lost, nothing is half there."""

import random
import sqlite3
import time
from contextlib import ExitStack, closing

import pytest

from models.book import Book
from roster.desk.store import JobState, Store, Unit
from tests.desk.forked import heard, started
from tests.desk.store.processes.writers import append, append_for_ever, append_some, work_on_jobs
from tests.processes import needs_proc

pytestmark = needs_proc

PATIENCE = 120.0  # seconds; a machine may be busy


def check_whole(store: Store, unit: int) -> list[str]:
    """Checks that a history is complete, and each book the one before with one mark more; returns the marks."""
    lines = store.history(unit)
    assert [line.number for line in lines] == list(range(1, store.unit(unit).head + 1))
    marks: list[str] = []
    for line in lines:
        if line.number > 1:
            marks.append(line.author)
        assert store.revision(unit, line.number).book.description.split() == marks
    assert store.events.latest(unit) >= len(lines)
    if store._database.is_sqlite:
        with closing(sqlite3.connect(store.name)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    return marks


def test_two_processes_lose_no_edit(store: Store, unit: Unit, address: str) -> None:
    count = 15
    with ExitStack() as stack:
        writers = [stack.enter_context(started(append_some, address, unit.id, name, count)) for name in "ab"]
        for number in range(count):
            append(store, unit.id, f"c{number}")
        for process, told in writers:
            heard(told, PATIENCE)
            process.join(PATIENCE)
            assert process.exitcode == 0
    marks = check_whole(store, unit.id)
    for name in "abc":
        assert [mark for mark in marks if mark.startswith(name)] == [f"{name}{number}" for number in range(count)]


def kill_often(store: Store, unit: Unit, address: str, rounds: int) -> None:
    """Kills a process that appends revisions at random moments, and looks each time for what it was told."""
    moments = random.Random(rounds)
    acknowledged: dict[int, str] = {}
    for number in range(rounds):
        with started(append_for_ever, address, unit.id, f"w{number}") as (process, told):
            first = heard(told, PATIENCE)
            time.sleep(moments.uniform(0, 0.03))
            process.kill()
            process.join()
            assert process.exitcode == -9
            acknowledged.update([first])
            while True:
                try:
                    acknowledged.update([told.recv()])
                except EOFError:
                    break
        lines = {line.number: line.author for line in store.history(unit.id)}
        assert acknowledged.items() <= lines.items()
        # At most the one revision that was stored and not yet acknowledged.
        assert len(lines) - 1 - len(acknowledged) <= number + 1
    marks = check_whole(store, unit.id)
    assert len(set(marks)) == len(marks)


def test_a_killed_writer_loses_nothing(store: Store, unit: Unit, address: str) -> None:
    kill_often(store, unit, address, 20)


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_200_times(store: Store, unit: Unit, address: str) -> None:
    kill_often(store, unit, address, 200)


def test_a_job_is_answered_once_whoever_is_killed(store: Store, unit: Unit, book: Book, address: str) -> None:
    moments = random.Random(7)
    jobs = [store.jobs.add(unit.id, "solve", 1, {}, "Asha Marsh").id for _ in range(6)]
    with started(work_on_jobs, address, "steady") as (_, told):
        for number in range(6):
            with started(work_on_jobs, address, f"mortal{number}") as (_, mortal):
                heard(mortal, PATIENCE)
                time.sleep(moments.uniform(0, 0.02))
            assert heard(told, PATIENCE) is not None
        deadline = time.monotonic() + PATIENCE
        while store.jobs.unfinished() and time.monotonic() < deadline:
            heard(told, PATIENCE)
    states = [store.jobs.one(number).state for number in jobs]
    assert set(states) == {JobState.DONE}
    assert sorted(check_whole(store, unit.id)) == sorted(f"job{number}" for number in jobs)
