"""Reported faults of offers and absences: what a coordinator's commands say of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from roster.io import yaml_text

REPORTED = Path(__file__).parents[1] / "reported"


def raw_of(name: str) -> dict[str, Any]:
    return yaml_text.parse((REPORTED / name).read_text())


@pytest.fixture
def states(run, write, tmp_path: Path):
    """Solves a book and gives the state of each duty; the answer is in `solved.json`."""

    def solve(raw: dict[str, Any]) -> dict[str, str]:
        out = tmp_path / "solved.json"
        assert run("solve", write(raw), "-o", out).exit_code == 0
        assert run("check", out).exit_code == 0
        return {item["duty"]: item["state"] for item in json.loads(out.read_text())["rota"]["duties"]}

    return solve


# --- 07: an offer over midnight


def test_an_offer_over_midnight_holds_the_duty_after_it(states):
    """Monday 18:00 to Tuesday 08:00 holds Tuesday 00:30-06:30; two and a half hours after Monday's late."""
    assert set(states(raw_of("07-offer-over-midnight.yaml")).values()) == {"crewed"}


@pytest.mark.parametrize("offer", [{"dates": ["2026-12-07"]}, {"weekdays": ["mon"]}])
def test_the_evening_before_the_period_reaches_into_it(states, run, tmp_path: Path, offer: dict[str, Any]):
    """From Tuesday on, with Monday evening offered: nothing warns of a slip in the date, and the duty is crewed."""
    raw = raw_of("07-offer-over-midnight.yaml")
    raw["period"]["first"] = "2026-12-08"
    raw["services"] = raw["services"][1:]
    raw["people"][0]["offers"] = [{**offer, "start": "18:00", "end": "08:00"}]
    assert states(raw) == {"A@2026-12-08/n": "crewed"}
    assert "no date P01 offers" not in run("check", tmp_path / "solved.json").output


def test_an_offer_of_the_eve_survives_the_workbook(run, write, tmp_path: Path):
    """Written as a workbook and read again it is the same offer, though the grid has no column for its date."""
    raw = raw_of("07-offer-over-midnight.yaml")
    raw["period"]["first"] = "2026-12-08"
    raw["services"] = raw["services"][1:]
    book = tmp_path / "book.xlsx"
    assert run("solve", write(raw), "-o", book).exit_code == 0
    again = tmp_path / "again.json"
    assert run("solve", book, "-o", again).exit_code == 0
    found = json.loads(again.read_text())
    (offer,) = found["people"][0]["offers"]
    assert (offer["dates"], offer["start"], offer["end"]) == (["2026-12-07"], "18:00", "08:00")
    assert [item["state"] for item in found["rota"]["duties"]] == ["crewed"]


def test_what_lies_outside_the_window_is_not_offered(states, run, tmp_path: Path):
    """A window that ends half an hour too soon: stood down, and explain says why."""
    raw = raw_of("07-offer-over-midnight.yaml")
    raw["people"][0]["offers"][0]["end"] = "06:00"
    assert states(raw)["A@2026-12-08/n"] == "stood down"
    assert "P01 has not offered it" in run("explain", tmp_path / "solved.json", "--duty", "A@2026-12-08").output


# --- 13: nights a weekend


def test_a_day_duty_is_no_night(states):
    """Two duties of 08:00-16:00 under a cap of one night a weekend."""
    assert set(states(raw_of("13-nights-cap.yaml")).values()) == {"crewed"}


def test_a_second_night_of_the_weekend_is_too_much(states, run, tmp_path: Path):
    """A Saturday evening and a Monday from 00:30, which is Sunday's night: one of them, and explain says why."""
    raw = raw_of("13-nights-cap.yaml")
    raw["period"]["last"] = "2026-12-14"
    raw["shifts"] = [{"id": "x", "start": "18:00", "end": "02:00"}, {"id": "y", "start": "00:30", "end": "06:30"}]
    raw["services"] = [
        {"id": "x", "call_signs": ["A"], "shift": "x", "crew": "one", "last": "2026-12-12", "priority": 20},
        {"id": "y", "call_signs": ["A"], "shift": "y", "crew": "one", "first": "2026-12-14"},
    ]
    assert states(raw) == {"A@2026-12-12/x": "crewed", "A@2026-12-14/y": "stood down"}
    told = run("explain", tmp_path / "solved.json", "--duty", "A@2026-12-14").output
    assert "P01 is on more than the 1 night a weekend they offered, in the week of Mon 7 Dec" in told
