"""The rota that people were told of: the published one or, in a book that was never published, its own."""

from __future__ import annotations

from datetime import date

from models.book import Book
from models.errors import NoRotaError
from models.records.published import Published
from models.rota import Assignment


def published_assignments(book: Book) -> tuple[Assignment, ...]:
    """The assignments that people were told of.

    Raises:
        NoRotaError: nothing was published, and the book holds no rota.
    """
    if book.published is not None:
        return book.published.assignments
    if book.rota is None:
        raise NoRotaError
    return book.rota.assignments


def as_published(book: Book, assignments: tuple[Assignment, ...], as_of: date | None) -> Published:
    """A publication of the given assignments, to which a repair compares a rota.

    Args:
        book: whose publication or rota it stands for.
        assignments: what people were told.
        as_of: the day from which notice counts; None to keep that of the book.

    Raises:
        NoRotaError: nothing was published, and the book holds no rota.
    """
    if book.published is not None:
        kept = book.published
        return kept.model_copy(update={"assignments": assignments, "as_of": as_of or kept.as_of})
    if book.rota is None:
        raise NoRotaError
    return Published(version=1, at=book.rota.provenance.made_at, assignments=assignments, as_of=as_of)
