"""The same form twice, an old tab, the way back in the browser, and the unit of another force by a guessed number."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.desk.service.unit import FRIDAY, SATURDAY, small_book
from tests.desk.web.force.browsers import Browser, Force
from tests.desk.web.force.test_every_route import FORMS, PAGES, address
from tests.desk.web.pages.client import words
from tests.desk.web.pages.forms.sent_form import sent_form

AREA = "/u/1/book/areas/record"


def change(browser: Browser, base: int, *changes: dict[str, Any]) -> Any:
    return browser.send("/u/1/board", "/u/1/changes", base=str(base), change=json.dumps(changes))


def clear(force: Force, duty: str = FRIDAY, seat: str = "police", who: int = 0) -> dict[str, Any]:
    return {"kind": "clear", "person": force.unit.crew(duty, seat)[who], "duty": duty, "seat": seat}


def test_a_new_record_that_is_sent_twice_is_there_once_and_the_second_is_told(force: Force) -> None:
    browser = force.browser("both")
    sent = sent_form(browser.get(AREA).text) | {"id": ["AB"], "name": ["Ashford"], "act": ["save"]}
    answers = [browser.client.post(AREA, data=sent) for _ in range(2)]
    assert [area.id for area in force.unit.book.areas].count("AB") == 1
    assert force.unit.head == 2
    assert answers[0].status_code == 303
    assert answers[1].status_code in (303, 409, 422), words(answers[1].text)
    if answers[1].status_code != 303:
        assert sent_form(answers[1].text)["name"] == ["Ashford"]


def test_a_change_of_the_board_that_is_sent_twice_is_made_once(force: Force) -> None:
    browser, out = force.browser("both"), clear(force)
    assert [change(browser, 1, out).status_code for _ in range(2)] == [303, 303]
    assert force.unit.head == 2
    assert out["person"] not in force.unit.crew(FRIDAY, "police")


def test_a_version_that_is_published_twice_is_published_once_and_the_second_is_told(force: Force) -> None:
    browser = force.browser("both")
    first = browser.send("/u/1/publish", "/u/1/publish", base="1")
    second = browser.send("/u/1/publish", "/u/1/publish", base="1", why="typed")
    assert first.status_code == 303
    assert second.status_code == 409
    assert "changed meanwhile" in words(second.text)
    assert force.unit.book.published is not None
    assert (force.unit.book.published.version, force.unit.head) == (1, 2)


def test_a_proposal_that_two_tabs_take_is_taken_once_and_the_second_is_told(force: Force) -> None:
    planner, browser = force.browser("planner"), force.browser("both")
    waiting = change(planner, 1, clear(force)).headers["location"]
    first, second = (browser.send(waiting, waiting, act="all", why="agreed") for _ in range(2))
    assert first.status_code == 303
    assert second.status_code == 400
    assert "taken" in words(second.text)
    assert "agreed" in second.text  # what was typed stands below
    assert force.unit.head == 2


def test_a_form_from_before_others_changed_something_else_goes_together_with_it(force: Force) -> None:
    browser, other = force.browser("both"), force.browser("ambulance")
    mine, theirs = clear(force), clear(force, SATURDAY, "paramedic")
    assert change(other, 1, theirs).status_code == 303
    assert change(browser, 1, mine).status_code == 303
    assert mine["person"] not in force.unit.crew(FRIDAY, "police")
    assert theirs["person"] not in force.unit.crew(SATURDAY, "paramedic")


def test_an_old_tab_after_undo_is_merged_or_told_and_never_undoes_silently(force: Force) -> None:
    browser, tab = force.browser("both"), force.browser("both")
    out = clear(force)
    change(browser, 1, out)
    assert browser.send("/u/1/board", "/u/1/undo").status_code == 303
    assert out["person"] in force.unit.crew(FRIDAY, "police")
    # The tab shows revision 2, in which the seat is empty, and puts somebody else in.
    others = {item.id for item in force.unit.book.people if item.role == "special"}
    spare = sorted(others - set(force.unit.crew(FRIDAY, "police")))[0]
    answer = change(tab, 2, {"kind": "assign", "person": spare, "duty": FRIDAY, "seat": "police"})
    assert answer.status_code in (303, 409), words(answer.text)
    assert out["person"] in force.unit.crew(FRIDAY, "police")
    assert (spare in force.unit.crew(FRIDAY, "police")) == (answer.status_code == 303)
    # Undo pressed in the old tab takes back the tab's own last change at most.
    head = force.unit.head
    tab.send("/u/1/board", "/u/1/undo")
    assert force.unit.head <= head + 1
    assert out["person"] in force.unit.crew(FRIDAY, "police") or force.unit.head == head + 1


@pytest.fixture
def two_forces(force: Force) -> Force:
    """A second unit on the same desk, in which none of the accounts has a part."""
    other = small_book(name="Another force")
    assert force.store.add_unit(other, "setup", "begin").id == 2
    return force


@pytest.mark.parametrize("kind", ["both", "reader", "member"])
def test_the_unit_of_another_force_looks_like_one_that_is_not_there(two_forces: Force, kind: str) -> None:
    browser, found = two_forces.browser(kind), []
    secret = two_forces.sessions.csrf(browser.client.cookies["roster-desk"])
    out = {"kind": "clear", "person": "SC01", "duty": FRIDAY, "seat": "police"}
    body = {"csrf": secret, "base": "1", "minutes": "5", "change": json.dumps([out]), "answer": "SC01|no"}
    body |= {"person": "SC01", "duty": FRIDAY, "reply": "no", "vehicle": "x", "key": "x", "first": "2026-12-04"}
    body |= {"last": "2026-12-04", "at": f"{FRIDAY}|police", "name": "x.yaml"}
    for path in PAGES:
        theirs, none = (browser.get(address(path).replace("/u/1", f"/u/{unit}", 1)) for unit in (2, 99))
        found.append((path, theirs.status_code, none.status_code, theirs.text.replace("/u/2", "/u/99"), none.text))
    for path in FORMS:
        where = address(path).replace("/u/1", "/u/{}", 1)
        theirs, none = (
            browser.client.post(where.format(unit), data={**body, "act": "pin" if "quick" in path else "all"})
            for unit in (2, 99)
        )
        found.append((path, theirs.status_code, none.status_code, theirs.text.replace("/u/2", "/u/99"), none.text))
    for path in ("board", "book", "revisions", "records/people", "searches", "proposals", "hours"):
        theirs, none = (browser.get(f"/api/v1/units/{unit}/{path}") for unit in (2, 99))
        found.append((path, theirs.status_code, none.status_code, theirs.text, none.text))
    for path, status, status_of_none, text, text_of_none in found:
        assert (path, status, status_of_none) == (path, 404, 404)
        assert re.sub(r"unit \d+", "unit N", text) == re.sub(r"unit \d+", "unit N", text_of_none)
        assert "Another force" not in text
    assert (two_forces.store.head(2).number, two_forces.store.jobs.of(2)) == (1, [])
    assert "Another force" not in browser.get("/").text
