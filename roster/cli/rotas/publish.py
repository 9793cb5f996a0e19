"""`roster publish`: freezes a version of the rota and writes what each kind of reader is given of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roster.cli.errors import naming_file, naming_people, reports_errors
from roster.cli.inputs import open_solved, warn_of_unread, warnings_about
from roster.cli.options import PATH, book_argument, format_option, worked_option
from roster.cli.output import say
from roster.cli.rotas.requests import PublishRequest
from roster.io.storage.files import STANDARD

if TYPE_CHECKING:
    from models.book import Book
    from roster.api import OpenBook
    from roster.io.site.publication import Publication

_VERSION = re.compile(r"-v\d+$")


def _web_address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Refuses an address that no names of files can be added to; `none` is an empty one."""
    from models.records.published import WEB_ADDRESS

    if value is not None and value.strip().lower() == "none":
        return ""
    if value is not None and not WEB_ADDRESS.match(value):
        raise click.BadParameter(
            f"'{value}' is no address of a folder on the web; it begins with https:// and has no ?, # or password;"
            " 'none' takes away the one that was given before"
        )
    return value


@click.command()
@book_argument
@click.argument("folder", metavar="DIR", type=PATH)
@click.option(
    "--audience",
    "audiences",
    multiple=True,
    metavar="NAME",
    help="Only for these readers: police, ambulance, notice-board, person, coordinator, or an organisation's id; may be"
    " given several times.  [default: all]",
)
@click.option(
    "--plain-names",
    is_flag=True,
    help="Name personal pages after people's ids. Without it nobody can guess where another's page is.",
)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="OUT",
    help="Where to write the frozen book.  [default: DIR/<name>-v<version>.<suffix of BOOK>]",
)
@click.option(
    "--after",
    type=PATH,
    metavar="FROZEN",
    help="The frozen book of the publication before, where BOOK does not come from it: versions, calendars and links go"
    " on. One of another month hands on the links, and its duties stay in personal pages and calendars until they are"
    " over.",
)
@click.option(
    "--address",
    metavar="URL",
    callback=_web_address,
    help="Where a web server serves DIR, such as https://rota.example.org/kent. Personal pages then have a button by"
    " which phones and computers subscribe to the calendar. Later versions remember it; 'none' takes it away again.",
)
@worked_option
@format_option
@reports_errors
def publish(**options: Any) -> None:
    """Freeze the rota of BOOK as a version that people are told of, and write into DIR what each reader is given.

    Each copy is a folder of DIR that can be shared by itself. DIR also holds the frozen book, with everything in it:
    it is the coordinator's, and the BOOK of later commands. Exit status 1 when a hard rule is broken: nobody is told of
    a rota that is not legal.
    """
    run_publish(PublishRequest(**options))


def run_publish(request: PublishRequest) -> None:
    """Publishes the rota of a book and prints what was written.

    Raises:
        RosterError: the call or the book is wrong, or a hard rule is broken.
    """
    from roster import api
    from roster.cli.rotas.publish_report import print_answer
    from roster.io.books import refuse_output
    from roster.lifecycle.audience import AudienceError

    opened = open_solved(request.book, request.worked, "publish")
    last = _publication_before(request.after) if request.after is not None else None
    if last is not None and request.after is not None:
        opened = replace(opened, sources=(*opened.sources, request.after, *last.parts, *last.sources))
    version = _next_version(last.book if last is not None else opened.book, opened.book)
    frozen = request.frozen(opened.book.name, version)
    if request.output is not None:
        refuse_output(request.output, request.book)
    rota = opened.book.rota
    if rota is not None and rota.provenance.input_hash != opened.book.input_hash:
        say(f"warning: {request.book}: the inputs have changed since the rota was made", err=True)
    made: Publication
    with naming_people(opened.book), naming_file(request.book, AudienceError):
        options = api.PublishOptions(
            audiences=request.audiences,
            plain_names=request.plain_names,
            after=last.book if last is not None else None,
            replace_frozen=request.output is not None,
            address=request.address,
            came_from=(request.book, *([request.after] if request.after is not None else [])),
        )
        made = api.publish_with(opened, request.folder, frozen, options, warnings_about(request.book))
    if request.form != "json" or str(frozen) == STANDARD:
        warn_of_unread(request.book, opened)
    print_answer(request, opened, made, frozen)


def _publication_before(path: Path) -> OpenBook:
    """The frozen book of the publication before.

    Raises:
        FileError: it holds nothing that was published.
    """
    from roster import api
    from roster.io.storage.files import FileError

    found = api.open_book(path)
    if found.book.published is None:
        raise FileError([f"{path}: was never published, so there is nothing to go on from"])
    return found


def _next_version(before: Book, book: Book) -> int:
    """The number of the next version; a publication of another period does not count.

    Args:
        before: the frozen book of the publication before.
        book: the book that is published.
    """
    known = before if before.period.overlaps(book.period) else book
    return known.published.version + 1 if known.published is not None else 1
