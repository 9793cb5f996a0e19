"""The desk of one person on their own computer: one book, one user, a store beside the book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from roster.api import OpenBook, open_book
from roster.desk.jobs.runner import JobRunner
from roster.desk.service import Desk, local_who
from roster.desk.store import Store, open_store
from roster.desk.web.app import make_app
from roster.desk.web.server import HOSTS
from roster.desk.web.sign_in import LocalSessions

STORE = ".desk"  # behind the name of the book's file


@dataclass(frozen=True)
class LocalDesk:
    """A desk that is ready to be served.

    Attributes:
        name: what the rota is called.
        notes: sentences about what was read, and what was not.
    """

    name: str
    app: FastAPI
    sessions: LocalSessions
    store: Store
    runner: JobRunner
    notes: tuple[str, ...]

    def close(self) -> None:
        """Ends searches that run, which go on at the next start, and closes the store."""
        self.runner.close()
        self.store.close()


def open_local(path: Path, port: int) -> LocalDesk:
    """Opens the desk of a book; its store is made beside the book the first time.

    Args:
        path: the file of the book; it is only read.
        port: on which the desk is served.

    Raises:
        FileError: every mistake of the book.
        StoreError: the store cannot be made or used.
    """
    opened = open_book(path)
    address = f"sqlite:///{path.resolve()}{STORE}"
    store = open_store(address, create=True)
    try:
        if not store.units():
            store.add_unit(opened.book, local_who(store).login, f"Read {path.name}", folder=path.resolve().parent)
        unit = store.units()[0]
        runner = JobRunner(store, address)
        sessions = LocalSessions(local_who(store), f"roster-{port}")
        app = make_app(Desk(store, runner, path.resolve().parent), sessions, HOSTS)
        notes = (*opened.notes, *_notes(store, unit.id, opened))
        runner.start()
        return LocalDesk(opened.book.name, app, sessions, store, runner, notes)
    except BaseException:
        store.close()
        raise


def _notes(store: Store, unit: int, opened: OpenBook) -> Iterator[str]:
    """What to know of a book whose store is there already."""
    head = store.head(unit)
    if head.book == opened.book:
        return
    if store.revision(unit, 1).book == opened.book:
        changes = head.number - 1
        yield f"the desk goes on from what was done there: {changes} {'change' if changes == 1 else 'changes'}"
    else:
        yield "the file was changed since the desk read it; the desk goes on with its own state"


__all__ = ["STORE", "LocalDesk", "open_local"]
