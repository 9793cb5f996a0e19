"""A chain of books, each continued from the one before, and the one long book they make together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from constraints.admission import admit
from constraints.base import Rule
from constraints.facts import Facts
from constraints.fairness.fair_share import FairShare
from constraints.registry import installed
from constraints.verify import Verdict, verify
from constraints.view import RotaView
from models.book import Book
from models.people import Absence, Offer, Person
from models.rota import Assignment
from roster import Options, api


@dataclass(frozen=True)
class Long:
    """All periods of a chain as one book with one rota."""

    facts: Facts
    rules: Sequence[Rule]
    view: RotaView

    @property
    def verdict(self) -> Verdict:
        """What every rule says of it."""
        return verify(self.view, self.rules)


def solved_chain(
    first: Book,
    number: int,
    *,
    remembering: bool = True,
    fill: Callable[[Book, Book], Book] = lambda following, first: following,
    seconds: float = 60,
) -> list[Book]:
    """So many solved books; without remembering, each begins as if nothing had been before it.

    Args:
        fill: gives a book its own inputs.
    """
    books: list[Book] = []
    book = first
    while True:
        books.append(api.solve(book, Options(time_limit=seconds, workers=2, reproducible=True)))
        if len(books) == number:
            return books
        book = fill(api.next_period(books[-1]), first)
        if not remembering:
            book = book.changed(carried_in={}, rules=first.rules)


def long_book(books: Sequence[Book]) -> Long:
    """The first book over the whole time, with the rotas of all."""
    first = books[0]
    book = first.changed(
        period={**first.period.model_dump(), "last": books[-1].period.last},
        people=[_in_all(person, books) for person in first.people],
        rota=None,
    )
    admission = admit(book, installed())
    assert not admission.problems
    vehicles = {record.duty: record.vehicle for book in books if book.rota for record in book.rota.duties}
    return Long(admission.facts, admission.rules, RotaView(admission.facts, assignments_of(books), vehicles))


def _in_all(person: Person, books: Sequence[Book]) -> Person:
    """A person as first known, with what they offered and were away for in every period."""
    offers: dict[Offer, None] = {}
    absences: dict[Absence, None] = {}
    for book in books:
        for other in book.people:
            if other.id == person.id:
                offers.update(dict.fromkeys(other.offers))
                first = book.period.first
                absences.update(
                    dict.fromkeys(item for item in other.absences if (item.last or item.first or first) >= first)
                )
    return person.model_copy(update={"offers": tuple(offers), "absences": tuple(absences)})


def assignments_of(books: Iterable[Book]) -> list[Assignment]:
    """Everybody's duties, in all books."""
    return [assignment for book in books if book.rota is not None for assignment in book.rota.assignments]


def shares_of(book: Book) -> dict[tuple[str, str], int]:
    """By what is shared and person: what they brought along."""
    admission = admit(book, installed())
    return {
        (str(rule.counts), name): share.carried
        for rule in admission.rules
        if isinstance(rule, FairShare)
        for name, share in rule.shares(admission.facts).items()
    }
