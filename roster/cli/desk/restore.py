"""`roster desk restore`: a backup into an empty database."""

from __future__ import annotations

from pathlib import Path

import click

from roster.cli.desk.opening import administrator, contents, database_option, needs_the_extra, opened_store
from roster.cli.errors import reports_errors
from roster.cli.options import PATH
from roster.cli.output import say


@click.command()
@click.argument("file", type=PATH)
@database_option
@reports_errors
def restore(file: Path, database: str) -> None:
    """Put the backup FILE into an empty database of either kind, which is set up on the way.

    A backup that an older version of the program made is brought up to date; FILE itself is only read. Nobody is signed
    in afterwards, and links that were sent before no longer work.
    """
    needs_the_extra()
    from roster.desk.store import restore_store

    restore_store(file, database, administrator())
    with opened_store(database) as store:
        say(f"restored: {file}: {contents(store)}")
