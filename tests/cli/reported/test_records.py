"""Reported faults of records of worked time, and similar cases: the right values were worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

REPORTED = Path(__file__).parents[2] / "reported"


@pytest.fixture
def solved(run: Any, tmp_path: Path) -> Any:
    """Changes a reported book, solves it and returns the file."""

    def make(name: str, **changes: Any) -> Path:
        raw = yaml.safe_load((REPORTED / f"{name}.yaml").read_text())
        source, out = tmp_path / f"{name}.yaml", tmp_path / f"{name}.json"
        source.write_text(yaml.safe_dump(raw | changes))
        assert run("solve", source, "-o", out, "--quiet").exit_code == 0
        return out

    return make


def crews(book: Path) -> dict[str, list[str]]:
    """Duty -> the people on it."""
    found: dict[str, list[str]] = {}
    for item in json.loads(book.read_text())["rota"]["assignments"]:
        found.setdefault(item["duty"], []).append(item["person"])
    return found


@pytest.mark.parametrize("name", ["01-solve-ignores-record", "02-record-same-date", "02b-no-rest-at-all"])
@pytest.mark.parametrize("kind", ["duty", "elsewhere", "training"])
def test_solve_keeps_rest_from_what_was_worked(run: Any, solved: Any, name: str, kind: str) -> None:
    """Ten, nine and no hours between the record and the late turn: it is stood down, whatever kind of work it was."""
    records = yaml.safe_load((REPORTED / f"{name}.yaml").read_text())["worked"]
    book = solved(name, worked=[record | {"kind": kind} for record in records])
    assert crews(book) == {}
    assert run("check", book).exit_code == 0
    assert run("publish", book, book.parent / "site").exit_code == 0


def test_eleven_hours_of_rest_are_enough(solved: Any) -> None:
    book = solved(
        "01-solve-ignores-record",
        worked=[{"person": "P01", "start": "2026-12-07 23:00", "end": "2026-12-08 07:00"}],
    )
    assert crews(book) == {"A@2026-12-08/l": ["P01"]}


@pytest.mark.parametrize("records", ["03a.csv", "03b.csv"])
def test_broken_rest_is_not_hidden_by_a_colleague(run: Any, solved: Any, records: str, tmp_path: Path) -> None:
    book = solved("03-masked-by-colleague")
    worked = ("--worked", REPORTED / records)
    result = run("check", book, *worked)
    assert result.exit_code == 1
    assert "P01 has 8h of rest between duty on Mon 7 Dec (worked 20:00-10:00) and A on Tue 8 Dec" in result.output
    assert run("publish", book, tmp_path / "site", *worked).exit_code == 1
    assert not (tmp_path / "site").exists()
    assert run("check", book).exit_code == 0


@pytest.mark.parametrize("day", ["2026-12-07", "2026-12-08"])
def test_a_derogation_lets_what_was_agreed_be_published(run: Any, solved: Any, day: str, tmp_path: Path) -> None:
    """The result is the same if it names the date of the recorded night or of the turn after it."""
    agreed = {"rule": "daily-rest", "person": "P01", "first": day, "reason": "agreed with P01"}
    book = solved("03-masked-by-colleague", derogations=[agreed])
    worked = ("--worked", REPORTED / "03a.csv")
    result = run("check", book, *worked)
    assert result.exit_code == 0
    assert "agreed with P01" in result.output
    assert run("publish", book, tmp_path / "site", *worked).exit_code == 0


def test_who_has_just_come_off_is_not_asked(run: Any, solved: Any, tmp_path: Path) -> None:
    book, new = solved("04-cover-same-date"), tmp_path / "y.json"
    result = run("cover", book, "--duty", "A@2026-12-08", "--instead-of", "P02")
    assert result.exit_code == 1
    assert "6h of rest" in result.stdout
    result = run("repair", book, "--absent", "P02@2026-12-08", "-o", new)
    assert "nobody need be rung" in result.stdout
    assert "A@2026-12-08/l" not in crews(new)
    assert run("check", new).exit_code == 0


def test_cover_and_repair_take_a_file_of_records(run: Any, solved: Any, tmp_path: Path) -> None:
    book, records = solved("04-cover-same-date", worked=[]), tmp_path / "worked.csv"
    records.write_text("person,date,start,end\nP01,2026-12-08,04:00,12:00\n")
    asked = ("cover", book, "--duty", "A@2026-12-08", "--instead-of", "P02")
    assert run(*asked).exit_code == 0
    assert run(*asked, "--worked", records).exit_code == 1
    out = tmp_path / "y.json"
    run("repair", book, "--absent", "P02@2026-12-08", "--worked", records, "-o", out)
    assert "A@2026-12-08/l" not in crews(out)
    assert json.loads(out.read_text())["worked"]


@pytest.mark.parametrize("records", ["10a.csv", "10b.csv"])
def test_a_night_in_two_records_is_one_night(run: Any, solved: Any, records: str) -> None:
    book = solved("10-night-in-two-records")
    result = run("check", book, "--worked", REPORTED / records, "--format", "json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["hard"]) == (0, [])


def test_a_late_turn_met_by_more_work_is_broken_rest(run: Any, solved: Any, tmp_path: Path) -> None:
    """Two records that meet are one spell that ends later: nine hours are left to the next turn."""
    book, records = solved("03-masked-by-colleague"), tmp_path / "worked.csv"
    records.write_text(
        "person,date,start,end,type\nP01,2026-12-07,20:00,06:00,duty\nP01,2026-12-08,06:00,09:00,elsewhere\n"
    )
    result = run("check", book, "--worked", records)
    assert result.exit_code == 1
    assert "9h of rest" in result.output


def test_check_says_how_the_turns_came_out(run: Any, solved: Any, tmp_path: Path) -> None:
    book, records = solved("03-masked-by-colleague"), tmp_path / "worked.csv"
    records.write_text(
        "person,date,start,end,no-show,call sign\n"
        "P01,2026-12-07,20:00,06:00,,\n"
        "P02,2026-12-08,00:30,05:00,yes,\n"
        "P02,2026-12-08,18:00,23:00,,A\n"
    )
    result = run("check", book, "--worked", records)
    printed = (
        "on record: 3 planned turns: 1 worked, 1 did not come, 1 stepped in, 1 not on record, which count as planned"
    )
    assert printed in " ".join(result.output.split())
    alone = run("check", solved("01-solve-ignores-record"))
    assert "note: on record: 1 spell of other work" in alone.output
    # P01 still has the seat that P02 is on record in: nothing says that they did not come.
    assert "P02 worked A on Tue 8 Dec, as on record" not in result.output


def test_what_on_record_breaks_by_itself_is_said_and_no_failure(run: Any, solved: Any, tmp_path: Path) -> None:
    """A rota is not refused for what is past, since it cannot be changed."""
    book, records = solved("03-masked-by-colleague"), tmp_path / "worked.csv"
    records.write_text("person,date,start,end\nP01,2026-12-07,20:00,10:00\nP01,2026-12-08,18:00,23:00\n")
    result = run("check", book, "--worked", records)
    assert result.exit_code == 0
    assert "on record, and not to be undone: P01 has 8h of rest" in " ".join(result.output.split())


def test_a_pin_gives_way_to_a_record(run: Any, solved: Any) -> None:
    """A person who did not come is not assigned, pinned or not, and the note says that the pin has no effect."""
    missed = {"person": "P02", "start": "2026-12-08 18:00", "end": "2026-12-08 23:00", "no_show": True}
    book = solved("04-cover-same-date", worked=[missed])
    assert crews(book)["A@2026-12-08/l"] == ["P01"]
    result = run("check", book)
    assert result.exit_code == 0
    reported = "the pin of P02 on A on Tue 8 Dec counts for nothing: P02 did not come, as on record"
    assert reported in " ".join(result.output.split())
