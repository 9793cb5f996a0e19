"""Reported faults of offers and absences: what a coordinator's commands say of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from roster.io import yaml_text

REPORTED = Path(__file__).parents[2] / "reported"


def raw_of(name: str) -> dict[str, Any]:
    return yaml_text.parse((REPORTED / name).read_text())


@pytest.fixture
def states(run, write, tmp_path: Path):
    """Solves a book into `solved.json` and returns the state of each duty."""

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
    """The offer ends half an hour too soon: the duty is stood down, and explain says why."""
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
    reported = run("explain", tmp_path / "solved.json", "--duty", "A@2026-12-14").output
    assert "P01 would be on more than the 1 night a weekend they offered, in the week of Mon 7 Dec" in reported


# --- 11: a duty that runs into a day away


def with_ending(end: str, **absence: Any) -> dict[str, Any]:
    """Case 11 with duties of 20:00 to another time on Monday only, and another absence."""
    raw = raw_of("11-eve-of-leave.yaml")
    raw["shifts"][0] |= {"start": "20:00", "end": end}
    raw["services"][0]["last"] = "2026-12-07"
    raw["people"][0]["absences"][0] |= absence
    return raw


def test_a_duty_that_runs_into_leave_is_not_given(states, run, tmp_path: Path):
    """Monday 09:00 to Tuesday 09:00 with leave on Tuesday: stood down, and explain says which day and until when."""
    assert set(states(raw_of("11-eve-of-leave.yaml")).values()) == {"stood down"}
    reported = run("explain", tmp_path / "solved.json", "--duty", "A@2026-12-07").output
    assert "P01 is absent (annual leave) from 06:00 on Tue 8 Dec, and the duty runs to 09:00" in reported
    assert "absent (1):" in reported
    assert "P01 offers" not in reported  # it would not help


def test_a_duty_given_by_hand_that_runs_into_leave_is_a_breach(states, run, write, tmp_path: Path):
    """A rota made before the leave was entered: `check` exits 1 and names rule, person, day and time."""
    raw = raw_of("11-eve-of-leave.yaml")
    leave = raw["people"][0].pop("absences")
    states(raw)
    solved = json.loads((tmp_path / "solved.json").read_text())
    solved["people"][0]["absences"] = leave
    result = run("check", write(solved, "later.json"))
    assert result.exit_code == 1
    assert "availability: P01, on A on Mon 7 Dec, is absent (annual leave) from 06:00 on Tue 8 Dec" in result.output


@pytest.mark.parametrize(
    ("end", "absence", "rules"),
    [
        ("02:00", {}, []),
        ("06:00", {"kind": "sickness"}, []),
        ("09:00", {"kind": "rest day"}, []),
        ("07:00", {}, [{"kind": "availability", "away_from": "07:00"}]),
        ("09:00", {"kind": "training"}, [{"kind": "availability", "may_run_into": ["training"]}]),
    ],
)
def test_a_duty_that_may_run_into_a_day_away_is_told_of(
    states, run, tmp_path: Path, end: str, absence: dict[str, Any], rules: list[dict[str, Any]]
):
    """The duty is crewed and legal, and `check` notes it, in text and in JSON."""
    raw = with_ending(end, **absence) | {"rules": rules}
    assert states(raw) == {"A@2026-12-07/x": "crewed"}
    kind = absence.get("kind", "annual leave")
    note = f"P01, on A on Mon 7 Dec, is on duty to {end} on Tue 8 Dec, a day away ({kind})"
    assert f"note: {note}" in run("check", tmp_path / "solved.json").output
    assert note in json.loads(run("check", tmp_path / "solved.json", "--format", "json").output)["notes"]


def test_a_duty_that_ends_by_midnight_is_nothing_to_tell(states, run, tmp_path: Path):
    states(with_ending("00:00"))
    assert "a day away" not in run("check", tmp_path / "solved.json").output


def test_figures_that_cannot_be_meant(run, write):
    """They are refused with their place and what would be valid."""
    raw = raw_of("11-eve-of-leave.yaml")
    raw["rules"] = [{"kind": "availability", "away_from": "25:00", "may_run_into": ["anual leave"]}]
    result = run("check", write(raw))
    assert result.exit_code == 2
    assert "rules[0].away_from" in result.output
    assert "annual leave" in result.output


def test_who_is_on_leave_the_next_day_is_not_offered_as_cover(run, write, states, tmp_path: Path):
    """P02 has not offered and is on leave on Tuesday: not one to ask for Monday to Tuesday 09:00, unlike P03."""
    raw = with_ending("09:00", kind="rest day")
    raw["people"] += [
        {"id": "P02", "role": "officer", "absences": [{"kind": "annual leave", "first": "2026-12-08"}]},
        {"id": "P03", "role": "officer"},
    ]
    states(raw)
    found = run("cover", tmp_path / "solved.json", "--duty", "A@2026-12-07", "--format", "json").output
    data = json.loads(found)
    reported = {item["person"]: item for group in data["seats"] for key in group for item in _people_of(group[key])}
    assert "P02" in reported
    assert "is absent (annual leave) from 06:00 on Tue 8 Dec" in json.dumps(reported["P02"])
    assert "is absent" not in json.dumps(reported["P03"])


def _people_of(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict) and "person" in item] if isinstance(value, list) else []


def repaired(run, write, tmp_path: Path, as_of: str, raw: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Solves a book with a spare person, repairs it with P01 sick on Tuesday; returns the output and the new book."""
    assert run("solve", write(raw), "-o", tmp_path / "solved.json").exit_code == 0
    out = tmp_path / "repaired.json"
    result = run("repair", tmp_path / "solved.json", "--absent", "P01@2026-12-08", "--as-of", as_of, "-o", out)
    assert result.exit_code == 0, result.output
    check = run("check", out)
    assert check.exit_code == 0, check.output
    return result.output, json.loads(out.read_text())


