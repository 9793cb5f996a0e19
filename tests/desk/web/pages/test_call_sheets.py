"""What a call sheet says: who is counted, why the list of cover and the repair differ, and the state of each call."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.book import Book
from roster.analysis.names import Names
from roster.desk.jobs.requests import Missing, RepairRequest
from roster.desk.service.searching.sick_calls import CrewChange
from roster.desk.web.pages import piece
from roster.desk.web.routes.searches.in_words import first_day, limits_in_words, next_duty, worth_trying
from tests.conftest import SMALL
from tests.desk.service.unit import FRIDAY, SATURDAY, solved
from tests.desk.web.pages.client import Pages, pages_of, went_to, words


def sick_paramedic(pages: Pages) -> dict[str, str]:
    rota = pages.unit.book.rota
    assert rota is not None
    person = next(item.person for item in rota.assignments if (item.duty, item.seat) == (FRIDAY, "paramedic"))
    return {"person": person, "first": "2026-12-04", "last": "2026-12-04"}


@pytest.fixture
def called(pages: Pages) -> Pages:
    """A unit whose rota was published, with the repair for a sick paramedic."""
    pages.post("both", "publish", {"base": 1})
    pages.post("both", "sick-call", sick_paramedic(pages))
    return pages


def other_paramedic(pages: Pages) -> str:
    away = sick_paramedic(pages)["person"]
    return next(name for name in ("P01", "P02") if name != away)


def test_who_is_counted_is_said_by_name(called: Pages) -> None:
    away, comes = sick_paramedic(called)["person"], other_paramedic(called)
    text = called.text("both", "sick-call/1")
    assert "1 person gains or loses a duty besides the one who is away" in text
    assert re.search(rf"Counted: {comes} ?\. Not counted: {away} ?, who is away", text)
    shown = called.text("both", "proposals/1")
    assert "Who moves where (2 people)" in shown
    assert "1 of them gains or loses a duty." in shown
    assert f"{away} is away, and is not counted." in shown


def test_nothing_is_repaired_again_before_somebody_has_answered(called: Pages) -> None:
    again = "Repair again with these answers"
    assert again not in called.text("both", "sick-call/1")
    telling = {"person": other_paramedic(called), "duty": FRIDAY, "reply": "told"}
    called.post("both", "sick-call/1/answer", telling)
    assert again not in called.text("both", "sick-call/1")  # news is no answer
    assert called.post("both", "sick-call/1/again").status_code == 400
    called.post("both", "sick-call/1/answer", {**telling, "reply": "no"})
    assert again in called.text("both", "sick-call/1")
    called.post("both", "sick-call/1/answer", {**telling, "reply": "no", "undo": "true"})
    assert again not in called.text("both", "sick-call/1")


def test_whether_somebody_was_told_is_one_control_with_its_state_and_can_be_taken_back(pages: Pages) -> None:
    pages.post("both", "publish", {"base": 1})
    both = pages.unit.desk.asking(pages.unit.both, pages.unit.unit)
    nobody_left = tuple(Missing(name=name, first=date(2026, 12, 4)) for name in ("P01", "P02"))
    pages.unit.desk.sick_calls.start(both, RepairRequest(absent=nobody_left, seconds=10, workers=1))
    sheet = pages.unit.desk.sick_calls.sheet(both, 1)
    call = next(call for call in sheet.calls if any(not line["ask"] for line in call["lines"]))
    line = next(line for line in call["lines"] if not line["ask"])
    fields = {"person": call["person"], "duty": line["duty"], "reply": "told", "sentence": line["sentence"]}
    before = pages.text("both", "sick-call/1")
    assert "Not told yet Note as told" in before
    answer = pages.post("both", "sick-call/1/answer", fields, headers={"Accept": "application/json"})
    after = words("<main" + answer.json()["html"])
    assert re.search(r"Told \d\d:\d\d Undo", after)
    assert after.count("Note as told") == before.count("Note as told") - 1
    undone = pages.post(
        "both", "sick-call/1/answer", {**fields, "undo": "true"}, headers={"Accept": "application/json"}
    )
    assert undone.json()["says"].endswith(": taken back.")
    assert pages.text("both", "sick-call/1") == before


def test_after_taking_it_the_one_next_step_is_to_publish(called: Pages) -> None:
    assert "Take the repair (publishing is the next step)" in called.text("both", "sick-call/1")
    assert went_to(called.post("both", "proposals/1", {"act": "all", "to": "publish"})) == "publish?taken=3"
    told = called.text("both", "publish?taken=3")
    assert "It is in the rota now, but not published: people still read version 1. Next: publish version 2" in told
    assert "Now tell them" not in told  # that is for what was published just now
    page = called.get("both", "sick-call/1").text
    text = words(page)
    assert "The repair is in the rota: taken by Both Field" in text
    assert "Take the repair" not in text
    assert f'class="button main" href="/u/{called.unit.unit}/publish"' in page
    proposal = called.get("both", "proposals/1").text
    assert f'class="button main" href="/u/{called.unit.unit}/publish"' in proposal
    assert "It became revision 3" in words(proposal)


def test_who_was_told_on_the_telephone_is_said_where_publishing_is_next(called: Pages) -> None:
    telling = {"person": other_paramedic(called), "duty": FRIDAY, "reply": "told"}
    called.post("both", "sick-call/1/answer", telling)
    called.post("both", "proposals/1", {"act": "all", "to": "publish"})
    told = called.text("both", "publish?taken=3")
    assert re.search(rf"Noted as told on the telephone: {telling['person']} ?\(\d\d:\d\d\)\.", told)
    assert "nobody is told" not in told


def test_why_it_was_left_is_told_on_the_proposal_the_sheet_and_in_the_history(called: Pages) -> None:
    called.post("both", "proposals/1", {"act": "leave", "why": "the super does it"})
    for path in ("proposals/1", "sick-call/1", "history", "proposals?everything=true"):
        assert "the super does it" in called.text("both", path), path
    assert re.search(
        r"Leave proposal 1: .* nothing changed, by Both Field: the super does it", called.text("both", "history")
    )
    for kind in ("police", "planner", "reader"):
        assert "the super does it" not in called.text(kind, "history")
        assert "the super does it" not in called.text(kind, "proposals/1")


def test_what_was_left_stands_in_the_history_where_it_belongs(called: Pages) -> None:
    called.post("both", "proposals/1", {"act": "leave", "why": "first"})
    called.post("both", "publish", {"base": called.unit.head})
    text = called.text("both", "history")
    assert text.index("Leave proposal 1") < text.index("Publish version 1")
    assert "Leave proposal 1" not in called.text("both", "history?before=2")


@pytest.fixture(scope="module")
def tight() -> Book:
    """P02 sits in another car on Friday; P03, who offered Friday, drives that one only where P02 leaves it."""
    data = copy.deepcopy(SMALL)
    data["call_signs"] = [{"id": "JR-04", "area": "medway-swale"}, {"id": "JR-07", "area": "thanet"}]
    data["areas"].append({"id": "thanet", "name": "Thanet"})
    data["services"][0]["call_signs"] = ["JR-04", "JR-07"]
    every = [{"weekdays": ["fri", "sat"]}]
    data["people"] += [
        {"id": "P03", "role": "paramedic", "offers": every, "areas": ["thanet"]},
        *({"id": f"SC0{number}", "role": "special", "offers": every} for number in (4, 5, 6)),
    ]
    data["people"][0]["areas"] = data["people"][1]["areas"] = ["medway-swale", "thanet"]
    data["people"][1]["offers"] = [{"dates": ["2026-12-04"]}]
    data["people"][2]["qualifications"] = []
    data["pins"] = [
        {"person": "P01", "duty": "JR-04@2026-12-04/peak"},
        {"person": "P02", "duty": "JR-07@2026-12-04/peak"},
    ]
    data["rules"] = []
    book = solved(Book.model_validate(data))
    return book.model_copy(update={"pins": ()})


@pytest.fixture
def chained(tight: Book, tmp_path: Path) -> Iterator[Pages]:
    yield from pages_of(tight, tmp_path)


def test_whom_the_repair_uses_and_the_list_did_not_have_is_explained(chained: Pages) -> None:
    away = {"person": "P01", "first": "2026-12-04"}
    cover = chained.text("both", "sick-call?person=P01&first=2026-12-04")
    assert "Could now" not in cover
    assert "cannot as the rota is, and why" in cover or "Could, but another duty is stood down for it" in cover
    chained.post("both", "sick-call", away)
    text = chained.text("both", "sick-call/1")
    assert "JR-04 on Fri 4 Dec: P02 instead of P01" in text
    assert re.search(
        r"P02 could not come as the rota was: .+\. So that they can, the repair takes them off JR-07 on Fri 4 Dec", text
    )
    assert not re.search(r"P03 could not come", text)


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        (
            {"people": 2, "disturbed": 2, "cover_points": 0, "runs": [], "preferred_seats": 0, "proven": True},
            "Nothing would be gained.",
        ),
        (
            {"people": 1, "disturbed": 1, "cover_points": 9, "runs": [FRIDAY], "preferred_seats": 0, "proven": True},
            "With up to 1 person: JR-04 on Fri 4 Dec would run too.",
        ),
        (
            {
                "people": None,
                "disturbed": 4,
                "cover_points": 9,
                "runs": [FRIDAY],
                "preferred_seats": 2,
                "proven": False,
            },
            "Without a limit, with 4 people: JR-04 on Fri 4 Dec would run too; 2 more seats would be filled"
            " (as far as was found).",
        ),
        (
            {"people": 3, "disturbed": 3, "cover_points": 0, "runs": [], "preferred_seats": 1, "proven": True},
            "With up to 3 people: 1 more seat would be filled.",
        ),
        (
            {"people": 3, "disturbed": 3, "cover_points": 2, "runs": [], "preferred_seats": 0, "proven": True},
            "With up to 3 people: the duties would be better crewed.",
        ),
    ],
)
def test_other_limits_are_sentences(solved_book: Book, limit: dict[str, object], told: str) -> None:
    duties = {duty.id: duty for duty in solved_book.duties}
    assert limits_in_words([limit, limit], duties) == [told]


def test_the_first_day_is_the_persons_next_duty(pages: Pages) -> None:
    form = pages.get("both", "sick-call").text
    begins = re.search(r'name="suggested" value="([-\d]+)"', form)
    assert begins is not None
    first = begins[1]
    assert f'name="first" value="{first}"' in form
    person = sick_paramedic(pages)["person"]
    expected = next_duty(pages.unit.book, person, datetime.now(UTC))
    shown = pages.get("both", "sick-call", params={"person": person, "first": first, "suggested": first}).text
    assert expected is not None
    assert f'name="first" value="{expected.date}"' in shown
    assert "Their next duty is on" in words(shown)
    # A date that somebody chose stays, and so does one with a last day.
    for fields in ({"first": "2026-12-09"}, {"first": first, "last": "2026-12-31"}):
        chosen = pages.get("both", "sick-call", params={"person": person, "suggested": first, **fields}).text
        assert f'name="first" value="{fields["first"]}"' in chosen
        assert "Their next duty is on" not in words(chosen)
    assert "Choose who is away." in words(
        pages.get("both", "sick-call", params={"first": first, "suggested": first}).text
    )


@pytest.mark.parametrize(
    ("now", "first", "next_one"),
    [
        ("2026-11-20T17:40+00:00", "2026-12-01", FRIDAY),  # before the period
        ("2026-12-04T17:40+00:00", "2026-12-04", FRIDAY),  # it begins in 20 minutes
        ("2026-12-05T01:30+00:00", "2026-12-05", SATURDAY),  # the night before ends at 2
        ("2026-12-05T02:30+00:00", "2026-12-05", SATURDAY),
        ("2027-03-01T12:00+00:00", "2026-12-01", FRIDAY),  # a book of the past
    ],
)
def test_the_next_duty_counts_from_now(solved_book: Book, now: str, first: str, next_one: str) -> None:
    moment = datetime.fromisoformat(now)
    assert str(first_day(solved_book, moment)) == first
    rota = solved_book.rota
    assert rota is not None
    (template,) = [item for item in rota.assignments if (item.duty, item.seat) == (FRIDAY, "paramedic")]
    both = tuple(template.model_copy(update={"duty": duty}) for duty in (SATURDAY, FRIDAY))
    book = solved_book.model_copy(update={"rota": rota.model_copy(update={"assignments": both})})
    found = next_duty(book, template.person, moment)
    assert found is not None
    assert found.id == next_one
    assert next_duty(book, "SC01", moment) is None


def test_what_became_of_earlier_calls_is_said(called: Pages) -> None:
    assert "waits for a decision" in called.text("both", "sick-call")
    called.post("both", "proposals/1", {"act": "leave"})
    called.post("both", "sick-call", {"person": "SC03", "first": "2026-12-08"})
    text = called.text("both", "sick-call")
    assert re.search(r"SC03, Tue 8 Dec .*, (waits for a decision|nothing to change)", text)
    assert re.search(rf"{sick_paramedic(called)['person']}, Fri 4 Dec .*, left", text)


def test_a_limit_that_gains_nothing_stands_beside_one_that_does() -> None:
    nothing = {"people": 2, "disturbed": 2, "cover_points": 0, "runs": [], "preferred_seats": 0, "proven": True}
    something = nothing | {"people": None, "disturbed": 5, "preferred_seats": 1}
    assert limits_in_words([nothing, something], {}) == [
        "With up to 2 people: nothing would be gained.",
        "Without a limit, with 5 people: 1 more seat would be filled.",
    ]
    assert limits_in_words([], {}) == []


def test_a_limit_that_gives_more_can_be_tried_from_the_sheet(called: Pages) -> None:
    nothing = {"people": 2, "disturbed": 2, "cover_points": 0, "runs": [], "preferred_seats": 0, "proven": True}
    more = nothing | {"people": None, "disturbed": 5, "preferred_seats": 1}
    assert worth_trying([nothing, more], {}) == {"Without a limit, with 5 people: 1 more seat would be filled.": None}
    called.post("both", "sick-call/1/answer", {"person": "SC01", "duty": FRIDAY, "reply": "no"})
    assert went_to(called.post("both", "sick-call/1/limit", {"people": "2"})) == "sick-call/2"
    request = called.unit.store.jobs.one(2).options
    assert (request["most_people"], request["follows"], request["absent"]) == (
        2,
        1,
        called.unit.store.jobs.one(1).options["absent"],
    )
    assert [item["person"] for item in request["answers"]] == ["SC01"]
    assert went_to(called.post("both", "sick-call/1/limit", {"people": ""})) == "sick-call/3"
    assert called.unit.store.jobs.one(3).options["most_people"] is None
    for wrong in ("two", "-1", "\u00b2", "99999999"):
        assert called.post("both", "sick-call/1/limit", {"people": wrong}).status_code == 400, wrong


def test_an_answer_noted_by_mistake_is_taken_back_on_the_page(called: Pages) -> None:
    called.post("both", "sick-call", {"person": "SC01", "first": "2026-12-04"})
    sheets = range(1, called.unit.store.jobs.of(called.unit.unit)[-1].id + 1)
    paths = [f"sick-call/{number}" for number in sheets]
    path = next(path for path in paths if "Whom to ask" in called.text("both", path))
    before = called.text("both", path)
    form = called.get("both", path).text.partition('class="to-ring"')[2]
    person, duty, seat = (re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("person", "duty", "seat"))  # type: ignore[index]
    fields = {"person": person, "duty": duty, "seat": seat, "reply": "only until", "until": "20:00"}
    called.post("both", f"{path}/answer", fields)
    noted = called.text("both", path)
    assert "only until 20:00" in noted
    assert "Undo" in noted
    called.post("both", f"{path}/answer", {**fields, "undo": "true"})
    assert called.text("both", path) == before


def test_who_is_off_since_they_are_away_is_not_taken_off_by_the_repair(solved_book: Book) -> None:
    crews = (
        CrewChange(duty=FRIDAY, comes=("P02",), leaves=("P01",), misses=("P01",)),
        CrewChange(duty=SATURDAY, comes=("P01",), leaves=(), not_before={"P01": "too many hours"}, also={"P01": ()}),
    )
    known = {"duties": {duty.id: duty for duty in solved_book.duties}, "names": Names(solved_book.people)}
    text = words("<main" + piece("call_sheet_parts.html", "crews", known, SimpleNamespace(crews=crews)))
    assert "P01 could not come as the rota was: too many hours." in text
    assert "takes them off" not in text
    assert re.search(r"So that they can, +the repair changes what is in the way", text)
