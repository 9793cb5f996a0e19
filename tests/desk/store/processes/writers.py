"""Processes that write to one store, beside the tests and beside each other."""

import os
import time
from datetime import timedelta
from multiprocessing.connection import Connection

from roster.desk.store import JobState, LostClaimError, StaleRevisionError, Store, open_store
from roster.desk.store.work import jobs


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
