"""What would crew a duty that is stood down: each cure told is real, and nothing is told that was not looked at."""

import threading
from typing import Any

import pytest

from constraints.facts import Facts
from models.book import Book
from models.people import Absence, AbsenceKind
from models.problems import BookError
from models.reading.examine import read
from models.rota import CureKind, CuresOfDuty, DutyState
from roster import Options, api, find_cures, read_book, solve
from roster.analysis.cure_sentences import NONE_FOUND, NOT_LOOKED_FOR, cure_lines
from roster.engine.diagnosis.cure_changes import Change, Changes, with_changes
from tests.conftest import EXAMPLES


def down(book: Book) -> set[str]:
    assert book.rota is not None
    return {record.duty for record in book.rota.duties if record.state is DutyState.STOOD_DOWN}


def changes_by_sentence(book: Book) -> dict[str, Change]:
    opened = api.ready(book)
    facts = opened.admission.facts
    changes = Changes(book, facts, opened.admission.rules)
    return {change.sentence: change for name in sorted(down(book)) for change in changes.of(facts.duty[name])}


def few_paramedics(small: dict[str, Any]) -> None:
    """P02 has nothing to do with it, and P01 may be on two duties a month: two of four duties of two weeks run."""
    small["period"] = {"first": "2026-12-01", "last": "2026-12-14"}
    small["people"] = [person for person in small["people"] if person["id"] != "P02"]
    small["people"][0]["caps"] = {"duties_per_month": 2}
    small["people"].append({"id": "P03", "role": "paramedic"})


def lapsed_driver(small: dict[str, Any]) -> None:
    """Only SC01 drives, and that to the evening of Saturday the 12th."""
    small["rules"].append({"kind": "crew-qualification", "qualification": "driver"})
    small["people"][2]["qualifications"] = [{"id": "driver", "valid_to": "2026-12-12"}]
    small["people"][3]["qualifications"] = []
    small["period"] = {"first": "2026-12-11", "last": "2026-12-12"}


@pytest.mark.parametrize("change", [few_paramedics, lapsed_driver])
def test_each_cure_is_real(solved, small, change):
    """Solved with the change alone: fewer are stood down, as many as told at the least."""
    change(small)
    book = find_cures(solved(small))
    changes = changes_by_sentence(book)
    cures = {cure.change: cure for item in book.rota.cures for cure in item.cures}
    assert cures
    for cure in cures.values():
        again = solve(with_changes(book, [changes[cure.change]]), Options(time_limit=60, workers=2))
        assert len(down(book)) - len(down(again)) >= len(cure.crews) > 0, cure


def test_the_smallest_come_first(solved, small):
    """Who has offered nothing is asked before somebody new is; who has, or who is of the wrong role, is not."""
    few_paramedics(small)
    book = find_cures(solved(small))
    opened = api.ready(book)
    for item in book.rota.cures:
        assert item.complete
        kinds = [cure.kind for cure in item.cures]
        assert kinds[0] is CureKind.OFFER
        assert set(kinds[1:]) == {CureKind.NEWCOMER}
        assert item.cures[0].person == "P03"
        tried = Changes(book, opened.admission.facts, opened.admission.rules).of(Facts(book).duty[item.duty])
        assert {change.person.id for change in tried if change.kind is CureKind.OFFER} == {"P03"}
        assert not any("special" in cure.change for cure in item.cures)


def test_a_newcomer_need_not_hold_what_only_other_crews_ask_for(solved, small):
    """A driver is asked for on a shift that no service runs."""
    few_paramedics(small)
    small["shifts"].append({"id": "early", "start": "07:00", "end": "15:00"})
    asked = {"kind": "crew-qualification", "qualification": "driver"}
    small["rules"].append({**asked, "applies_to": {"shifts": ["early"]}})
    sentences = changes_by_sentence(solved(small))
    assert any(text.startswith("one more paramedic for") for text in sentences)
    assert not any("with driver" in text for text in sentences)


