"""Who can be on a rota by offers alone, and has offered nothing."""

from __future__ import annotations

from models.book import Book
from models.people import Person


def people_without_offers(book: Book) -> list[Person]:
    """People whom nobody rosters in the period and who have offered no date of it, in the order of the book.

    Somebody who is away for all that they offered has offered it; that is for the ledger to say.
    """
    dates = book.period.dates
    return [
        person
        for person in book.people
        if person.team is None
        and not (person.posting is not None and any(person.posting.includes(day) for day in dates))
        and not any(offer.on(day) for offer in person.offers for day in dates)
    ]
