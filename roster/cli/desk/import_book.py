"""`roster desk import`: a book becomes a new unit of the desk, or a unit's next revision."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roster.cli.desk.opening import administrator, database_option, opened_store
from roster.cli.errors import NO, failure, reports_errors
from roster.cli.inputs import open_with
from roster.cli.options import book_argument
from roster.cli.output import say

if TYPE_CHECKING:
    from roster.api import OpenBook
    from roster.desk.store import Store, Unit


@dataclass(frozen=True)
class ImportRequest:
    """What `roster desk import` is asked to do; each option of the command is a field.

    Attributes:
        book: the file of the book.
        database: the address of the database.
        name: of the new unit; the book's own when None.
        into: the name of the unit whose next revision the book becomes; a new unit when None.
        revision: the revision that the book was exported from; the latest when None.
        why: the reason.
    """

    book: Path
    database: str
    name: str | None = None
    into: str | None = None
    revision: int | None = None
    why: str = ""


@click.command(name="import")
@book_argument
@database_option
@click.option("--name", metavar="NAME", help="What the new unit is called.  [default: the name of BOOK]")
@click.option("--into", metavar="NAME", help="Make BOOK the next revision of this unit, instead of a new unit.")
@click.option(
    "--revision",
    type=click.IntRange(min=1),
    metavar="N",
    help="With --into: the revision that BOOK was exported from. If others have changed the unit since, nothing is"
    " imported, and the exit status is 1.  [default: the latest]",
)
@click.option("--why", default="", metavar="TEXT", help="With --into: the reason, for the history.")
@reports_errors
def import_book(**options: Any) -> None:
    """Bring BOOK into the desk, as a new unit or as the next revision of one.

    The desk keeps a copy; BOOK is only read. Its rule files stay where they are, and are read from there.
    """
    run_import(ImportRequest(**options))


def run_import(request: ImportRequest) -> None:
    """Imports a book and prints what it has become.

    Raises:
        RosterError: the call, the book or the database is wrong.
    """
    if request.into is None and (request.revision is not None or request.why):
        raise click.UsageError("--revision and --why belong to --into")
    if request.into is not None and request.name is not None:
        raise click.UsageError("give --name for a new unit, or --into for one that is there")
    opened = open_with(request.book)
    with opened_store(request.database) as store:
        unit = _new_unit(store, request, opened) if request.into is None else _next_revision(store, request, opened)
    if opened.book.rule_files:
        say(f"{request.book}: its rule files are read from {opened.folder}; keep them there", err=True)
    if unit is not None:
        say(f"imported: {request.book}: {unit.name}, revision {unit.head}")


def _new_unit(store: Store, request: ImportRequest, opened: OpenBook) -> Unit:
    from roster.desk.store import AuditKind, TakenError

    sentence, folder = f"Imported {request.book.name}", _folder(opened)
    try:
        with store.transaction():
            unit = store.add_unit(opened.book, administrator(), sentence, name=request.name, folder=folder)
            store.audit.record(AuditKind.IMPORT, administrator(), sentence, unit=unit.id)
    except TakenError as error:
        raise TakenError(
            f"{error}; --into makes {request.book.name} its next revision, --name calls the new unit otherwise"
        ) from None
    return unit


def _next_revision(store: Store, request: ImportRequest, opened: OpenBook) -> Unit | None:
    """Appends the book to its unit; None where it is what the unit has already."""
    from roster.desk.changes import changes_between
    from roster.desk.store import AuditKind, StaleRevisionError

    assert request.into is not None
    unit = store.unit_named(request.into)
    parent = unit.head if request.revision is None else request.revision
    before = store.revision(unit.id, parent)
    changes = changes_between(before.book, opened.book)
    if not changes and parent == unit.head:
        say(f"{request.book}: is what {unit.name} has as revision {parent}; nothing was imported")
        return None
    who, sentence = administrator(), f"Imported {request.book.name}"
    try:
        with store.transaction():
            store.append(unit.id, parent, opened.book, changes, who, sentence, request.why)
            store.audit.record(AuditKind.IMPORT, who, sentence, unit=unit.id)
    except StaleRevisionError as error:
        since = [f"{line.number}: {line.author}: {line.sentence}" for line in store.history(unit.id, after=parent)]
        told = f"{request.book}: nothing was imported: {unit.name} has changed since revision {parent}"
        raise failure([told, *since], NO) from error
    return store.unit(unit.id)


def _folder(opened: OpenBook) -> Path | None:
    return opened.folder.resolve() if opened.book.rule_files and opened.folder is not None else None
