"""The group `roster desk account`: who may sign in to the desk, and what they may do there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from roster.cli.desk.account_changes import AccountRequest, add_account, change_account
from roster.cli.desk.opening import administrator, database_option, opened_store, unit_option
from roster.cli.errors import reports_errors
from roster.cli.options import format_option
from roster.cli.output import print_json, say

_address_option = click.option(
    "--address", metavar="URL", help="Where the desk is served, as https://desk.example.org; the link is then complete."
)


def _roles(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what an account may be."""
    for option in (
        click.option("--reader", is_flag=True, help="May read what the notice board shows."),
        click.option("--planner", is_flag=True, help="May ask what-if questions."),
        click.option("--member", "person", metavar="PERSON", help="Is this person of the unit's book: id or name."),
        click.option(
            "--coordinator",
            "organisations",
            multiple=True,
            metavar="ORGANISATION",
            help="Coordinates this organisation, by its id; may be given several times.",
        ),
        unit_option("The unit that the roles are for; may be left out where there is only one."),
    ):
        command = option(command)
    return command


@click.group()
def account() -> None:
    """Who may sign in to the desk, and what they may do there.

    People choose their password themselves, by a link that works once; the desk never shows one.
    """


@account.command()
@click.argument("login")
@database_option
@click.option("--name", metavar="NAME", help="As histories show it.  [default: LOGIN]")
@_roles
@_address_option
@reports_errors
def add(address: str | None, **options: Any) -> None:
    """Add an account for LOGIN, an e-mail address or a name, and print the link that invites its owner."""
    add_account(AccountRequest(**options), address)


@account.command()
@click.argument("login")
@database_option
@click.option("--name", metavar="NAME", help="A new name for histories, from now on.")
@_roles
@click.option("--none", "nothing", is_flag=True, help="Take away all roles in the unit.")
@reports_errors
def change(nothing: bool, **options: Any) -> None:
    """Change the name of LOGIN, or what it is in a unit: the roles given take the place of those it has there.

    A change of roles ends its sessions.
    """
    change_account(AccountRequest(**options), nothing=nothing)


@account.command(name="list")
@database_option
@format_option
@reports_errors
def list_accounts(database: str, form: str) -> None:
    """List the accounts, with what each may be."""
    with opened_store(database) as store:
        names = {unit.id: unit.name for unit in store.units()}
        found = store.accounts.all()
    if form == "json":
        print_json(
            [
                {
                    "login": item.login,
                    "name": item.name,
                    "disabled": item.disabled,
                    "has_password": item.has_password,
                    "memberships": [
                        {
                            "unit": names[held.unit],
                            "role": str(held.role),
                            "organisation": held.organisation,
                            "person": held.person,
                        }
                        for held in item.memberships
                    ],
                }
                for item in found
            ]
        )
        return
    for item in found:
        state = ", disabled" if item.disabled else "" if item.has_password else ", has not chosen a password yet"
        say(f"{item.login}: {item.name}{state}")
        for held in item.memberships:
            say(f"  {held.in_words(names[held.unit])}")
    if not found:
        say("there is no account yet; `roster desk account add` adds one")


@account.command()
@click.argument("login")
@database_option
@reports_errors
def disable(login: str, database: str) -> None:
    """Let LOGIN sign in no longer; its sessions and links end at once. What it did stays on the record."""
    _set_disabled(login, database, disabled=True)


@account.command()
@click.argument("login")
@database_option
@reports_errors
def enable(login: str, database: str) -> None:
    """Let a disabled LOGIN sign in again, with the password that it had."""
    _set_disabled(login, database, disabled=False)


def _set_disabled(login: str, database: str, *, disabled: bool) -> None:
    with opened_store(database) as store:
        found = store.accounts.set_disabled(store.accounts.named(login).id, disabled, by=administrator())
    say(f"{'disabled' if disabled else 'enabled'}: {found.login}")


@account.command()
@click.argument("login")
@database_option
@_address_option
@reports_errors
def link(login: str, database: str, address: str | None) -> None:
    """Print a new link by which LOGIN chooses a password; it works once, and earlier links no longer do."""
    from roster.cli.desk.account_changes import print_link

    with opened_store(database) as store:
        print_link(store, store.accounts.named(login), address)


@account.command()
@click.argument("login")
@database_option
@reports_errors
def revoke(login: str, database: str) -> None:
    """End all sessions, links and tokens of LOGIN, as after a lost phone; it can sign in again with its password."""
    from roster.analysis.words import counted

    with opened_store(database) as store:
        found = store.accounts.named(login)
        ended, tokens = store.revoke_all(found.id, administrator())
    say(f"revoked: {found.login}: {counted(ended, 'sessions')}, {counted(tokens, 'tokens')}")
