"""Tokens of scripts that use the API in the name of an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, or_, select, update

from roster.desk.store.database.connections import Database
from roster.desk.store.errors import NotThereError, StoreError
from roster.desk.store.people.accounts import Account, Accounts
from roster.desk.store.people.secrets import hash_of, new_token
from roster.desk.store.tables import tokens

PREFIX = "jru_"  # lets people, and programs that look for lost secrets, see what it is
LASTS = timedelta(days=365)


@dataclass(frozen=True)
class Token:
    """A token of a script, without the token itself.

    Attributes:
        id: its number.
        account: the number of the account.
        name: what it is for.
        made_at: when it was made, in UTC.
        expires_at: when it ends.
        used_on: the day of its last use.
        revoked_at: when it was revoked.
    """

    id: int
    account: int
    name: str
    made_at: datetime
    expires_at: datetime
    used_on: datetime | None
    revoked_at: datetime | None


class Tokens:
    """Makes, looks up and revokes tokens."""

    def __init__(self, database: Database, accounts: Accounts) -> None:
        self._database, self._accounts = database, accounts

    def make(self, account: int, name: str, lasts: timedelta = LASTS) -> str:
        """Makes a token.

        Args:
            name: what it is for.

        Returns:
            The token, which is not kept: it cannot be shown again.

        Raises:
            NotThereError: there is no such account.
            StoreError: it has no name, or is to last longer than a year.
        """
        if not name.strip():
            raise StoreError("a token needs a name, which says what it is for")
        if not timedelta(0) < lasts <= LASTS:
            raise StoreError(f"a token lasts at most {LASTS.days} days")
        token, now = new_token(PREFIX), self._database.now()
        values = {"hash": hash_of(token), "account": account, "name": name.strip()}
        values |= {"made_at": now, "expires_at": now + lasts}
        with self._database.writing() as connection:
            self._accounts.one(account)
            connection.execute(insert(tokens).values(values))
        return token

    def account_of(self, token: str) -> Account | None:
        """The account of a token; None where it is unknown, out of date or revoked, or the account is disabled."""
        now = self._database.now()
        current = (tokens.c.hash == hash_of(token), tokens.c.revoked_at.is_(None), tokens.c.expires_at > now)
        with self._database.reading() as connection:
            row = connection.execute(select(tokens).where(*current)).one_or_none()
            account = None if row is None else self._accounts.one(row.account)
        if row is None or account is None or account.disabled:
            return None
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if row.used_on is None or row.used_on < today:  # written once a day, not at every call
            unused = (tokens.c.id == row.id, or_(tokens.c.used_on.is_(None), tokens.c.used_on < today))
            with self._database.writing() as connection:
                connection.execute(update(tokens).where(*unused).values(used_on=today))
        return account

    def of(self, account: int) -> list[Token]:
        """The tokens of an account, oldest first."""
        columns = [column for column in tokens.c if column.name != "hash"]
        query = select(*columns).where(tokens.c.account == account).order_by(tokens.c.id)
        with self._database.reading() as connection:
            return [Token(**row._mapping) for row in connection.execute(query)]

    def revoke(self, number: int) -> None:
        """Revokes a token.

        Raises:
            NotThereError: there is none of this number, or it was revoked before.
        """
        valid = (tokens.c.id == number, tokens.c.revoked_at.is_(None))
        with self._database.writing() as connection:
            if not connection.execute(update(tokens).where(*valid).values(revoked_at=self._database.now())).rowcount:
                raise NotThereError(f"there is no valid token {number}")

    def revoke_all(self, account: int) -> int:
        """Revokes all tokens of an account.

        Returns:
            How many were valid.
        """
        valid = (tokens.c.account == account, tokens.c.revoked_at.is_(None))
        with self._database.writing() as connection:
            return connection.execute(update(tokens).where(*valid).values(revoked_at=self._database.now())).rowcount
