"""Browsers without a window, one for each kind of account, on the pages of one unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import httpx2
from fastapi.testclient import TestClient

from models.book import Book
from roster.desk.jobs.child import run
from roster.desk.service import Who
from roster.desk.store import Store
from roster.desk.web.app import make_app
from roster.desk.web.sign_in import Session
from tests.desk.service.unit import DeskOfUnit, desk_of

CSRF = "the-secret-of-the-session"


class AtOnce:
    """Does each job as soon as it is added, in this process."""

    store: Store

    def wake(self) -> None:
        """Does the waiting jobs."""
        while (claim := self.store.jobs.claim("test")) is not None:
            run(self.store, claim)


@dataclass
class SignedIn:
    """Sessions in which the cookie is the kind of account."""

    unit: DeskOfUnit
    cookie: str = "kind"

    def session(self, cookie: str | None) -> Session | None:
        who: Who | None = getattr(self.unit, cookie, None) if cookie else None
        return Session(who, CSRF) if who else None


class Pages:
    """The pages of one unit, for each kind of account."""

    def __init__(self, unit: DeskOfUnit) -> None:
        self.unit = unit
        self.app = make_app(unit.desk, SignedIn(unit), ["testserver"])
        self._made: dict[str, TestClient] = {}

    def __getitem__(self, kind: str) -> TestClient:
        if kind not in self._made:
            self._made[kind] = TestClient(self.app, cookies={"kind": kind}, follow_redirects=False)
        return self._made[kind]

    def url(self, path: str) -> str:
        return f"/u/{self.unit.unit}/{path}"

    def get(self, kind: str, path: str, **options: Any) -> httpx2.Response:
        return self[kind].get(self.url(path), **options)

    def post(self, kind: str, path: str, fields: dict[str, Any] | None = None, **options: Any) -> httpx2.Response:
        return self[kind].post(self.url(path), data={"csrf": CSRF, **(fields or {})}, **options)

    def text(self, kind: str, path: str) -> str:
        """The words of a page."""
        answer = self.get(kind, path)
        assert answer.status_code == 200, answer.text
        return words(answer.text)


def words(html: str) -> str:
    """What a reader sees of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.partition("<main")[2])).split())


def went_to(answer: httpx2.Response) -> str:
    """Where a form leads, within the unit."""
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"].split("/", 3)[3]


def pages_of(book: Book, folder: Path) -> Iterator[Pages]:
    """The pages of a desk with one unit, whose searches are done at once."""
    runner = AtOnce()
    unit = desk_of(book, folder, runner)
    runner.store = unit.store
    yield Pages(unit)
    unit.store.close()


__all__ = ["CSRF", "Pages", "pages_of", "went_to", "words"]
