"""Rotas in memory: made once, followed through what other processes append, and never another's."""

from pathlib import Path

from models.book import Book
from roster import api
from roster.desk.changes import AddAbsence
from roster.desk.live import LiveRota
from roster.desk.service import Desk, Edit
from roster.desk.service.warm import MOST_KEPT, WarmRotas
from roster.desk.store import open_store
from tests.desk.service.unit import DeskOfUnit


def away(day: int) -> AddAbsence:
    return AddAbsence(person="SC03", absence={"kind": "training", "first": f"2026-12-{day:02}"})


def test_a_rota_is_made_once(small: DeskOfUnit):
    warm = WarmRotas(small.store)
    assert warm.at(warm.head(small.unit)) is warm.at(warm.head(small.unit))


def test_what_another_process_appended_is_followed(small: DeskOfUnit, tmp_path: Path):
    first = small.desk.verdict(small.both, small.unit)
    other = open_store(f"sqlite:///{tmp_path / 'test.desk'}")
    for number, day in enumerate((7, 8, 9), start=1):
        Desk(other).edit(small.both, small.unit, Edit(base=number, changes=(away(day),)))
    assert small.head == 4
    live = small.desk.live(small.store.head(small.unit))
    assert live.book == small.book
    assert live.verdict == api.check(small.book)
    assert first.legal
    other.close()


def test_only_the_latest_rotas_are_kept(small: DeskOfUnit):
    for number, day in enumerate(range(7, 7 + MOST_KEPT + 2), start=1):
        small.desk.edit(small.both, small.unit, Edit(base=number, changes=(away(day),)))
    warm = WarmRotas(small.store)
    rotas: list[LiveRota] = [warm.at(warm.revision(small.unit, number)) for number in range(1, MOST_KEPT + 3)]
    assert warm.at(warm.revision(small.unit, MOST_KEPT + 2)) is rotas[-1]
    again = warm.at(warm.revision(small.unit, 1))
    assert again is not rotas[0]
    assert again.verdict == rotas[0].verdict


def test_a_book_of_one_unit_is_not_taken_for_that_of_another(small: DeskOfUnit, solved_book: Book):
    other = small.store.add_unit(solved_book.model_copy(update={"name": "Other"}), "setup", "begin").id
    warm = WarmRotas(small.store)
    assert warm.at(warm.head(other)).book.name == "Other"
    assert warm.at(warm.head(small.unit)).book.name == "Small"
