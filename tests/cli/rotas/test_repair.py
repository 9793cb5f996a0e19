"""`roster repair`, `roster cover` and `roster diff` from the command line: the sick call of a published rota."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from roster import read_book

FIRST = "JR-04@2026-12-04/peak"


@pytest.fixture
def solved(run, write, small, tmp_path: Path) -> Callable[..., Path]:
    """Solves the small book after a change and gives the path of the answer."""

    def make(change=lambda book: None) -> Path:
        small["period"] = {"first": "2026-12-04", "last": "2026-12-12"}
        small["people"][0]["name"] = "=Ann"
        small["people"].append({"id": "P03", "role": "paramedic"})
        change(small)
        path = tmp_path / "solved.json"
        result = run("solve", write(small), "-o", path, "--quiet")
        assert result.exit_code == 0, result.output
        return path

    return make


def on(path: Path, duty: str, seat: str) -> list[str]:
    rota = json.loads(path.read_text())["rota"]
    return [item["person"] for item in rota["assignments"] if (item["duty"], item["seat"]) == (duty, seat)]


def published(path: Path) -> Path:
    data = json.loads(path.read_text())
    data["published"] = {"version": 1, "at": "2026-11-20T12:00:00Z", "assignments": data["rota"]["assignments"]}
    path.write_text(json.dumps(data))
    return path


# --- repair


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
    assert "ask: can you take JR-04 on Fri 4 Dec, 18:00-02:00, paramedic seat, with" in result.stdout
    assert "up to 2 people: nothing more" in result.stdout
    assert on(new, FIRST, "paramedic") == [other]
    assert read_book(new).published == read_book(book).published
    assert book.read_bytes() == before
    checked = run("check", new)
    assert checked.exit_code == 0
    assert "note:" not in checked.output

    found = load_workbook(sheet)
    assert found.sheetnames == ["Call sheet", "Changes", "Duties changed"]
    rows = [[cell.value for cell in row] for row in found["Call sheet"].iter_rows(min_row=5, max_row=5)]
    assert rows[0][0] == 1
    assert rows[0][1].endswith(f"({other})") or rows[0][1] == other
    assert rows[0][7] == "ask"
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
        (["--absent", "P01@2026-12-04", "-o", "n.json", "--call-sheet", "c.txt"], "written as .xlsx or .json"),
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
    assert "note: P03 on Fri 4 Dec is on no duty then\n" in result.stdout
    assert "nothing changes: the rota is legal as it is" in result.stdout
    assert run("check", tmp_path / "n.json").exit_code == 0
    told = run("diff", book, tmp_path / "n.json").stdout
    assert "the rota is the same" in told
    assert "P03 is away on Fri 4 Dec (sickness)" in told


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
    told = run("repair", book, *arguments).stdout
    assert f"{ill} from Fri 4 Dec to Sat 12 Dec: JR-04 on Fri 4 Dec is past on Sat 5 Dec, and left without them" in told
    assert "JR-04 on Fri 4 Dec, 18:00-02:00: stood down, before crewed" in told
    assert "nothing before Sat 5 Dec changes but JR-04 on Fri 4 Dec, which could not stay as planned" in told


def test_a_name_is_answered_with_the_id(run, solved, tmp_path: Path):
    book = solved()
    result = run("repair", book, "--absent", "=ann@2026-12-04", "-o", tmp_path / "n.json")
    assert result.exit_code == 2
    assert result.stderr == "--absent =ann@2026-12-04: '=ann' is a name; give the id: 'P01'\n"
    result = run("cover", book, "--duty", "JR-04@2026-12-04", "--instead-of", "=Ann")
    assert result.exit_code == 2
    assert "'=Ann' is a name; give the id: 'P01'" in result.stderr


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


# --- cover


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
    """SC03 has Friday of both weeks, and 16 hours; with Saturday they have 24, and 16 hours of rest before it."""

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
    """The only other paramedic is on JR-07: they could, and JR-07 stands down for it."""

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
    assert "JR-07 on Fri 4 Dec is then stood down; cover +10" in result.stdout


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
    assert f"{late} has 4h of rest between duty on Fri 4 Dec (worked 18:00-14:00) and JR-04 on Sat 5 Dec" in " ".join(
        result.stdout.split()
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


# --- diff


def test_the_same_rota_is_said_to_be(run, solved):
    book = solved()
    result = run("diff", book, book)
    assert result.exit_code == 0
    assert "the rota is the same" in result.stdout
    assert "inputs" not in result.stdout
    assert json.loads(run("diff", book, book, "--format", "json").stdout)["same_rota"]


def test_all_that_can_differ(run, solved, tmp_path: Path):
    book = solved(lambda raw: raw.update(vehicles=[{"id": f"CAR-{n}", "call_signs": ["JR-04"]} for n in (1, 2)]))
    data = json.loads(book.read_text())
    rota = data["rota"]
    (paramedic,) = on(book, FIRST, "paramedic")
    other = ({"P01", "P02"} - {paramedic}).pop()
    rota["assignments"] = [
        item | {"person": other} if (item["duty"], item["seat"]) == (FIRST, "paramedic") else item
        for item in rota["assignments"]
        if not item["duty"].startswith("JR-04@2026-12-12")
    ]
    record = next(item for item in rota["duties"] if item["duty"] == FIRST)
    was = record["vehicle"]
    record["vehicle"] = {"CAR-1": "CAR-2", "CAR-2": "CAR-1"}[was]
    data["people"].append({"id": "SC09", "role": "special"})
    data["people"][2]["caps"] = {"duties_per_month": 9}
    data["vehicles"][0]["off_road"] = [{"first": "2026-12-30"}]
    data["rules"].append({"kind": "requests"})
    data["pins"] = [{"person": "SC01", "duty": FIRST, "seat": "police"}, {"person": "P03", "duty": FIRST, "off": True}]
    new = tmp_path / "edited.json"
    new.write_text(json.dumps(data))
    sheet = tmp_path / "changes.xlsx"
    told = run("diff", book, new, "-o", sheet).stdout
    assert "    off JR-04 on Fri 4 Dec, 18:00-02:00 (paramedic)" in told
    assert "    on JR-04 on Fri 4 Dec, 18:00-02:00 (paramedic)" in told
    assert f"    vehicle: {record['vehicle']}, before {was}" in told
    assert "JR-04 on Sat 12 Dec, 18:00-02:00: stood down, before " in told
    assert told.split("inputs that differ:\n")[1].splitlines()[:5] == [
        "  SC09 is new",
        "  SC01 differs in caps",
        "  CAR-1 is off the road on Wed 30 Dec",
        "  rules differ: requests",
        f"  the pin of SC01 on {FIRST} (police), the pin of P03 off {FIRST} are new",
    ]
    found = load_workbook(sheet)
    assert found.sheetnames == ["Changes", "Duties changed"]
    (row,) = [
        row
        for row in found["Duties changed"].iter_rows(min_row=5, values_only=True)
        if str(row[0])[:10] == "2026-12-12"
    ]
    assert row[4] == "stood down"
    data = json.loads(run("diff", book, new, "--format", "json").stdout)
    assert {item["duty"] for item in data["duties"]} == {FIRST, "JR-04@2026-12-12/peak"}


def test_other_times_are_told_to_the_crew(run, solved, tmp_path: Path):
    book = solved()
    data = json.loads(book.read_text())
    data["shifts"][0] |= {"start": "17:00", "end": "01:00"}
    new = tmp_path / "new.json"
    new.write_text(json.dumps(data))
    told = run("diff", book, new).stdout
    assert "other times on JR-04 on Fri 4 Dec, 17:00-01:00 (paramedic), before 18:00-02:00" in told
    assert "shifts differ" in told


def test_where_changes_cannot_be_written(run, solved, tmp_path: Path):
    book = solved()
    for output, words in (
        (book, "is named twice"),
        (tmp_path / "x.txt", "written as .xlsx or .json"),
        (tmp_path / "no" / "x.json", "there is no folder"),
    ):
        result = run("diff", book, book, "-o", output)
        assert result.exit_code == 2
        assert words in result.output
