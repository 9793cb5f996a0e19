"""Changes found between random books: applying them gives the other book exactly, and undoing them the first."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.book import Book
from roster.desk.changes import apply_changes, changes_between, changes_from_data, inverse
from tests.desk.random_edits import edited_books
from tests.desk.random_rotas import solved_books

SLOW_CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
# Without shrinking: to make a failing book smaller takes minutes.
FEW = settings(max_examples=60, suppress_health_check=SLOW_CHECKS, phases=[Phase.explicit, Phase.reuse, Phase.generate])


def as_data(book: Book) -> dict[str, Any]:
    """All of a book; parameters of rules are compared as JSON has them."""
    return book.model_dump(mode="json")


def same(one: Book, other: Book) -> bool:
    return one.input_hash == other.input_hash and as_data(one) == as_data(other)


@FEW
@given(st.data())
def test_changes_between_two_books_make_the_second(data: st.DataObject):
    before = data.draw(solved_books(), label="before")
    after = data.draw(edited_books(before), label="after")
    found = changes_between(before, after)
    assert same(apply_changes(before, found), after)
    assert (not found) is same(before, after)
    again = changes_from_data([change.model_dump(mode="json") for change in found])
    assert again == found
    assert all(change.sentence(before) and change.touches(before) for change in found)


@FEW
@given(st.data())
def test_what_is_undone_is_as_before(data: st.DataObject):
    before = data.draw(solved_books(), label="before")
    done = changes_between(before, data.draw(edited_books(before), label="after"))
    assert same(apply_changes(apply_changes(before, done), inverse(before, done)), before)


@FEW
@given(st.data())
def test_the_order_in_which_changes_are_listed_does_not_matter(data: st.DataObject):
    before = data.draw(solved_books(), label="before")
    done = changes_between(before, data.draw(edited_books(before), label="after"))
    shuffled = data.draw(st.permutations(done))
    assert same(apply_changes(before, shuffled), apply_changes(before, done))
