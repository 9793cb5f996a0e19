"""Writes the book of the next period, continued from a solved one, for `roster new NEXT --after BOOK`."""

from __future__ import annotations

from pathlib import Path

from roster.cli.errors import naming_file
from roster.cli.inputs import warnings_about
from roster.cli.output import say


def write_next(book: Path, after: Path) -> None:
    """Writes the book of the period after a solved one.

    Args:
        book: where to write it.
        after: the file of the solved book.

    Raises:
        FileError: the last book has mistakes or no rota, or one of its shifts is not possible in the next period.
    """
    from pydantic import ValidationError

    from models.clock import spoken_date
    from models.problems import BookError
    from roster import api
    from roster.errors import HistoryError
    from roster.io.storage.files import FileError

    opened = api.open_book(after)
    try:
        with naming_file(after, HistoryError):
            following = api.ready(api.next_period(opened, say=warnings_about(after)), opened.folder)
    except ValidationError as error:
        inner = error.errors()[0].get("ctx", {}).get("error")
        problems = inner.problems if isinstance(inner, BookError) else []
        raise FileError([f"{after}: in the next period: {problem}" for problem in problems] or [str(error)]) from None
    api.write_book(following, book)
    period = following.book.period
    say(
        f"written: {book} for {spoken_date(period.first)} to {spoken_date(period.last)} {period.last.year},"
        f" continued from {after}; fill in offers, absences and requests"
    )
