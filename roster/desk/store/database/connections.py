"""Opens connections to a database, and runs transactions in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from roster.desk.store.database.addresses import SQLITE, file_of, shown
from roster.desk.store.errors import StoreError

BUSY_SECONDS = 30  # a writer waits this long for another one, then gives up with an error
_BEGIN = "sqlite_begin"  # the execution option that holds the statement which begins a transaction


class Database:
    """A database and the transactions in it. One object serves all threads of a process.

    Attributes:
        url: its address.
        name: its address as messages show it, without a password.
        now: this moment in UTC.
    """

    def __init__(self, url: URL, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.url, self.name, self.now = url, shown(url), now
        self._engine = _sqlite_engine(url) if self.is_sqlite else _postgresql_engine(url)
        event.listen(self._engine, "before_cursor_execute", _only_text, retval=True)
        self._current: ContextVar[Connection | None] = ContextVar("current", default=None)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == SQLITE

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: committed at the end, undone on any error; inside another one it joins that one.

        Raises:
            StoreError: the database cannot be reached, or is busy for too long.
        """
        current = self._current.get()
        if current is not None:
            yield current
            return
        with self._connected("BEGIN IMMEDIATE") as connection, connection.begin():
            token = self._current.set(connection)
            try:
                yield connection
            finally:
                self._current.reset(token)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads; inside one that writes it joins that one, and sees what it has written.

        Raises:
            StoreError: the database cannot be reached.
        """
        current = self._current.get()
        if current is not None:
            yield current
            return
        with self._connected("BEGIN") as connection, connection.begin():
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A transaction that reads everything as it was at one moment, however long it takes.

        Raises:
            StoreError: the database cannot be reached.
        """
        with self._connected("BEGIN") as connection:
            if not self.is_sqlite:  # SQLite has no other kind
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _connected(self, begin: str) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection.execution_options(**{_BEGIN: begin})
        except DBAPIError as error:
            if not _is_of_the_database(error):
                raise
            raise StoreError(f"{self.name}: {_sentence(error.orig or error)}") from error
        except sqlite3.Error as error:  # while a connection is set up: the driver's own error, which nobody has wrapped
            raise StoreError(f"{self.name}: {_sentence(error)}") from error

    def close(self) -> None:
        """Closes all connections; another use opens new ones."""
        self._engine.dispose()


def _only_text(
    connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool
) -> tuple[str, Any]:
    """Puts a sign in the place of each NUL, which no text of PostgreSQL may hold."""
    return statement, _without_nul(parameters)


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if isinstance(value, dict):
        return {name: _without_nul(item) for name, item in value.items()}
    return type(value)(map(_without_nul, value)) if isinstance(value, tuple | list) else value


def _is_of_the_database(error: DBAPIError) -> bool:
    """Whether the database itself is the cause, and not a statement that the program got wrong."""
    return type(error).__name__ in ("OperationalError", "DatabaseError", "InterfaceError")


def _sentence(cause: BaseException) -> str:
    lines = str(cause).strip().splitlines()
    text = lines[0] if lines else type(cause).__name__
    if "database is locked" in text or "lock timeout" in text:
        return f"others have been writing to it for more than {BUSY_SECONDS} seconds; try again"
    if "readonly database" in text or "unable to open" in text:
        return "the file or its folder cannot be written to by this user"
    if "malformed" in text or "not a database" in text:
        return "the file is damaged; `roster desk restore` puts a backup into a new one"
    return f"the database cannot be used: {text}"


def _sqlite_engine(url: URL) -> Engine:
    file = file_of(url)
    assert file is not None
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver begins no transaction of its own
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))

    return engine


def _postgresql_engine(url: URL) -> Engine:
    engine = create_engine(url, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, record: Any) -> None:
        connection.autocommit = True
        connection.execute("SET timezone TO 'UTC'")
        connection.execute(f"SET lock_timeout TO '{BUSY_SECONDS}s'")
        # A machine that vanished in the middle of a transaction must not keep the others from writing.
        connection.execute("SET idle_in_transaction_session_timeout TO '300s'")
        connection.autocommit = False

    return engine
