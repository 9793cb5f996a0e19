import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.offers.unit import UNIT


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The small unit, as a book."""
    path = tmp_path / "december.json"
    path.write_text(json.dumps(UNIT), encoding="utf-8")
    return path


@pytest.fixture
def sheets(run, book: Path, tmp_path: Path) -> Path:
    """The folder of sheets that `roster ask` writes for it."""
    assert run("ask", book, tmp_path / "sheets").exit_code == 0
    return tmp_path / "sheets"


@pytest.fixture
def read(run, book: Path) -> Callable[..., dict[str, Any]]:
    """Reads replies, and gives the answer as data, with the exit status."""

    def call(*arguments: object) -> dict[str, Any]:
        result = run("offers", book, *arguments, "--format", "json")
        return {**json.loads(result.stdout), "exit": result.exit_code}

    return call


@pytest.fixture
def unit_data() -> dict[str, Any]:
    """The raw data of the unit, to be changed at will."""
    return copy.deepcopy(UNIT)


def dates(answer: dict[str, Any], person: str) -> list[str]:
    """What was understood of a person: `4`, or `5@10:00-18:00/JR-04`, for each date of December."""
    found = next(item for item in answer["understood"] if item["person"] == person)
    return [
        str(int(item["date"][-2:]))
        + (f"@{item['start'][:5]}-{item['end'][:5]}" if item["start"] else "")
        + ("/" + ",".join(item["call_signs"]) if item["call_signs"] else "")
        for item in found["dates"]
    ]
