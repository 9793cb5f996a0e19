from collections.abc import Callable
from typing import Any

import pytest

from models.book import Book
from models.reading.examine import read
from roster import Options, solve

Solve = Callable[..., Book]


@pytest.fixture
def solved() -> Solve:
    """Solves raw data within seconds that no small book needs."""

    def run(data: dict[str, Any], **options: Any) -> Book:
        return solve(read(data), Options(**{"time_limit": 60, "workers": 2, **options}))

    return run
