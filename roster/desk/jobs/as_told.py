"""A repair counts against the rota on the board, also where that has changes by hand that are not published yet."""

from __future__ import annotations

from pathlib import Path

from models.book import Book
from models.rota import LevelScore
from models.rules import Level
from roster import api


def as_told(book: Book) -> Book:
    """The book as if people had been told of its rota as it stands.

    The engine counts what a repair changes against what was published. On a board that was changed by hand since, it
    would undo these changes, or count them as its own.
    """
    if book.published is None or book.rota is None:
        return book
    return book.changed(published=book.published.model_copy(update={"assignments": book.rota.assignments}))


def published_as(board: Book, repaired: Book, folder: Path | None) -> Book:
    """A repaired book with the publication of the board again, and its rota scored against that.

    Args:
        board: the book before `as_told`.
        repaired: the repair of what `as_told` made of it.
        folder: where the book's rule files lie.
    """
    if board.published is None or repaired.rota is None or repaired.published == board.published:
        return repaired
    book = repaired.changed(published=board.published)
    verdict = api.check(api.ready(book, folder))
    scores = tuple(
        LevelScore(level=score.level, value=verdict.value(score.level)) if score.level is Level.DISTURBANCE else score
        for score in repaired.rota.scores
    )
    provenance = repaired.rota.provenance.model_copy(update={"input_hash": book.input_hash})
    rota = repaired.rota.model_copy(
        update={"scores": scores, "breaches": tuple(verdict.soft), "provenance": provenance}
    )
    return book.changed(rota=rota)


__all__ = ["as_told", "published_as"]
