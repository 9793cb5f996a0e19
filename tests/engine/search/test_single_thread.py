"""One thread alone: it proves what the whole engine proves, stops where it is told to, and comes out the same."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.rota import Ended
from models.rules import Level
from roster import api
from roster.engine.model.legal_subset import legal_subset
from roster.engine.options import Options, SearchOptions
from roster.engine.search.single_thread import SingleThreadSearch
from roster.errors import ConflictError
from tests.conftest import EXAMPLES
from tests.constraints.random_books import books


@pytest.fixture(scope="module")
def pilot() -> api.OpenBook:
    return api.open_book(EXAMPLES / "pilot-2018-06.yaml")


def test_it_proves_what_the_whole_engine_proves(pilot):
    whole = api.solve(pilot, Options(time_limit=60)).rota
    alone = api.solve(pilot, SearchOptions(time_limit=60, workers=1, single_thread_rounds=2)).rota
    assert [(score.value, score.bound) for score in alone.scores] == [
        (score.value, score.bound) for score in whole.scores
    ]
    assert alone.provenance.ended is Ended.PROVEN
    assert alone.provenance.reproducible


def test_it_stops_after_a_level(pilot):
    rota = api.solve(pilot, SearchOptions(time_limit=60, workers=1, single_thread_rounds=1, last=Level.FULL)).rota
    known = {score.level: score.bound is not None for score in rota.scores}
    assert known == {level: level in (Level.COVER, Level.FULL) for level in known}
    assert rota.provenance.ended is Ended.PROVEN  # of what was asked


def test_the_same_comes_out_again(pilot):
    options = SearchOptions(time_limit=60, workers=1, single_thread_rounds=2, seed=3)
    first, again = (api.solve(pilot, options).rota for _ in range(2))
    assert first.assignments == again.assignments


def test_it_says_when_its_last_search_ran_out_of_time(pilot, monkeypatch):
    monkeypatch.setattr(SingleThreadSearch, "_search_with_highs", lambda self, nodes: None)

    def out_of_time(self, units):
        self._problem = replace(self._problem, deadline=0.0)

    monkeypatch.setattr(SingleThreadSearch, "_search_with_cp_sat", out_of_time)
    rota = api.solve(pilot, SearchOptions(time_limit=60, workers=1, single_thread_rounds=1, last=Level.COVER)).rota
    assert not rota.scores[0].proven
    assert not rota.provenance.reproducible


@settings(max_examples=25)
@given(books())
def test_random_books_come_to_the_same(book: Book):
    book = book.changed(rota=None)
    try:
        whole = api.solve(book, Options(time_limit=60, workers=1)).rota
    except ConflictError:
        with pytest.raises(ConflictError):
            api.solve(book, SearchOptions(time_limit=60, workers=1, single_thread_rounds=1))
        return
    alone = api.solve(book, SearchOptions(time_limit=60, workers=1, single_thread_rounds=1)).rota
    for one, other in zip(alone.scores, whole.scores, strict=True):
        if not (one.proven and other.proven):
            break
        assert one.value == other.value


@settings(max_examples=25)
@given(books())
def test_the_legal_part_of_a_rota_is_legal_in_another_book(book: Book):
    """In the book without its first person, unless a hard rule asks for something that nobody at home gives."""
    book = book.changed(rota=None, pins=(), published=None)
    try:
        rota = api.solve(book, SearchOptions(time_limit=60, workers=1, single_thread_rounds=1)).rota
    except ConflictError:
        return
    opened = api.ready(book)
    gone = book.people[0].model_copy(update={"absences": (), "offers": (), "posting": None, "team": None})
    other = api.ready(book.changed(people=(gone, *book.people[1:])))
    kept = legal_subset(other.admission.facts, other.admission.rules, rota)
    assert not [item for item in kept.assignments if item.person == gone.id]
    hard = [rule for rule in other.admission.rules if rule.hard]
    empty = RotaView(other.admission.facts, [], {})
    if verify(empty, hard).legal:
        vehicles = {item.duty: item.vehicle for item in kept.duties}
        assert verify(RotaView(other.admission.facts, kept.assignments, vehicles), hard).legal
    whole = legal_subset(opened.admission.facts, opened.admission.rules, rota)
    assert len(whole.assignments) == len(rota.assignments)  # nothing is taken out of what is legal as it is
