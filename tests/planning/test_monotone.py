"""Adding a person never lowers the proven cover, and removing one never raises it: over random books."""

import pytest
from hypothesis import given, settings

from models.book import Book
from models.rules import Level
from roster.errors import ConflictError
from roster.planning.changes.apply_changes import apply_changes
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.solving.month_solver import MonthOptions, open_changed_book, solve_month, without_lower_levels
from tests.constraints.random_books import books
from tests.planning.conftest import CHANGES, Sampling

MEANS = MonthOptions(60, 0, Level.COVER)


def cover(book: Book) -> tuple[float, float] | None:
    """Points lost on cover, and the proven bound; None where hard rules contradict each other."""
    try:
        found = solve_month(without_lower_levels(open_changed_book(book, None), Level.COVER), MEANS)
    except ConflictError:
        return None
    score = found.rota.score_at(Level.COVER)
    assert found.running <= found.most_running <= found.duties
    assert score.proven
    return score.value, score.bound


def holds(book: Book) -> None:
    book = book.changed(rota=None, published=None, pins=())
    # Rules at the level of cover that ask something of people are about more than cover; and where somebody works only
    # beside another, the other's leaving sets them free.
    rules = (entry for entry in book.rules if entry.level != Level.COVER and entry.kind != "required-pairs")
    book = book.changed(rules=tuple(rules))
    before = cover(book)
    if before is None or not book.people:
        return
    case = ChangedBook(book, book.period, Sampling())
    for person in (book.people[0], book.people[-1]):
        change = {"change": "add-people", "role": person.role, "like": person.id}
        more = apply_changes(case, CHANGES.validate_python([change]))
        after = cover(more.book)
        assert after is not None
        assert after[0] <= before[0]
        if len(book.people) > 1:
            fewer = apply_changes(case, CHANGES.validate_python([{"change": "remove-people", "people": [person.id]}]))
            after = cover(fewer.book)
            assert after is None or after[0] >= before[0]


@settings(max_examples=12)
@given(books())
def test_more_people_never_cover_less(book: Book):
    holds(book)


@pytest.mark.slow
@settings(max_examples=400)
@given(books(people=8, duties=12))
def test_more_people_never_cover_less_in_many_books(book: Book):
    holds(book)
