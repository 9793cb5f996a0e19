"""`roster explain`: the reasons for a duty and a person, what would be given up, and what would cure a stand-down."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def solved(run, write, small, tmp_path: Path):
    """Solves the small book after a change and gives the path of the answer."""

    def make(change=lambda book: None) -> Path:
        change(small)
        path = tmp_path / "solved.json"
        assert run("solve", write(small), "-o", path).exit_code == 0
        return path

    return make


def one_driver_lapses(book) -> None:
    """Only SC01 drives, and that to the evening of Saturday the 12th: the night ends on the 13th."""
    book["rules"].append({"kind": "crew-qualification", "qualification": "driver"})
    book["people"][2]["qualifications"] = [{"id": "driver", "valid_to": "2026-12-12"}]
    book["people"][3]["qualifications"] = []
    book["period"] = {"first": "2026-12-11", "last": "2026-12-12"}


def test_a_lapsed_driver_is_found_and_cured(run, solved):
    book = solved(one_driver_lapses)
    output = run("explain", book, "--duty", "JR-04@2026-12-12").output
    assert "JR-04 on Sat 12 Dec, 18:00-02:00 (peak): stood down" in output
    assert "no rota can run it; without the rule crew-qualification one could" in output
    cures = [line.strip() for line in output.split("what would cure it")[1].splitlines()[1:3]]
    assert cures[0] == "SC01 renews driver before Sat 12 Dec"
    assert "one more special with driver for Saturdays" in output


def test_a_cure_is_real(run, solved, small, write, tmp_path: Path):
    """The book with the cure made runs the duty."""
    solved(one_driver_lapses)
    small["people"][2]["qualifications"] = [{"id": "driver"}]
    assert run("solve", write(small), "-o", tmp_path / "again.json").exit_code == 0
    states = {
        item["date"]: item["state"] for item in json.loads((tmp_path / "again.json").read_text())["rota"]["duties"]
    }
    assert states["2026-12-12"] == "crewed"


def test_what_would_give(run, solved):
    """One paramedic for two nights under a cap of one: the other night could run only if the first is stood down."""

    def change(book) -> None:
        book["period"] = {"first": "2026-12-11", "last": "2026-12-12"}
        book["people"] = [person for person in book["people"] if person["id"] != "P02"]
        book["people"][0]["caps"] = {"duties_per_month": 1}
        book["services"][0]["priority_dates"] = {"2026-12-11": 20}

    output = run("explain", solved(change), "--duty", "JR-04@2026-12-12", "--format", "json").output
    data = json.loads(output)
    assert data["if_it_ran"] == "it could run, but then JR-04 on Fri 11 Dec is stood down"
    paramedic = data["seats"][0]["others"][0]
    assert paramedic["person"] == "P01"
    assert paramedic["standing"] == "at a limit"
    assert paramedic["worse_at"] == "cover"
    assert paramedic["points"] == 10
    assert paramedic["proven"]


def test_what_got_better_is_no_loss(run, solved):
    """One paramedic for two nights: on Saturday instead, the part-crewed Saturday is a gain; what gives is Friday."""

    def change(book) -> None:
        book["period"] = {"first": "2026-12-11", "last": "2026-12-12"}
        book["people"] = [person for person in book["people"] if person["id"] != "P02"]
        book["people"][0]["caps"] = {"duties_per_month": 1}
        book["people"][2]["offers"] = book["people"][3]["offers"] = [{"weekdays": ["fri"]}]
        book["rules"] = []

    output = run("explain", solved(change), "--duty", "JR-04@2026-12-12").output
    assert "it could run, but then JR-04 on Fri 11 Dec is stood down" in output
    assert "with them on it, JR-04 on Fri 11 Dec is stood down" in output
    assert "is part-crewed" not in output


def test_a_policy_says_more_than_a_seat_that_is_taken(run, solved):
    """A Special who may not be alone could never have a car's one police seat, whoever has it."""

    def change(book) -> None:
        book["roles"].append({"id": "constable", "organisation": "kent-police"})
        book["crews"][0]["seats"][1] = {"id": "police", "roles": ["constable", "special"]}
        book["people"][2]["role"] = book["people"][3]["role"] = "constable"
        book["rules"].append({"kind": "sole-officer", "roles": ["constable", "special"], "alone_roles": ["constable"]})
        book["pins"] = [{"person": "SC01", "duty": "JR-04@2026-12-11"}]

    book = solved(change)
    output = run("explain", book, "--duty", "JR-04@2026-12-11").output
    assert "not with this crew (1):" in output
    assert "SC03 in place of SC01: SC03 would be the only constable or special on JR-04 on Fri 11 Dec" in output
    assert "SC02 could have had the seat" in output
    ledger = run("hours", book, "--person", "SC03", "--format", "json").output
    assert "not with that crew (8 offered dates)" in ledger


