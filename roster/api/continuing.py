"""Makes one book from another: continued from the last period, the next period's, with records of work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.book import Book
from roster.api.opened import OpenBook, prepared, ready
from roster.lifecycle.continuation.continue_book import continue_book
from roster.lifecycle.next_period import next_period as next_book


def continue_from(
    book: Book | OpenBook, last: Book | OpenBook, *, say: Callable[[str], None] = lambda sentence: None
) -> Book:
    """Adds to a book, as `carried_in`, what its period must remember of the last one: rest, hours, fair shares.

    Args:
        last: the solved or published book of the period before, itself continued from the one before it.
        say: called with a sentence for each thing that could not be taken over.

    Raises:
        BookError: rules or pins that are not possible.
        HistoryError: the last book holds nothing to go on from, is not about the time before, or contradicts this one.
    """
    this, before = prepared(book), prepared(last)
    return continue_book(this.remembered, before.remembered, say)


def next_period(book: Book | OpenBook, *, say: Callable[[str], None] = lambda sentence: None) -> Book:
    """Makes the book of the period after a solved one, continued from it; its dated inputs must still be filled in.

    Raises:
        BookError: rules or pins that are not possible.
        HistoryError: the book holds no rota, publication or record of work to go on from.
        pydantic.ValidationError: a shift is not possible in that period, for the clocks change.
    """
    opened = prepared(book)
    return continue_from(ready(next_book(opened.admission.facts), opened.folder), opened, say=say)


def with_worked(
    book: Book | OpenBook,
    path: str | Path,
    *,
    say: Callable[[str], None] = lambda sentence: None,
    total: Callable[[str], None] = lambda sentence: None,
) -> Book:
    """Adds to a book the records of what was worked in a `.csv` file or a workbook.

    Args:
        say: called with a sentence for each thing that was interpreted, left out or not read.
        total: called with how many rows there were and what became of them.

    Raises:
        FileError: with every mistake, each with its row and column.
    """
    from roster.io.tables.worked_file import read_worked  # here, not above: it imports pandas

    found = book.book if isinstance(book, OpenBook) else book
    return found.changed(worked=read_worked(Path(path), found, say, total))
