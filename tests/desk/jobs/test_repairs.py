"""What a repair is counted against, and how it is told: the rota on the board, and others than who is away."""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime
from threading import Event

import pytest

from models.book import Book
from models.people import Offer
from models.records.published import Published
from models.rota import Assignment, Basis
from roster import api
from roster.desk.jobs.repair_words import effect, moves_in_words
from roster.desk.jobs.requests import Missing, RepairRequest
from roster.desk.jobs.work import Result, Search, perform
from roster.engine.repair.repaired import Repaired
from roster.lifecycle.outage import Away, Outage
from tests.conftest import SMALL
from tests.desk.service.unit import solved

FRIDAY, SATURDAY, NEXT, AFTER = (f"JR-04@2026-12-{day}/peak" for day in ("04", "05", "11", "12"))


@pytest.fixture(scope="module")
def three() -> Book:
    """Two weekends, three paramedics who offered all of it, and a rota."""
    data = copy.deepcopy(SMALL)
    data["period"] = {"first": "2026-12-04", "last": "2026-12-12"}
    data["people"].append({"id": "P03", "role": "paramedic", "offers": [{"weekdays": ["fri", "sat"]}]})
    data["rules"] = []
    return solved(Book.model_validate(data))


def with_paramedics(book: Book, **people: str) -> Book:
    """The book with these paramedics on its duties, and with SC01 and SC02 on all of them."""
    assert book.rota is not None
    duties = {"friday": FRIDAY, "saturday": SATURDAY, "next": NEXT, "after": AFTER}
    crews = [
        *((people[name], duty, "paramedic") for name, duty in duties.items() if name in people),
        *((person, duty, "police") for duty in duties.values() for person in ("SC01", "SC02")),
    ]
    made = tuple(Assignment(person=who, duty=duty, seat=seat, basis=Basis.OFFERED) for who, duty, seat in crews)
    return book.model_copy(update={"rota": book.rota.model_copy(update={"assignments": made})})


def crew(book: Book | None, duty: str) -> str:
    assert book is not None
    assert book.rota is not None
    return next(item.person for item in book.rota.assignments if (item.duty, item.seat) == (duty, "paramedic"))


def told(book: Book, **people: str) -> Book:
    """The book where people were told of another rota."""
    rota = with_paramedics(book, **people).rota
    assert rota is not None
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    return book.changed(published=Published(version=1, at=at, assignments=rota.assignments))


def repaired(book: Book, person: str, day: str) -> Result:
    request = RepairRequest(absent=(Missing(name=person, first=date.fromisoformat(day)),), seconds=20, workers=1)
    return perform(request, api.ready(book, None), Search(Event(), lambda progress: None, lambda found: None))


@pytest.mark.parametrize(
    ("after", "disturbed", "moves", "sentence"),
    [
        (  # P01 is away on Friday, and comes on Saturday 12th instead of Friday 11th
            {"friday": "P02", "saturday": "P03", "next": "P02", "after": "P01"},
            ("P01", "P02", "P03"),
            {"P01": "moves from JR-04 on Fri 11 Dec to JR-04 on Sat 12 Dec"},
            "2 others gain or lose a duty, and P01 also moves from JR-04 on Fri 11 Dec to JR-04 on Sat 12 Dec",
        ),
        (
            {"friday": "P02", "saturday": "P03", "next": "P03", "after": "P03"},
            ("P01", "P02", "P03"),
            {"P01": "loses JR-04 on Fri 11 Dec"},
            "2 others gain or lose a duty, and P01 also loses JR-04 on Fri 11 Dec",
        ),
        (
            {"friday": "P02", "saturday": "P01", "next": "P01", "after": "P03"},
            ("P01", "P02"),
            {"P01": "gains JR-04 on Sat 5 Dec"},
            "1 other gains or loses a duty, and P01 also gains JR-04 on Sat 5 Dec",
        ),
        (
            {"friday": "P02", "saturday": "P03", "next": "P01", "after": "P03"},
            ("P02",),
            {},
            "1 person gains or loses a duty besides the one who is away",
        ),
    ],
)
def test_who_is_away_is_no_other_and_what_else_moves_for_them_is_said(
    three: Book, after: dict[str, str], disturbed: tuple[str, ...], moves: dict[str, str], sentence: str
) -> None:
    before = with_paramedics(three, friday="P01", saturday="P03", next="P01", after="P03")
    done = Repaired(with_paramedics(three, **after), before, date(2026, 12, 4), (), (), disturbed)
    outage = Outage((Away("P01", date(2026, 12, 4), date(2026, 12, 4)),))
    assert moves_in_words(done, outage) == moves
    assert effect(done, outage).startswith(sentence)


def test_a_repair_counts_against_the_board_and_not_against_what_was_published(three: Book) -> None:
    board = told(
        with_paramedics(three, friday="P01", saturday="P03", next="P03", after="P01"),
        friday="P02",  # P01 was put in by hand since
        saturday="P03",
        next="P02",  # and so was P03
        after="P01",
    )
    found = repaired(board, "P01", "2026-12-12")
    assert crew(found.book, FRIDAY) == "P01"
    assert crew(found.book, NEXT) == "P03"
    comes = crew(found.book, AFTER)
    assert found.note["disturbed"] == [comes]
    assert found.sentence == "a repair: 1 person gains or loses a duty besides the one who is away"
    assert {item["duty"] for item in found.note["seats"]} == {AFTER}
    assert {line["duty"] for call in found.note["calls"] for line in call["lines"]} == {AFTER}
    assert found.book is not None
    assert found.book.published == board.published
    assert found.book.rota is not None
    assert found.book.rota.provenance.input_hash == found.book.input_hash


def test_what_was_short_before_is_not_laid_at_the_repairs_door(three: Book) -> None:
    people = {"friday": "P01", "saturday": "P03", "next": "P01", "after": "P02"}
    board = told(with_paramedics(three, **people), **people)
    assert board.rota is not None
    # SC02 came off Friday 11th by hand, and nobody else offers it: it is part-crewed already.
    kept = tuple(item for item in board.rota.assignments if (item.person, item.duty) != ("SC02", NEXT))
    offers = (Offer(dates=tuple(date(2026, 12, day) for day in (4, 5, 12))),)
    board = board.changed(
        rota=board.rota.model_copy(update={"assignments": kept}),
        people=tuple(
            person.model_copy(update={"offers": offers}) if person.id in ("SC02", "SC03") else person
            for person in board.people
        ),
    )
    found = repaired(board, "P02", "2026-12-12")
    assert found.sentence == "a repair: 1 person gains or loses a duty besides the one who is away"
    assert {call["person"] for call in found.note["calls"]} == {crew(found.book, AFTER)}
