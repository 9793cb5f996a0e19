"""One-time links: invitations, and links to sign in or to set a new password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, select, update

from roster.desk.store.database.connections import Database
from roster.desk.store.errors import LinkError
from roster.desk.store.people.accounts import Account, Accounts
from roster.desk.store.people.secrets import hash_of, new_token
from roster.desk.store.tables import links

_WRONG = "the link is unknown, used, or out of date; ask for a new one"


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    INVITATION = "invitation"
    SIGN_IN = "sign-in"
    PASSWORD = "password"


LASTS = {
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.SIGN_IN: timedelta(minutes=30),
    LinkPurpose.PASSWORD: timedelta(hours=2),
}


@dataclass(frozen=True)
class Link:
    """A one-time link that can still be used.

    Attributes:
        account: whose it is.
        purpose: what it is for.
        made_by: who made it.
        expires_at: when it ends, in UTC.
    """

    account: Account
    purpose: LinkPurpose
    made_by: str
    expires_at: datetime


class Links:
    """Makes one-time links and uses them."""

    def __init__(self, database: Database, accounts: Accounts) -> None:
        self._database, self._accounts = database, accounts

    def make(self, account: int, purpose: LinkPurpose, made_by: str, lasts: timedelta | None = None) -> str:
        """Makes a link in the place of earlier ones of the account with the same purpose.

        Args:
            lasts: how long it can be used; as `LASTS` when None.

        Returns:
            The token, which is not kept: it cannot be shown again.

        Raises:
            NotThereError: there is no such account.
            LinkError: the account is disabled.
        """
        token, now = new_token(), self._database.now()
        values = {"hash": hash_of(token), "account": account, "purpose": str(purpose), "made_by": made_by}
        values |= {"made_at": now, "expires_at": now + (lasts or LASTS[purpose])}
        with self._database.writing() as connection:
            if self._accounts.one(account).disabled:
                raise LinkError("the account is disabled")
            earlier = (links.c.account == account, links.c.purpose == str(purpose))
            connection.execute(delete(links).where(*earlier))
            connection.execute(insert(links).values(values))
        return token

    def look(self, token: str) -> Link | None:
        """The link of a token; None where it cannot be used. Looking does not use it: mail programs open links."""
        with self._database.reading() as connection:
            row = connection.execute(select(links).where(*self._usable(token))).one_or_none()
            account = None if row is None else self._accounts.one(row.account)
        if row is None or account is None or account.disabled:
            return None
        return Link(account, LinkPurpose(row.purpose), row.made_by, row.expires_at)

    def use(self, token: str, purpose: LinkPurpose) -> Account:
        """Uses a link, which nobody can do a second time.

        Returns:
            Whose it is.

        Raises:
            LinkError: it is unknown, used, out of date, for something else, or its account is disabled.
        """
        with self._database.writing() as connection:
            usable = (*self._usable(token), links.c.purpose == str(purpose))
            used = update(links).where(*usable).values(used_at=self._database.now()).returning(links.c.account)
            number = connection.execute(used).scalar_one_or_none()
            if number is None or (account := self._accounts.one(number)).disabled:
                raise LinkError(_WRONG)
            return account

    def revoke(self, account: int) -> None:
        """Removes the links of an account."""
        with self._database.writing() as connection:
            connection.execute(delete(links).where(links.c.account == account))

    def _usable(self, token: str) -> tuple[Any, ...]:
        return links.c.hash == hash_of(token), links.c.used_at.is_(None), links.c.expires_at > self._database.now()
