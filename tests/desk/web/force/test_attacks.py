"""What somebody might try who has got hold of a little: another employer's data, an old cookie, a link, a file."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models.book import Book
from roster.desk.store import LinkPurpose
from roster.io.trust import trusting
from tests.desk.web.api.client import Clients, clients_of
from tests.desk.web.api.conftest import NoRunner
from tests.desk.web.force.browsers import ADDRESS, COOKIE, PASSWORD, Force


def test_a_cookie_is_worth_nothing_after_signing_out_elsewhere_or_a_new_password(force: Force):
    login, browser, thief = force.with_password(), force.browser(), force.browser()
    browser.sign_in(login)
    thief.client.cookies.set(COOKIE, browser.client.cookies[COOKIE])
    assert thief.signed_in
    made = thief.send("/account", "/account/tokens", name="to stay", days="365")
    assert made.status_code == 200
    (token,) = force.store.tokens.of(force.unit.police.id)
    later = force.store.links.make(force.unit.police.id, LinkPurpose.SIGN_IN, "setup")
    link = force.store.links.make(force.unit.police.id, LinkPurpose.PASSWORD, "setup")
    assert (
        force.browser().post(f"/link/{link}", password=f"{PASSWORD} anew", again=f"{PASSWORD} anew").status_code == 303
    )
    assert not thief.signed_in
    assert force.store.tokens.of(force.unit.police.id)[0].revoked_at is not None, token
    assert force.browser().post(f"/link/{later}").status_code == 404


def test_a_session_that_was_signed_out_is_not_taken_up_again(force: Force):
    browser = force.browser("police")
    cookie = browser.client.cookies[COOKIE]
    browser.send("/account", "/sign-out")
    browser.client.cookies.set(COOKIE, cookie)
    assert not browser.signed_in
    assert browser.get("/api/v1/me").status_code == 401


def test_the_secret_of_one_session_is_worth_nothing_in_another(force: Force):
    police = force.store.sessions.start(force.unit.police.id)
    browser = force.browser("ambulance")
    form = {"csrf": force.sessions.csrf(police), "shown": "1"}
    assert browser.client.post("/u/1/undo", data=form).status_code == 403
    headers = {"X-Desk-CSRF": form["csrf"]}
    assert browser.client.post("/api/v1/units/1/undo", headers=headers).status_code == 401


def test_a_link_is_used_once_by_whoever_comes_first(force: Force):
    link = f"/link/{force.store.links.make(force.unit.police.id, LinkPurpose.INVITATION, 'setup')}"
    assert force.browser().get(link).status_code == 200  # as a program that reads mail does
    assert force.browser().post(link, password=PASSWORD, again=PASSWORD).status_code == 303
    assert (
        force.browser().post(link, password="another long sentence", again="another long sentence").status_code == 404
    )
    assert force.browser().sign_in(force.unit.police.login).status_code == 303


def test_roles_that_were_taken_away_are_gone_for_open_browsers_and_tokens(force: Force):
    browser, token = force.browser("police"), force.store.tokens.make(force.unit.police.id, "script")
    headers = {"Authorization": f"Bearer {token}"}
    assert force.browser().get("/api/v1/units/1/board", headers=headers).status_code == 200
    force.store.accounts.set_memberships(force.unit.police.id, [], by="setup")
    assert not browser.signed_in
    assert force.browser().get("/api/v1/units/1/board", headers=headers).status_code == 404


def test_guessing_a_password_is_slowed_down_through_the_form(force: Force):
    login, browser = force.with_password(), force.browser()
    answers = [browser.sign_in(login, f"guess number {number}").status_code for number in range(12)]
    assert answers == [401] * 10 + [429] * 2
    assert browser.sign_in(login).status_code == 429  # the right one, too


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example", "Host": "evil.example"},
    ],
)
@pytest.mark.parametrize("path", ["/sign-in", "/u/1/undo", "/api/v1/units/1/undo", "/account/tokens"])
def test_no_page_elsewhere_acts_for_a_browser_that_is_signed_in(force: Force, path: str, headers: dict[str, str]):
    browser = force.browser("both")
    form = {"csrf": force.sessions.csrf(browser.client.cookies[COOKIE]), "name": "x", "login": "x", "password": "x"}
    answer = browser.client.post(f"{ADDRESS}{path}", data=form, headers=headers)
    assert answer.status_code in (403, 421)
    assert force.unit.head == 1
    assert force.store.tokens.of(force.unit.both.id) == []


@pytest.fixture
def clients(solved_book: Book, tmp_path: Path) -> Clients:
    return clients_of(solved_book, tmp_path, NoRunner())


def proposed_by_police(clients: Clients) -> int:
    assert clients.unit.book.rota is not None
    there = next(item for item in clients.unit.book.rota.assignments if item.seat == "paramedic")
    pin = {"kind": "pin", "person": there.person, "duty": there.duty, "seat": there.seat}
    return int(clients.post("police", "/edits", {"base": 1, "changes": [pin]}).json()["proposal"])


def test_nobody_takes_their_own_proposal_to_the_other_organisation(clients: Clients):
    number = proposed_by_police(clients)
    answer = clients.post("police", f"/proposals/{number}/take", {})
    assert answer.status_code == 403
    assert "not Police Field's to take: it waits for a coordinator of secamb" in answer.json()["detail"]
    assert clients.unit.head == 1
    assert clients.post("ambulance", f"/proposals/{number}/take", {}).status_code == 200
    assert clients.post("ambulance", f"/proposals/{number}/take", {}).status_code == 400  # not twice


def test_the_page_refuses_it_with_the_same_sentence(force: Force):
    assert force.unit.book.rota is not None
    there = next(item for item in force.unit.book.rota.assignments if item.seat == "paramedic")
    change = json.dumps([{"kind": "pin", "person": there.person, "duty": there.duty, "seat": there.seat}])
    browser = force.browser("police")
    browser.send("/u/1/board", "/u/1/changes", base=1, shown=1, change=change)
    answer = browser.send("/u/1/proposals/1", "/u/1/proposals/1", act="all")
    assert answer.status_code == 403
    assert "it waits for a coordinator of secamb" in answer.text
    assert len(force.store.proposals.all(1)) == 1


def test_a_sent_book_runs_no_program_of_its_own(clients: Clients, tmp_path: Path):
    """Of a server that trusts rule files: the book names itself as one, and is a program as well."""
    mark = tmp_path / "ran"
    data: dict[str, Any] = clients.get("police", "/book", params={"form": "json"}).json()
    text = json.dumps({**data, "rule_files": ["book.yaml"]})[:-1]
    text = text.replace("true", "True").replace("false", "False").replace("null", "None")
    text += f', "z": [ __import__("pathlib").Path("{mark}").touch() ]}}'
    with trusting():
        answer = clients["police"].post(
            clients.url("/book"), params={"name": "k.yaml", "base": 1}, content=text.encode()
        )
    assert answer.status_code == 400
    assert "names rule files that the unit does not have" in answer.json()["detail"]
    assert not mark.exists()


def test_an_identity_is_not_taken_from_what_a_browser_says(force: Force):
    for headers in ({"X-Forwarded-User": "police@example.org"}, {"Authorization": "Basic cG9saWNlOng="}):
        assert force.browser().get("/api/v1/me", headers=headers).status_code == 401
    expired = force.store.sessions.start(force.unit.police.id, timedelta(seconds=-1))
    browser = force.browser()
    browser.client.cookies.set(COOKIE, expired)
    assert not browser.signed_in