def test_a_newcomer_for_several(solved, small):
    """A Friday and a Saturday are stood down or two of one weekday: the sentence says how many of them."""
    few_paramedics(small)
    small["services"][0]["priority_dates"] = {"2026-12-05": 20, "2026-12-12": 20}
    book = find_cures(solved(small))
    assert down(book) == {"JR-04@2026-12-04/peak", "JR-04@2026-12-11/peak"}
    facts = Facts(book)
    duties = [facts.duty[name] for name in sorted(down(book))]
    for item, duty in zip(book.rota.cures, duties, strict=True):
        assert cure_lines(duty, item, duties) == [
            f"P03 offers {duty.spoken}",
            "one more paramedic for Fridays: crews both stood down on Fridays",
        ]


def test_nothing_else_is_stood_down_for_it(solved, small):
    """Two cars, one driver: who moves them to the other car cures nothing."""
    small["call_signs"].append({"id": "JR-05", "area": "medway-swale"})
    small["services"][0]["call_signs"] = ["JR-04", "JR-05"]
    small["services"][0]["priority_dates"] = {}
    lapsed_driver(small)
    small["people"][2]["qualifications"] = [{"id": "driver"}]
    book = find_cures(solved(small))
    assert len(down(book)) == 2
    for item in book.rota.cures:
        assert item.complete
        weekday = f"{Facts(book).duty[item.duty].date:%A}s"
        assert {cure.change for cure in item.cures} == {
            f"one more paramedic with driver for {weekday}",
            f"one more special with driver for {weekday}",
        }


def test_a_rota_that_is_not_the_best_wants_a_longer_search(solved, small):
    """Nobody is asked for what the book allows as it is."""
    book = solved(small)
    emptied = book.rota.model_copy(
        update={
            "assignments": (),
            "duties": tuple(record.model_copy(update={"state": DutyState.STOOD_DOWN}) for record in book.rota.duties),
            "scores": tuple(score.model_copy(update={"value": 80.0}) for score in book.rota.scores),
        }
    )
    found = find_cures(book.model_copy(update={"rota": emptied}))
    for item in found.rota.cures:
        assert [cure.kind for cure in item.cures] == [CureKind.LONGER_SEARCH]
    duties = Facts(found).duties
    assert cure_lines(duties[0], found.rota.cures[0], duties) == ["a longer search: it can run as the book is"]


def test_without_time_it_says_so(solved, small):
    few_paramedics(small)
    book = solved(small)
    stop = threading.Event()
    stop.set()
    for found in (find_cures(book, seconds=0), find_cures(book, stop=stop)):
        assert {item.duty for item in found.rota.cures} == down(book)
        duties = [duty for duty in Facts(book).duties if duty.id in down(book)]
        for item, duty in zip(found.rota.cures, duties, strict=True):
            assert not item.complete
            assert cure_lines(duty, item, duties) == [NOT_LOOKED_FOR]
            assert cure_lines(duty, None, duties) == [NOT_LOOKED_FOR]
            assert cure_lines(duty, CuresOfDuty(duty=duty.id, complete=True), duties) == [NONE_FOUND]


def test_they_are_kept_in_the_book(solved, small):
    few_paramedics(small)
    book = find_cures(solved(small))
    again = read(book.model_dump(mode="json"))
    assert again.rota.cures == book.rota.cures
    assert again.input_hash == book.rota.provenance.input_hash


def test_a_cure_of_no_duty_is_named(solved, small):
    few_paramedics(small)
    data = find_cures(solved(small)).model_dump(mode="json")
    data["rota"]["cures"][0]["duty"] = "JR-04@2026-12-06/peak"
    with pytest.raises(BookError, match="there is no duty 'JR-04@2026-12-06/peak'"):
        read(data)


@pytest.mark.slow
def test_kent_with_two_paramedics_away():
    book = read_book(EXAMPLES / "kent-2026-12.yaml")
    away = Absence(first="2026-12-07", last="2026-12-13", kind=AbsenceKind.SICKNESS)
    people = tuple(
        person.model_copy(update={"absences": (*person.absences, away)}) if person.id in ("P03", "P06") else person
        for person in book.people
    )
    book = find_cures(solve(book.changed(people=people), Options(time_limit=120, workers=2)))
    changes = changes_by_sentence(book)
    cures = {cure.change: cure for item in book.rota.cures for cure in item.cures}
    assert all(item.complete for item in book.rota.cures)
    assert len(cures) >= 2
    for cure in cures.values():
        again = solve(with_changes(book, [changes[cure.change]]), Options(time_limit=60, workers=2))
        assert len(down(book)) - len(down(again)) >= len(cure.crews) > 0, cure
