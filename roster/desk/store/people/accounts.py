"""Accounts: who may sign in, and what each may be in which unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from roster.desk.store.audit import Audit, AuditKind
from roster.desk.store.database.connections import Database
from roster.desk.store.errors import NotThereError, StoreError, TakenError
from roster.desk.store.tables import accounts, links, memberships, sessions, units

LONGEST_LOGIN = 254  # characters; of an e-mail address, RFC 5321


class MembershipRole(StrEnum):
    """What an account may be in a unit."""

    COORDINATOR = "coordinator"
    PLANNER = "planner"
    READER = "reader"
    MEMBER = "member"


@dataclass(frozen=True)
class Membership:
    """What an account is in a unit.

    Attributes:
        unit: the number of the unit.
        role: what the account is there.
        organisation: for a coordinator, the id of the organisation.
        person: for a member, the id of the person in the unit's book.
    """

    unit: int
    role: MembershipRole
    organisation: str | None = None
    person: str | None = None

    def __post_init__(self) -> None:
        if (self.role is MembershipRole.COORDINATOR) != (self.organisation is not None):
            raise StoreError("a coordinator, and nobody else, is tied to an organisation")
        if (self.role is MembershipRole.MEMBER) != (self.person is not None):
            raise StoreError("a member, and nobody else, is tied to a person of the book")

    def in_words(self, unit_name: str) -> str:
        """As the record has it: `coordinator of secamb in Kent`."""
        of = f" of {self.organisation}" if self.organisation else f" {self.person}" if self.person else ""
        return f"{self.role}{of} in {unit_name}"


@dataclass(frozen=True)
class Coordinated:
    """An organisation that an account coordinates in a unit, or coordinated.

    Attributes:
        since: from when, in UTC; None where that is not known.
        until: when it ended; None while it holds.
    """

    organisation: str
    since: datetime | None
    until: datetime | None

    def at(self, moment: datetime) -> bool:
        """Whether it held at a moment."""
        return (self.since is None or self.since <= moment) and (self.until is None or moment < self.until)


@dataclass(frozen=True)
class Account:
    """Somebody who signs in.

    Attributes:
        id: its number in the store.
        login: the e-mail address or name that is typed to sign in; in lower case.
        name: as histories show it.
        disabled: whether it can sign in no longer.
        has_password: whether a password is set.
        made_at: when it was added, in UTC.
        memberships: what it is in which unit.
    """

    id: int
    login: str
    name: str
    disabled: bool
    has_password: bool
    made_at: datetime
    memberships: tuple[Membership, ...]


class Accounts:
    """Reads, adds and changes accounts."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database, self._audit = database, audit

    def all(self) -> list[Account]:
        """The accounts, sorted by login."""
        with self._database.reading() as connection:
            return _read(connection, [])

    def one(self, number: int) -> Account:
        """The account of a number.

        Raises:
            NotThereError: there is none.
        """
        with self._database.reading() as connection:
            found = _read(connection, [accounts.c.id == number])
        if not found:
            raise NotThereError(f"there is no account {number}")
        return found[0]

    def named(self, login: str) -> Account:
        """The account of a login, in capital or small letters.

        Raises:
            NotThereError: there is none.
        """
        with self._database.reading() as connection:
            found = _read(connection, [accounts.c.login == folded(login)])
        if not found:
            raise NotThereError(f"there is no account '{login}'")
        return found[0]

    def add(self, login: str, name: str, given: Iterable[Membership] = (), *, by: str) -> Account:
        """Adds an account, without a password.

        Args:
            given: what it is in which unit.
            by: who adds it.

        Raises:
            TakenError: the login is in use.
            NotThereError: there is no such unit.
            StoreError: the login cannot be used.
        """
        key, given = folded(login), tuple(dict.fromkeys(given))
        if not key or len(key) > LONGEST_LOGIN or any(not letter.isprintable() or letter.isspace() for letter in key):
            raise StoreError(
                f"'{login}' cannot be a login: write an e-mail address, or a name without spaces,"
                f" of up to {LONGEST_LOGIN} characters"
            )
        with self._database.writing() as connection:
            if connection.execute(select(accounts.c.id).where(accounts.c.login == key)).first() is not None:
                raise TakenError(f"there is an account '{key}' already")
            values = {"login": key, "name": name.strip() or key, "disabled": False, "made_at": self._database.now()}
            number = connection.execute(insert(accounts).values(values).returning(accounts.c.id)).scalar_one()
            self._audit.record(AuditKind.ACCOUNT, by, f"Added the account {key}", account=number)
            self._put_memberships(connection, number, given)
            account = self.one(number)
            if given:
                self._record_memberships(account, by)
            return account

    def rename(self, account: int, name: str, *, by: str) -> Account:
        """Changes the name that histories show from now on.

        Raises:
            NotThereError: there is no such account.
        """
        with self._database.writing() as connection:
            before = self.one(account)
            shown = name.strip() or before.login
            connection.execute(update(accounts).where(accounts.c.id == account).values(name=shown))
            told = f"Changed the name of {before.login} from {before.name} to {shown}"
            self._audit.record(AuditKind.ACCOUNT, by, told, account=account)
            return self.one(account)

    def set_memberships(self, account: int, given: Iterable[Membership], *, by: str) -> Account:
        """Puts memberships in the place of those that an account has, and ends its sessions.

        Args:
            by: who changes them.

        Raises:
            NotThereError: there is no such account or unit.
        """
        with self._database.writing() as connection:
            self.one(account)
            connection.execute(delete(sessions).where(sessions.c.account == account))
            self._put_memberships(connection, account, given)
            changed = self.one(account)
            self._record_memberships(changed, by)
            return changed

    def set_disabled(self, account: int, disabled: bool, *, by: str) -> Account:
        """Disables an account, which ends its sessions and its links, or enables it again.

        Args:
            by: who does it.

        Raises:
            NotThereError: there is no such account.
        """
        with self._database.writing() as connection:
            before = self.one(account)
            connection.execute(update(accounts).where(accounts.c.id == account).values(disabled=disabled))
            if disabled:
                connection.execute(delete(sessions).where(sessions.c.account == account))
                connection.execute(delete(links).where(links.c.account == account))
            told = f"{'Disabled' if disabled else 'Enabled'} the account {before.login}"
            self._audit.record(AuditKind.ACCOUNT, by, told, account=account)
            return self.one(account)

    def coordinated(self, login: str, unit: int) -> list[Coordinated] | None:
        """What an account coordinates in a unit, and coordinated before; None where there is no such account."""
        with self._database.reading() as connection:
            number = connection.execute(select(accounts.c.id).where(accounts.c.login == folded(login))).scalar()
            if number is None:
                return None
            held = select(memberships).where(memberships.c.account == number, memberships.c.unit == unit)
            rows = connection.execute(held.where(memberships.c.organisation.is_not(None)).order_by(memberships.c.id))
            return [Coordinated(row.organisation, row.since, row.until) for row in rows]

    def _put_memberships(self, connection: Connection, account: int, given: Iterable[Membership]) -> None:
        """Ends the memberships that are not given, and begins those that are new."""
        wanted, now = list(dict.fromkeys(given)), self._database.now()
        known = set(connection.execute(select(units.c.id)).scalars())
        for item in wanted:
            if item.unit not in known:
                raise NotThereError(f"there is no unit {item.unit}")
        current = memberships.c.account == account, memberships.c.until.is_(None)
        for row in connection.execute(select(memberships).where(*current)).all():
            held = Membership(row.unit, MembershipRole(row.role), row.organisation, row.person)
            if held in wanted:
                wanted.remove(held)
            else:
                connection.execute(update(memberships).where(memberships.c.id == row.id).values(until=now))
        rows = [asdict(item) | {"account": account, "role": str(item.role), "since": now} for item in wanted]
        if rows:
            connection.execute(insert(memberships), rows)

    def _record_memberships(self, account: Account, by: str) -> None:
        with self._database.reading() as connection:
            names = {row.id: row.name for row in connection.execute(select(units.c.id, units.c.name))}
        held = "; ".join(item.in_words(names[item.unit]) for item in account.memberships) or "without a role"
        self._audit.record(AuditKind.PERMISSION, by, f"{account.login} is now {held}", account=account.id)


def folded(login: str) -> str:
    """A login as it is compared: without surrounding space, in lower case."""
    return login.strip().casefold()


def _read(connection: Connection, conditions: list[Any]) -> list[Account]:
    rows = connection.execute(select(accounts).where(*conditions).order_by(accounts.c.login)).all()
    held: defaultdict[int, list[Membership]] = defaultdict(list)
    wanted = memberships.c.account.in_([row.id for row in rows]), memberships.c.until.is_(None)
    for item in connection.execute(select(memberships).where(*wanted).order_by(memberships.c.id)):
        held[item.account].append(Membership(item.unit, MembershipRole(item.role), item.organisation, item.person))
    return [
        Account(row.id, row.login, row.name, row.disabled, row.password is not None, row.made_at, tuple(held[row.id]))
        for row in rows
    ]
