"""What is told of the best rota known: its values, and a proof only where it holds."""

from pathlib import Path

from models.book import Book
from roster.desk.changes import AddAbsence, Clear
from roster.desk.service import Edit
from roster.desk.service.best_known import BestKnown
from tests.desk.service.unit import DeskOfUnit, desk_of


def values(scores) -> list[float]:
    return [score.value for score in scores]


def cleared(small: DeskOfUnit) -> Clear:
    first = small.book.rota.assignments[0]
    return Clear(person=first.person, duty=first.duty, seat=first.seat)


def test_a_search_proves_what_it_found(small: DeskOfUnit):
    scores = BestKnown(small.store).scores(small.store.head(small.unit))
    assert scores == small.book.rota.scores
    assert all(score.proven for score in scores)


def test_a_rota_changed_by_hand_is_compared_with_the_one_before(small: DeskOfUnit):
    before = small.book.rota
    small.desk.edit(small.both, small.unit, Edit(base=1, changes=(cleared(small),)))
    small.desk.edit(small.both, small.unit, Edit(base=2, changes=(cleared(small),)))
    assert small.book.rota.provenance.edited
    assert BestKnown(small.store).of(small.store.head(small.unit)) == before
    assert BestKnown(small.store).scores(small.store.head(small.unit)) == before.scores


def test_nothing_is_proven_for_other_inputs(small: DeskOfUnit):
    before = small.book.rota
    away = AddAbsence(person="SC03", absence={"kind": "training", "first": "2026-12-09"})
    small.desk.edit(small.both, small.unit, Edit(base=1, changes=(away,)))
    scores = BestKnown(small.store).scores(small.store.head(small.unit))
    assert values(scores) == values(before.scores)
    assert not any(score.proven for score in scores)
    assert BestKnown(small.store).scores(small.store.revision(small.unit, 1)) == before.scores


def test_a_repair_proves_nothing_of_its_levels(solved_book: Book, tmp_path: Path):
    provenance = solved_book.rota.provenance.model_copy(update={"repaired": True})
    rota = solved_book.rota.model_copy(update={"provenance": provenance})
    repaired = desk_of(solved_book.model_copy(update={"rota": rota}), tmp_path)
    scores = BestKnown(repaired.store).scores(repaired.store.head(repaired.unit))
    assert values(scores) == values(solved_book.rota.scores)
    assert not any(score.proven or score.bound is not None for score in scores)
    board = repaired.desk.board(repaired.both, repaired.unit)
    assert {line.words for line in board.verdict.levels} == {"best known"}
