"""Sessions of browsers that have signed in."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, insert, select

from roster.desk.store.database.connections import Database
from roster.desk.store.people.accounts import Account, Accounts
from roster.desk.store.people.secrets import hash_of, new_token
from roster.desk.store.tables import sessions

LASTS = timedelta(hours=12)
"""A long duty; then one signs in again."""


class Sessions:
    """Starts, resumes and ends sessions."""

    def __init__(self, database: Database, accounts: Accounts) -> None:
        self._database, self._accounts = database, accounts

    def start(self, account: int, lasts: timedelta = LASTS) -> str:
        """Starts a session of an account that has proven who it is; removes those of all accounts that have ended.

        Returns:
            The token that the browser keeps.
        """
        token, now = new_token(), self._database.now()
        values = {"hash": hash_of(token), "account": account, "made_at": now, "expires_at": now + lasts}
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
            connection.execute(insert(sessions).values(values))
        return token

    def resume(self, token: str) -> Account | None:
        """The account of a session; None where there is no such session, it has ended, or the account is disabled."""
        current = (sessions.c.hash == hash_of(token), sessions.c.expires_at > self._database.now())
        with self._database.reading() as connection:
            number = connection.execute(select(sessions.c.account).where(*current)).scalar_one_or_none()
            account = None if number is None else self._accounts.one(number)
        return None if account is None or account.disabled else account

    def end(self, token: str) -> None:
        """Ends a session; nothing happens where there is none."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.hash == hash_of(token)))

    def end_all(self, account: int) -> int:
        """Ends all sessions of an account.

        Returns:
            How many there were.
        """
        with self._database.writing() as connection:
            return connection.execute(delete(sessions).where(sessions.c.account == account)).rowcount