@pytest.fixture
def sick_call() -> dict[str, Any]:
    """A duty of Monday 20:00-09:00, P01 pinned on it and P02 free."""
    raw = with_ending("09:00")
    del raw["people"][0]["absences"]
    raw["people"].append({**raw["people"][0], "id": "P02"})
    raw["pins"] = [{"person": "P01", "duty": "A@2026-12-07"}]
    return raw


def test_who_is_sick_the_next_day_is_taken_off_the_night_before(run, write, tmp_path: Path, sick_call):
    """On Monday it is known that P01 is sick on Tuesday: P02 takes the night, and the pin is removed."""
    reported, book = repaired(run, write, tmp_path, "2026-12-07", sick_call)
    assert [item["person"] for item in book["rota"]["assignments"]] == ["P02"]
    assert "the pin of P01 on A@2026-12-07 is taken out" in reported
    assert "is on no duty" not in reported
    assert book["worked"] == []


def test_a_night_that_is_over_stays_theirs(run, write, tmp_path: Path, sick_call):
    """On Tuesday the night has already been worked, although P01 is sick from then on; the book is legal."""
    reported, book = repaired(run, write, tmp_path, "2026-12-08", sick_call)
    assert [item["person"] for item in book["rota"]["assignments"]] == ["P01"]
    assert "A on Mon 7 Dec began before Tue 8 Dec and is taken as worked to 09:00" in reported
    (record,) = book["worked"]
    assert (record["person"], record["start"], record["end"]) == ("P01", "2026-12-07 20:00", "2026-12-08 09:00")
    assert book["pins"]


def test_the_catalogue_says_how_far_a_duty_may_run(run):
    """Defaults are printed as a book would write them, not as Python values."""
    reported = run("rules", "availability").output
    assert "away_from: string = 06:00" in reported
    assert "may_run_into: list = [rest day]" in reported


def test_what_was_worked_is_not_held_against_days_away_that_followed(states, run, write, tmp_path: Path):
    """A night on record to 09:00, and sickness entered for that day later: legal, and noted."""
    raw = raw_of("11-eve-of-leave.yaml")
    raw["services"][0]["last"] = "2026-12-07"
    del raw["people"][0]["absences"]
    states(raw)
    solved = json.loads((tmp_path / "solved.json").read_text())
    solved["people"][0]["absences"] = [{"kind": "sickness", "first": "2026-12-08"}]
    assert run("check", write(solved, "sick.json")).exit_code == 1
    solved["worked"] = [
        {"person": "P01", "start": "2026-12-07 09:00", "end": "2026-12-08 09:00", "call_sign": "A", "kind": "duty"}
    ]
    result = run("check", write(solved, "worked.json"))
    assert result.exit_code == 0, result.output
    assert "is on duty to 09:00 on Tue 8 Dec, a day away (sickness)" in result.output
