"""Adds and changes accounts as the command line asks, and prints the links that invite people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from roster.cli.desk.opening import administrator, opened_store, unit_of
from roster.cli.errors import WRONG, failure
from roster.cli.output import say

if TYPE_CHECKING:
    from models.book import Book
    from roster.desk.store import Account, Membership, Store


@dataclass(frozen=True)
class AccountRequest:
    """What is to be known of an account; each option of the commands is a field.

    Attributes:
        login: the e-mail address or name that is typed to sign in.
        database: the address of the database.
        name: as histories show it; unchanged, or the login, when None.
        unit_name: the unit that the roles are for; the only one when None.
        organisations: ids of the organisations that it coordinates.
        person: id or name of the person that it is.
        planner: whether it may ask what-if questions.
        reader: whether it may read what the notice board shows.
    """

    login: str
    database: str
    name: str | None = None
    unit_name: str | None = None
    organisations: tuple[str, ...] = ()
    person: str | None = None
    planner: bool = False
    reader: bool = False

    @property
    def has_roles(self) -> bool:
        """Whether any role is given."""
        return bool(self.organisations or self.person or self.planner or self.reader)


def add_account(request: AccountRequest, address: str | None) -> None:
    """Adds an account, and prints the link that invites its owner.

    Args:
        address: where the desk is served; the link is not complete when None.

    Raises:
        RosterError: the call or the database is wrong; no account is added.
    """
    if request.unit_name is not None and not request.has_roles:
        raise click.UsageError("--unit goes with a role: --coordinator, --member, --planner or --reader")
    with opened_store(request.database) as store:
        with store.transaction():
            given = memberships(store, request) if request.has_roles else ()
            account = store.accounts.add(request.login, request.name or "", given, by=administrator())
        say(f"added: {_described(store, account)}")
        print_link(store, account, address)


def change_account(request: AccountRequest, *, nothing: bool) -> None:
    """Changes the name of an account, or what it is in a unit.

    Args:
        nothing: take away all roles in the unit.

    Raises:
        RosterError: the call or the database is wrong; nothing is changed.
    """
    if nothing and request.has_roles:
        raise click.UsageError("--none takes away all roles, so no other can be given with it")
    if not (nothing or request.has_roles or request.name is not None):
        raise click.UsageError("say what to change: --name, a role, or --none")
    with opened_store(request.database) as store:
        with store.transaction():
            account = store.accounts.named(request.login)
            if request.name is not None:
                account = store.accounts.rename(account.id, request.name, by=administrator())
            if nothing or request.has_roles:
                unit = unit_of(store, request.unit_name)
                others = [held for held in account.memberships if held.unit != unit.id]
                given = [*others, *(() if nothing else memberships(store, request))]
                account = store.accounts.set_memberships(account.id, given, by=administrator())
        say(f"changed: {_described(store, account)}")


def memberships(store: Store, request: AccountRequest) -> tuple[Membership, ...]:
    """The memberships that a request gives, in the unit that it names.

    Raises:
        click.exceptions.Exit: an organisation or a person is not in the unit's book; all of them were printed.
        StoreError: there is no such unit.
    """
    from roster.desk.store import Membership, MembershipRole

    unit = unit_of(store, request.unit_name)
    book = store.head(unit.id).book
    found, wrong = [], []
    for organisation in request.organisations:
        if problem := _unknown_organisation(book, organisation):
            wrong.append(f"{unit.name}: {problem}")
        found.append(Membership(unit.id, MembershipRole.COORDINATOR, organisation=organisation))
    if request.person is not None:
        person, problem = _person(book, request.person)
        if problem:
            wrong.append(f"{unit.name}: {problem}")
        found.append(Membership(unit.id, MembershipRole.MEMBER, person=person))
    if wrong:
        raise failure(wrong, WRONG)
    if request.planner:
        found.append(Membership(unit.id, MembershipRole.PLANNER))
    if request.reader:
        found.append(Membership(unit.id, MembershipRole.READER))
    return tuple(found)


def print_link(store: Store, account: Account, address: str | None) -> None:
    """Makes a link by which the owner of an account chooses a password, and prints it.

    Args:
        address: where the desk is served; the link is not complete when None.

    Raises:
        LinkError: the account is disabled.
    """
    from roster.desk.store import LINK_LASTS, AuditKind, LinkPurpose

    purpose = LinkPurpose.PASSWORD if account.has_password else LinkPurpose.INVITATION
    with store.transaction():
        token = store.links.make(account.id, purpose, administrator())
        told = f"Made a link for {account.login} ({purpose})"
        store.audit.record(AuditKind.LINK, administrator(), told, account=account.id)
    hours = int(LINK_LASTS[purpose].total_seconds()) // 3600
    lasts = f"{hours // 24} days" if hours >= 48 else f"{hours} hours"
    where = (address or "").rstrip("/")
    say(f"give this link to {account.name} alone; it works once, within {lasts}:")
    say(f"{where}/link/{token}")
    if not where:
        say("put the address of your desk in front of it, or give --address", err=True)


def _described(store: Store, account: Account) -> str:
    names = {unit.id: unit.name for unit in store.units()}
    held = "; ".join(item.in_words(names[item.unit]) for item in account.memberships) or "no role"
    return f"{account.login}: {account.name}: {held}"


def _unknown_organisation(book: Book, name: str) -> str | None:
    from models.problems import did_you_mean
    from models.text.lists import listed

    known = [organisation.id for organisation in book.organisations]
    if name in known:
        return None
    return f"there is no organisation '{name}'{did_you_mean(name, known) or f'; there are {listed(known)}'}"


def _person(book: Book, name: str) -> tuple[str, str | None]:
    from models.lookup.names import UnknownNameError
    from roster.analysis.names import person_named

    try:
        return person_named(book.people, name), None
    except UnknownNameError as error:
        return name, str(error)
