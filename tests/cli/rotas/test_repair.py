"""`roster repair`: a person of a published rota calls in sick."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from roster import read_book
from tests.cli.rota_files import FIRST, on, published


def test_a_sick_call_from_end_to_end(run, solved, tmp_path: Path):
    book = published(solved())
    before = book.read_bytes()
    (ill,) = on(book, FIRST, "paramedic")
    (other,) = {"P01", "P02"} - {ill}
    new, sheet = tmp_path / "new.json", tmp_path / "calls.xlsx"
    result = run("repair", book, "--absent", f"{ill}@2026-12-04", "-o", new, "--call-sheet", sheet)
    assert result.exit_code == 0, result.output
    assert "1 person disturbed: 1 duty gained or lost (the fewest for it); nothing before Fri 4 Dec" in result.stdout
    assert "disturbance  published duties" in result.stdout
    assert "to ask (1 seat, soonest duty first); the first yes fills a place:" in result.stdout
    assert "ask: Fri 4 Dec 18:00-02:00, JR-04, Medway & Swale: can you come instead of" in result.stdout
    assert "up to 2 people: nothing more" in result.stdout
    assert on(new, FIRST, "paramedic") == [other]
    assert read_book(new).published == read_book(book).published
    assert book.read_bytes() == before
    checked = run("check", new)
    assert checked.exit_code == 0
    assert "note:" not in checked.output

    found = load_workbook(sheet)
    assert found.sheetnames == ["Call sheet", "Changes", "Duties changed"]
    rows = [[cell.value for cell in row] for row in found["Call sheet"].iter_rows(min_row=6, max_row=6)]
    assert rows[0][0] == 1
    assert rows[0][1].startswith("=Ann (P01)\n" if other == "P01" else f"{other}\n")
    assert rows[0][7:] == [other, FIRST, "paramedic"]
    changes = [[cell.value for cell in row] for row in found["Changes"].iter_rows(min_row=5)]
    assert {(row[0], row[5]) for row in changes if row[5] in ("on", "off")} == {
        (("=Ann (P01)" if name == "P01" else name), what) for name, what in ((ill, "off"), (other, "on"))
    }


def test_repair_as_data(run, solved, tmp_path: Path):
    book = solved()
    (ill,) = on(book, FIRST, "paramedic")
    result = run("repair", book, "--absent", f"{ill}@2026-12-04", "-o", tmp_path / "n.yaml", "--format", "json")
    data = json.loads(result.stdout)
    assert data["as_of"] == "2026-12-04"
    assert len(data["disturbed"]) == 1
    assert data["duties_changed"] == {"value": 1, "proven": True}
    assert all(level["proven"] for level in data["levels"])
    assert data["calls"][0]["person"] == data["disturbed"][0]
    assert data["changes"]["inputs"] == [f"{ill} is away on Fri 4 Dec (sickness)"]
    calls = tmp_path / "calls.json"
    again = run("repair", book, "--absent", f"{ill}@2026-12-04", "-o", "-", "--call-sheet", calls, "--quiet")
    assert json.loads(again.stdout)["rota"]["provenance"]["repaired"]
    assert json.loads(calls.read_text())["calls"] == data["calls"]


def test_every_mistake_of_a_sick_call_at_once(run, solved, tmp_path: Path):
    book = solved(lambda raw: raw.update(vehicles=[{"id": "CAR-4", "call_signs": ["JR-04"]}]))
    result = run(
        "repair",
        book,
        *("--absent", "P1@2026-12-04", "--absent", "SC01", "--absent", "SC01@2026-13-04"),
        *("--absent", "SC01@2027-01-04..2027-01-06", "--absent", "SC02@2026-12-05..2026-12-04"),
        *("--off-road", "CAR4@2026-12-04", "--as-of", "2027-01-01"),
        *("-o", tmp_path / "n.json"),
    )
    assert result.exit_code == 2
    assert [line.strip() for line in result.stderr.splitlines()] == [
        "7 mistakes:",
        "--absent SC01: write it as P02@2026-12-10 or P02@2026-12-10..2026-12-12",
        "--absent SC01@2026-13-04: there is no such date",
        "--absent P1@2026-12-04: person 'P1' is unknown; did you mean 'P01'?",
        "--absent SC01@2027-01-04..2027-01-06: none of its dates lies in the period, 2026-12-04 to 2026-12-12",
        "--absent SC02@2026-12-05..2026-12-04: ends on 2026-12-04, before it starts on 2026-12-05",
        "--off-road CAR4@2026-12-04: vehicle 'CAR4' is unknown; did you mean 'CAR-4'?",
        "--as-of 2027-01-01: the period ends on 2026-12-12; all of it is past by then",
    ]
    assert not (tmp_path / "n.json").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "n.json"], "say who is --absent, or what is --off-road"),
        (["--absent", "P01@2026-12-04", "-o", "solved.json"], "is the input"),
        (["--absent", "P01@2026-12-04", "-o", "n.txt"], "an output ends in"),
        (["--absent", "P01@2026-12-04", "-o", "n.json", "--call-sheet", "n.json"], "is named twice"),
        (["--absent", "P01@2026-12-04", "-o", "n.json", "--call-sheet", "c.txt"], "written as .xlsx, .csv or .json"),
        (["--off-road", "CAR-1@2026-12-04", "-o", "n.json"], "vehicle 'CAR-1' is unknown; the book has none"),
        (["--absent", "P01@2026-12-04", "-o", "n.json", "--max-people", "-1"], "--max-people"),
    ],
)
def test_calls_that_cannot_be_meant(run, solved, tmp_path: Path, monkeypatch, arguments, words):
    solved()
    monkeypatch.chdir(tmp_path)
    result = run("repair", "solved.json", *arguments)
    assert result.exit_code == 2, result.output
    assert words in result.output
    assert not Path("n.json").exists()


def test_who_is_on_no_duty_changes_nothing(run, solved, tmp_path: Path):
    book = solved()
    result = run("repair", book, "--absent", "P03@2026-12-04", "-o", tmp_path / "n.json")
    assert result.exit_code == 0
    assert "note: P03 on Fri 4 Dec: was on no duty, so nothing changes for that\n" in result.stdout
    assert "nothing changes: the rota is legal as it is" in result.stdout
    assert run("check", tmp_path / "n.json").exit_code == 0
    reported = run("diff", book, tmp_path / "n.json").stdout
    assert "the rota is the same" in reported
    assert "P03 is away on Fri 4 Dec (sickness)" in reported


def test_a_limit_that_nothing_keeps_is_a_no(run, solved, tmp_path: Path):
    def change(raw: dict[str, Any]) -> None:
        raw["people"] = [person for person in raw["people"] if person["id"] != "P02"]

    book = solved(change)
    new = tmp_path / "n.json"
    result = run("repair", book, "--absent", "P01@2026-12-04", "-o", new, "--max-people", "0", "--quiet")
    assert result.exit_code == 1
    assert "no repair disturbs at most 0 people: even with duties stood down, the duties of 2 change" in result.stderr
    assert not new.exists()


def test_what_is_past_is_said_to_be(run, solved, tmp_path: Path):
    book = solved()
    (ill,) = on(book, FIRST, "paramedic")
    arguments = ("--absent", f"{ill}@2026-12-04..2026-12-12", "--as-of", "2026-12-05", "-o", tmp_path / "n.json")
    reported = run("repair", book, *arguments).stdout
    assert (
        f"{ill} from Fri 4 Dec to Sat 12 Dec: JR-04 on Fri 4 Dec is past on Sat 5 Dec, and left without them"
        in reported
    )
    assert "JR-04 on Fri 4 Dec, 18:00-02:00: stood down, before crewed" in reported
    assert "nothing before Sat 5 Dec changes but JR-04 on Fri 4 Dec, which could not stay as planned" in reported


def test_a_name_is_as_good_as_an_id(run, solved, tmp_path: Path):
    book = solved()
    by_id = run("repair", book, "--absent", "P01@2026-12-04", "-o", tmp_path / "id.json")
    by_name = run("repair", book, "--sick", "=ann @ Fri 4 Dec", "-o", tmp_path / "name.json")
    assert (by_id.exit_code, by_name.exit_code) == (0, 0)
    absences = [
        next(person["absences"] for person in data["people"] if person["id"] == "P01")
        for data in (json.loads((tmp_path / f"{name}.json").read_text()) for name in ("id", "name"))
    ]
    assert absences[0] == absences[1] != []


def test_a_duty_and_a_seat_as_people_say_them(run, solved):
    book = solved()
    (paramedic,) = on(book, FIRST, "paramedic")
    by_id = run("cover", book, "--duty", "JR-04@2026-12-04", "--seat", "paramedic", "--instead-of", paramedic)
    assert "JR-04 on Fri 4 Dec" in by_id.stdout
    spoken = ("--duty", "Friday 4th JR4", "--seat", "PARAMEDIC", "--instead-of", paramedic.lower())
    assert run("cover", book, *spoken).stdout == by_id.stdout
    assert run("explain", book, "--duty", "JR4 4 Dec", "--time-limit", "0").exit_code == 0
    wrong = run("explain", book, "--duty", "Thu 4 Dec JR4")
    assert (wrong.exit_code, "Fri 4 Dec 2026 is a Friday" in wrong.stderr) == (2, True)


def test_a_repaired_draft_is_first_published_as_version_1(run, solved, tmp_path: Path):
    book = solved()
    (ill,) = on(book, FIRST, "paramedic")
    new = tmp_path / "n.json"
    assert run("repair", book, "--absent", f"{ill}@2026-12-04", "-o", new, "--quiet").exit_code == 0
    assert json.loads(new.read_text())["published"] is None
    assert "version 1 is published; it is the first" in run("publish", new, tmp_path / "site").stdout


def test_what_is_on_record_leaves_too_little_rest_after_a_repair(run, solved, tmp_path: Path):
    book = solved(lambda raw: raw["rules"].append({"kind": "daily-rest"}))
    data = json.loads(book.read_text())
    (late, _) = on(book, "JR-04@2026-12-05/peak", "police")
    data["worked"] = [{"person": late, "start": "2026-12-04 18:00", "end": "2026-12-05 14:00"}]
    book.write_text(json.dumps(data))
    result = run("repair", book, "--absent", "P03@2026-12-11", "-o", tmp_path / "n.json")
    assert f"note: the rota is not legal as it was worked: {late} has 4h of rest" in result.stdout


def test_a_part_of_the_book_is_never_written_to(run, solved, tmp_path: Path):
    book = solved()
    data = json.loads(book.read_text())
    part, link = tmp_path / "police.json", tmp_path / "link.json"
    part.write_text(json.dumps({"people": data.pop("people")}))
    link.symlink_to(part)
    book.write_text(json.dumps(data | {"include": ["police.json"]}))
    before = part.read_bytes()
    words = "is included by the input; the output needs another name"
    absent = ("--absent", "P03@2026-12-04")
    for arguments in (
        ("repair", book, *absent, "-o", link),
        ("repair", book, *absent, "-o", tmp_path / "n.json", "--call-sheet", part),
        ("diff", book, book, "-o", part),
        ("publish", book, tmp_path / "site", "-o", part),
        ("solve", book, "-o", part, "--quiet"),
    ):
        result = run(*arguments)
        assert (result.exit_code, words in result.stderr) == (2, True), result.output
        assert part.read_bytes() == before
    assert not (tmp_path / "n.json").exists()
    assert not (tmp_path / "site").exists()
