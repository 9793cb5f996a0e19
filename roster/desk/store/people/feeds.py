"""Calendar links of members: an address that a calendar asks for by itself, without signing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, insert, or_, select, update

from roster.desk.store.database.connections import Database
from roster.desk.store.people.accounts import Account, Accounts, MembershipRole
from roster.desk.store.people.secrets import hash_of, new_token
from roster.desk.store.tables import feeds


@dataclass(frozen=True)
class Feed:
    """A calendar link, without its token.

    Attributes:
        id: its number.
        account: the number of the account that it belongs to.
        unit: the number of the unit.
        person: the id of the person of its book whose calendar it is.
        made_at: when it was made, in UTC.
        used_on: the day on which a calendar last asked for it.
    """

    id: int
    account: int
    unit: int
    person: str
    made_at: datetime
    used_on: datetime | None


class Feeds:
    """Makes, looks up and revokes calendar links; a member has one in a unit."""

    def __init__(self, database: Database, accounts: Accounts) -> None:
        self._database, self._accounts = database, accounts

    def make(self, account: int, unit: int, person: str) -> str:
        """Makes a link in the place of an earlier one of the account for the same person.

        Returns:
            The token, which is not kept: it cannot be shown again.

        Raises:
            NotThereError: there is no such account.
        """
        token = new_token()
        values = {"hash": hash_of(token), "account": account, "unit": unit, "person": person}
        values["made_at"] = self._database.now()
        with self._database.writing() as connection:
            self._accounts.one(account)
            self.revoke(account, unit, person)
            connection.execute(insert(feeds).values(values))
        return token

    def of(self, account: int, unit: int, person: str) -> Feed | None:
        """The link that holds; None where there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(feeds).where(*_held(account, unit, person))).one_or_none()
        return None if row is None else Feed(row.id, row.account, row.unit, row.person, row.made_at, row.used_on)

    def look(self, token: str) -> Feed | None:
        """The link of a token.

        None where it is unknown or revoked, where its account is disabled, or no longer a member as that person.
        """
        with self._database.reading() as connection:
            valid = (feeds.c.hash == hash_of(token), feeds.c.revoked_at.is_(None))
            row = connection.execute(select(feeds).where(*valid)).one_or_none()
            if row is None or not _is_member(self._accounts.one(row.account), row.unit, row.person):
                return None
        now = self._database.now()
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if row.used_on is None or row.used_on < today:  # written once a day, not at every call
            unused = (feeds.c.id == row.id, or_(feeds.c.used_on.is_(None), feeds.c.used_on < today))
            with self._database.writing() as connection:
                connection.execute(update(feeds).where(*unused).values(used_on=today))
        return Feed(row.id, row.account, row.unit, row.person, row.made_at, row.used_on)

    def revoke(self, account: int, unit: int, person: str) -> bool:
        """Revokes the link of an account for a person.

        Returns:
            Whether there was one.
        """
        with self._database.writing() as connection:
            ended = update(feeds).where(*_held(account, unit, person)).values(revoked_at=self._database.now())
            return bool(connection.execute(ended).rowcount)

    def revoke_all(self, account: int) -> int:
        """Revokes all links of an account.

        Returns:
            How many were valid.
        """
        valid = (feeds.c.account == account, feeds.c.revoked_at.is_(None))
        with self._database.writing() as connection:
            return connection.execute(update(feeds).where(*valid).values(revoked_at=self._database.now())).rowcount


def _held(account: int, unit: int, person: str) -> tuple[ColumnElement[bool], ...]:
    of_person = (feeds.c.account == account, feeds.c.unit == unit, feeds.c.person == person)
    return *of_person, feeds.c.revoked_at.is_(None)


def _is_member(account: Account, unit: int, person: str) -> bool:
    return not account.disabled and any(
        (item.unit, item.role, item.person) == (unit, MembershipRole.MEMBER, person) for item in account.memberships
    )
