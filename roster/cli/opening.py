"""A book as a command opens it: with what was worked, and with what the last book leaves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli.edge import say

if TYPE_CHECKING:
    from models.book import Book
    from roster.api import OpenBook

worked_option = click.option(
    "--worked",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="What was worked (.csv or .xlsx): person, date, start, end and, where it matters, end date, type, status,"
    " no-show, call sign. May be given several times.",
)
history_option = click.option(
    "--history",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="BOOK",
    help="The last period's solved or published book: rest, hours and fair shares remember it.",
)


def with_trust(command: click.Command) -> click.Command:
    """A command that takes `--trust`; whatever it opens, rule files then run without being asked about."""
    if not any(parameter.name == "trust" for parameter in command.params):
        option = click.Option(
            ["--trust"],
            is_flag=True,
            expose_value=False,
            callback=_trusting,
            help="Run the rule files of every book that is named, allowed by `roster trust` or not: for scripts whose"
            " books are your own.",
        )
        command.params.append(option)
    return command


def _trusting(context: click.Context, parameter: click.Parameter, given: bool) -> None:
    if given:
        from roster.io.trust import trusting

        context.with_resource(trusting())


def open_with(path: Path, worked: tuple[Path, ...] = (), history: tuple[Path, ...] = ()) -> OpenBook:
    """The book, with the records and the last book that the options name; what is to be known of them is warned of.

    Raises:
        FileError: with every mistake, each with its file and place.
    """
    from roster import api
    from roster.io.books import refuse_same

    if len(history) > 1:
        raise click.BadParameter(
            "give one book; the last one remembers those it was itself continued from", param_hint="--history"
        )
    refuse_same([path, *history])
    opened = api.open_book(path)
    for note in opened.notes:
        say(f"warning: {note}", err=True)
    opened = with_records(opened, worked)
    for last in history:
        before = api.open_book(last)
        opened = with_book(opened, continued(opened, before, last))
        opened = replace(opened, sources=(*opened.sources, last, *before.parts, *before.sources))
    return opened


def with_records(opened: OpenBook, files: tuple[Path, ...]) -> OpenBook:
    """The book with records of what was worked; what became of their rows is told.

    Raises:
        FileError: with every mistake, each with its row and column.
    """
    from roster import api

    for file in files:
        book = api.with_worked(opened, file, say=warning_of(file), total=note_of(file))
        opened = replace(with_book(opened, book), sources=(*opened.sources, file))
    return opened


def with_book(opened: OpenBook, book: Book) -> OpenBook:
    """A changed book made ready, with all else that is known of the opened one.

    Raises:
        BookError: rules or pins that are not possible.
    """
    from roster import api

    return replace(opened, book=book, admission=api.ready(book, opened.folder).admission)


def continued(opened: OpenBook, before: OpenBook, last: Path) -> Book:
    """A book with what the one before, read from the file `last`, leaves it.

    Raises:
        FileError: every reason why it cannot be continued from that one.
    """
    from roster import api
    from roster.errors import HistoryError
    from roster.io.storage.files import FileError

    try:
        return api.continue_from(opened, before, say=warning_of(last))
    except HistoryError as error:
        raise FileError([f"{last}: {sentence}" for sentence in error.sentences]) from None


def note_of(path: Path) -> Callable[[str], None]:
    """Prints sentences about a file, beside the results."""
    return lambda sentence: say(f"{path}: {sentence}", err=True)


def warn_of_unread(path: Path, opened: OpenBook) -> None:
    """Print what the book says and none of its rules reads: what is made of it is legal only as far as these go."""
    for item in opened.unread:
        warning_of(path)(item.sentence)


def warning_of(path: Path) -> Callable[[str], None]:
    """Prints sentences about a file as warnings."""
    return lambda sentence: say(f"warning: {path}: {sentence}", err=True)
