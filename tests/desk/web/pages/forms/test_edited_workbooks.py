"""The workbook of the desk, one cell edited by hand: that difference as a proposal, or a clear error."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.desk.web.pages.client import Pages, words
from tests.desk.web.pages.forms.rich_unit import rich_book, rich_pages

FIRST_ROW = 5  # below title, explanation, hints and heads


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    yield from rich_pages(rich_book(), tmp_path_factory.mktemp("rich"))


@pytest.fixture(scope="module")
def saved(pages: Pages) -> bytes:
    return pages.get("both", "workbook").content


def send(pages: Pages, saved: bytes, sheet: str, cell: tuple[int, int], value: Any) -> tuple[int, str, str]:
    """Sends the workbook with one cell changed; gives status, words, and where it led."""
    book = load_workbook(io.BytesIO(saved))
    book[sheet].cell(*cell).value = value
    file = io.BytesIO()
    book.save(file)
    answer = pages.post("both", "workbook", {"base": "", "why": "by hand"}, files={"file": ("a.xlsx", file.getvalue())})
    return answer.status_code, words(answer.text), answer.headers.get("location", "")


@pytest.mark.parametrize(
    ("sheet", "column", "value", "told"),
    [
        ("Areas", 2, "Medway and Swale", "to Medway and Swale"),
        ("Organisations", 2, "Ambulance", "from nothing to Ambulance"),
        ("Qualifications", 2, "Response driver", "from nothing to Response driver"),
        ("Teams", 4, "05/11/2026", "from Tue 3 Nov to Thu 5 Nov"),
        ("Fleet", 2, "Two", "from One to Two"),
        ("Requests", 8, 5, "P01"),
        ("Shifts", 3, "X", "from N to X"),
    ],
)
def test_one_cell_is_one_difference(pages: Pages, saved: bytes, sheet: str, column: int, value: Any, told: str) -> None:
    status, text, location = send(pages, saved, sheet, (FIRST_ROW, column), value)
    assert status == 303, text
    proposal = words(pages["both"].get(location).text)
    assert told in proposal
    assert re.search(r"Other changes \((\d)\)", proposal)[1] in ("1", "2")  # type: ignore[index]


@pytest.mark.parametrize(
    ("sheet", "column", "value"),
    [
        ("Teams", 4, "the fifth"),
        ("Roles", 3, "nobody"),
        ("Off road", 2, "31.2.2026"),
        ("Shifts", 4, "25:00"),
        ("Services", 4, "zzz?"),
        ("Held", 2, "zzz?"),
        ("Requests", 2, "perhaps"),
        ("Pins", 2, "JR-99@soon"),
        ("Worked", 2, "yesterday"),
        ("Carried in", 2, "long ago"),
        ("Carried totals", 3, "many"),
        ("Rules", 1, "no-such-rule"),
        ("Derogations", 3, "whenever"),
        ("Crews", 7, "few"),
    ],
)
def test_a_mistake_is_told_with_its_sheet_and_row(
    pages: Pages, saved: bytes, sheet: str, column: int, value: str
) -> None:
    head = pages.unit.head
    status, text, _ = send(pages, saved, sheet, (FIRST_ROW, column), value)
    assert status == 422, text
    assert re.search(rf"{sheet}\W.{{0,12}}\b[A-Z]{{0,2}}{FIRST_ROW}\b", text), text[:600]
    assert pages.unit.head == head
