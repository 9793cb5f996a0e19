"""Asks people for offers, and puts the replies that come back into a book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from models.book import Book
from roster.api.opened import OpenBook, prepared
from roster.io.offers.ask_folder import AskFile, ask_files, write_ask
from roster.io.offers.read_replies import RepliesReader
from roster.offers.asking.slots import asked_of, people_asked
from roster.offers.collected import Collected, collect
from roster.offers.replies import FileReading


def ask(book: Book | OpenBook, last: Book | OpenBook | None = None) -> list[AskFile]:
    """What each person who may offer is asked in the period of a book, and the name of their file.

    Args:
        book: of the period to be filled in, such as `next_period` makes it.
        last: the book of the period before, for what people offered then.

    Raises:
        BookError: rules or pins that are not possible.
    """
    facts = prepared(book).admission.facts
    before = last.book if isinstance(last, OpenBook) else last
    return ask_files([asked_of(facts, person, before) for person in people_asked(facts, before)])


def write_asked(
    book: Book | OpenBook, files: Sequence[AskFile], folder: str | Path, *, overwrite: bool = False
) -> list[Path]:
    """Writes the sheets of all people, one workbook of all, and who gets which file: all of them or none.

    Returns:
        The files that were replaced.

    Raises:
        FileError: a file is there already, or cannot be written.
    """
    found = book.book if isinstance(book, OpenBook) else book
    return write_ask(Path(folder), files, found, overwrite=overwrite)


def collect_offers(
    book: Book | OpenBook,
    paths: Sequence[str | Path],
    *,
    last: Book | OpenBook | None = None,
    columns: Mapping[str, str] | None = None,
) -> tuple[Collected, FileReading]:
    """Reads replies: returned sheets, a workbook of all sheets, exports of forms.

    Args:
        book: for whose period they are.
        paths: files, and folders of files.
        last: the book of the period before; people who offered in it are expected to reply.
        columns: heading -> how a column of a form is taken.

    Returns:
        The replies put together, and everything that was read.

    Raises:
        FileError: a path leads to nothing.
        BookError: rules or pins that are not possible.
    """
    opened = prepared(book)
    facts = opened.admission.facts
    reader = RepliesReader(facts, columns or {})
    reading = reader.read([Path(path) for path in paths])
    before = last.book if isinstance(last, OpenBook) else last
    return collect(opened.book, reading, people_asked(facts, before), reader.slots_of), reading
