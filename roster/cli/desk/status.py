"""`roster desk status`: what is in the database of a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from roster.cli.desk.opening import database_option, opened_store
from roster.cli.errors import reports_errors
from roster.cli.options import format_option
from roster.cli.output import print_json, say

if TYPE_CHECKING:
    from roster.desk.store import Store


@click.command()
@database_option
@format_option
@reports_errors
def status(database: str, form: str) -> None:
    """What is in the database of a desk: each unit with its latest revision, accounts, proposals, jobs."""
    with opened_store(database) as store:
        found = _found(store)
    if form == "json":
        print_json(found)
        return
    from models.text.lists import listed
    from roster.analysis.words import counted

    say(f"{found['database']}: schema {found['schema']}, {counted(len(found['units']), 'units')}")
    for unit in found["units"]:
        waiting = [
            counted(unit[what], words)
            for what, words in (("proposals", "pending proposals"), ("jobs", "unfinished jobs"))
            if unit[what]
        ]
        say(
            f"  {unit['name']}: revision {unit['revision']}, {unit['made_at']:%d %b %Y %H:%M} UTC, {unit['author']}:"
            f" {unit['sentence']}" + (f"; {listed(waiting)}" if waiting else "")
        )
    disabled = f", {found['disabled']} of them disabled" if found["disabled"] else ""
    say(f"{counted(found['accounts'], 'accounts')}{disabled}")


def _found(store: Store) -> dict[str, Any]:
    running = store.jobs.unfinished()
    people = store.accounts.all()
    units = []
    for unit in store.units():
        latest = store.history(unit.id, after=unit.head - 1)[0]
        units.append(
            {
                "id": unit.id,
                "name": unit.name,
                "revision": unit.head,
                "made_at": latest.made_at,
                "author": latest.author,
                "sentence": latest.sentence,
                "proposals": len(store.proposals.pending(unit.id)),
                "jobs": sum(job.unit == unit.id for job in running),
            }
        )
    return {
        "database": store.name,
        "schema": store.schema_version,
        "units": units,
        "accounts": len(people),
        "disabled": sum(account.disabled for account in people),
    }
