"""kill -9 of a server and of the processes of its jobs, at random moments: no revision is lost or half there.

A server here is a process with a desk and a runner that edits without a break; its log says which edits were answered.
After each death the store must hold every answered edit, each revision whole, and at most one answer of each job.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.book import Book
from roster.desk.changes import apply_changes
from roster.desk.jobs.requests import SolveRequest
from roster.desk.store import Store, open_store
from tests.desk.service.unit import accounts, small_book, solved
from tests.processes import children, kill, needs_proc

pytestmark = needs_proc
FEW, MANY = 6, 200
SERVER = """
import sys
from models.people import Absence, AbsenceKind
from roster.desk.changes import AddAbsence, EndAbsence
from roster.desk.jobs.runner import JobRunner
from roster.desk.service import Desk, Edit, Edited
from roster.desk.store import open_store
from datetime import timedelta
url, log = sys.argv[1:]
store = open_store(url)
runner = JobRunner(store, url, silent=timedelta(seconds=4))
runner.start()
desk, who = Desk(store, runner), store.accounts.named("police@example.org")
absence = Absence(kind=AbsenceKind.TRAINING, first="2026-12-08")
with open(log, "a", buffering=1) as answered:
    while True:
        head = store.head(1)
        away = any(person.id == "SC03" and person.absences for person in head.book.people)
        change = (EndAbsence if away else AddAbsence)(person="SC03", absence=absence)
        done = desk.edit(who, 1, Edit(base=head.number, changes=(change,)))
        assert isinstance(done, Edited) and done.changed, done
        answered.write(f"{done.revision}\\n")
"""


@pytest.fixture(scope="module")
def book() -> Book:
    return solved(small_book())


@pytest.mark.parametrize("deaths", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_nothing_is_lost_and_nothing_happens_twice(book: Book, tmp_path: Path, deaths: int):
    url = f"sqlite:///{tmp_path / 'killed.desk'}"
    store = open_store(url, create=True)
    unit = store.add_unit(book, "setup", "begin").id
    accounts(store, unit)
    log, chance = tmp_path / "answered", random.Random(7)
    log.touch()
    options = SolveRequest(seconds=30, workers=1, reproducible=True).model_dump(mode="json")
    for number in range(deaths):
        job = store.jobs.add(unit, "solve", store.unit(unit).head, options, "police@example.org")
        victim = _run_and_kill(url, log, chance, kill_job=number % 3 == 2)
        _check(store, unit, log, victim)
        assert job.id == number + 1
    server = _server(url, log)
    try:
        deadline = time.monotonic() + 60 + 10 * deaths
        while store.jobs.unfinished():
            assert time.monotonic() < deadline, store.jobs.unfinished()
            time.sleep(0.1)
    finally:
        _end(server)
    _check(store, unit, log, "at the end")
    ends = [store.jobs.one(number + 1).state for number in range(deaths)]
    answered = [proposal.job for proposal in store.proposals.all(unit)]
    assert len(answered) == len(set(answered))
    assert set(ends) <= {"done", "failed"}
    store.close()


def _server(url: str, log: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SERVER, url, str(log)], stderr=subprocess.PIPE)


def _run_and_kill(url: str, log: Path, chance: random.Random, *, kill_job: bool) -> str:
    """Lets a server run until it has answered something, then kills it, or first a process of its jobs."""
    server, before = _server(url, log), log.stat().st_size
    deadline = time.monotonic() + 120
    while log.stat().st_size == before:
        if server.poll() is not None:
            assert server.stderr is not None
            raise AssertionError(server.stderr.read().decode())
        assert time.monotonic() < deadline
        time.sleep(0.01)
    time.sleep(chance.uniform(0, 0.6))
    begun = sorted(children(server.pid))
    if kill_job and begun:
        kill(begun[0])
        time.sleep(chance.uniform(0, 0.3))
    _end(server)
    return f"server, and job processes {begun}" if kill_job else "server"


def _end(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGKILL)
    server.wait()
    assert server.stderr is not None
    server.stderr.close()


def _check(store: Store, unit: int, log: Path, when: str) -> None:
    """Every answered edit is a revision, and every revision is its parent's book with its changes."""
    lines = store.history(unit)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1)), when
    answered = [int(line) for line in log.read_text().split()]
    assert set(answered) <= {line.number for line in lines}, when
    assert len(answered) == len(set(answered)), when
    for line in lines[-3:]:
        revision = store.revision(unit, line.number)
        if revision.parent is not None:
            parent = store.revision(unit, revision.parent)
            assert apply_changes(parent.book, revision.changes) == revision.book, (when, line)
    for job in store.jobs.of(unit):
        answers = [item for item in store.jobs.points(job.id) if "answer" in item.data]
        assert len(answers) <= 1, when
        # Asked after its answers: a process that outlives its server may end it meanwhile.
        assert len(answers) == 0 or store.jobs.one(job.id).state.ended, (when, json.dumps(job.options))
