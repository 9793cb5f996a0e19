"""The desk of a force: the units of one database, for everybody who has an account there."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import FastAPI

from roster.desk.jobs.runner import JobRunner
from roster.desk.service import Desk
from roster.desk.store import Store, StoreError, open_store
from roster.desk.store.people.passwords import matches
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


def is_loopback(host: str) -> bool:
    """Whether an address of this computer is reached from no other."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def open_shared(database: str, hosts: Iterable[str] | None, *, secure: bool) -> SharedDesk:
    """Opens the desk of a database.

    Args:
        hosts: the names under which browsers reach it, without port; None where a proxy decides.
        secure: whether browsers reach it over TLS.

    Raises:
        StoreError: the database cannot be used, or has no unit; says what to do.
    """
    store = open_store(database)
    try:
        if not store.units():
            raise StoreError(f"{store.name}: has no unit yet; `roster desk import BOOK --database ...` adds one")
        matches(None, "")  # the first unknown login must not take longer than those after it
        runner = JobRunner(store, database)
        app = make_app(Desk(store, runner), AccountSessions(store, secure=secure), hosts)
        runner.start()
        return SharedDesk(app, store, runner)
    except BaseException:
        store.close()
        raise


__all__ = ["SharedDesk", "is_loopback", "open_shared"]
