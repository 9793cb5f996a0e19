"""A no to one duty is a no to every other at that time: in the repair that follows, and on the call sheet."""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from models.book import Book
from models.lookup.duty_references import find_duty
from models.rota import Assignment, Basis
from roster import api
from roster.analysis.stepping_in.phone_answer import PhoneAnswer, Reply
from roster.desk.jobs.requests import Answer
from roster.desk.service.searching.refusals import Ticked, differing, with_refusals
from roster.lifecycle.outage import Outage
from tests.conftest import SMALL
from tests.desk.service.unit import solved

JR04, JR01, BEFORE, NEXT = (
    "JR-04@2026-12-04/peak",
    "JR-01@2026-12-04/peak",
    "JR-01@2026-12-04/day",
    "JR-04@2026-12-05/peak",
)


@pytest.fixture(scope="module")
def two_cars() -> Book:
    """Two cars from 18:00 to 02:00, and one of them before from 10:00 to 18:00; nobody is on any duty."""
    data = copy.deepcopy(SMALL)
    data["period"] = {"first": "2026-12-04", "last": "2026-12-05"}
    data["call_signs"] = [{"id": "JR-04", "area": "medway-swale"}, {"id": "JR-01", "area": "medway-swale"}]
    data["shifts"].append({"id": "day", "code": "D", "start": "10:00", "end": "18:00"})
    service = data["services"][0]
    data["services"] = [
        service | {"call_signs": ["JR-04", "JR-01"]},
        service | {"id": "days", "call_signs": ["JR-01"], "shift": "day"},
    ]
    data["rules"] = []
    book = solved(Book.model_validate(data))
    assert book.rota is not None
    return book.model_copy(update={"rota": book.rota.model_copy(update={"assignments": ()})})


def off(book: Book, *answers: PhoneAnswer) -> set[tuple[str, str]]:
    found = api.with_phone_answers(book, Outage(), answers, as_of=date(2026, 12, 1))
    assert not found.problems
    return {(pin.person, find_duty(pin.duty, book.duties).id) for pin in found.book.pins if pin.off}


def said(duty: str, reply: Reply, until: time | None = None, row: int = 1) -> PhoneAnswer:
    return PhoneAnswer("P02", duty, "paramedic", reply, "the call sheet", row, until)


def test_a_no_holds_for_every_duty_that_overlaps_or_touches_it(two_cars: Book) -> None:
    assert off(two_cars, said(JR04, Reply.NO)) == {("P02", JR04), ("P02", JR01), ("P02", BEFORE)}
    lines = api.with_phone_answers(two_cars, Outage(), [said(JR04, Reply.NO)], as_of=date(2026, 12, 1)).lines
    assert lines == (
        "the call sheet: row 1: P02 does not come on JR-04 on Fri 4 Dec: is not asked for it again,"
        " nor for another duty at that time",
    )


def test_what_was_noted_otherwise_counts(two_cars: Book) -> None:
    answers = said(JR04, Reply.NO), said(BEFORE, Reply.YES, row=2)
    assert off(two_cars, *answers) == {("P02", JR04), ("P02", JR01)}


def test_who_can_stay_only_until_a_time_can_do_what_is_over_by_then(two_cars: Book) -> None:
    assert off(two_cars, said(JR04, Reply.ONLY_UNTIL, time(23))) == {("P02", JR04), ("P02", JR01)}
    assert off(two_cars, said(JR04, Reply.NO_REPLY)) == set()


def test_who_is_on_another_duty_at_that_time_stays_on_it(two_cars: Book) -> None:
    assert two_cars.rota is not None
    on = Assignment(person="P02", duty=JR01, seat="paramedic", basis=Basis.OFFERED)
    book = two_cars.model_copy(update={"rota": two_cars.rota.model_copy(update={"assignments": (on,)})})
    assert off(book, said(JR04, Reply.NO)) == {("P02", JR04), ("P02", BEFORE)}


def seat(duty: str, *ask: str) -> dict[str, Any]:
    return {"duty": duty, "seat": "paramedic", "ask": [{"person": person, "planned": True} for person in ask]}


def answer(duty: str, reply: Reply, person: str = "P02") -> Answer:
    return Answer(person=person, duty=duty, seat="paramedic", reply=reply)


def test_the_sheet_says_to_what_they_said_no(two_cars: Book) -> None:
    no = answer(JR04, Reply.NO)
    assert with_refusals(seat(JR01, "P01"), two_cars, [no])["refused"] == ["P02 said no to JR-04 that night"]
    assert with_refusals(seat(JR04, "P01"), two_cars, [no])["refused"] == ["P02 said no"]
    assert with_refusals(seat(NEXT, "P01"), two_cars, [no])["refused"] == []
    beside = with_refusals(seat(JR01, "P01", "P02"), two_cars, [no])
    assert (beside["refused"], [one["refused"] for one in beside["ask"]]) == ([], ["", "said no to JR-04 that night"])
    later = [no, answer(JR01, Reply.YES)]
    assert with_refusals(seat(JR01, "P01"), two_cars, later)["refused"] == []
    special = answer(JR04, Reply.NO, "SC01")
    assert with_refusals(seat(JR01, "P01"), two_cars, [special])["refused"] == []  # no paramedic seat is for them


def test_a_repair_that_has_them_on_another_duty_that_night_does_not_have_their_no(two_cars: Book) -> None:
    def ticked(one: Answer) -> Ticked:
        return Ticked(answer=one, by="ann", at=datetime(2026, 12, 1, tzinfo=UTC))

    no = ticked(answer(JR04, Reply.NO))
    assert differing(two_cars, [seat(JR01, "P02")], [no]) == (no,)
    assert differing(two_cars, [seat(NEXT, "P02")], [no]) == ()
    assert differing(two_cars, [seat(JR01, "P02")], [no, ticked(answer(JR01, Reply.YES))]) == ()
