"""Whoever leaves a seat of a duty and takes one of it stays on that duty, and the sentences say so."""

from __future__ import annotations

import pytest

from models.book import Book
from models.rota import Basis
from roster.desk.changes import Assign, Clear, changes_between
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.kept_places import other_basis, sentences_together
from tests.desk.service.unit import FRIDAY, small_book, solved


@pytest.fixture(scope="module")
def book() -> Book:
    return solved(small_book())


def told(book: Book, *changes: Assign | Clear) -> list[str]:
    words = BookWords(book)
    return list(sentences_together(changes, words, lambda change: change.in_words(words)))


def place(book: Book, seat: str):
    assert book.rota is not None
    return next(item for item in book.rota.assignments if (item.duty, item.seat) == (FRIDAY, seat))


@pytest.mark.parametrize("seat", ["police", "paramedic"])
def test_a_change_of_the_basis_alone_is_told_as_that(book: Book, seat: str):
    assert book.rota is not None
    there = place(book, seat)
    other = Basis.ROSTERED if there.basis is Basis.OFFERED else Basis.OFFERED
    moved = there.model_copy(update={"basis": other})
    rota = book.rota.model_copy(
        update={"assignments": tuple(moved if item is there else item for item in book.rota.assignments)}
    )
    changes = [
        item
        for item in changes_between(book, book.model_copy(update={"rota": rota}))
        if isinstance(item, Assign | Clear)
    ]
    assert len(changes) == 2
    (sentence,) = told(book, *changes)
    assert there.person in sentence
    assert f"keeps the {seat} seat on JR-04 on Fri 4 Dec; it now counts as" in sentence
    words = {Basis.ROSTERED: "rostered time", Basis.OFFERED: "overtime (an offer)"}
    assert sentence.endswith(f"now counts as {words[other]}, no longer as {words[there.basis]}")
    assert [person for person, _ in other_basis(changes, BookWords(book))] == [there.person]


def test_another_seat_of_the_same_duty_is_told_as_that(book: Book):
    there = place(book, "police")
    leaves = Clear(person=there.person, duty=FRIDAY, seat="police")
    (sentence,) = told(book, leaves, Assign(person=there.person, duty=FRIDAY, seat="paramedic"))
    assert sentence.endswith("stays on JR-04 on Fri 4 Dec, now in the paramedic seat, before police")


def test_changes_that_do_not_belong_together_are_told_one_by_one(book: Book):
    there = place(book, "police")
    leaves = Clear(person=there.person, duty=FRIDAY, seat="police")
    found = told(book, leaves, Assign(person="SC09", duty=FRIDAY, seat="police"))
    assert [sentence.split()[0] for sentence in found] == ["Take", "Put"]
    assert not list(other_basis([leaves], BookWords(book)))
