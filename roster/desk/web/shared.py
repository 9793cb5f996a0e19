"""The desk of a force: the units of one database, for everybody who has an account there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import FastAPI

from roster.desk.jobs.runner import JobRunner
from roster.desk.service import Desk
from roster.desk.store import Store, open_store
from roster.desk.web.app import make_app
from roster.desk.web.sign_in import AccountSessions


@dataclass(frozen=True)
class SharedDesk:
    """A desk with accounts that is ready to be served."""

    app: FastAPI
    store: Store
    runner: JobRunner

    def close(self) -> None:
        """Ends searches that run, which go on at the next start, and closes the store."""
        self.runner.close()
        self.store.close()


def open_shared(database: str, hosts: Iterable[str], *, secure: bool) -> SharedDesk:
    """Opens the desk of a database.

    Args:
        hosts: the names under which browsers reach it, without port.
        secure: whether browsers reach it over TLS.

    Raises:
        StoreError: the database cannot be used.
    """
    store = open_store(database)
    try:
        runner = JobRunner(store, database)
        app = make_app(Desk(store, runner), AccountSessions(store, secure=secure), hosts)
        runner.start()
        return SharedDesk(app, store, runner)
    except BaseException:
        store.close()
        raise


__all__ = ["SharedDesk", "open_shared"]
