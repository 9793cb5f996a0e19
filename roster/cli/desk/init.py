"""`roster desk init`: sets up a new desk in an empty database."""

from __future__ import annotations

import click

from roster.cli.desk.opening import database_option, needs_the_extra
from roster.cli.errors import reports_errors
from roster.cli.output import say


@click.command()
@database_option
@reports_errors
def init(database: str) -> None:
    """Set up a new desk: an SQLite file that is made, or an empty database of PostgreSQL.

    Nothing happens to a desk that is there already.
    """
    needs_the_extra()
    from roster.desk.store import StoreState, make_store

    store, state = make_store(database)
    try:
        if store.doubt is not None:
            say(f"warning: {store.doubt}", err=True)
        if state is StoreState.MADE:
            say(f"made: {store.name}")
            say("next: roster desk import BOOK, then roster desk account add")
        else:
            say(f"{store.name}: is set up already; nothing was changed")
    finally:
        store.close()
