"""`roster desk migrate`: brings the database of an older version up to date."""

from __future__ import annotations

import click

from roster.cli.desk.opening import database_option, needs_the_extra
from roster.cli.errors import reports_errors
from roster.cli.output import say


@click.command()
@database_option
@reports_errors
def migrate(database: str) -> None:
    """Bring the database of a desk that an older version of the program made up to date.

    Stop the desk and make a backup first. It is all done or nothing is, also when the power fails.
    """
    needs_the_extra()
    from roster.desk.store import migrate_store

    name, before, after = migrate_store(database)
    if before == after:
        say(f"{name}: is up to date (schema {after})")
    else:
        say(f"migrated: {name}: from schema {before} to {after}")
