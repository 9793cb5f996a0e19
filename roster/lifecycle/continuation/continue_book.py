"""Continues a book from the book of the period before, so that the rules see what was worked up to its first day.

Duties are kept one by one as far back as rules look. Older ones become totals by month, and months that fair shares no
longer remember are dropped, so the size of what is carried in stays bounded.
"""

from __future__ import annotations

from models.book import Book
from models.records.history import CarriedIn
from roster.errors import HistoryError
from roster.lifecycle.continuation.average_rules import rules_with_since
from roster.lifecycle.continuation.book_pair import BookPair, PreparedBook, Say
from roster.lifecycle.continuation.carried_stand_downs import carried_stand_downs
from roster.lifecycle.continuation.carried_totals import carried_totals
from roster.lifecycle.continuation.missed_tours import people_with_absences
from roster.lifecycle.continuation.worked_spells import (
    kept_singly_from,
    records_of_period,
    spells_before,
    split_by_date,
)


def continue_book(new: PreparedBook, last: PreparedBook, say: Say) -> Book:
    """The new book with all that its period must remember of the last one, in its section `carried_in`.

    Args:
        new: the book to be continued.
        last: the book of the period before.
        say: receives one sentence for each thing that could not be taken over.

    Raises:
        HistoryError: the last book holds nothing to go on from, is not about the time before, or contradicts this one;
            with every reason.
    """
    books = BookPair(new, last, say)
    books.check()
    wrong: list[str] = []
    early, kept = split_by_date(spells_before(books, wrong), kept_singly_from(books))
    carried = CarriedIn(
        duties=tuple(sorted(kept, key=lambda item: (item.start, item.person))),
        totals=carried_totals(books, early, wrong),
        stand_downs=carried_stand_downs(books, wrong),
    )
    if wrong:
        raise HistoryError(wrong)
    return new.book.changed(
        people=people_with_absences(books),
        carried_in=carried,
        worked=records_of_period(books),
        rules=rules_with_since(books),
    )
