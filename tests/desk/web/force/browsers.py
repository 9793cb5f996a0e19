"""Browsers without JavaScript that sign in to the desk of a force, one for each kind of account."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx2
from fastapi.testclient import TestClient

from models.book import Book
from roster.desk.web.app import make_app
from roster.desk.web.sign_in import AccountSessions
from tests.desk.service.unit import DeskOfUnit, desk_of

PASSWORD = "three unusual words"
COOKIE = "roster-desk"
ADDRESS = "https://desk.example.org"
KINDS = ("police", "ambulance", "both", "planner", "reader", "member", "nobody")


class Force:
    """The desk of a force with one unit, reached over TLS."""

    def __init__(self, book: Book, folder: Path, runner: Any = None) -> None:
        self.unit: DeskOfUnit = desk_of(book, folder, runner)
        self.store = self.unit.store
        self.sessions = AccountSessions(self.store, secure=True)
        self.app = make_app(self.unit.desk, self.sessions, ["desk.example.org"])

    def browser(self, kind: str = "") -> Browser:
        """A browser that is signed in as a kind of account; as nobody at all when empty."""
        browser = Browser(TestClient(self.app, base_url=ADDRESS, follow_redirects=False))
        if kind:
            browser.client.cookies.set(COOKIE, self.store.sessions.start(getattr(self.unit, kind).id))
        return browser

    def with_password(self, kind: str = "police") -> str:
        """Gives a kind of account the password of these tests.

        Returns:
            Its login.
        """
        account = getattr(self.unit, kind)
        self.store.sign_in.set_password(account.id, PASSWORD, "setup")
        return str(account.login)


class Browser:
    """A browser without JavaScript."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, **options: Any) -> httpx2.Response:
        return self.client.get(path, **options)

    def post(self, path: str, **fields: Any) -> httpx2.Response:
        """Sends a form without the secret of the session."""
        return self.client.post(path, data=fields)

    def send(self, page: str, path: str, **fields: Any) -> httpx2.Response:
        """Sends a form of a page, with the secret that the page holds."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.get(page).text)
        assert found is not None
        return self.client.post(path, data={"csrf": found[1], **fields})

    def sign_in(self, login: str, password: str = PASSWORD, **fields: str) -> httpx2.Response:
        return self.post("/sign-in", login=login, password=password, **fields)

    @property
    def signed_in(self) -> bool:
        return self.get("/account").status_code == 200
