"""Finds the people who can be on a rota only by offering duties, and have offered none."""

from __future__ import annotations

from models.book import Book
from models.people import Person


def people_without_offers(book: Book) -> list[Person]:
    """People without a team, without a posting in the period, and without an offer on any of its dates.

    A person who offered dates and is absent on all of them is not among them: the ledger explains that.
    """
    dates = book.period.dates
    return [
        person
        for person in book.people
        if person.team is None
        and not (person.posting is not None and any(person.posting.includes(day) for day in dates))
        and not any(offer.on(day) for offer in person.offers for day in dates)
    ]
