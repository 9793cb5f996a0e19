"""`roster desk backup`: a copy of everything, while the desk is in use."""

from __future__ import annotations

from pathlib import Path

import click

from roster.cli.desk.opening import administrator, contents, database_option, opened_store
from roster.cli.errors import reports_errors
from roster.cli.options import PATH
from roster.cli.output import say


@click.command()
@click.argument("file", type=PATH)
@database_option
@reports_errors
def backup(file: Path, database: str) -> None:
    """Copy everything, as it is at one moment, into FILE, which must not be there yet; the desk can be used meanwhile.

    FILE is an SQLite database, whatever kind the desk's own is: `roster desk restore` puts it into either kind. It
    holds everything about everybody, so keep it as safe as the desk itself.
    """
    with opened_store(database) as store:
        from roster.desk.store import AuditKind

        store.back_up(file)
        store.audit.record(AuditKind.BACKUP, administrator(), f"Backed up to {file.name}")
        say(f"written: {file}: {contents(store)}")
