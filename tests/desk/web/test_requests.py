"""What the server answers and refuses, before any page is looked at."""

import http.client
import json
from typing import Any
from urllib.parse import urlencode

import pytest

from roster.desk.web.guard import CONTENT_SECURITY_POLICY
from tests.desk.web.conftest import Served
from tests.io.site.conftest import solved

CREWED = "JR-04@2026-10-02/peak"


class Client:
    """A browser without a window and without JavaScript."""

    def __init__(self, served: Served) -> None:
        self.served, self.cookie = served, ""

    def ask(
        self, path: str, form: dict[str, Any] | None = None, method: str = "", **headers: str
    ) -> tuple[http.client.HTTPResponse, str]:
        host = self.served.address.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=60)
        sent = {"Cookie": self.cookie, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method or ("POST" if form is not None else "GET"), path, urlencode(form or {}), sent)
        answer = connection.getresponse()
        return answer, answer.read().decode()

    def sign_in(self) -> None:
        answer, _ = self.ask(self.served.sign_in().removeprefix(self.served.address))
        self.cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]

    @property
    def csrf(self) -> str:
        session = self.served.sessions.session(self.cookie.partition("=")[2])
        assert session is not None
        return session.csrf


@pytest.fixture
def client(served: Served) -> Client:
    return Client(served)


@pytest.fixture
def unit(served: Served, client: Client) -> int:
    number = served.unit(solved())
    client.sign_in()
    return number


def test_the_token_works_once_and_gives_a_cookie_that_scripts_cannot_read(served: Served, client: Client) -> None:
    address = served.sign_in().removeprefix(served.address)
    answer, _ = client.ask(address)
    cookie = answer.getheader("Set-Cookie") or ""
    assert answer.status == 303
    assert answer.getheader("Location") == "/"
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    again, text = client.ask(address)
    assert again.status == 401
    assert "roster serve" in text


def test_the_printed_address_opens_the_desk_again_in_the_same_browser(served: Served, client: Client) -> None:
    client.sign_in()
    answer, _ = client.ask("/sign-in?token=used-up")
    assert (answer.status, answer.getheader("Location")) == (303, "/")


@pytest.mark.parametrize("path", ["/", "/u/1/board", "/u/1/seat?at=x", "/u/1/events", "/u/1/since/1"])
def test_nothing_is_shown_to_a_browser_that_is_not_signed_in(client: Client, unit: int, path: str) -> None:
    client.cookie = ""
    answer, text = client.ask(path)
    assert answer.status == 401
    assert "Ada Ashdown" not in text
    client.cookie = "roster-1=guessed"
    assert client.ask(path)[0].status == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "", "127.0.0.1.evil.example", "[::1", "[zz]:1", "evil@localhost"]
)
def test_another_name_for_this_computer_is_not_answered(client: Client, unit: int, host: str) -> None:
    answer, _ = client.ask(f"/u/{unit}/board", Host=host)
    assert answer.status in (400, 421)


def test_every_answer_forbids_what_no_page_needs(client: Client, unit: int) -> None:
    for path in ("/", f"/u/{unit}/board", "/static/x/desk.css", "/nowhere", f"/u/{unit}/since/1"):
        answer, _ = client.ask(path)
        assert answer.getheader("Content-Security-Policy") == CONTENT_SECURITY_POLICY
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def change(served: Served, unit: int, client: Client, **fields: Any) -> dict[str, Any]:
    head = served.desk.head_number(served.sessions.who, unit)
    taken = [{"kind": "clear", "person": "SC02", "duty": CREWED, "seat": "police"}]
    return {"csrf": client.csrf, "base": head, "shown": head, "change": json.dumps(taken), **fields}


@pytest.mark.parametrize(
    ("fields", "headers", "status"),
    [
        ({"csrf": "guessed"}, {}, 403),
        ({"csrf": ""}, {}, 422),
        ({}, {"Origin": "http://evil.example"}, 403),
        ({}, {"Origin": "null"}, 403),
        ({}, {"Origin": "http://[::1"}, 403),
        ({}, {"Sec_Fetch_Site": "cross-site"}, 403),
        ({"change": "no json"}, {}, 400),
        ({"change": '[{"kind": "burn down"}]'}, {}, 400),
        ({"change": "[]"}, {}, 422),
        ({"base": "soon"}, {}, 422),
        ({"base": 10**12}, {}, 422),
        ({"change": '[{"kind": "clear", "person": "P77", "duty": "x", "seat": "y"}]'}, {}, 422),
    ],
)
def test_a_form_that_no_page_sends_changes_nothing(
    served: Served, client: Client, unit: int, fields: dict[str, Any], headers: dict[str, str], status: int
) -> None:
    answer, text = client.ask(
        f"/u/{unit}/changes", change(served, unit, client, **fields), Accept="application/json", **headers
    )
    assert answer.status == status, text
    assert served.desk.head_number(served.sessions.who, unit) == 1
    if not headers:
        assert json.loads(text)["detail"]


