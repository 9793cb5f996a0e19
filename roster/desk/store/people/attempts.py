"""Limits the attempts to sign in, for each account and for each network address."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, text

from roster.desk.store.database.connections import Database
from roster.desk.store.errors import TooManyAttemptsError
from roster.desk.store.people.secrets import hash_of
from roster.desk.store.tables import attempts

WITHIN = timedelta(minutes=15)
MOST_FOR_LOGIN = 10  # within this time
MOST_FOR_ADDRESS = 100  # a police station may have one address for everybody
_LOCK = 0x6A727501  # any number that no other program uses for a lock in this database


class Attempts:
    """Counts attempts to sign in, in the store, so that a restart or a second process forgets none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, login: str, address: str | None) -> None:
        """Counts an attempt, before the password is looked at: many at once cannot get past the limit.

        Raises:
            TooManyAttemptsError: there were too many; this one is not counted.
        """
        limits = {_key("login", login): MOST_FOR_LOGIN}
        if address is not None:
            limits[_key("address", address)] = MOST_FOR_ADDRESS
        now = self._database.now()
        with self._database.writing() as connection:
            if not self._database.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            connection.execute(delete(attempts).where(attempts.c.made_at <= now - WITHIN))
            for key, most in limits.items():
                waits = _oldest_of(connection, key, most)
                if waits is not None:
                    raise TooManyAttemptsError(waits + WITHIN - now)
            connection.execute(insert(attempts), [{"hash": key, "made_at": now} for key in limits])

    def succeeded(self, login: str, address: str | None) -> None:
        """Forgets the attempts of a login that has signed in, and the last one of its address."""
        with self._database.writing() as connection:
            connection.execute(delete(attempts).where(attempts.c.hash == _key("login", login)))
            if address is not None:
                last = select(func.max(attempts.c.id)).where(attempts.c.hash == _key("address", address))
                connection.execute(delete(attempts).where(attempts.c.id == last.scalar_subquery()))


def _oldest_of(connection: Connection, key: str, most: int) -> datetime | None:
    """When the oldest of the last `most` attempts was; None where there are fewer."""
    query = select(attempts.c.made_at).where(attempts.c.hash == key).order_by(attempts.c.made_at.desc())
    return connection.execute(query.offset(most - 1).limit(1)).scalar_one_or_none()


def _key(kind: str, value: str) -> str:
    return hash_of(f"{kind} {value}")
