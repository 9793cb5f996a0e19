"""Random books through the whole engine: what it returns is legal, scored as the checks score it, and truly best."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constraints.admission import Admission, admit
from constraints.registry import installed
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.rota import POINT, Ended
from models.rules import SOFT_LEVELS
from models.wishes import Pin
from roster.engine.solve import ConflictError, Options, solve
from tests.constraints.brute_force import best_values
from tests.constraints.random_books import PARAMETERS, books

OPTIONS = Options(time_limit=60, workers=1, seed=1)
TINY = {"people": 4, "duties": 4, "most_candidates": 9}
SLOW_CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def _few(count: int) -> settings:
    return settings(max_examples=count, suppress_health_check=SLOW_CHECKS)


def _admitted(book: Book) -> Admission:
    return admit(book, installed())


def _units(book: Book) -> tuple[int, ...]:
    assert book.rota is not None
    assert [score.level for score in book.rota.scores] == list(SOFT_LEVELS)
    return tuple(round(score.value * POINT) for score in book.rota.scores)


def test_every_rule_takes_part() -> None:
    """A rule that is registered is either in every book or among those that random books state."""
    assert {rule.kind for rule in installed() if not rule.always} == set(PARAMETERS)


def _is_verified(book: Book) -> None:
    admitted = _admitted(book)
    try:
        solved = solve(admitted.facts, admitted.rules, OPTIONS)
    except ConflictError as error:
        # Only what the coordinator fixed can leave no rota: pins, or hard rules.
        assert book.pins or any(rule.hard and not rule.always for rule in admitted.rules)
        assert error.conflict.minimal
        assert error.conflict.pins or error.conflict.rules
        return
    verdict = verify(RotaView.of(solved), admitted.rules)
    assert [breach.message for breach in verdict.hard] == []
    assert _units(solved) == tuple(verdict.units(level) for level in SOFT_LEVELS)
    assert solved.rota is not None
    assert solved.rota.provenance.ended is Ended.PROVEN
    assert all(score.bound == score.value for score in solved.rota.scores)
    assert Book.model_validate_json(solved.model_dump_json()) == solved


def _is_best(book: Book) -> None:
    admitted = _admitted(book)
    best = best_values(admitted.facts, admitted.rules)
    try:
        solved = solve(admitted.facts, admitted.rules, OPTIONS)
    except ConflictError:
        assert best is None
        return
    assert _units(solved) == best


def _holds_when_pinned(book: Book) -> None:
    admitted = _admitted(book)
    try:
        solved = solve(admitted.facts, admitted.rules, OPTIONS)
    except ConflictError:
        return
    assert solved.rota is not None
    pins = tuple(Pin(person=who.person, duty=who.duty, seat=who.seat) for who in solved.rota.assignments)
    again = _admitted(book.model_copy(update={"pins": pins}))
    assert again.problems == []
    assert _units(solve(again.facts, again.rules, OPTIONS)) == _units(solved)


def _is_the_same_in_any_order(book: Book, data: st.DataObject) -> None:
    shuffled = Book.model_validate(
        {
            **dict(book),
            **{
                name: tuple(data.draw(st.permutations(getattr(book, name)), label=name))
                for name in ("people", "services", "call_signs", "vehicles", "rules", "requests", "pins", "worked")
            },
        }
    )
    found = []
    for one in (book, shuffled):
        admitted = _admitted(one)
        try:
            found.append(_units(solve(admitted.facts, admitted.rules, OPTIONS)))
        except ConflictError:
            found.append(())
    assert found[0] == found[1]


@_few(25)
@given(books())
def test_answer_is_verified(book: Book) -> None:
    """Every random book gets a legal rota whose levels are worth what the checks add up, or a named conflict."""
    _is_verified(book)


@_few(40)
@given(books(**TINY))
def test_answer_is_best(book: Book) -> None:
    """Trying every rota finds none better, level by level; a conflict is one."""
    _is_best(book)


@_few(8)
@given(books())
def test_answer_can_be_pinned(book: Book) -> None:
    """A rota whose assignments are all pinned is still legal and worth the same."""
    _holds_when_pinned(book)


@_few(8)
@given(books(), st.data())
def test_order_does_not_matter(book: Book, data: st.DataObject) -> None:
    """People, services, rules and the rest may stand in any order: the levels come to the same."""
    _is_the_same_in_any_order(book, data)


@pytest.mark.slow
@_few(600)
@given(books(people=8, duties=10))
def test_many_answers_are_verified(book: Book) -> None:
    """The same as in the quick run, for many and larger books."""
    _is_verified(book)


@pytest.mark.slow
@_few(1000)
@given(books(**{**TINY, "most_candidates": 11}))
def test_many_answers_are_best(book: Book) -> None:
    """The same as in the quick run, for many books."""
    _is_best(book)


@pytest.mark.slow
@_few(150)
@given(books(people=8, duties=10))
def test_many_answers_can_be_pinned(book: Book) -> None:
    """The same as in the quick run, for many and larger books."""
    _holds_when_pinned(book)


@pytest.mark.slow
@_few(150)
@given(books(people=8, duties=10), st.data())
def test_order_never_matters(book: Book, data: st.DataObject) -> None:
    """The same as in the quick run, for many and larger books."""
    _is_the_same_in_any_order(book, data)