def test_without_time_the_cures_kept_in_the_rota_are_told(run, solved):
    book = solved(one_driver_lapses)
    output = run("explain", book, "--duty", "JR-04@2026-12-12", "--time-limit", "0").output
    assert "  SC01 renews driver before Sat 12 Dec" in output
    data = json.loads(book.read_text())
    assert data["rota"].pop("cures")
    book.write_text(json.dumps(data))
    output = run("explain", book, "--duty", "JR-04@2026-12-12", "--time-limit", "0").output
    assert "not looked for in the time there was" in output


def test_every_standing_has_its_group(run, solved):
    def change(book) -> None:
        book["rules"].append({"kind": "daily-rest", "hours": 20})
        book["period"] = {"first": "2026-12-11", "last": "2026-12-12"}
        book["crews"][0]["seats"][1]["preferred"] = 1
        book["people"][3]["absences"] = [{"kind": "annual leave", "first": "2026-12-12"}]
        book["people"][4]["offers"] = [{"dates": ["2026-12-11"]}]
        book["pins"] = [{"person": "SC01", "duty": "JR-04@2026-12-11"}]
        book["people"].append({"id": "SC04", "role": "special", "offers": [{"weekdays": ["sat"]}]})

    output = run("explain", solved(change), "--duty", "JR-04@2026-12-12").output
    assert "resting (1):" in output
    assert "SC01 would have 16h of rest between JR-04 on Fri 11 Dec and JR-04 on Sat 12 Dec" in output
    assert "SC02 is absent (annual leave)" in output
    assert "SC03 has not offered it" in output


def test_people_with_the_same_reason_share_a_line_with_their_names(run, solved):
    def change(book) -> None:
        book["period"] = {"first": "2026-12-11", "last": "2026-12-12"}
        for number in range(10, 13):
            offers = [{"dates": ["2026-12-11"]}]
            book["people"].append({"id": f"SC{number}", "role": "special", "name": f"Ann {number}", "offers": offers})
        book["people"].append({"id": "SC13", "role": "special", "name": "Tom", "absences": [
            {"kind": "annual leave", "first": "2026-12-12"}]})  # fmt: skip

    path = solved(change)
    output = run("explain", path, "--duty", "JR-04@2026-12-12", "--time-limit", "0").output
    assert "3 people have not offered it: Ann 10 (SC10), Ann 11 (SC11), Ann 12 (SC12)" in output
    assert "Tom (SC13) is absent (annual leave)" in output
    data = json.loads(run("explain", path, "--duty", "12 Dec JR4", "--time-limit", "0", "--format", "json").output)
    sentences = [item["sentence"] for seat in data["seats"] for item in seat["others"]]
    assert "SC10 has not offered it" in sentences


def test_a_person(run, solved):
    def change(book) -> None:
        book["people"][4]["caps"] = {"duties_per_month": 2}

    output = run("explain", solved(change), "--person", "SC03").output
    assert "on 2 duties" in output
    assert "promised 16 h, down for 16 h" in output
    assert "SC03 would be on more than the 2 duties they offered in December 2026" in output


def test_what_cannot_be_explained(run, solved, write, small):
    book = solved()
    for arguments, words in (
        (("--duty", "JR-04@2026-12-06"), "there is no duty"),
        (("--duty", "JR-4@2026-12-11"), "did you mean 'JR-04'?"),
        (("--person", "SC3"), "did you mean 'SC03'?"),
        ((), "give either --duty or --person"),
    ):
        result = run("explain", book, *arguments)
        assert result.exit_code == 2
        assert words in result.output
    result = run("explain", write(small, "unsolved.json"), "--person", "SC03")
    assert result.exit_code == 2
    assert "holds no rota to explain" in result.output
