"""Processes that write to one store, beside the tests and beside each other."""

import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from roster.desk.store import JobState, LostClaimError, StaleRevisionError, Store, open_store
from roster.desk.store.work import jobs

# A process of its own imports everything once, and each writer is a copy of it: that takes no second.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])


@contextmanager
def started(work: object, *arguments: object) -> Iterator[tuple[BaseProcess, Connection]]:
    """Starts `work(*arguments, connection)` in a process of its own, which is killed at the end if it still runs."""
    here, there = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=work, args=(*arguments, there), daemon=True)  # type: ignore[arg-type]
    process.start()
    there.close()
    try:
        yield process, here
    finally:
        process.kill()
        process.join()
        here.close()


def append(store: Store, unit: int, mark: str) -> int:
    """Adds a mark to what the unit's book says of itself, however often others are quicker; returns the revision."""
    while True:
        head = store.head(unit)
        book = head.book.changed(description=f"{head.book.description} {mark}")
        try:
            return store.append(unit, head.number, book, (), mark, f"Wrote {mark}").number
        except StaleRevisionError:
            continue


def append_some(address: str, unit: int, name: str, count: int, told: Connection) -> None:
    """Appends revisions, and tells how many others came between."""
    store = open_store(address)
    told.send(sum(append(store, unit, f"{name}{number}") for number in range(count)))


def append_for_ever(address: str, unit: int, name: str, told: Connection) -> None:
    """Appends revisions, and tells the number of each once it is acknowledged."""
    store = open_store(address)
    number = 0
    while True:
        number += 1
        mark = f"{name}.{number}"
        told.send((append(store, unit, mark), mark))


def work_on_jobs(address: str, worker: str, told: Connection) -> None:
    """Claims jobs, writes the answer of each as a revision together with its end, and tells which."""
    jobs.MOST_ATTEMPTS = 1_000  # on a busy machine a worker is soon silent for as long as is waited here
    store = open_store(address)
    while True:
        claim = store.jobs.claim(worker, silent=timedelta(seconds=0.2))
        if claim is None:
            told.send("idle")
            time.sleep(0.02)
            continue
        try:
            store.jobs.progress(claim, {"worker": worker}, os.urandom(8))
            with store.transaction():
                append(store, claim.job.unit, f"job{claim.job.id}")
                store.jobs.finish(claim, JobState.DONE)
        except LostClaimError:
            continue
        told.send(claim.job.id)


def heard(connection: Connection, seconds: float) -> object:
    """What a process tells next.

    Raises:
        AssertionError: it tells nothing in time.
    """
    assert wait([connection], timeout=seconds), "a process told nothing"
    return connection.recv()
