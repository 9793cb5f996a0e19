"""Signing in to a desk with accounts: password, one-time links, sign-out, tokens."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from roster.desk.store import LinkPurpose, Membership, MembershipRole
from roster.desk.web.app import make_app
from roster.desk.web.sign_in import AccountSessions
from tests.desk.service.unit import DeskOfUnit, desk_of, small_book
from tests.desk.web.pages.client import words

PASSWORD = "seven tall herons wait"


@pytest.fixture
def unit(tmp_path: Path) -> Iterator[DeskOfUnit]:
    made = desk_of(small_book(), tmp_path)
    made.store.sign_in.set_password(made.both.id, PASSWORD, "setup")
    yield made
    made.store.close()


@pytest.fixture
def client(unit: DeskOfUnit) -> TestClient:
    app = make_app(unit.desk, AccountSessions(unit.store), ["testserver"])
    return TestClient(app, follow_redirects=False)


def sign_in(client: TestClient, login: str = "both@example.org", password: str = PASSWORD) -> httpx2.Response:
    return client.post("/sign-in", data={"login": login, "password": password})


def csrf(client: TestClient, path: str = "/account") -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
    assert found is not None
    return found[1]


def test_who_is_not_signed_in_is_led_to_the_form(client: TestClient, unit: DeskOfUnit) -> None:
    answer = client.get(f"/u/{unit.unit}/board")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?to=%2Fu%2F{unit.unit}%2Fboard")
    assert "Password" in client.get("/sign-in").text


def test_a_password_opens_the_desk_until_sign_out(client: TestClient, unit: DeskOfUnit) -> None:
    answer = sign_in(client, " BOTH@example.org ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=lax"} <= set(answer.headers["set-cookie"].split("; "))
    assert client.get(f"/u/{unit.unit}/book").status_code == 200
    cookie = client.cookies["roster-desk"]
    assert client.post("/sign-out", data={"csrf": "guessed"}).status_code == 403
    assert client.post("/sign-out", data={"csrf": csrf(client)}).headers["location"] == "/sign-in"
    client.cookies.set("roster-desk", cookie)
    assert client.get(f"/u/{unit.unit}/book").status_code == 303
    kinds = [str(entry.kind) for entry in unit.store.audit.entries()]
    assert [kind for kind in kinds if kind in ("sign-in", "sign-out")] == ["sign-in", "sign-out"]


@pytest.mark.parametrize(("login", "password"), [("both@example.org", "wrong"), ("nobody@x", PASSWORD), ("", "")])
def test_a_wrong_password_says_the_same_as_an_unknown_login_and_keeps_what_was_typed(
    client: TestClient, login: str, password: str
) -> None:
    answer = sign_in(client, login, password)
    assert answer.status_code == 401
    assert "Login and password do not belong together" in words(answer.text)
    assert f'value="{login}"' in answer.text
    assert PASSWORD not in answer.text
    assert "set-cookie" not in answer.headers


def test_too_many_attempts_have_to_wait(client: TestClient) -> None:
    answers = [sign_in(client, password="wrong") for _ in range(30)]
    assert answers[-1].status_code == 429
    assert "try again in" in words(answers[-1].text)
    assert sign_in(client).status_code == 429


def test_a_form_of_another_site_signs_nobody_in(client: TestClient) -> None:
    fields = {"login": "both@example.org", "password": PASSWORD}
    assert client.post("/sign-in", data=fields, headers={"Origin": "http://evil.example"}).status_code == 403


def test_an_invitation_sets_the_password_once(client: TestClient, unit: DeskOfUnit) -> None:
    token = unit.store.links.make(unit.police.id, LinkPurpose.INVITATION, "setup")
    assert "Police Field" in client.get(f"/link/{token}").text
    assert "New password again" in client.get(f"/link/{token}").text
    weak = client.post(f"/link/{token}", data={"password": "short", "again": "short"})
    assert weak.status_code == 422
    assert 'role="alert"' in weak.text
    differs = client.post(f"/link/{token}", data={"password": PASSWORD, "again": f"{PASSWORD}s"})
    assert differs.status_code == 422
    assert "two new passwords are not the same" in words(differs.text)
    assert PASSWORD not in differs.text
    assert client.post(f"/link/{token}", data={"password": PASSWORD, "again": PASSWORD}).headers["location"] == "/"
    assert client.get(f"/u/{unit.unit}/book").status_code == 200
    again = client.post(f"/link/{token}", data={"password": "another long password"})
    assert again.status_code == 404
    assert "was used" in words(again.text)
    assert sign_in(client, "police@example.org").status_code == 303


def test_a_link_signs_in_without_a_password_and_an_unknown_one_does_not(client: TestClient, unit: DeskOfUnit) -> None:
    token = unit.store.links.make(unit.reader.id, LinkPurpose.SIGN_IN, "setup")
    assert "New password" not in client.get(f"/link/{token}").text
    assert client.post(f"/link/{token}").headers["location"] == "/"
    assert client.get("/link/guessed").status_code == 404


def test_a_changed_membership_ends_the_session(client: TestClient, unit: DeskOfUnit) -> None:
    sign_in(client)
    reader = Membership(unit.unit, MembershipRole.READER)
    unit.store.accounts.set_memberships(unit.both.id, [reader], by="setup")
    assert client.get(f"/u/{unit.unit}/book").status_code == 303


def test_tokens_are_made_shown_once_and_revoked(client: TestClient, unit: DeskOfUnit) -> None:
    sign_in(client)
    wrong = client.post("/account/tokens", data={"csrf": csrf(client), "name": "duty sheet", "days": "9999"})
    assert wrong.status_code == 422
    assert 'value="duty sheet"' in wrong.text
    assert "needs a name" in client.post("/account/tokens", data={"csrf": csrf(client), "name": " "}).text
    made = client.post("/account/tokens", data={"csrf": csrf(client), "name": "duty sheet", "days": "30"})
    token = re.search(r"jru_[\w-]+", made.text)
    assert token is not None
    assert token[0] not in client.get("/account").text
    known = unit.store.tokens.account_of(token[0])
    assert known is not None
    assert known.id == unit.both.id
    number = unit.store.tokens.of(unit.both.id)[0].id
    assert client.post(f"/account/tokens/{number}/revoke", data={"csrf": csrf(client)}).status_code == 303
    assert unit.store.tokens.account_of(token[0]) is None
    assert client.post("/account/tokens/99/revoke", data={"csrf": csrf(client)}).status_code == 404


NEW = "nine quiet otters swim"


def change_password(client: TestClient, current: str, password: str, again: str | None = None) -> httpx2.Response:
    fields = {"csrf": csrf(client), "current": current, "password": password, "again": again or password}
    return client.post("/account/password", data=fields)


def test_one_changes_ones_own_password_and_other_browsers_are_signed_out(client: TestClient, unit: DeskOfUnit) -> None:
    other = TestClient(client.app, follow_redirects=False)
    sign_in(client)
    sign_in(other)
    done = change_password(client, PASSWORD, NEW)
    assert (done.status_code, done.headers["location"]) == (303, "/account?done=password")
    assert "The password is changed" in words(client.get("/account?done=password").text)
    assert other.get("/account").status_code == 303
    assert sign_in(other).status_code == 401
    assert sign_in(other, password=NEW).status_code == 303
    assert "Set the password of both@example.org" in [entry.sentence for entry in unit.store.audit.entries()]


@pytest.mark.parametrize(
    ("current", "password", "again", "said"),
    [
        ("guessed", NEW, NEW, "this is not your present password"),
        (PASSWORD, NEW, f"{NEW}!", "two new passwords are not the same"),
        (PASSWORD, "short", "short", "it needs 12 to 200 characters, and has 5"),
    ],
)
def test_a_password_that_is_not_changed_says_why_and_the_old_one_stays(
    client: TestClient, current: str, password: str, again: str, said: str
) -> None:
    sign_in(client)
    refused = change_password(client, current, password, again)
    assert refused.status_code == 422
    assert said in words(refused.text).replace("This", "this")
    assert NEW not in refused.text
    assert client.get("/account").status_code == 200
    assert sign_in(client).status_code == 303


def test_guesses_of_the_present_password_are_limited(client: TestClient) -> None:
    sign_in(client)
    answers = [change_password(client, "guessed", NEW) for _ in range(11)]
    assert answers[-1].status_code == 429
    assert "try again in" in words(answers[-1].text)
    assert change_password(client, PASSWORD, NEW).status_code == 429


def test_the_way_out_is_in_the_header_of_every_page(client: TestClient, unit: DeskOfUnit) -> None:
    sign_in(client)
    for path in ("/account", f"/u/{unit.unit}/board", f"/u/{unit.unit}/book"):
        header = client.get(path).text.partition("<header")[2].partition("</header>")[0]
        assert 'action="/sign-out"' in header, path


def test_who_came_by_a_link_and_has_no_password_is_told_how_to_get_one(client: TestClient, unit: DeskOfUnit) -> None:
    client.post(f"/link/{unit.store.links.make(unit.reader.id, LinkPurpose.SIGN_IN, 'setup')}")
    shown = client.get("/account").text
    assert "You have chosen none yet" in words(shown)
    assert 'name="current"' not in shown
