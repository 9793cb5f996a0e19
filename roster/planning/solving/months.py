"""Divides the period asked about into months, and makes the book of each month, drawn at random."""

from __future__ import annotations

from datetime import timedelta

from models.book import Book
from models.clock import last_of
from models.period import Period
from models.records.history import CarriedIn
from roster import api
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.solving.sampling.random_numbers import RandomNumbers
from roster.planning.solving.sampling.sample import needs_sampling, sample_book

FOUR_WEEKS = timedelta(days=28)  # the length of a part where the period is not made of calendar months


def months_in(span: Period) -> list[Period]:
    """The parts of a period that are solved one after another: calendar months, else four weeks each."""
    after = span.last + timedelta(days=1)
    whole = span.first.day == 1 and after.day == 1
    found, first = [], span.first
    while first <= span.last:
        last = min(span.last, last_of(first, 1) if whole else first + FOUR_WEEKS - timedelta(days=1))
        found.append(Period(first=first, last=last, time_zone=span.time_zone))
        first = last + timedelta(days=1)
    return found


def month_book(changed: ChangedBook, numbers: RandomNumbers, last: Book | None, period: Period) -> Book:
    """Makes the book of one month, with what is drawn at random for it.

    Args:
        changed: the changed book.
        numbers: the random numbers of the draw.
        last: the solved book of the month before; None for the first month.
        period: the month.
    """
    book = _first(changed, period) if last is None else _next(last, period)
    if not needs_sampling(changed, period):
        return book
    if changed.draws.anything:
        book = book.changed(pins=())  # a coordinator fixed them for the real month, not for a drawn one
    return sample_book(changed, book, numbers)


def _first(changed: ChangedBook, period: Period) -> Book:
    """Moves the changed book to its first month; pins and worked time stay where the book starts with that month."""
    book, original = changed.book, changed.book.period
    if period == original:
        return book
    if period.first == original.first:
        return book.changed(
            period=period,
            pins=tuple(pin for pin in book.pins if pin.duty.split("@")[1].split("/")[0] <= period.last.isoformat()),
        )
    people = [
        person.remade(posting=person.posting.remade(balance=0)) if person.posting is not None else person
        for person in book.people
    ]
    return book.changed(
        period=period,
        people=tuple(people),
        requests=tuple(item for item in book.requests if item.dates_within(period.first, period.last)),
        pins=(),
        worked=(),
        carried_in=CarriedIn(),
    )


def _next(last: Book, period: Period) -> Book:
    """The book of the month after a solved one."""
    book = api.next_period(last)
    return book if book.period == period else book.changed(period=period)
