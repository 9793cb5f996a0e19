"""A solved unit with a desk of its own for each test; it is solved once."""

from pathlib import Path

import pytest

from models.book import Book
from tests.desk.service.unit import DeskOfUnit, desk_of, small_book, solved


@pytest.fixture(scope="session")
def solved_book() -> Book:
    return solved(small_book())


@pytest.fixture
def small(solved_book: Book, tmp_path: Path) -> DeskOfUnit:
    return desk_of(solved_book, tmp_path)
