"""kill -9 at random moments: of two servers on one database, of their jobs, of a client, of the database's processes.

All of them write without a break and say what they were answered. After each death the store must hold all of it, each
revision whole; at the end every job has ended with one answer at most, and what was killed works again.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from models.book import Book
from roster.desk.jobs.requests import SolveRequest
from roster.desk.store import Store, StoreError, open_store
from tests.desk import postgresql
from tests.desk.databases import BOTH
from tests.desk.forked import start
from tests.desk.killed.processes import UNIT, serve, write_beside
from tests.desk.killed.witness import Witness
from tests.desk.service.unit import accounts, small_book, solved
from tests.processes import all_end, children, kill, needs_proc

pytestmark = needs_proc
FEW, MANY = 8, 200
PATIENCE = 300.0  # seconds; a machine may be busy
MOST_WAITING = 2  # jobs
OPTIONS = SolveRequest(seconds=30, workers=1, reproducible=True).model_dump(mode="json")


class Running:
    """A process that is started again whenever it was killed."""

    def __init__(self, witness: Witness, work: Callable[..., None], *arguments: object) -> None:
        self._witness, self._work, self._arguments = witness, work, arguments
        self.process, self._told = start(work, *arguments)

    def hear(self) -> int:
        """Takes what it has told so far; returns how much that was."""
        heard = 0
        try:
            while self._told.poll():
                self._witness.hear(self._told.recv())
                heard += 1
        except EOFError:
            pass  # the end of what it told
        return heard

    def kill(self) -> None:
        """SIGKILL; what it told before counts."""
        self.process.kill()
        self.process.join()
        assert self.process.exitcode == -9, "it ended by itself before"
        self.hear()
        self._told.close()

    def kill_and_start_again(self) -> None:
        self.kill()
        self.process, self._told = start(self._work, *self._arguments)

    def end(self) -> None:
        """Makes sure that it does not outlive the test."""
        self.process.kill()
        self.process.join()

    @property
    def jobs(self) -> list[int]:
        """The processes of its jobs."""
        return sorted(children(self.process.pid or 0))


@pytest.fixture(scope="module")
def book() -> Book:
    return solved(small_book())


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database; PostgreSQL's server is this test's own, since its processes are killed too."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'killed.desk'}"
        return
    if postgresql.programs() is None:
        pytest.skip(postgresql.MISSING)
    with postgresql.server(tmp_path, "killed", killed=True) as address:
        yield address % "postgres"


@pytest.mark.parametrize("deaths", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_nothing_is_lost_and_nothing_happens_twice(book: Book, url: str, tmp_path: Path, deaths: int) -> None:
    store = open_store(url, create=True)
    unit = store.add_unit(book, "setup", "begin").id
    accounts(store, unit)
    witness, chance, backups = Witness(store), random.Random(7), tmp_path / "backups"
    backups.mkdir()
    with ExitStack() as ends:
        ends.callback(store.close)
        running = [
            Running(witness, serve, url, "police@example.org", "SC03"),
            Running(witness, serve, url, "ambulance@example.org", "P02"),
            Running(witness, write_beside, url, backups),
        ]
        for item in running:
            ends.callback(item.end)
        victims = ["one", "job", "client", "other", "database", "job"]
        jobs: list[int] = []
        for number in range(deaths):
            while len(store.jobs.unfinished()) < MOST_WAITING:
                jobs.append(store.jobs.add(unit, "solve", store.unit(unit).head, OPTIONS, "police@example.org").id)
            time.sleep(chance.uniform(0, 0.6))
            victim = victims[number % len(victims)]
            _kill(victim, running, url, chance)
            for item in running:
                item.hear()
            _when_it_is_back(store)
            witness.look(f"{number}: {victim}")
        _all_work_again(running, store)
        for item in running:
            item.kill()
        witness.look_at_the_end(jobs, backups)


def _kill(victim: str, running: list[Running], url: str, chance: random.Random) -> None:
    """Kills a process of a kind; where there is none now, a server."""
    one, other, client = running
    jobs = [job for server in (one, other) for job in server.jobs]
    if victim == "job" and jobs:
        kill(chance.choice(jobs))
    elif victim == "client":
        client.kill_and_start_again()
    elif victim == "database" and url.startswith("postgresql"):
        _kill_a_connection(url, chance)
    else:
        (other if victim == "other" else one).kill_and_start_again()


def _kill_a_connection(url: str, chance: random.Random) -> None:
    """Kills the process of PostgreSQL that serves one of the connections; it then ends all, and starts again."""
    engine = create_engine(url)
    with engine.connect() as connection:
        served = "backend_type = 'client backend' AND pid <> pg_backend_pid()"
        found = [row.pid for row in connection.execute(text(f"SELECT pid FROM pg_stat_activity WHERE {served}"))]
    engine.dispose()  # before the kill, which ends this connection too
    kill(chance.choice(found))
    assert all_end(set(found), PATIENCE)


def _when_it_is_back(store: Store) -> None:
    """Waits for a database that starts again."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            store.unit(UNIT)
        except StoreError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return


def _all_work_again(running: list[Running], store: Store) -> None:
    """Waits until each process was answered once more, and every job has ended."""
    deadline = time.monotonic() + PATIENCE
    for item in running:
        while not item.hear():
            assert time.monotonic() < deadline
            time.sleep(0.02)
    while store.jobs.unfinished():
        assert time.monotonic() < deadline, store.jobs.unfinished()
        for item in running:
            item.hear()
        time.sleep(0.05)
