"""The processes that are killed: servers with their jobs, and a client that writes to their database beside them."""

from __future__ import annotations

import itertools
import os
import time
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from models.people import Absence, AbsenceKind
from roster.desk.changes import AddAbsence, EndAbsence, SetDetail, apply_changes
from roster.desk.jobs.runner import JobRunner
from roster.desk.service import Desk, Edit, Edited
from roster.desk.store import Store as OpenStore
from roster.desk.store import StoreError, open_store

UNIT = 1
AWAY = Absence(kind=AbsenceKind.TRAINING, first="2026-12-08")
SILENT = timedelta(seconds=4)
_PATIENCE = 120  # seconds in which a database that was killed is back


def serve(url: str, login: str, person: str, told: Connection) -> None:
    """A server: runs jobs, and edits without a break; tells the number of each revision that it was answered with."""
    store = _opened(url)
    runner = JobRunner(store, url, silent=SILENT)
    runner.start()
    desk = Desk(store, runner)
    while True:
        try:
            who, head = store.accounts.named(login), store.head(UNIT)
            away = any(item.id == person and item.absences for item in head.book.people)
            change = (EndAbsence if away else AddAbsence)(person=person, absence=AWAY)
            done = desk.edit(who, UNIT, Edit(base=head.number, changes=(change,)))
        except StoreError:
            time.sleep(0.05)  # the database is starting again
            continue
        assert isinstance(done, Edited), done
        if done.changed:  # else the server before this one was killed just before its answer
            told.send(done.revision)


def write_beside(url: str, folder: Path, told: Connection) -> None:
    """A client of the database: appends a revision and makes a backup, in turns, and tells of each."""
    store = _opened(url)
    for number in itertools.count():
        change = SetDetail(field="description", value=f"{os.getpid()}.{number}")
        try:
            with store.holding(UNIT):  # the servers are quick
                head = store.head(UNIT)
                book = apply_changes(head.book, (change,))
                done = store.append(UNIT, head.number, book, (change,), "client", "Described it")
            told.send(done.number)
            if number % 10 == 0:
                backup = folder / f"{os.getpid()}-{number}.desk"
                store.back_up(backup)
                told.send(backup)
        except StoreError:
            time.sleep(0.05)  # the database is starting again


def _opened(url: str) -> OpenStore:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return open_store(url)
        except StoreError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
