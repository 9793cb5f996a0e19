"""`roster new NEXT --after BOOK`: the next period's book, begun from the last one."""

from __future__ import annotations

from pathlib import Path

from roster.cli.output import say


def write_next(book: Path, after: Path) -> None:
    """Write the book of the period after a solved one.

    Raises:
        FileError: the last book has mistakes or no rota, or one of its shifts is not possible in the next period.
    """
    from pydantic import ValidationError

    from models.clock import spoken_date
    from models.problems import BookError
    from roster import api
    from roster.cli.inputs import warnings_about
    from roster.errors import HistoryError
    from roster.io.storage.files import FileError

    opened = api.open_book(after)
    try:
        following = api.ready(api.next_period(opened, say=warnings_about(after)), opened.folder)
    except HistoryError as error:
        raise FileError([f"{after}: {sentence}" for sentence in error.sentences]) from None
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
