"""Two duties of one call sign on a date have two names, wherever a duty is named to people."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import load_workbook

from roster import api
from tests.constraints.books import person, raw_book, service

Run = Callable[..., Result]
CASE = Path(__file__).parents[2] / "reported" / "12-two-duties-a-day.yaml"
FIRST, SECOND = "A (m) on Tue 8 Dec", "A (a) on Tue 8 Dec"


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reported book with its rota: three of four dates can be worked, each with both duties."""
    path = tmp_path_factory.mktemp("two") / "x.json"
    api.write_book(api.solve(api.open_book(CASE)), path)
    return path


def test_check_names_both(run: Run, solved: Path) -> None:
    """Two duties stood down are two sentences."""
    found = json.loads(run("check", solved, "--format", "json").stdout)
    reported = Counter(breach["message"] for breach in found["soft"])
    assert set(reported.values()) == {1}
    assert sorted(reported) == ["A (a) on Mon 7 Dec is stood down", "A (m) on Mon 7 Dec is stood down"]


def test_explain_names_both(run: Run, solved: Path) -> None:
    """Both duties are named in the list of a person's duties, and among those they are not on."""
    printed = run("explain", solved, "--person", "P01").stdout
    assert f"{FIRST}, {SECOND}" in printed
    assert "A (m) and A (a) on Mon 7 Dec:" in printed
    assert "A (m) on Mon 7 Dec, 08:00-12:00: stood down" in run("explain", solved, "--duty", "A@2026-12-07/m").stdout


def test_cover_repair_and_diff_name_both(run: Run, solved: Path, tmp_path: Path) -> None:
    """Sentences about a change name both duties too."""
    assert run("cover", solved, "--duty", "A@2026-12-07/a").stdout.splitlines()[0].startswith("A (a) on Mon 7 Dec, 13")
    changed = tmp_path / "changed.json"
    assert FIRST in run("repair", solved, "--absent", "P01@2026-12-08", "-o", changed).stdout
    printed = run("diff", solved, changed).stdout
    assert f"off {FIRST}, 08:00-12:00" in printed
    assert f"off {SECOND}, 13:00-17:00" in printed


def test_the_sheets_of_gaps_name_both(solved: Path, tmp_path: Path) -> None:
    """The names differ even where both shifts have the same name."""
    raw = json.loads(solved.read_text())
    for shift in raw["shifts"]:
        shift["name"] = "Turn"
    book = tmp_path / "alike.json"
    book.write_text(json.dumps(raw))
    api.write_book(api.open_book(book), tmp_path / "alike.xlsx")
    sheet = load_workbook(tmp_path / "alike.xlsx")["Gaps"]
    shifts = [row[3] for row in sheet.iter_rows(values_only=True) if row[2] == "A"]
    assert sorted(shifts) == ["a", "m"]


def test_hours_tell_which_of_two_duties_was_not_worked(run: Run, tmp_path: Path) -> None:
    """For a person who came to neither of two duties of one date the same sentence is not printed twice."""
    turns = {"one": {"start": "06:00", "end": "12:00"}, "two": {"start": "13:00", "end": "19:00"}}
    worked = [
        {"person": "ann", "start": f"2026-12-04 {start}", "end": f"2026-12-04 {end}", "no_show": True}
        for start, end in (("06:00", "12:00"), ("13:00", "19:00"))
    ]
    rules = [{"kind": "minimum-hours", "hours": 16}]
    raw: dict[str, Any] = raw_book(
        [person("ann", offers="2026-12-04")],
        [service("one", "04"), service("two", "04")],
        shifts=turns,
        rules=rules,
    )
    book = tmp_path / "hours.json"
    book.write_text(json.dumps(raw))
    solved = json.loads(api.solve(api.open_book(book)).model_dump_json())
    book.write_text(json.dumps(solved | {"worked": worked}))
    printed = run("hours", book, "--format", "json").stdout
    assert "did not come on Fri 4 Dec, 06:00-12:00" in printed
    assert "did not come on Fri 4 Dec, 13:00-19:00" in printed


def test_requests_say_what_was_asked_for(tmp_path: Path) -> None:
    """Two requests of one date, for two shifts, are two sentences."""
    turns = {"one": {"name": "Early turn", "start": "06:00", "end": "12:00"}, "two": {"start": "13:00", "end": "19:00"}}
    asked = {"person": "ann", "wish": "work", "dates": ["2026-12-04"]}
    raw = raw_book(
        [person("ann")],
        [service("one", "04"), service("two", "04")],
        shifts=turns,
        requests=[{**asked, "shift": "one"}, {**asked, "shift": "two", "call_sign": "C1"}, asked],
        rules=[{"kind": "requests"}],
    )
    book = tmp_path / "wishes.json"
    book.write_text(json.dumps(raw))
    reported = [breach.message for breach in api.check(api.ready(api.solve(api.open_book(book)))).soft]
    wanted = ["ann asked to work (Early turn)", "ann asked to work (C1, two)", "ann asked to work"]
    assert [text for text in reported if "asked" in text] == [f"{text} on Fri 4 Dec and does not" for text in wanted]