def test_a_form_without_javascript_makes_the_change_and_loads_the_board(
    served: Served, client: Client, unit: int
) -> None:
    answer, _ = client.ask(f"/u/{unit}/changes", change(served, unit, client, at=f"{CREWED}|police"))
    assert (answer.status, answer.getheader("Location")) == (303, f"/u/{unit}/board?view=vehicles#{CREWED}")
    assert served.desk.head_number(served.sessions.who, unit) == 2
    _, text = client.ask(f"/u/{unit}/board?at={CREWED}|police")
    assert "Take Di Dogwood (SC02) off JR-04 on Fri 2 Oct (police), by You" in text
    assert 'id="panel-heading"' in text


def test_a_change_answers_with_the_pieces_that_differ_and_the_verdict(
    served: Served, client: Client, unit: int
) -> None:
    client.ask(f"/u/{unit}/board")
    _, text = client.ask(
        f"/u/{unit}/changes", change(served, unit, client, at=f"{CREWED}|police"), Accept="application/json"
    )
    answer = json.loads(text)
    assert answer["revision"] == 2
    assert set(answer["fragments"]) == {"verdict", "totals", CREWED}
    assert answer["sentence"] == (
        "Take Di Dogwood (SC02) off JR-04 on Fri 2 Oct (police). JR-04 on Fri 2 Oct is part-crewed: only 1 of 2 police."
    )
    assert "No hard rule is broken" in answer["says"]
    assert "1 more wanted" in answer["fragments"][CREWED]


def test_a_page_that_the_server_no_longer_knows_is_loaded_again(served: Served, client: Client, unit: int) -> None:
    _, text = client.ask(f"/u/{unit}/changes", change(served, unit, client, shown=0), Accept="application/json")
    assert json.loads(text)["fragments"] is None


def test_what_others_changed_meanwhile_is_told_apart_from_mine(served: Served, client: Client, unit: int) -> None:
    client.ask(f"/u/{unit}/board")
    client.ask(f"/u/{unit}/changes", change(served, unit, client))
    _, text = client.ask(f"/u/{unit}/since/1?view=people", Accept="application/json")
    assert set(json.loads(text)["fragments"]) == {"verdict", "totals", "person%20P01", "person%20SC01", "person%20SC02"}


def test_undo_and_redo(served: Served, client: Client, unit: int) -> None:
    client.ask(f"/u/{unit}/board")
    client.ask(f"/u/{unit}/changes", change(served, unit, client))
    form = {"csrf": client.csrf, "shown": 2}
    _, text = client.ask(f"/u/{unit}/undo", form, Accept="application/json")
    assert json.loads(text)["revision"] == 3
    assert served.store.head(unit).book == served.store.revision(unit, 1).book
    client.ask(f"/u/{unit}/redo", form, Accept="application/json")
    assert served.store.head(unit).book == served.store.revision(unit, 2).book
    answer, text = client.ask(f"/u/{unit}/redo", form, Accept="application/json")
    assert answer.status == 400
    assert json.loads(text)["detail"]


def test_an_address_that_names_nothing(client: Client, unit: int) -> None:
    assert client.ask("/u/999/board")[0].status == 404
    assert client.ask(f"/u/{unit}/seat?at=JR-99@2026-10-02/peak|police")[0].status == 404
    assert client.ask(f"/u/{unit}/board?at=nonsense")[0].status == 404
    assert client.ask(f"/u/{unit}/board?view=sideways")[0].status == 422
    assert client.ask("/static/0/../app.py")[0].status == 404
    assert client.ask(f"/u/{unit}/board", method="DELETE")[0].status == 405


def test_styles_and_scripts_are_kept_by_the_browser_until_the_next_version(client: Client) -> None:
    from roster.desk.web.assets import ASSETS

    for name, asset in ASSETS.files.items():
        answer, _ = client.ask(f"{ASSETS.address}/{name}")
        assert answer.status == 200
        assert "immutable" in (answer.getheader("Cache-Control") or "")
        assert (answer.getheader("Content-Type") or "").startswith(asset.media_type)
    assert client.ask(f"/static/0/{name}")[0].getheader("Cache-Control") == "no-store"
    assert client.ask("/")[0].getheader("Cache-Control") == "no-store"


def test_a_book_without_a_rota_leads_to_the_search_and_claims_no_verdict(served: Served, client: Client) -> None:
    number = served.unit(solved().model_copy(update={"rota": None}))
    client.sign_in()
    answer, text = client.ask(f"/u/{number}/board")
    assert answer.status == 200
    assert f'href="/u/{number}/solve"' in text
    assert "No rota has been made yet" in text
    # Nobody has decided that a duty is stood down, and what is true of all duties is no filter.
    assert "stood down</span>" not in text
    assert "to be crewed: no rota has been made yet" in text
    assert 'data-show="' not in text
    assert "no hard rule is broken" not in text
