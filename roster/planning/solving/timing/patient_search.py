"""Searches for a rota until it had its time, counted by a `BusyClock`, however busy the machine is."""

from __future__ import annotations

from dataclasses import replace

from models.book import Book
from roster import api
from roster.api import OpenBook
from roster.engine.options import SearchOptions
from roster.errors import NothingFoundError
from roster.planning.solving.timing.busy_clock import MOST_STRETCH, BusyClock

_LEAST_SECONDS = 0.5  # of time that counts, with less left of which nothing is searched again
_BUSIER = 1.25  # times as busy as was expected: the search did not get its time


def search(month: OpenBook, options: SearchOptions, clock: BusyClock) -> Book:
    """Returns the book with its rota.

    The engine keeps its limit by the seconds that pass. On a busy machine it gets more of them, by what the clock says;
    where the machine became busier meanwhile and the search was cut short, it is made again with the rest of the time.
    The search does not look at the clock otherwise, so one that comes to its end finds what it finds on a quiet one.

    Args:
        options: with the time limit in seconds that count.
        clock: what counts them.

    Raises:
        ConflictError: no rota obeys the hard rules.
        NothingFoundError: time ran out before there was any rota.
    """
    whole, stretch = clock.lap(), clock.stretch()
    best: Book | None = None
    while True:
        lap = clock.lap()
        left = options.time_limit - whole.used()
        try:
            book = api.solve(month, replace(options, time_limit=max(left, _LEAST_SECONDS) * stretch))
        except NothingFoundError:
            if not _worth_another(options.time_limit - whole.used(), lap.stretch(), stretch):
                if best is None:
                    raise
                return best
        else:
            if best is None or _values(book) < _values(best):
                best = book
            assert book.rota is not None
            if book.rota.provenance.reproducible:  # it came to its end
                return book
            if not _worth_another(options.time_limit - whole.used(), lap.stretch(), stretch):
                return best
        stretch = lap.stretch()


def _worth_another(left: float, stretch: float, expected: float) -> bool:
    """Whether a search that was cut short had less of the processor than expected, and there is time for another."""
    return left > _LEAST_SECONDS and stretch > _BUSIER * expected and expected < MOST_STRETCH


def _values(book: Book) -> list[float]:
    assert book.rota is not None
    return [score.value for score in book.rota.scores]


__all__ = ["search"]
