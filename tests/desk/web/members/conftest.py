"""The desk of a force on 1 December, with the small solved unit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book import Book
from tests.desk.service.members.at_work import at
from tests.desk.service.unit import small_book, solved
from tests.desk.web.force.browsers import Force


@pytest.fixture(scope="session")
def solved_book() -> Book:
    return solved(small_book())


@pytest.fixture
def force(solved_book: Book, tmp_path: Path) -> Iterator[Force]:
    made = Force(solved_book, tmp_path)
    at(made.unit)
    yield made
    made.store.close()
