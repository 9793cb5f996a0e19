"""A span as months that are solved one after another, each remembering those before it."""

from __future__ import annotations

from datetime import timedelta

from models.book import Book
from models.clock import last_of
from models.period import Period
from models.records.history import CarriedIn
from roster import api
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.solving.sampling import RandomNumbers, needs_sampling, sample_book

WEEKS = timedelta(days=28)  # where a span is not made of whole months


def months_in(span: Period) -> list[Period]:
    """The parts of a span that are solved one after another: calendar months, else four weeks each."""
    after = span.last + timedelta(days=1)
    whole = span.first.day == 1 and after.day == 1
    found, first = [], span.first
    while first <= span.last:
        last = min(span.last, last_of(first, 1) if whole else first + WEEKS - timedelta(days=1))
        found.append(Period(first=first, last=last, time_zone=span.time_zone))
        first = last + timedelta(days=1)
    return found


def month_book(case: ChangedBook, luck: RandomNumbers, last: Book | None, period: Period) -> Book:
    """The book of one month of a case, drawn.

    Args:
        last: the solved book of the month before; None for the first month.
    """
    book = _first(case, period) if last is None else _next(last, period)
    if not needs_sampling(case, period):
        return book
    if case.draws.anything:
        book = book.changed(pins=())  # a coordinator fixed them for the month as it is to be, and not as it might be
    return sample_book(case, book, luck)


def _first(case: ChangedBook, period: Period) -> Book:
    """The case's book moved to the first month of its span: what was fixed and worked stays where the time does."""
    book, own = case.book, case.book.period
    if period == own:
        return book
    if period.first == own.first:
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
    """The book that follows a solved one; as many days of it as the span still has."""
    book = api.next_period(last)
    return book if book.period == period else book.changed(period=period)
