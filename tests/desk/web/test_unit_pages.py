"""The pages of a unit besides the board, as forms without any script: from a search to the second publication."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from models.book import Book
from roster import api
from roster.desk.jobs.runner import JobRunner
from roster.desk.service import Desk, local_who, workbooks
from roster.desk.store import AuditEntry, AuditKind, Store, open_store
from roster.desk.web import server
from roster.desk.web.app import CSRF_HEADER, make_app
from roster.desk.web.navigation import PAGES
from roster.desk.web.sign_in import LocalSessions
from roster.io.storage.files import FileError
from tests.desk.service.unit import FRIDAY, small_book


class Browser:
    """A browser that runs no script."""

    def __init__(self, store: Store, runner: JobRunner, folder: Path) -> None:
        self.store = store
        sessions = LocalSessions(local_who(store), "roster-test")
        self.app = make_app(Desk(store, runner, folder), sessions, server.HOSTS)
        self.client = TestClient(self.app, base_url="http://localhost")
        assert self.client.get(f"/sign-in?token={sessions.new_token()}").status_code == 200

    @property
    def book(self) -> Book:
        return self.store.head(1).book

    @property
    def exports(self) -> list[AuditEntry]:
        """What the record says of books that were taken out."""
        return self.store.audit.entries(unit=1, kinds=(AuditKind.EXPORT,))

    def get(self, path: str) -> str:
        answer = self.client.get(f"/u/1/{path}")
        assert answer.status_code == 200, answer.text
        return answer.text

    def secret(self, path: str) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.get(path))
        assert found is not None
        return found[1]

    def send(self, path: str, to: str, **fields: str | list[str]) -> httpx2.Response:
        """Sends a form of a page."""
        answer = self.client.post(f"/u/1/{to}", data={"csrf": self.secret(path), **fields})
        assert answer.status_code == 200, answer.text
        return answer

    def until(self, path: str, words: str) -> str:
        deadline = time.monotonic() + 120
        while words not in (page := self.get(path)):
            assert time.monotonic() < deadline, page
            time.sleep(0.1)
        return page


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    url = f"sqlite:///{tmp_path / 'pages.desk'}"
    store = open_store(url, create=True)
    store.add_unit(small_book(), "you", "begin")
    runner = JobRunner(store, url)
    runner.start()
    yield Browser(store, runner, tmp_path)
    runner.close()
    store.close()


def test_from_a_search_to_the_second_publication(browser: Browser):
    browser.send("solve", "solve", minutes="0.3")
    page = browser.until("solve/1", "See what would change")
    assert "cover" in page
    assert "Who is put where" in browser.get("proposals/1")
    done = browser.send("proposals/1", "proposals/1", act="all", why="the first rota")
    assert "Take proposal 1" in done.text
    assert api.check(browser.book).legal
    assert "Version 1: " in browser.get("publish")
    assert "Publish version 1" in browser.send("publish", "publish", base="2").text
    assert browser.client.get("/u/1/publish/1/copies").content.startswith(b"PK")

    assert browser.book.rota is not None
    ill = next(
        item.person for item in browser.book.rota.assignments if item.seat == "paramedic" and item.duty == FRIDAY
    )
    away = f"sick-call?person={ill}&first=2026-12-04"
    assert "to cover" in browser.get(away)
    browser.send(away, "sick-call", person=ill, first="2026-12-04", limit="3")
    page = browser.until("sick-call/2", "Take the repair (publishing is the next step)")
    other = re.search(r'name="person" value="(P0\d)"', page)
    assert other is not None
    answer = {"person": other[1], "duty": FRIDAY, "seat": "paramedic", "reply": "yes"}
    told = browser.send("sick-call/2", "sick-call/2/answer", **answer)
    assert '<span aria-hidden="true">✓</span> yes' in told.text
    browser.send("sick-call/2", "sick-call/2/again")
    page = browser.until("sick-call/3", "Take the repair (publishing is the next step)")
    number = re.search(r"/proposals/(\d+)", page)
    assert number is not None
    browser.send(f"proposals/{number[1]}", f"proposals/{number[1]}", act="all")
    assert "Publish version 2: 1 new" in browser.send("publish", "publish", base="4").text

    assert "Publish version 2" in browser.get("history")
    assert "away" in browser.get("history/4")
    assert "Go back to revision 3" in browser.send("history/3", "history/3/back", why="to see").text
    assert browser.book.published is not None
    assert browser.book.published.version == 2


def test_a_file_is_saved_beside_the_book_and_none_is_replaced_unasked(browser: Browser, tmp_path: Path):
    assert "Saved as rota.yaml" in browser.send("book", "workbook/save", name="rota.yaml").text
    assert api.read_book(tmp_path / "rota.yaml") == browser.book
    (tmp_path / "rota.yaml").write_text("mine")
    secret = browser.secret("book")
    for name, words in (
        ("rota.yaml", "there already"),
        ("../x.yaml", "no name"),
        (".x.yaml", "no name"),
        ("x", "no name"),
    ):
        refused = browser.client.post("/u/1/workbook/save", data={"csrf": secret, "name": name})
        assert refused.status_code == 422
        assert words in refused.text
    assert (tmp_path / "rota.yaml").read_text() == "mine"
    assert [entry.sentence for entry in browser.exports] == ["Save revision 1 as rota.yaml"]
    browser.send("book", "workbook/save", name="rota.yaml", replace="1")
    assert api.read_book(tmp_path / "rota.yaml") == browser.book
    assert len(browser.exports) == 2
    assert "Save revision 1 as rota.yaml" in browser.get("history")


def test_a_file_that_cannot_be_written_is_not_on_record(browser: Browser, monkeypatch: pytest.MonkeyPatch):
    secret = browser.secret("book")

    def full(files: object) -> None:
        assert len(browser.exports) == 1  # in the transaction that writes it
        raise FileError(["rota.xlsx: no room on the disk"])

    monkeypatch.setattr(workbooks, "write_atomically", full)
    refused = browser.client.post("/u/1/workbook/save", data={"csrf": secret, "name": "rota.xlsx"})
    assert refused.status_code in (400, 422)
    assert "no room on the disk" in refused.text
    assert browser.exports == []


def test_every_page_is_linked_and_no_form_is_taken_without_its_secret(browser: Browser):
    linked = PAGES.keys() - {"me", "inbox"}  # of units with members, whom local mode has not
    for path in linked:
        assert all(f'href="/u/1/{other}"' in browser.get(path) for other in linked)
    for path in ("solve", "sick-call", "publish", "history/1/back", "proposals/1", "solve/1/stop", "workbook/save"):
        fields = {"csrf": "guessed", "base": "1", "act": "all", "name": "x.yaml"}
        own = {"csrf": "guessed", "person": "P01", "first": "2026-12-04"} if path == "sick-call" else fields
        assert browser.client.post(f"/u/1/{path}", data=own).status_code == 403
    assert browser.store.head(1).number == 1
    assert browser.store.jobs.of(1) == []


def test_the_api_knows_the_session_and_wants_its_secret_for_changes(browser: Browser):
    assert browser.client.get("/api/v1/me").json()["login"] == "you"
    assert browser.client.get("/api/docs").status_code == 200
    body = {"kind": "solve", "seconds": 5}
    assert browser.client.post("/api/v1/units/1/searches", json=body).status_code == 401
    headers = {CSRF_HEADER: browser.secret("solve")}
    assert browser.client.post("/api/v1/units/1/searches", json=body, headers=headers).status_code == 202
    assert TestClient(browser.app, base_url="http://localhost").get("/api/v1/me").status_code == 401
