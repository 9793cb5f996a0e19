"""A client of the API for each kind of account."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2
from fastapi.testclient import TestClient

from models.book import Book
from roster.desk.web.api.app import make_api
from tests.desk.service.unit import DeskOfUnit, desk_of

KINDS = ("police", "ambulance", "both", "planner", "reader", "member", "nobody")


class Clients:
    """Clients of one API, by kind of account; each has a token of its own."""

    def __init__(self, unit: DeskOfUnit) -> None:
        self.unit = unit
        self.app = make_api(unit.desk)
        self._made: dict[str, TestClient] = {}

    def __getitem__(self, kind: str) -> TestClient:
        if kind not in self._made:
            token = self.unit.store.tokens.make(getattr(self.unit, kind).id, "test")
            self._made[kind] = TestClient(self.app, headers={"Authorization": f"Bearer {token}"})
        return self._made[kind]

    def url(self, path: str) -> str:
        return f"/v1/units/{self.unit.unit}{path}"

    def get(self, kind: str, path: str, **options: Any) -> httpx2.Response:
        return self[kind].get(self.url(path), **options)

    def post(self, kind: str, path: str, body: Any = None, **options: Any) -> httpx2.Response:
        return self[kind].post(self.url(path), json=body, **options)


def clients_of(book: Book, folder: Path, runner: Any = None) -> Clients:
    """Clients of a desk with one unit of a book."""
    return Clients(desk_of(book, folder, runner))
