"""Claims held against the solver: of books whose parts are solved apart, and where solver and checks contradict."""

from dataclasses import replace

import pytest

from constraints.admission import Admission
from constraints.cover.crew_cover import CrewCover
from constraints.verify import Verdict, verify
from constraints.view import RotaView
from models.book import Book
from models.rota import LevelScore, Rota
from models.rules import Level
from roster.engine.level_claims import Finding, LevelProof, prove_levels
from roster.engine.options import SearchOptions
from roster.engine.solve import solve
from roster.errors import EngineError
from tests.engine.area_books import many_areas
from tests.engine.tuning import CUT_SMALL

SEARCH = SearchOptions(time_limit=60, workers=2, params=CUT_SMALL)


def proven(admitted: Admission, rota: Rota, verdict: Verdict, seconds: float = 60) -> dict[Level, LevelProof]:
    found = prove_levels(admitted.facts, admitted.rules, rota, verdict, SEARCH, seconds)
    return {item.level: item for item in found}


def judged(admitted: Admission, book: Book) -> Verdict:
    return verify(RotaView.of(book, admitted.facts).as_worked, admitted.rules)


def test_of_parts_that_are_solved_apart():
    """An honest rota is confirmed; without the crew of one duty, cover is refuted, and what is below asked still."""
    admitted = many_areas()
    book = solve(admitted.facts, admitted.rules, SEARCH)
    assert book.rota is not None
    found = proven(admitted, book.rota, judged(admitted, book))
    assert {item.finding for item in found.values()} == {Finding.CONFIRMED}
    gone = book.rota.assignments[0].duty
    fewer = book.rota.model_copy(
        update={
            "assignments": tuple(item for item in book.rota.assignments if item.duty != gone),
            "duties": tuple(
                item.model_copy(update={"vehicle": None}) if item.duty == gone else item for item in book.rota.duties
            ),
        }
    )
    worse = judged(admitted, book.model_copy(update={"rota": fewer}))
    scores = tuple(
        LevelScore(level=level, value=value, bound=value, proven=True) for level, value in worse.values.items()
    )
    found = proven(admitted, fewer.model_copy(update={"scores": scores}), worse)
    cover = found[Level.COVER]
    assert (cover.finding, cover.value, cover.found) == (
        Finding.REFUTED,
        worse.units(Level.COVER),
        judged(admitted, book).units(Level.COVER),
    )
    assert all(item.found is not None for item in found.values())


def test_a_check_that_counts_less_than_the_solver_is_a_mistake_of_the_program():
    """The solver proves that no rota comes to so little: then one of the two is wrong, and nothing is confirmed."""
    admitted = many_areas()
    book = solve(admitted.facts, admitted.rules, SEARCH)
    assert book.rota is not None
    verdict = judged(admitted, book)
    kept = [breach for breach in verdict.soft if breach.rule != CrewCover.kind]
    assert len(kept) < len(verdict.soft)
    with pytest.raises(EngineError, match="the solver says that no rota comes to less than"):
        proven(admitted, book.rota, replace(verdict, soft=kept))


def test_without_time_nothing_is_said():
    admitted = many_areas()
    book = solve(admitted.facts, admitted.rules, SEARCH)
    assert book.rota is not None
    found = proven(admitted, book.rota, judged(admitted, book), seconds=0)
    assert {item.finding for item in found.values() if item.value} == {Finding.OPEN}
    assert "there was no time to ask" in found[Level.COVER].sentence
