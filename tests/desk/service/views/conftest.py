"""A small unit, as its coordinators see it."""

from collections.abc import Callable
from typing import Any

import pytest

from models.book import Book
from roster.desk.live import LiveRota
from roster.desk.service.access.masking import Masking
from roster.desk.service.access.standing import Standing
from roster.desk.service.access.table import Kind
from tests.io.site.conftest import SEATS, solved

BOTH = ("secamb", "kent-police")
See = Callable[..., Any]


def masking(book: Book, *organisations: str) -> Masking:
    """What a coordinator of some organisations sees; of both when none is named."""
    return Masking(Standing("her", frozenset({Kind.COORDINATOR}), frozenset(organisations or BOTH)), book)


@pytest.fixture(scope="session")
def live() -> LiveRota:
    """The unit's rota with its verdict."""
    return LiveRota.of(solved(SEATS))
