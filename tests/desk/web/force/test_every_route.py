"""Every address of the desk, as every kind of account: shown and done only what the table of permissions says."""

import json
from collections.abc import Iterator

import pytest

from models.book import Book
from roster.desk.service.access.table import Action
from roster.desk.service.asking import standing_in
from roster.desk.web.app import _ROUTES
from tests.desk.service.unit import FRIDAY
from tests.desk.web.force.browsers import COOKIE, KINDS, Force

ROUTES = sorted({(method, item.path) for module in _ROUTES for item in module.router.routes for method in item.methods})
PAGES = [path for method, path in ROUTES if method == "GET" and path.startswith("/u/")]
FORMS = [path for method, path in ROUTES if method == "POST" and path.startswith("/u/")]
# Page of a unit -> what an account must be allowed to do for it; None: whoever has any part in the unit.
NEEDS = {
    "me/swap": Action.REQUEST,
    "me/give-back": Action.REQUEST,
    "inbox": Action.DECIDE_REQUEST,
    "inbox/passing": Action.SET_PASSING,
    "me": Action.REQUEST,
    "board": Action.SEE_ROTA,
    "seat": Action.SEE_ROTA,
    "day": Action.SEE_ROTA,
    "since/{revision}": Action.SEE_ROTA,
    "events": None,  # only the number of the latest revision
    "solve": Action.SEE_JOBS,
    "solve/{number}": Action.SEE_JOBS,
    "solve/{number}/events": Action.SEE_JOBS,
    "sick-call": Action.START_JOB,
    "sick-call/{number}": Action.SEE_JOBS,
    "proposals": Action.SEE_HISTORY,
    "proposals/{number}": Action.SEE_HISTORY,
    "publish": Action.PUBLISH,
    "publish/{version}/copies": Action.SEE_PUBLISHED,
    "hours": Action.SEE_PRIVATE,
    "history": Action.SEE_HISTORY,
    "history/{number}": Action.SEE_HISTORY,
    "history/{number}/board": Action.SEE_HISTORY,
    "book": Action.SEE_TERMS,
    "book/{section}": Action.SEE_TERMS,
    "book/{section}/record": Action.SEE_TERMS,
    "workbook": Action.SEE_TERMS,
    "off-road": Action.SEE_TERMS,
}
OWN = f"?duty={FRIDAY}&seat=police"
OF_MEMBERS = [path for path in FORMS if path.startswith("/u/{unit}/me/")]  # for themselves
PLACE = f"{FRIDAY}|paramedic"


@pytest.fixture(scope="module")
def force(solved_book: Book, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Force]:
    """A desk whose streams of events end at once."""
    made = Force(solved_book, tmp_path_factory.mktemp("force"))
    made.app.state.served.stopping.set()
    yield made
    made.store.close()


def address(path: str) -> str:
    for name, value in (("unit", "1"), ("section", "people"), ("number", "1"), ("revision", "1"), ("version", "1")):
        path = path.replace("{" + name + "}", value)
    asked = {"me/swap": OWN, "me/give-back": OWN, "seat": f"?at={PLACE}", "day": "?person=P01&on=2026-12-04"}
    return path + asked.get(path.removeprefix("/u/1/"), "")


def held(force: Force) -> tuple[int, int, int, int]:
    """How much there is of what a form may add."""
    store = force.store
    return store.head(1).number, len(store.proposals.all(1)), len(store.jobs.of(1)), store.events.latest(1)


def send(force: Force, kind: str, path: str, secret: str | None = None) -> int:
    """Sends a form with whatever any form of the desk asks for; gives the status of the answer."""
    assert force.unit.book.rota is not None
    person = next(
        item.person for item in force.unit.book.rota.assignments if (item.duty, item.seat) == (FRIDAY, "paramedic")
    )
    clear = {"kind": "clear", "person": person, "duty": FRIDAY, "seat": "paramedic"}
    browser = force.browser(kind)
    own = force.sessions.csrf(browser.client.cookies.get(COOKIE, ""))
    fields = {"csrf": own if secret is None else secret, "base": "1", "shown": "1", "at": PLACE, "act": "pin"}
    fields |= {
        "change": json.dumps([clear]),
        "seconds": "5",
        "person": person,
        "first": "2026-12-04",
        "decision": "take",
    }
    fields |= {"answer": f"{person}|no", "name": "x.yaml", "version": "1"}
    return browser.client.post(address(path), data=fields).status_code


def test_every_page_says_what_it_needs():
    assert {path.removeprefix("/u/{unit}/") for path in PAGES} == set(NEEDS)
    assert {path for method, path in ROUTES if not path.startswith("/u/")} == {
        "/calendar/{token}.ics",
        *("/", "/sign-in", "/sign-out", "/link/{token}", "/static/{version}/{name}"),
        *("/account", "/account/password", "/account/tokens", "/account/tokens/{number}/revoke"),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_shown_to_whom_the_table_allows_them(force: Force, kind: str):
    standing, browser, wrong = standing_in(getattr(force.unit, kind), 1), force.browser(kind), []
    for path in PAGES:
        needed = NEEDS[path.removeprefix("/u/{unit}/")]
        allowed = standing.may(needed) if needed else bool(standing.kinds)
        status = browser.get(address(path)).status_code
        # There is no search, proposal or publication yet: who may see them is told so, others that they may not.
        expected = {200, 400, 404} if allowed else {403} if standing.kinds else {404}
        if status not in expected:
            wrong.append((path, status))
    assert not wrong


@pytest.mark.parametrize("kind", KINDS)
def test_forms_change_nothing_for_whom_the_table_does_not_allow_it(solved_book: Book, tmp_path, kind: str):
    force = Force(solved_book, tmp_path)
    standing, before = standing_in(getattr(force.unit, kind), 1), held(force)
    if any(standing.may(action) for action in (Action.CHANGE_PEOPLE, Action.START_JOB, Action.PUBLISH)):
        assert send(force, kind, "/u/{unit}/changes") == 303
        assert held(force) != before
    else:
        own = OF_MEMBERS if kind == "member" else ()
        refused = {path: send(force, kind, path) for path in FORMS if path not in own}
        assert held(force) == before
        assert set(refused.values()) <= ({400, 403, 404, 422} if standing.kinds else {404}), refused
    force.store.close()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "member"])
def test_what_members_do_for_themselves_nobody_else_does(force: Force, kind: str):
    before = held(force)
    refused = {path: send(force, kind, path) for path in OF_MEMBERS}
    assert len(refused) > 4
    assert set(refused.values()) <= {404 if kind == "nobody" else 403, 422}, refused  # 422: not all that it asks for
    assert held(force) == before


@pytest.mark.parametrize("path", FORMS)
def test_no_form_is_taken_without_its_secret_or_from_nobody(force: Force, path: str):
    before = held(force)
    assert send(force, "both", path, "guessed") in (403, 422)
    assert send(force, "", path) in (303, 401)  # 401 with what was typed, to be sent again
    assert held(force) == before


@pytest.mark.parametrize("path", [*PAGES, "/account", "/"])
def test_nobody_is_shown_anything_before_they_have_signed_in(force: Force, path: str):
    answer = force.browser().get(address(path))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
    assert answer.text == ""
