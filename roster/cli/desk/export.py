"""`roster desk export`: a unit's book out of the desk, in any form."""

from __future__ import annotations

from pathlib import Path

import click

from roster.cli.desk.opening import administrator, database_option, opened_store, unit_of, unit_option
from roster.cli.errors import reports_errors
from roster.cli.options import PATH
from roster.cli.output import say
from roster.io.storage.files import STANDARD


@click.command()
@click.argument("outputs", nargs=-1, required=True, type=PATH, metavar="OUT...")
@database_option
@unit_option("The unit; may be left out where there is only one.")
@click.option("--revision", type=click.IntRange(min=1), metavar="N", help="An earlier revision.  [default: the latest]")
@reports_errors
def export(outputs: tuple[Path, ...], database: str, unit_name: str | None, revision: int | None) -> None:
    """Write a unit's book to files, .xlsx, .yaml or .json; nothing is lost on the way out and in again.

    What an export contains is on the record: it holds everything about everybody.
    """
    from roster import api
    from roster.io.books import refuse_output

    for path in outputs:
        refuse_output(path, None)
    with opened_store(database) as store:
        from roster.desk.store import AuditKind

        unit = unit_of(store, unit_name)
        found = store.head(unit.id) if revision is None else store.revision(unit.id, revision)
        opened = api.ready(found.book, unit.folder)
        names = [path.name for path in outputs]
        # On the record first: a file that nobody knows of is worse than an entry about one that could not be written.
        store.audit.record(
            AuditKind.EXPORT, administrator(), f"Exported revision {found.number} of {unit.name} to {', '.join(names)}",
            unit=unit.id, detail={"revision": found.number, "files": names},
        )  # fmt: skip
        api.write_book(opened, *outputs, say=lambda sentence: say(sentence, err=True))
    to_standard = any(str(path) == STANDARD for path in outputs)  # the book alone belongs there
    for path in outputs:
        say(f"written: {path}: {unit.name}, revision {found.number}", err=to_standard)
