"""`check` and `solve` print what was read of a workbook, so that a coordinator sees missing input at once."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.io.xlsx.inputs.conftest import edited


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "starter.xlsx"

    def edit(workbook: openpyxl.Workbook) -> None:
        workbook.create_sheet("Phone numbers").append(["P01", "01632 960001"])
        for row in workbook["Availability"].iter_rows(min_row=12, max_row=12, min_col=3):
            for cell in row:
                cell.value = None  # SC03 has not answered yet

    path.write_bytes(edited(edit))
    return path


GRID = "Availability: 9 people, 11 offers, 5 days away; 6 people have no entry"


def test_check_says_what_was_read_and_who_has_offered_nothing(run, book: Path) -> None:
    result = run("check", book)
    assert result.exit_code == 0, result.output
    assert f"read: {GRID}\n" in result.output
    assert "read: Requests: 2 rows\n" in result.output
    assert "read: Phone numbers: a sheet of your own; it is kept and not read\n" in result.output
    assert "offered nothing, and not rostered: Special 03 (SC03)\n" in result.output


def test_check_says_it_to_programs_too(run, book: Path) -> None:
    data = json.loads(run("check", book, "--format", "json").stdout)
    assert GRID in data["read"]
    assert data["offered_nothing"] == ["SC03"]


def test_solve_says_it(run, book: Path, tmp_path: Path) -> None:
    result = run("solve", book, "-o", tmp_path / "a.json", "--time-limit", 10, "--format", "json")
    assert result.exit_code == 0, result.output
    assert f"read: {GRID}\n" in result.stderr
    assert GRID in json.loads(result.stdout)["read"]
    quiet = run("solve", book, "-o", tmp_path / "b.json", "--time-limit", 10, "--quiet")
    assert "read: " not in quiet.output


def test_a_text_has_no_sheets_and_people_all_the_same(run, write, small) -> None:
    for person in small["people"]:
        if person["id"] == "SC01":
            person.pop("offers", None)
    data = json.loads(run("check", write(small), "--format", "json").stdout)
    assert data["read"] == []
    assert "SC01" in data["offered_nothing"]
