"""Draws absences and offers of one month at random, for everybody in a book and for newcomers."""

from __future__ import annotations

from models.book import Book
from models.people import Person
from models.period import Period
from roster.planning.changes.changed_book import ChangedBook, OfferPattern
from roster.planning.changes.people.add_people import is_newcomer
from roster.planning.changes.people.colleagues import colleagues_of
from roster.planning.solving.sampling.absences import dated_absences, drawn_absences
from roster.planning.solving.sampling.newcomers import with_drawn_offers, with_offers_like_colleagues
from roster.planning.solving.sampling.random_numbers import RandomNumbers


def sample_book(changed: ChangedBook, book: Book, numbers: RandomNumbers) -> Book:
    """Adds the absences and offers of one draw to the book of a month.

    Args:
        changed: the changed book, whose period has the offers that habits are taken from.
        book: the book of the month, with the same people.
        numbers: the random numbers of the draw.
    """
    originals = {person.id: person for person in changed.book.people}
    people = []
    for person in book.people:
        original = originals.get(person.id, person)
        absences = [*dated_absences(changed, original), *drawn_absences(changed.draws, original, book.period, numbers)]
        offering = with_drawn_offers(changed, original, book.period, numbers)
        people.append(person.remade(absences=tuple(absences), offers=offering.offers, caps=offering.caps))
    return book.changed(people=tuple(people))


def as_newcomer(changed: ChangedBook, person: Person, period: Period, numbers: RandomNumbers) -> Person:
    """Draws offers like those of colleagues, and absences, for a person who is not in the book."""
    in_book = [other for other in changed.book.people if not is_newcomer(other)]
    colleagues = tuple(other.id for other in colleagues_of(person, in_book, changed.book.period))
    pattern = OfferPattern(colleagues=colleagues, caps_too=True)
    person = with_offers_like_colleagues(changed, person, pattern, period, numbers) or person
    return person.remade(absences=(*person.absences, *drawn_absences(changed.draws, person, period, numbers)))


def needs_sampling(changed: ChangedBook, period: Period) -> bool:
    """Whether anything of a month is drawn at random, or its offers are not in the book."""
    return changed.draws.anything or bool(changed.offer_patterns) or period != changed.book.period


__all__ = ["as_newcomer", "needs_sampling", "sample_book"]
