"""The pages of a small solved unit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book import Book
from tests.desk.service.unit import small_book, solved
from tests.desk.web.pages.client import Pages, pages_of


@pytest.fixture(scope="session")
def solved_book() -> Book:
    return solved(small_book())


@pytest.fixture
def pages(solved_book: Book, tmp_path: Path) -> Iterator[Pages]:
    yield from pages_of(solved_book, tmp_path)


@pytest.fixture
def unsolved(tmp_path: Path) -> Iterator[Pages]:
    yield from pages_of(small_book(), tmp_path)
