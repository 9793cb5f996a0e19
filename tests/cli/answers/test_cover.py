"""`roster cover`: who can step in, and who cannot."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.rota_files import FIRST, on


def test_who_could_step_in(run, solved):
    book = solved()
    (seated,) = on(book, FIRST, "paramedic")
    (other,) = {"P01", "P02"} - {seated}
    result = run("cover", book, "--duty", "JR-04@2026-12-04", "--seat", "paramedic", "--as-of", "2026-12-01")
    assert result.exit_code == 0, result.output
    assert "paramedic seat: " in result.stdout
    assert "could step in at once (1), best first:" in result.stdout
    assert "could, once they offer it (1), best first:" in result.stdout
    assert "3 d" in result.stdout
    data = json.loads(
        run("cover", book, "--duty", "JR-04@2026-12-04", "--seat", "paramedic", "--format", "json").stdout
    )
    (seat,) = data["seats"]
    assert (seat["people"], seat["replaced"]) == ([seated], [seated])
    first, second = seat["candidates"]
    assert (first["person"], first["legal"], first["reasons"], first["notice_days"]) == (other, True, [], None)
    assert (second["person"], second["legal"], second["legal_once_offered"]) == ("P03", False, True)
    assert second["reasons"] == ["has not offered it"]


def test_hours_and_rest_that_stepping_in_leaves(run, solved):
    """SC03 is on both Fridays, 16 hours; with Saturday they would have 24, and 16 hours of rest before it."""

    def change(raw: dict[str, Any]) -> None:
        raw["crews"][0]["seats"][1]["preferred"] = 1
        raw["people"] = [item for item in raw["people"] if item["id"] not in ("SC02",)]
        raw["pins"] = [
            {"person": name, "duty": f"JR-04@2026-12-{day}"}
            for name, day in (("SC03", "04"), ("SC03", "11"), ("SC01", "05"), ("SC01", "12"))
        ]
        raw["rules"] = [{**raw["rules"][0], "per": "period"}, {"kind": "daily-rest", "hours": 11}]

    book = solved(change)
    data = json.loads(run("cover", book, "--duty", "JR-04@2026-12-05", "--seat", "police", "--format", "json").stdout)
    (one,) = data["seats"][0]["candidates"]
    assert (one["person"], one["legal"]) == ("SC03", True)
    assert (one["hours_before"], one["hours"]) == (16, 24)
    assert (one["rest_before"], one["rest_after"]) == (16, 24 * 6 - 8)
    assert one["promises"] == [{"month": "the period", "promised": 16, "hours_before": 16, "hours": 24}]
    # SC01 loses the night: 8 of their 16 hours, which weigh most first.
    assert one["points"]["hours"] > 0


def test_who_is_on_another_duty_that_night(run, solved):
    """The only other paramedic is on JR-07: they could step in, and JR-07 would be stood down."""

    def change(raw: dict[str, Any]) -> None:
        raw["period"] = {"first": "2026-12-04", "last": "2026-12-04"}
        raw["call_signs"].append({"id": "JR-07", "area": "medway-swale"})
        raw["services"][0]["call_signs"] = ["JR-04", "JR-07"]
        raw["crews"][0]["seats"][1] |= {"preferred": 1}
        raw["vehicles"] = [{"id": f"CAR-{number}", "call_signs": [f"JR-0{number}"]} for number in (4, 7)]

    book = solved(change)
    result = run("cover", book, "--duty", "JR-04@2026-12-04", "--seat", "paramedic")
    assert result.exit_code == 0
    assert "could, and another duty is stood down for it (1), best first:" in result.stdout
    assert "leaves JR-07 on Fri 4 Dec, which is then stood down: no paramedic; cover +10" in result.stdout


def test_nobody_is_a_no(run, solved):
    def change(raw: dict[str, Any]) -> None:
        raw["people"] = [item for item in raw["people"] if item["id"] not in ("P02",)]

    result = run("cover", solved(change), "--duty", "JR-04@2026-12-04", "--seat", "paramedic")
    assert result.exit_code == 1
    assert "nobody could step in legally as the book is" in result.stdout


def test_who_is_absent_is_the_one_to_replace(run, solved):
    """One of two Specials is recorded sick after solving: the other stays, and a driver among them is still needed."""
    book = solved(lambda raw: raw["people"].append({"id": "SC04", "role": "special"}))
    data = json.loads(book.read_text())
    ill = on(book, FIRST, "police")[0]
    person = next(item for item in data["people"] if item["id"] == ill)
    person["absences"] = [{"kind": "sickness", "first": "2026-12-04"}]
    book.write_text(json.dumps(data))
    found = json.loads(run("cover", book, "--duty", "JR-04@2026-12-04", "--format", "json").stdout)
    (seat,) = found["seats"]
    assert (seat["seat"], seat["replaced"]) == ("police", [ill])
    assert {item["instead_of"] for item in seat["candidates"]} == {ill}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--duty", "JR-4@2026-12-04"], ["call sign 'JR-4' has no duties; did you mean 'JR-04'?"]),
        (["--duty", "JR-04@2026-12-04", "--seat", "polise"], ["seat 'polise' is not in the crew", "mean 'police'?"]),
        (["--duty", "JR-04@2026-12-04", "--seat", "x", "--instead-of", "P1"], ["2 mistakes", "did you mean 'P01'?"]),
        (["--duty", "JR-04@2026-12-04", "--instead-of", "P03"], ["P03 is not on JR-04@2026-12-04/peak"]),
        (["--duty", "JR-04@2026-12-04", "--as-of", "soon"], ["--as-of"]),
        (["--duty", "JR-04@2026-12-04", "--as-of", "2026-12-05"], ["JR-04 on Fri 4 Dec is past on Sat 5 Dec 2026"]),
        ([], ["--duty"]),
    ],
)
def test_what_cannot_be_covered(run, solved, arguments, words):
    result = run("cover", solved(), *arguments)
    assert result.exit_code == 2, result.output
    for word in words:
        assert word in result.output


def test_who_was_late_off_cannot_step_in(run, solved, tmp_path: Path):
    book = solved(lambda raw: raw["rules"].append({"kind": "daily-rest"}))
    data = json.loads(book.read_text())
    night = "JR-04@2026-12-05/peak"
    (there,) = on(book, night, "paramedic")
    (late,) = {"P01", "P02"} - {there}
    arguments = ("--duty", night, "--seat", "paramedic", "--instead-of", there)
    assert run("cover", book, *arguments).exit_code == 0
    data["worked"] = [{"person": late, "start": "2026-12-04 18:00", "end": "2026-12-05 14:00"}]
    book.write_text(json.dumps(data))
    result = run("cover", book, *arguments)
    assert result.exit_code == 1
    told = " ".join(result.stdout.split())
    assert (
        f"{late}): would have 4h of rest between duty on Fri 4 Dec (worked 18:00-14:00) and JR-04 on Sat 5 Dec" in told
    )
    data["worked"][0]["no_show"] = True
    book.write_text(json.dumps(data))
    assert run("cover", book, *arguments).exit_code == 0


def test_a_book_without_a_rota_is_refused(run, write, small, tmp_path: Path):
    book = write(small)
    for arguments, words in (
        (("cover", book, "--duty", "JR-04@2026-12-04"), "holds no rota to cover"),
        (("repair", book, "--absent", "P01@2026-12-04", "-o", tmp_path / "n.json"), "holds no rota to repair"),
        (("diff", book, book), "holds no rota to compare"),
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert words in result.output


def test_only_what_is_really_missing_is_named(run, solved):
    """No paramedic offers: Specials could come, and it is not held against them that their car has no paramedic."""

    def change(raw: dict[str, Any]) -> None:
        raw["people"] = [item for item in raw["people"] if item["role"] != "paramedic"]

    result = run("cover", solved(change), "--duty", "JR-04@2026-12-04")
    assert result.exit_code == 1
    assert ": stood down: no paramedic\n" in result.stdout
    assert "could come, but that alone does not make it run (no paramedic):" in result.stdout
    assert "is stood down" not in result.stdout
    assert "police seat has" not in result.stdout
