"""`roster publish`: a frozen version, and what each reader is given of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli.errors import NO, failure, reports_errors
from roster.cli.inputs import open_with, warn_of_unread, warnings_about
from roster.cli.options import format_option, worked_option
from roster.cli.output import print_json, say

if TYPE_CHECKING:
    from models.book import Book
    from roster.api import OpenBook
    from roster.io.site.publication import Publication

_VERSION = re.compile(r"-v\d+$")


@click.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
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
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Where to write the frozen book.  [default: DIR/<name>-v<version>.<suffix of BOOK>]",
)
@click.option(
    "--after",
    type=click.Path(path_type=Path),
    metavar="FROZEN",
    help="The frozen book of the publication before, where BOOK does not come from it: versions, calendars and links go"
    " on. One of another month hands on the links, and its duties stay in personal pages and calendars until they are"
    " over.",
)
@worked_option
@format_option
@reports_errors
def publish(
    book: Path,
    folder: Path,
    audiences: tuple[str, ...],
    plain_names: bool,
    output: Path | None,
    after: Path | None,
    worked: tuple[Path, ...],
    form: str,
) -> None:
    """Freeze the rota of BOOK as a version that people are told of, and write into DIR what each reader is given.

    Each copy is a folder of DIR that can be shared by itself. DIR also holds the frozen book, with everything in it:
    it is the coordinator's, and the BOOK of later commands. Exit status 1 when a hard rule is broken: nobody is told of
    a rota that is not legal.
    """
    from roster import api
    from roster.analysis.notes.rules_checked import as_data
    from roster.cli import terminal
    from roster.errors import IllegalRotaError
    from roster.io.books import refuse_output
    from roster.io.site.addresses import file_name
    from roster.io.storage.files import STANDARD, FileError
    from roster.lifecycle.audience import AudienceError

    opened = open_with(book, worked)
    if opened.book.rota is None:
        raise FileError([f"{book}: holds no rota to publish; `roster solve` makes one"])
    changed = opened.book.rota.provenance.input_hash != opened.book.input_hash
    last = _before(after) if after is not None else None
    version = _version(last.book if last is not None else opened.book, opened.book)
    if last is not None and after is not None:
        opened = replace(opened, sources=(*opened.sources, after, *last.parts, *last.sources))
    stem = file_name(opened.book.name) if str(book) == STANDARD else _VERSION.sub("", book.stem)
    frozen = output or folder / f"{stem}-v{version}{book.suffix or '.json'}"
    if output is not None:
        refuse_output(output, book)
    if changed:
        say(f"warning: {book}: the inputs have changed since the rota was made", err=True)
    try:
        made = api.publish(
            opened,
            folder,
            frozen,
            audiences=audiences,
            plain_names=plain_names,
            after=last.book if last is not None else None,
            replace_frozen=output is not None,
            say=warnings_about(book),
        )
    except AudienceError as error:
        raise FileError([f"{book}: {error}"]) from None
    except IllegalRotaError as error:
        told = [f"{book}: {breach.rule}: {breach.message}" for breach in error.verdict.hard]
        raise failure([*told, f"{book}: nothing was published: the rota is not legal"], NO) from None
    if form == "json" and str(frozen) != STANDARD:
        print_json(_as_data(made, folder, frozen) | {"no_rule_about": as_data(opened.unread)})
        return
    warn_of_unread(book, opened)
    out = terminal.console(err=str(frozen) == STANDARD)
    out.print(terminal.title(made.book))
    for line in _lines(made, folder, frozen):
        out.print(line)


def _before(path: Path) -> OpenBook:
    """The book of the publication before.

    Raises:
        FileError: it holds nothing that was published.
    """
    from roster import api
    from roster.io.storage.files import FileError

    found = api.open_book(path)
    if found.book.published is None:
        raise FileError([f"{path}: was never published, so there is nothing to go on from"])
    return found


def _version(before: Book, book: Book) -> int:
    """The version that is next: of the rota of another period the book's own are no matter."""
    known = before if before.period.overlaps(book.period) else book
    return known.published.version + 1 if known.published is not None else 1


def _lines(made: Publication, folder: Path, frozen: Path) -> list[str]:
    from roster.analysis.words import counted
    from roster.io.site.pages import INDEX, news_in_words
    from roster.lifecycle.audience import AudienceKind

    against = made.frozen.changes.against
    news = f"since version {against}: {news_in_words(made.frozen.changes)}" if against else "it is the first"
    lines = [f"version {made.published.version} is published; {news}"]
    for item in made.made:
        place = folder / item.name
        if item.kind is AudienceKind.PERSON:
            whose = counted(len(made.people), "people")
            lines.append(f"  {item.title}: a page, a calendar and a workbook for {whose} in {place}")
        else:
            lines.append(f"  {item.title}: {place / INDEX}")
    if made.personal and (left := [item for item in made.published.kept if not item.cancelled]):
        titles = " and ".join(dict.fromkeys(item.title for item in left))
        number = len({item.duty for item in left})
        stay = "is not over: it stays" if number == 1 else "are not over: they stay"
        lines.append(f"{counted(number, 'duties')} of {titles} {stay} in people's pages and calendars")
    lines.append(f"frozen book: {frozen}")
    lines.append(
        f"Share the folders, each with its own readers, and not {folder} itself: the frozen book holds everything."
    )
    return lines


def _as_data(made: Publication, folder: Path, frozen: Path) -> dict[str, object]:
    from roster.lifecycle.audience import AudienceKind
    from roster.lifecycle.freeze import News

    changes = made.frozen.changes
    personal = folder / AudienceKind.PERSON
    return {
        "name": made.book.name,
        "version": made.published.version,
        "at": made.published.at.isoformat(),
        "frozen": str(frozen),
        "kept": [
            {"person": item.person, "duty": item.duty, "rota": item.title}
            for item in made.published.kept
            if made.personal and not item.cancelled
        ],
        "audiences": {item.name: str(folder / item.name) for item in made.made},
        "pages": {person: str(personal / f"{made.addresses.page(person)}.html") for person in made.people}
        if made.personal
        else {},
        "changes": {
            "against": changes.against,
            "disturbed": changes.disturbed,
            **{str(news): changes.count(news) for news in News},
            "people": {person: dict(duties) for person, duties in changes.duties.items()},
        },
    }
