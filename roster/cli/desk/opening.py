"""Opens the store that `--database` names, and the options that the commands of the desk share."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from models.errors import RosterError
from roster.cli.output import say

if TYPE_CHECKING:
    from roster.desk.store import Store, Unit

_NEEDED = ("sqlalchemy", "alembic", "argon2", "psycopg")

database_option = click.option(
    "--database",
    required=True,
    envvar="ROSTER_DATABASE",
    show_envvar=True,
    metavar="URL",
    help="sqlite:///FILE or postgresql://USER@HOST/NAME. Leave the password of PostgreSQL to ~/.pgpass or PGPASSWORD:"
    " others can see what is written on a command line.",
)


def unit_option(text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--unit`, with its line of help."""
    return click.option("--unit", "unit_name", metavar="NAME", help=text)


class MissingExtraError(RosterError):
    """The packages that the desk needs are not installed."""


def needs_the_extra(names: Sequence[str] = _NEEDED) -> None:
    """Checks that the packages are there which the desk needs.

    Args:
        names: the packages, as they are imported.

    Raises:
        MissingExtraError: one is not; says what to install.
    """
    for name in names:
        try:
            import_module(name)
        except ModuleNotFoundError as error:
            raise MissingExtraError(
                f"the desk needs the package `{error.name}`: pip install 'jru-roster[desk]' installs all it needs"
            ) from None


@contextmanager
def opened_store(database: str) -> Iterator[Store]:
    """Opens the store of a database; warns where its file may lie on a network drive.

    Raises:
        MissingExtraError: the packages that the desk needs are not installed.
        StoreError: it cannot be opened.
    """
    needs_the_extra()
    from roster.desk.store import open_store

    store = open_store(database)
    try:
        if store.doubt is not None:
            say(f"warning: {store.doubt}", err=True)
        yield store
    finally:
        store.close()


def unit_of(store: Store, name: str | None) -> Unit:
    """The unit of a name, or the only one.

    Raises:
        StoreError: there is no such unit, or none is named and there are none or several.
    """
    from models.text.lists import first_few
    from roster.desk.store import StoreError

    if name is not None:
        return store.unit_named(name)
    units = store.units()
    if not units:
        raise StoreError(f"{store.name}: has no unit yet; `roster desk import` adds one")
    if len(units) > 1:
        names = first_few([unit.name for unit in units], 10)
        raise StoreError(f"{store.name}: has {len(units)} units; say which with --unit: {names}")
    return units[0]


def contents(store: Store) -> str:
    """What a store holds, in figures: `1 unit, 14 revisions, 3 accounts`."""
    from roster.analysis.words import counted

    units = store.units()
    revisions = sum(len(store.history(unit.id)) for unit in units)
    counts = ((len(units), "units"), (revisions, "revisions"), (len(store.accounts.all()), "accounts"))
    return ", ".join(counted(count, words) for count, words in counts)


def administrator() -> str:
    """Who runs the command, as the record has it: the user of the system."""
    try:
        return f"{getpass.getuser()} (command line)"
    except (KeyError, OSError):  # a user without a name, as in a container
        return "command line"
