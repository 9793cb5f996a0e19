"""Opens the book that a command names, with the records of work and the last book that its options name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli.errors import naming_file
from roster.cli.output import say

if TYPE_CHECKING:
    from models.book import Book
    from roster.api import OpenBook


def open_with(path: Path, worked: tuple[Path, ...] = (), history: tuple[Path, ...] = ()) -> OpenBook:
    """Opens a book, adds the files of `--worked` and continues it from that of `--history`; prints warnings.

    Raises:
        FileError: with every mistake, each with its file and place.
    """
    from roster import api
    from roster.io.books import refuse_same
    from roster.io.versions import successor

    if len(history) > 1:
        raise click.BadParameter(
            "give one book; the last one remembers those it was itself continued from", param_hint="--history"
        )
    refuse_same([path, *history])
    opened = api.open_book(path)
    for note in opened.notes:
        say(f"warning: {note}", err=True)
    if newer := successor(path, opened.book):
        warnings_about(path)(newer)
    opened = with_worked(opened, worked)
    for last in history:
        opened = continued(opened, last)
    return opened


def open_solved(path: Path, worked: tuple[Path, ...], purpose: str) -> OpenBook:
    """Opens a book that must hold a rota.

    Args:
        purpose: what the rota is needed for, as in "no rota to explain".

    Raises:
        FileError: with every mistake, or it holds no rota.
    """
    from roster.io.storage.files import FileError

    opened = open_with(path, worked)
    if opened.book.rota is None:
        raise FileError([no_rota(path, purpose)])
    return opened


def no_rota(path: Path, purpose: str) -> str:
    """The sentence for a book that holds no rota.

    Args:
        purpose: what the rota is needed for, as in "no rota to explain".
    """
    return f"{path}: holds no rota to {purpose}; `roster solve` makes one"


def with_worked(opened: OpenBook, files: tuple[Path, ...]) -> OpenBook:
    """Adds records of what was worked to a book; prints what was read of each file.

    Raises:
        FileError: with every mistake, each with its row and column.
    """
    from roster import api

    for file in files:
        book = api.with_worked(opened, file, say=warnings_about(file), total=notes_about(file))
        opened = replace(with_book(opened, book), sources=(*opened.sources, file))
    return opened


def with_book(opened: OpenBook, book: Book) -> OpenBook:
    """Puts a changed book in the place of an opened one; where it came from stays known.

    Raises:
        BookError: rules or pins that are not possible.
    """
    from roster import api

    return replace(opened, book=book, admission=api.ready(book, opened.folder).admission)


def continued(opened: OpenBook, last: Path) -> OpenBook:
    """Continues a book from the book of the period before.

    Args:
        last: the file of that book.

    Raises:
        FileError: that file's mistakes, or every reason why the book cannot be continued from it.
    """
    from roster import api
    from roster.errors import HistoryError

    before = api.open_book(last)
    with naming_file(last, HistoryError):
        book = api.continue_from(opened, before, say=warnings_about(last))
    return replace(with_book(opened, book), sources=(*opened.sources, last, *before.parts, *before.sources))


def known_person(path: Path, book: Book, person: str) -> str:
    """The id of the person of the book whose id or name is given on the command line.

    Raises:
        FileError: it names nobody, with the nearest id or name, or several people, with their ids.
    """
    from models.lookup.names import UnknownNameError
    from roster.analysis.names import person_named

    with naming_file(path, UnknownNameError):
        return person_named(book.people, person)


def notes_about(path: Path) -> Callable[[str], None]:
    """A function that prints sentences about a file on standard error."""
    return lambda sentence: say(f"{path}: {sentence}", err=True)


def warnings_about(path: Path) -> Callable[[str], None]:
    """A function that prints sentences about a file as warnings on standard error."""
    return lambda sentence: say(f"warning: {path}: {sentence}", err=True)


def warn_of_unread(path: Path, opened: OpenBook) -> None:
    """Prints what the book says and none of its rules reads: a rota of it is legal only as far as its rules go."""
    for item in opened.unread:
        warnings_about(path)(item.sentence)
