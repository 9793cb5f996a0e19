"""`roster desk remove-old`: removes what is older than it may be kept, and records that."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import click

from roster.cli.desk.opening import administrator, database_option, opened_store
from roster.cli.errors import reports_errors
from roster.cli.output import say

if TYPE_CHECKING:
    from roster.desk.store import Old, Store


def _day(_context: click.Context, _parameter: click.Parameter, value: str) -> date:
    """Reads a date as books have it.

    Raises:
        click.BadParameter: it is none, or not past.
    """
    try:
        day = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
    except ValueError:
        day = None
    if day is None:
        raise click.BadParameter(f"'{value}' is not a date; write it as YYYY-MM-DD")
    if day > datetime.now(UTC).date():
        raise click.BadParameter(f"{day} is not past")
    return day


@click.command(name="remove-old")
@database_option
@click.option(
    "--before",
    required=True,
    callback=_day,
    metavar="DATE",
    help="Remove what was made before this day: revisions, decided proposals, ended jobs, notes, and what signing in"
    " left. The latest revision of each unit stays, and what a pending proposal or an unfinished job needs.",
)
@click.option("--record", is_flag=True, help="Remove entries of the record, too: sign-ins, permissions, exports.")
@click.option("--yes", is_flag=True, help="Remove it. Without this, what would be removed is only said.")
@reports_errors
def remove_old(database: str, before: date, record: bool, yes: bool) -> None:
    """Remove what is older than it may be kept, for the retention that your data protection officer has set.

    That something was removed, when, by whom and how much stays on the record for ever. Backups keep what they have.
    """
    moment = datetime.combine(before, time(), UTC)
    with opened_store(database) as store:
        if yes:
            old = store.retention.remove(moment, administrator(), record=record)
        else:
            old = store.retention.older_than(moment, record=record)
        _print(store, old, before, removed=yes)


def _print(store: Store, old: Old, day: date, *, removed: bool) -> None:
    from roster.analysis.words import counted

    verb = "removed" if removed else "would be removed"
    lines = [
        f"{counted(count, 'revisions')} of {store.unit(unit).name}, up to number {first - 1}"
        for unit, (first, count) in old.revisions.items()
    ]
    for count, words in (
        (old.proposals, "decided proposals"),
        (old.jobs, "ended jobs"),
        (old.notes, "notes"),
        (old.entries, "audit rows"),
        (old.sign_in, "rows of sessions, links, tokens and attempts"),
    ):
        if count:
            lines.append(f"{count} {words}" if words.startswith("rows") else counted(count, words))
    for line in lines:
        say(f"{verb}: {line}")
    if not lines:
        say(f"nothing is older than {day}")
    elif not removed:
        say("nothing was removed; --yes removes it")
