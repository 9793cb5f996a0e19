"""Every form and every call of the API that changes something, sent by every kind of account, against the one table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.book import Book
from roster.desk.service.access.standing import Decision, Standing
from roster.desk.service.access.table import Action
from roster.desk.service.asking import standing_in
from roster.desk.web.api.app import make_api
from tests.desk.service.unit import small_book, solved
from tests.desk.web.api.conftest import NoRunner
from tests.desk.web.force import writes, writes_of_members
from tests.desk.web.force.browsers import COOKIE, KINDS, Force
from tests.desk.web.force.test_every_route import FORMS as ROUTES_OF_FORMS
from tests.desk.web.force.writes import CALLS_OF_REQUESTS, NOWHERE, OF_REQUESTS, UPLOADS, Write

OFF_ROAD = {"first": "2026-12-17"}
FORMS = {**writes.FORMS, **writes_of_members.FORMS}
API = {**writes.API, **writes_of_members.API}
UNIT = "/v1/units/{unit}/"


@pytest.fixture(scope="module")
def book() -> Book:
    return solved(small_book(vehicles=[{"id": "CAR-1", "call_signs": ["JR-04"], "off_road": [OFF_ROAD]}]))


@pytest.fixture
def force(book: Book, tmp_path: Path) -> Iterator[Force]:
    made = Force(book, tmp_path, NoRunner())
    yield made
    made.store.close()


def held(force: Force) -> tuple[int, ...]:
    """How much there is of what a request may add."""
    store = force.store
    pending = [item for item in store.proposals.all(1) if item.state == "pending"]
    topics = [f"sick call {job.id}" for job in store.jobs.of(1)]
    notes = sum(len(store.notes.of(1, topic)) for topic in topics)
    return store.head(1).number, len(store.proposals.all(1)), len(pending), len(store.jobs.of(1)), notes


def expected(standing: Standing, write: Write) -> Decision:
    """What the table says of a request."""
    if write.for_self:
        return Decision.DO if standing.own_person(write.needs) else Decision.REFUSE
    found = standing.decide(write.needs, write.concerns)
    if write.own_people and not all(standing.sees_private("", item) for item in write.concerns):
        return Decision.REFUSE
    return Decision.REFUSE if found is Decision.PROPOSE and not write.proposes else found


def filled(path: str, first: str) -> str:
    """An address with what its braces stand for."""
    for name, part in zip(re.findall(r"\{\w+\}", path), first.split("/") if first else (), strict=False):
        path = path.replace(name, part, 1)
    assert "{" not in path, path
    return path


def send_form(force: Force, kind: str, path: str, write: Write) -> tuple[int, str]:
    first, fields = write.make(force)
    browser = force.browser(kind)
    fields = {"csrf": force.sessions.csrf(browser.client.cookies.get(COOKIE, "")), **fields}
    answer = browser.client.post(f"/u/1/{filled(path, first)}", data=fields)
    return answer.status_code, answer.headers.get("location", "")


def call(force: Force, kind: str, route: str, write: Write) -> tuple[int, str]:
    method, _, path = route.partition(" ")
    first, body = write.make(force)
    browser = force.browser(kind)
    secret = {"X-Desk-CSRF": force.sessions.csrf(browser.client.cookies.get(COOKIE, ""))}
    answer = browser.client.request(method, f"/api/v1/units/1/{filled(path, first)}", json=body, headers=secret)
    return answer.status_code, answer.text


def check(standing: Standing, write: Write, answered: tuple[int, str], was: Any, now: Any) -> str:
    """What differs from the table; empty where nothing does."""
    wanted, (status, told) = expected(standing, write), answered
    if wanted is Decision.REFUSE:
        refusals = {404} if not standing.kinds else {403, 422} if write.own_people else {403}
        return "" if status in refusals and was == now else f"{status} instead of refused ({told[:200]})"
    if status >= 400:
        return f"{status} instead of {wanted} ({told[:200]})"
    is_proposal = "/proposals/" in told or '"kind":"proposed"' in told
    return "" if is_proposal == (wanted is Decision.PROPOSE) else f"{told[:200]} instead of {wanted}"


def wrong(force: Force, kind: str, writes: dict[str, tuple[Write, ...]], send: Any) -> list[tuple[str, int, str]]:
    """Every route that answers otherwise than the table says."""
    standing, found = standing_in(getattr(force.unit, kind), 1), []
    for route, requests in writes.items():
        for number, write in enumerate(requests):
            made: dict[str, Any] = {}

            def before(desk: Force, write: Write = write, made: dict[str, Any] = made) -> Any:
                body = write.make(desk)
                made["was"] = held(desk)
                return body

            asked = Write(write.needs, before, write.concerns, write.proposes, write.own_people, write.for_self)
            answered = send(force, kind, route, asked)
            if told := check(standing, write, answered, made["was"], held(force)):
                found.append((route, number, told))
    return found


def api_routes(force: Force) -> set[tuple[str, str]]:
    paths = make_api(force.unit.desk).openapi()["paths"]
    return {(method.upper(), path) for path, item in paths.items() for method in item}


def test_every_route_that_changes_something_has_its_line(force: Force) -> None:
    forms = {path.removeprefix("/u/{unit}/") for path in ROUTES_OF_FORMS}
    assert forms == set(FORMS) | NOWHERE | OF_REQUESTS | {path for path in UPLOADS if " " not in path}
    calls = {f"{method} {path.removeprefix(UNIT)}" for method, path in api_routes(force) if method != "GET"}
    own = {"POST /v1/tokens", "DELETE /v1/tokens/{token}"}  # of whoever asks: tests/desk/web/pages/test_accounts.py
    assert calls == set(API) | CALLS_OF_REQUESTS | {path for path in UPLOADS if " " in path} | own


@pytest.mark.parametrize("kind", KINDS)
def test_forms_do_what_the_table_says(force: Force, kind: str) -> None:
    assert wrong(force, kind, dict(FORMS), send_form) == []


@pytest.mark.parametrize("kind", KINDS)
def test_calls_of_the_api_do_what_the_table_says(force: Force, kind: str) -> None:
    assert wrong(force, kind, dict(API), call) == []


@pytest.mark.parametrize("kind", KINDS)
def test_files_are_taken_from_whom_the_table_allows(force: Force, kind: str) -> None:
    standing, browser = standing_in(getattr(force.unit, kind), 1), force.browser(kind)
    secret = force.sessions.csrf(browser.client.cookies[COOKIE])
    answers = [
        browser.client.post(
            "/u/1/workbook", data={"csrf": secret, "base": "1"}, files={"file": ("x.yaml", b"name: x")}
        ),
        browser.client.post("/api/v1/units/1/book?name=x.yaml", content=b"name: x", headers={"X-Desk-CSRF": secret}),
    ]
    refused = {404} if not standing.kinds else {403}
    for answer in answers:
        allowed = standing.may(Action.CHANGE_PEOPLE)
        assert (answer.status_code not in {403, 404}) if allowed else (answer.status_code in refused), answer.text
    assert held(force)[:2] == (1, 0)


@pytest.mark.parametrize("state", ["signed out", "disabled"])
def test_nothing_is_done_for_whoever_is_not_signed_in_or_disabled(force: Force, state: str) -> None:
    cookie = force.store.sessions.start(force.unit.both.id)
    if state == "disabled":
        force.store.accounts.set_disabled(force.unit.both.id, True, by="setup")
    browser = force.browser()
    browser.client.cookies.set(COOKIE, cookie if state == "disabled" else "guessed")
    secret = force.sessions.csrf(browser.client.cookies[COOKIE])
    for path, requests in FORMS.items():
        first, fields = requests[0].make(force)
        was = held(force)
        answer = browser.client.post(f"/u/1/{filled(path, first)}", data={"csrf": secret, **fields})
        assert answer.status_code in (303, 401), path
        assert (answer.status_code, held(force)) == (answer.status_code, was), path
    for method, path in sorted(api_routes(force)):
        address = re.sub(r"\{\w+\}", "1", path)
        answer = browser.client.request(method, f"/api{address}", headers={"X-Desk-CSRF": secret}, json={})
        assert answer.status_code == 401, (method, path)
