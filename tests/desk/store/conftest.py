"""Stores on both databases, empty and with a unit; and the moment that they take for now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.book import Book
from roster.desk.store import Store, Unit
from roster.desk.store.database.addresses import parse_address
from roster.desk.store.database.connections import Database


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    moment: datetime = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(small: dict[str, Any]) -> Book:
    return Book.model_validate(small)


@pytest.fixture
def store(address: str, clock: Clock) -> Iterator[Store]:
    """An empty store with the test's clock."""
    opened = Store(Database(parse_address(address), clock.now))
    yield opened
    opened.close()


@pytest.fixture
def unit(store: Store, book: Book) -> Unit:
    """A unit with one revision."""
    return store.add_unit(book, "Asha Marsh", "Imported small.yaml")
