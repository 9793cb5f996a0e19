"""The pages of a published unit whose people all have accounts, to browsers without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from roster.desk.web.app import make_app
from roster.desk.web.sign_in import AccountSessions
from tests.desk.service.members.requests.members import UnitOfMembers, unit_of_members
from tests.desk.web.force.browsers import ADDRESS, Browser
from tests.desk.web.pages.client import words


class Force:
    """The desk of a force, reached over TLS."""

    def __init__(self, folder: Path) -> None:
        self.unit: UnitOfMembers = unit_of_members(folder)
        self.sessions = AccountSessions(self.unit.store, secure=True)
        self.app = make_app(self.unit.desk, self.sessions, ["desk.example.org"])

    def session(self, login: str) -> str:
        """A session of an account, as its cookie holds it."""
        return self.unit.store.sessions.start(self.unit.who[login].id)

    def browser(self, login: str) -> Browser:
        """A browser that is signed in."""
        browser = Browser(TestClient(self.app, base_url=ADDRESS, follow_redirects=False))
        browser.client.cookies.set(self.sessions.cookie, self.session(login))
        return browser

    def text(self, login: str, path: str, status: int = 200) -> str:
        """The words of a page of the unit."""
        answer = self.browser(login).get(f"/u/1/{path}")
        assert answer.status_code == status, answer.text
        return words(answer.text)

    def send(self, login: str, path: str, **fields: str) -> tuple[int, str]:
        """Sends a form of the unit with the secret of a session: the status, and where it leads or what it says."""
        browser = self.browser(login)
        secret = self.sessions.csrf(browser.client.cookies[self.sessions.cookie])
        answer = browser.client.post(f"/u/1/{path}", data={"csrf": secret, **fields})
        return answer.status_code, answer.headers.get("location", "") or words(answer.text)


@pytest.fixture
def force(tmp_path: Path) -> Iterator[Force]:
    made = Force(tmp_path)
    yield made
    made.unit.store.close()
