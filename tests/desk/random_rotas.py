"""Random books with random rotas, and random changes of them, for Hypothesis."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from constraints.admission import admit
from constraints.facts import Facts
from constraints.registry import installed
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.rota import Assignment, Basis, Ended, LevelScore, Provenance, Rota
from models.rules import SOFT_LEVELS
from roster.analysis.duty_records import duty_records
from tests.constraints.random_books import books, candidates
from tests.constraints.random_rules import some


@st.composite
def solved_books(draw: st.DrawFn, **sizes: Any) -> Book:
    """A random book with a rota, legal or not, that claims to be proven best or was changed by hand."""
    book: Book = draw(books(**sizes))
    facts = Facts(book)
    vehicles = {duty.id: draw(some(None, *(item.id for item in book.vehicles))) for duty in facts.duties}
    view = RotaView(facts, draw(_assignments(book)), vehicles)
    edited = draw(st.booleans())
    with_rota = book.model_copy(update={"rota": made_of(view, edited=edited)})
    if not edited:
        return with_rota
    scored = with_verdict(with_rota)
    assert scored.rota is not None
    return scored


@st.composite
def _assignments(draw: st.DrawFn, book: Book) -> list[Assignment]:
    """Some who could be there, and now and then some who could not."""
    possible = candidates(book)
    drawn = draw(st.lists(some(*possible), max_size=8, unique=True)) if possible else []
    found = {(item.person, item.duty): Assignment.model_validate(item._asdict()) for item in drawn}
    if draw(st.integers(0, 3)) == 0 and book.people and book.duties:
        duty = draw(some(*book.duties))
        odd = Assignment(
            person=draw(some(*book.people)).id,
            duty=duty.id,
            seat=draw(some(*duty.crew.seats)).id,
            basis=draw(some(*Basis)),
        )
        found.setdefault((odd.person, odd.duty), odd)
    return list(found.values())


def made_of(view: RotaView, *, edited: bool) -> Rota:
    """The rota that a view shows; without scores where it was changed by hand, else with a claim of being proven."""
    return Rota(
        assignments=tuple(view.assignments),
        duties=tuple(duty_records(view)),
        scores=() if edited else (LevelScore(level=SOFT_LEVELS[0], value=7, bound=7, proven=True),),
        breaches=(),
        provenance=Provenance(
            input_hash=view.facts.book.input_hash,
            ended=Ended.PROVEN,
            made_at=datetime(2026, 11, 20, 9, 30),
            seconds=1,
            time_limit=60,
            seed=0,
            workers=2,
            edited=edited,
        ),
    )


def with_verdict(book: Book) -> Book:
    """The book with the scores and breaches that its rota has."""
    admission = admit(book, installed())
    verdict = verify(RotaView.of(book, admission.facts).as_worked, admission.rules)
    assert book.rota is not None
    scores = tuple(
        LevelScore(level=level, value=value)
        for level, value in verdict.values.items()
        if str(level) != "disturbance" or value
    )
    rota = book.rota.model_copy(update={"scores": scores, "breaches": tuple(verdict.soft)})
    return book.model_copy(update={"rota": rota})
