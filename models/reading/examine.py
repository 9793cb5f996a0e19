"""Reads raw data (lists and mappings, as YAML or JSON give them) as a book, and reports every mistake at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from models.base import AS_WRITTEN
from models.book import Book
from models.problems import BookError, Problem
from models.reading.messages import problems_of
from models.reading.order import in_book_order
from models.reading.salvage import MOST_EXAMINED_TWICE, Salvage

MOST_FIELDS = 200  # at the top of a file; with more it is no book at all
MOST_ERRORS = 20_000  # of one reading; with more, only the first items of long lists are examined


@dataclass(frozen=True)
class Reading:
    """The outcome of reading raw data.

    Attributes:
        book: the book, when there is no mistake.
        problems: every mistake, in the order of the book.
        salvaged: a book of what remains without the faulty items, so that more can be reported about the rest.
        indices: section -> the place in the raw data of each salvaged item.
    """

    book: Book | None
    problems: list[Problem]
    salvaged: Book | None
    indices: Mapping[str, list[int]]


def read(raw: object) -> Book:
    """Reads raw data as a book.

    Raises:
        BookError: with every mistake.
    """
    reading = examine(raw)
    if reading.book is None:
        raise BookError(reading.problems)
    return reading.book


def examine(raw: object) -> Reading:
    """Reads raw data; where it is faulty, reports everything that is wrong with it."""
    if not isinstance(raw, Mapping):
        return Reading(None, [Problem((), "a book is a mapping of fields (name, period, people, ...)")], None, {})
    if len(raw) > MOST_FIELDS:
        return Reading(None, [Problem((), f"holds {len(raw):,} fields; a book has {len(Book.model_fields)}")], None, {})
    try:
        book = Book.model_validate(raw, context=AS_WRITTEN)
        return Reading(book, [], book, {})
    except ValidationError as error:
        if error.error_count() > MOST_ERRORS:
            return _first_items(raw, error.error_count())
        salvage = Salvage(raw, error)
        problems = in_book_order(salvage.problems())
        salvaged = salvage.book()
        return Reading(None, problems, salvaged, salvage.indices() if salvaged else {})


def _first_items(raw: Mapping[Any, Any], count: int) -> Reading:
    """Reports the mistakes in the first items of each list, and the number of all: to word all would take minutes."""
    short = {name: value[:MOST_EXAMINED_TWICE] if isinstance(value, list) else value for name, value in raw.items()}
    try:
        Book.model_validate(short, context=AS_WRITTEN)
        problems = []
    except ValidationError as error:
        problems = in_book_order(problems_of(error, Book)) if error.error_count() <= MOST_ERRORS else []
    more = Problem((), f"holds {count:,} mistakes; these are the first" if problems else f"holds {count:,} mistakes")
    return Reading(None, [more, *problems], None, {})
