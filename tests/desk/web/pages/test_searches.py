"""Solving from the browser: a search, its picture, its proposal, taken whole, in part or not at all."""

import json

import pytest

from roster.desk.service.searching.searches import ProgressPoint
from roster.desk.web.routes.searches.picture import HEIGHT, WIDTH, pictures
from tests.desk.web.pages.client import CSRF, Pages, went_to, words


def test_a_search_becomes_a_proposal_that_is_taken(unsolved: Pages) -> None:
    assert "A search finds the best one" in unsolved.text("both", "solve")
    where = went_to(unsolved.post("both", "solve", {"minutes": "0.2"}))
    assert where == "solve/1"
    text = unsolved.text("both", where)
    assert "Ended: a rota found by the solver" in text
    assert "cover" in text
    assert "<polyline" in unsolved.get("both", where).text
    proposal = unsolved.text("both", "proposals/1")
    assert "With it no hard rule is broken" in proposal
    assert "What each level comes to" in proposal
    assert went_to(unsolved.post("both", "proposals/1", {"act": "all"})) == "board?done=2"
    assert unsolved.unit.book.rota is not None
    again = unsolved.post("both", "proposals/1", {"act": "all"})
    assert again.status_code == 400
    assert "taken already by Both Field" in words(again.text)


def test_progress_is_sent_as_a_piece_of_the_page(unsolved: Pages) -> None:
    unsolved.post("both", "solve", {"minutes": "0.2"})
    answer = unsolved.get("both", "solve/1/events")
    event, data = answer.text.strip().split("\n")[:2]
    assert event == "event: search"
    piece = json.loads(data.removeprefix("data: "))
    assert piece["state"] == "done"
    assert piece["html"].startswith('<section id="search"')
    assert "is a proposal" in piece["says"]


@pytest.mark.parametrize("minutes", ["", "soon", "0", "-1", "1e9", "nan", "inf"])
def test_a_limit_that_is_no_number_of_minutes_is_told_beside_it_and_kept(unsolved: Pages, minutes: str) -> None:
    answer = unsolved.post("both", "solve", {"minutes": minutes})
    assert answer.status_code == 422
    assert 'aria-invalid="true" aria-describedby="mistake"' in answer.text
    assert f'value="{minutes}"' in answer.text
    assert unsolved.unit.store.jobs.of(unsolved.unit.unit) == []


def test_some_of_a_proposal_is_taken_person_by_person(pages: Pages) -> None:
    """The rota is emptied of two people by hand; going back brings only the ticked one."""
    first = pages.unit.book.rota
    assert first is not None
    one, two = (
        first.assignments[0],
        next(item for item in first.assignments if item.person != first.assignments[0].person),
    )
    cleared = [
        {"kind": "clear", "person": item.person, "duty": item.duty, "seat": item.seat}
        for item in first.assignments
        if item.person in (one.person, two.person)
    ]
    pages.post("both", "changes", {"base": 1, "change": json.dumps(cleared)})
    went_to(pages.post("both", "solve", {"minutes": "0.2"}))
    text = pages.get("both", "proposals/1").text
    assert f'value="{one.person}"' in text
    nobody = pages.post("both", "proposals/1", {"act": "some"})
    assert nobody.status_code == 422
    assert "Tick the people" in words(nobody.text)
    answer = pages.post("both", "proposals/1", {"act": "some", "people": [one.person]})
    assert answer.status_code in (200, 303)
    seated = {item.person for item in pages.unit.book.rota.assignments}  # type: ignore[union-attr]
    assert one.person in seated
    assert two.person not in seated


def test_a_proposal_that_is_left_is_listed_with_the_reason_kept(pages: Pages) -> None:
    pages.post("police", "changes", {"base": 1, "change": _clear(pages, "P")})
    where = went_to(pages.post("ambulance", "proposals/1", {"act": "leave", "why": "not this week"}))
    assert where.startswith("proposals?everything=true")
    assert "Nothing waits" in pages.text("ambulance", "proposals")
    assert "left" in pages.text("ambulance", "proposals?everything=true")


def _clear(pages: Pages, prefix: str) -> str:
    rota = pages.unit.book.rota
    assert rota is not None
    item = next(item for item in rota.assignments if item.person.startswith(prefix))
    return json.dumps([{"kind": "clear", "person": item.person, "duty": item.duty, "seat": item.seat}])


def test_what_concerns_another_organisation_waits_for_it(pages: Pages) -> None:
    pages.post("police", "changes", {"base": 1, "change": _clear(pages, "P")})
    assert pages.unit.head == 1
    assert "Police Field" in pages.text("ambulance", "proposals")
    assert went_to(pages.post("ambulance", "proposals/1", {"act": "all"})) == "board?done=2"


@pytest.mark.parametrize("kind", ["reader", "member"])
def test_who_may_not_search_is_told_so(pages: Pages, kind: str) -> None:
    answer = pages.post(kind, "solve", {"minutes": "1"})
    assert answer.status_code == 403
    assert "may not" in words(answer.text)


def test_a_form_of_another_session_does_nothing(pages: Pages) -> None:
    forms = {"solve": {"minutes": "1"}, "publish": {"base": 1}, "sick-call": {}, "history/1/back": {}}
    for path, fields in (forms | {"proposals/1": {"act": "all"}}).items():
        assert pages.post("both", path, {**fields, "csrf": CSRF[:-1]}).status_code == 403
    assert pages.unit.head == 1
    assert not pages.unit.store.jobs.of(pages.unit.unit)


def test_the_picture_shows_value_and_bound_of_each_level_inside_its_box() -> None:
    points = [
        ProgressPoint(number=1, level="cover", value=9, bound=1, seconds=1),
        ProgressPoint(number=2, level="cover", value=4, bound=2, seconds=2),
        ProgressPoint(number=3, level="cover", value=4, bound=4, seconds=3),
        ProgressPoint(number=4, level="fair", value=None, bound=None, seconds=3),
        ProgressPoint(number=5, level="", value=None, bound=None, seconds=4),
    ]
    cover, fair = pictures(points)
    assert (cover.value, cover.bound, cover.proven, cover.seconds) == (4, 4, True, 3)
    assert cover.words == "value from 9 down to 4, bound from 1 up to 4"
    places = [tuple(map(float, place.split(","))) for place in f"{cover.value_line} {cover.bound_line}".split()]
    assert all(0 <= across <= WIDTH and 0 <= down <= HEIGHT for across, down in places)
    assert places[0][1] < places[-1][1] or cover.value_line.endswith(cover.bound_line.split()[-1])
    assert not fair.value_line
    assert not fair.proven
    assert fair.words == "nothing found yet"
