"""Answers questions about a book, without changing it."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING

from constraints.facts import Facts
from constraints.verify import Verdict, verify
from constraints.view import RotaView
from models.book import Book
from models.clock import spoken_date
from models.lookup.names import UnknownNameError
from models.problems import BookError, Problem
from roster.analysis.claims import Claims, check_claims
from roster.analysis.differences import Differences, differences
from roster.analysis.duty_lookup import find_asked
from roster.analysis.ledger import LedgerLine, ledger
from roster.analysis.names import person_named
from roster.analysis.stepping_in.replacement_finder import ReplacementFinder
from roster.analysis.stepping_in.step_in import DutyCover
from roster.api.opened import OpenBook, prepared
from roster.lifecycle.published_rota import as_published, published_assignments

if TYPE_CHECKING:
    from roster.explain import DutyExplained, PersonExplained


def check(book: Book | OpenBook) -> Verdict:
    """Checks the rota of a book with every rule.

    Raises:
        BookError: rules or pins that are not possible.
        NoRotaError: the book holds no rota.
    """
    opened = prepared(book)
    return verify(opened.as_worked, opened.admission.rules)


def claims(book: Book | OpenBook) -> Claims:
    """Compares what a book claims of its own rota with what the rules find.

    Raises:
        BookError: rules or pins that are not possible.
        NoRotaError: the book holds no rota.
    """
    opened = prepared(book)
    return check_claims(opened.book, opened.view, check(opened))


def hours(book: Book | OpenBook) -> list[LedgerLine]:
    """Computes the ledger of promised hours: one line a person and month; amounts in minutes.

    Raises:
        BookError: rules or pins that are not possible.
    """
    opened = prepared(book)
    return ledger(opened.book, opened.admission.facts, opened.admission.rules)


def explain_duty(
    book: Book | OpenBook, duty: str, *, seconds: float = 60, stop: threading.Event | None = None
) -> DutyExplained:
    """Explains why a duty is crewed as it is: its state, its seats, who else could be in them and why they are not.

    Args:
        duty: `CALLSIGN@DATE[/SHIFT]`, or as people write it: `Fri 25 Dec JR4`.
        seconds: to find out, by solving again, what would have to be given up; 0 asks the rules alone.
        stop: set it to end that; the answer is then what is known so far.

    Raises:
        BookError: rules or pins that are not possible, or the book has no such duty.
        NoRotaError: the book holds no rota.
    """
    from roster.explain import Explainer

    opened = prepared(book)
    asked = find_asked(opened.as_worked, duty, None, None).duty
    facts, rules = opened.admission.facts, opened.admission.rules
    return Explainer(opened.book, facts, rules, seconds=seconds, stop=stop).duty(asked)


def explain_person(
    book: Book | OpenBook, person: str, *, seconds: float = 60, stop: threading.Event | None = None
) -> PersonExplained:
    """Explains why a person has their duties and hours, and what keeps them off other duties, nearest first.

    Args:
        person: their id or name.
        seconds, stop: as in `explain_duty`.

    Raises:
        BookError: rules or pins that are not possible, or the book has no such person.
        NoRotaError: the book holds no rota.
    """
    from roster.explain import Explainer

    opened = prepared(book)
    facts, rules = opened.admission.facts, opened.admission.rules
    try:
        person = person_named(opened.book.people, person)
    except UnknownNameError as error:
        raise BookError([Problem(("person",), str(error))]) from None
    return Explainer(opened.book, facts, rules, seconds=seconds, stop=stop).person(facts.people[person])


def cover(
    book: Book | OpenBook,
    duty: str,
    seat: str | None = None,
    *,
    instead_of: str | None = None,
    as_of: date | None = None,
) -> DutyCover:
    """Finds who could step into a seat of a duty, best first, by asking the rules.

    Args:
        duty: `CALLSIGN@DATE[/SHIFT]`, or as people write it: `Fri 25 Dec JR4`.
        seat: the id or name of a seat; when None, each seat that lacks a person, or all where none does.
        instead_of: the id or name of the person who leaves the seat.
        as_of: the date on which people would be told; when None, the date that the book states.

    Raises:
        BookError: rules or pins that are not possible, the book has no such duty, seat or person, or `as_of` is after
            the duty.
        NoRotaError: the book holds no rota.
    """
    opened = prepared(book)
    view = opened.view.with_record
    question = find_asked(view, duty, seat, instead_of)
    asked = question.duty
    if as_of is not None and as_of > asked.date:
        raise BookError([Problem(("as_of",), f"{asked.spoken} is past on {spoken_date(as_of)} {as_of.year}")])
    told_on = as_of
    if as_of is not None:
        published = as_published(opened.book, published_assignments(opened.book), as_of)
        view = RotaView.of(opened.book, Facts(opened.book.model_copy(update={"published": published}))).with_record
    elif opened.book.published is not None:
        told_on = opened.book.published.notice_from(opened.book.period.zone)
    finder = ReplacementFinder(view, opened.admission.rules, told_on)
    leaving = question.instead_of
    seats = [question.seat] if question.seat is not None else finder.seats_to_fill(asked, leaving)
    return DutyCover(asked, [finder.candidates_for(asked, item, leaving) for item in seats])


def diff(old: Book, new: Book) -> Differences:
    """Compares the rotas of two books, and their inputs.

    Raises:
        NoRotaError: one of them holds no rota.
    """
    return differences(old, new)
