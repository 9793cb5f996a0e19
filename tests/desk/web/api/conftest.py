"""Clients of the API of a small solved unit."""

from pathlib import Path

import pytest

from models.book import Book
from tests.desk.service.unit import small_book, solved
from tests.desk.web.api.client import Clients, clients_of


class NoRunner:
    """Takes jobs and never begins them."""

    def wake(self) -> None:
        """Does nothing."""


@pytest.fixture(scope="session")
def solved_book() -> Book:
    return solved(small_book())


@pytest.fixture
def clients(solved_book: Book, tmp_path: Path) -> Clients:
    return clients_of(solved_book, tmp_path, NoRunner())
