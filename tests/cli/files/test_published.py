"""What the commands print about a book whose rota was published."""

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def book(run, write, small, tmp_path: Path) -> dict[str, Any]:
    """A solved and published book with the rule keep-published."""
    solved = tmp_path / "draft.json"
    small["rules"].append({"kind": "keep-published"})
    assert run("solve", write(small), "-o", solved).exit_code == 0
    data: dict[str, Any] = json.loads(solved.read_text())
    reported = list(data["rota"]["assignments"])
    return data | {"published": {"version": 1, "at": "2026-11-20T12:00:00Z", "assignments": reported}}


def test_a_draft_is_told_as_ever(run, write, small):
    """A level at which nothing is counted is not printed, although its rule is in the book."""
    small["rules"].append({"kind": "keep-published"})
    result = run("solve", write(small), "-o", "-")
    assert result.exit_code == 0
    assert "disturbance" not in result.stderr
    assert "disturbance" not in json.dumps(json.loads(result.stdout)["rota"])


def test_a_frozen_book_is_checked_without_a_word_of_a_level_it_lacks(run, write, book):
    result = run("check", write(book))
    assert result.exit_code == 0, result.output
    assert "levels" not in result.output


def test_an_edit_of_a_frozen_book_is_told(run, write, book):
    removed = next(item for item in book["rota"]["assignments"] if item["seat"] == "police")
    book["rota"]["assignments"].remove(removed)
    result = run("check", write(book))
    assert result.exit_code == 0
    assert f"keep-published: {removed['person']} is off JR-04 on Fri 4 Dec, not as published" in result.output
    assert "[1 person, 1 point at disturbance]" in result.output
    assert "note: the rota says nothing of the levels disturbance" in result.output


def test_a_re_plan_tells_of_disturbance_right_after_cover(run, write, book, tmp_path: Path):
    first = next(item for item in book["rota"]["assignments"] if item["seat"] == "paramedic")
    person = next(item for item in book["people"] if item["id"] == first["person"])
    person["absences"] = [{"kind": "sickness", "first": first["duty"].split("@")[1].split("/")[0]}]
    result = run("solve", write(book), "-o", tmp_path / "new.json", "-o", tmp_path / "new.xlsx")
    assert result.exit_code == 0, result.output
    lines = [line.split() for line in result.stdout.splitlines() if "proven best" in line]
    assert [line[0] for line in lines[:3]] == ["cover", "disturbance", "full"]
    assert " ".join(lines[1]) == "disturbance published duties 1 proven best 1 person disturbed"
    assert "nothing of the levels" not in run("check", tmp_path / "new.json").output


def test_a_duty_that_was_dropped_is_a_warning(run, write, book):
    book["published"]["assignments"].append({**book["published"]["assignments"][0], "duty": "JR-04@2026-12-03/peak"})
    result = run("check", write(book))
    assert "warning: published: no service asks for JR-04@2026-12-03/peak any longer" in result.output


def test_the_schema_knows_it(run):
    assert "published" in json.loads(run("schema").output)["properties"]
