"""Reported faults of credited hours and shares, and similar cases: the right values were worked out by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from constraints.facts import Facts
from models.book import Book
from models.people import AbsenceKind
from roster import api
from roster.lifecycle.outage import Away, Outage
from tests.constraints.books import person, posted, raw_book

REPORTED = Path(__file__).parents[2] / "reported"
LEAVE = {"kind": "annual leave", "first": "2026-12-07", "last": "2026-12-18"}


@pytest.mark.parametrize(
    ("file", "hours", "notes"),
    [
        ("05-absence-hours-twice", 142.5, ["P01 has annual leave twice on Mon 7 Dec"]),
        ("05b-sick-in-leave", 75, ["P01 has sickness and annual leave from Wed 9 Dec to Thu 10 Dec"]),
        ("08-leave-of-part-timers", 72, []),
        ("09-leave-over-the-border", 112.5, []),
    ],
)
def test_reported_hours_owed(run: Any, file: str, hours: float, notes: list[str]) -> None:
    book = REPORTED / f"{file}.yaml"
    facts = api.open_book(book).admission.facts
    assert facts.contract_minutes(facts.people["P01"]) == hours * 60
    found = json.loads(run("check", book, "--format", "json").stdout)["overlapping_absences"]
    assert [reported.partition(", at the same time")[0] for reported in found] == notes
    shown = run("check", book)
    assert (shown.exit_code, shown.stdout.count("note: ")) == (0, len(notes))


def test_the_rota_of_somebody_on_leave_speaks_of_the_hours_owed(run: Any, tmp_path: Path) -> None:
    """Saturday to Monday on leave: 72 hours are owed, which nine duties of eight hours make up."""
    out = tmp_path / "x.json"
    run("solve", REPORTED / "08-leave-of-part-timers.yaml", "-o", out, "--workers", 1)
    shown = run("check", out)
    assert shown.exit_code == 0
    assert "of the contract" not in shown.stdout
    assert len(json.loads(out.read_text())["rota"]["assignments"]) == 9


def medics_book(*absences: dict[str, Any]) -> Book:
    """A posted paramedic with some absences."""
    people = [person("medic", "paramedic", posting=posted(37.5), absences=list(absences))]
    return Book.model_validate(raw_book(people, {"late": "08"}, period="2026-12-07 2027-01-03"))


def test_sickness_reported_to_repair_is_no_second_day_of_leave() -> None:
    outage = Outage(absent=(Away("medic", date(2026, 12, 9), date(2026, 12, 21)),))
    book = outage.written_into(medics_book({**LEAVE, "hours": 75}))
    facts = Facts(book)
    assert [item.kind for item in book.people[0].absences] == [AbsenceKind.ANNUAL_LEAVE, AbsenceKind.SICKNESS]
    assert facts.contract_minutes(facts.people["medic"]) == (150 - 75 - 7.5) * 60


def test_grid_and_sheet_of_a_workbook_name_the_same_leave(tmp_path: Path) -> None:
    """The codes of the grid have no hours, a line of the sheet Absences has."""
    path = tmp_path / "book.xlsx"
    api.write_book(medics_book(LEAVE, {**LEAVE, "hours": 60}), path)
    facts = api.open_book(path).admission.facts
    assert len(facts.people["medic"].absences) == 2
    assert facts.contract_minutes(facts.people["medic"]) == (150 - 60) * 60


def test_reported_shares(run: Any, tmp_path: Path) -> None:
    """Three places and two contracts of 2 : 1: a rota without cost exists."""
    out = tmp_path / "x.json"
    run("solve", REPORTED / "06-share-rounding.yaml", "-o", out, "--workers", 1)
    data = json.loads(run("check", out, "--format", "json").stdout)
    assert (data["levels"]["fair"], data["soft"]) == (0, [])
