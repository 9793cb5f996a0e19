"""A sick call that ends on the phone: call sheets with answers, over several rounds, as workbook and as CSV."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.rota_files import FIRST, on, published

MEDICS = {f"P0{number}": f"07700 90010{number}" for number in range(1, 6)}


def five_paramedics(raw: dict[str, Any]) -> None:
    """P01 and P02 are as they were; P03 and P04 offer both nights too, P05 offers nothing; Ann's name is `=Ann`."""
    raw["people"] = [person for person in raw["people"] if person["id"] not in ("P03",)]
    raw["people"] += [
        {"id": "P03", "role": "paramedic", "offers": [{"weekdays": ["fri", "sat"]}]},
        {"id": "P04", "role": "paramedic", "offers": [{"weekdays": ["fri", "sat"]}]},
        {"id": "P05", "role": "paramedic", "offers": [{"dates": ["2026-12-12"]}]},
    ]
    for person in raw["people"]:
        if person["id"] in MEDICS:
            person["phone"] = MEDICS[person["id"]]


def answer(path: Path, **said: str) -> Path:
    """Writes answers into the rows of some people; gives the file of the answers."""
    new = path.with_stem(f"{path.stem}-answered")
    if path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        for row in rows[1:]:
            row[5] = said.get(row[7], row[5])
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        new.write_text(text.getvalue())
        return new
    workbook = load_workbook(path)
    for row in workbook["Call sheet"].iter_rows(min_row=5):
        if row[7].value in said:
            row[5].value = said[row[7].value]
    workbook.save(new)
    return new


def asked(path: Path) -> list[str]:
    """Whom a call sheet in JSON asks, in order."""
    return [one["person"] for seat in json.loads(path.read_text())["seats"] for one in seat["ask"]]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_three_rounds(run, solved, tmp_path: Path, suffix: str):
    book = published(solved(five_paramedics))
    (ill,) = on(book, FIRST, "paramedic")
    others = sorted(set(MEDICS) - {ill, "P05"})
    sick = ("--absent", f"{ill}@2026-12-04")
    first, sheet = tmp_path / "first.json", tmp_path / f"calls{suffix}"
    result = run("repair", book, *sick, "-o", first, "--call-sheet", sheet, "--quiet")
    assert result.exit_code == 0, result.output

    said = answer(sheet, **{others[0]: "No.", others[1]: "voicemail"})
    second, data = tmp_path / "second.json", tmp_path / "second-calls.json"
    result = run("repair", first, "--answered", said, "-o", second, "--call-sheet", data)
    assert result.exit_code == 0, result.output
    assert "is not asked for it again" in result.stderr
    assert "did not reply about JR-04 on Fri 4 Dec: is asked last" in result.stderr
    assert f"{said}: 2 answers; 2 rows without an answer" in result.stderr
    assert on(second, FIRST, "paramedic") == [
        others[2]
    ]  # neither who said no nor, while there is another, who was silent
    assert asked(data) == [others[2], "P05", others[1]]

    # All others say no: who has not offered is asked before the car is stood down. From the book of the first call.
    again = tmp_path / f"again{suffix}"
    assert (
        run("repair", book, *sick, "--answered", said, "-o", tmp_path / "n.json", "--call-sheet", again).exit_code == 0
    )
    said_again = answer(again, **{others[1]: "no", others[2]: "N", "P05": "yes"})
    third, data = tmp_path / "third.json", tmp_path / "third-calls.json"
    result = run("repair", book, *sick, "--answered", said, "--answered", said_again, "-o", third, "--call-sheet", data)
    assert result.exit_code == 0, result.output
    assert "P05 comes on JR-04 on Fri 4 Dec: is fixed on it; the date is added to what they offer" in result.stderr
    assert on(third, FIRST, "paramedic") == ["P05"]
    assert json.loads(data.read_text())["seats"] == []
    assert json.loads(data.read_text())["calls"] == []
    assert run("check", third).exit_code == 0


def test_when_nobody_can_the_car_is_stood_down(run, solved, tmp_path: Path):
    book = published(solved(five_paramedics))
    (ill,) = on(book, FIRST, "paramedic")
    sheet, new = tmp_path / "calls.csv", tmp_path / "new.json"
    sick = ("--absent", f"{ill}@2026-12-04")
    run("repair", book, *sick, "-o", new, "--call-sheet", sheet, "--quiet")
    said = answer(sheet, **dict.fromkeys(set(MEDICS) - {ill}, "no"))
    result = run("repair", book, *sick, "--answered", said, "-o", tmp_path / "n.json")
    assert "JR-04 on Fri 4 Dec, 18:00-02:00: stood down, before crewed" in result.stdout
    assert "if nobody can: JR-04 on Fri 4 Dec is stood down" in result.stdout


def test_a_phone_number_stands_beside_everybody(run, solved, tmp_path: Path):
    book = published(solved(five_paramedics))
    (ill,) = on(book, FIRST, "paramedic")
    sheet = tmp_path / "calls.xlsx"
    result = run("repair", book, "--absent", f"{ill}@2026-12-04", "-o", tmp_path / "n.json", "--call-sheet", sheet)
    rows = [[cell.value for cell in row] for row in load_workbook(sheet)["Call sheet"].iter_rows(min_row=5)]
    called = {row[7]: row for row in rows if row[7]}
    assert {person: row[2] for person, row in called.items()} == {
        person: phone for person, phone in MEDICS.items() if person != ill
    }
    name = "=Ann" if ill == "P01" else ill
    assert called["P05"][3] == f"Fri 4 Dec 18:00-02:00, JR-04, Medway & Swale: can you come instead of {name}?"
    assert called["P05"][4].startswith("has not offered it; ")
    assert [row[7] for row in rows if row[7]][-1] == "P05"
    for person, phone in MEDICS.items():
        assert (phone in result.stdout) is (person != ill)
    (choices,) = load_workbook(sheet)["Call sheet"].data_validations.dataValidation
    assert choices.formula1 == '"yes,no,no reply,only until ..."'


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            {"P05": "perhaps"},
            "column answer: 'perhaps' is not understood; write yes, no, no reply, or only until 23:00",
        ),
        ({"P05": "only until ..."}, "'only until ...' is not understood; write the time, as in only until 23:00"),
        ({"A": "yes", "B": "yes"}, "the paramedic seat takes 1, and"),
    ],
)
def test_answers_that_cannot_be_kept(run, solved, tmp_path: Path, said: dict[str, str], words: str):
    book = published(solved(five_paramedics))
    (ill,) = on(book, FIRST, "paramedic")
    first, second, *_ = sorted(set(MEDICS) - {ill, "P05"})
    said = {{"A": first, "B": second}.get(person, person): text for person, text in said.items()}
    sheet, new = tmp_path / "calls.csv", tmp_path / "new.json"
    sick = ("--absent", f"{ill}@2026-12-04")
    run("repair", book, *sick, "-o", tmp_path / "n.json", "--call-sheet", sheet, "--quiet")
    result = run("repair", book, *sick, "--answered", answer(sheet, **said), "-o", new)
    assert result.exit_code == 2, result.output
    assert words in result.stderr
    assert "calls-answered.csv: row " in result.stderr
    assert not new.exists()


def test_a_yes_of_somebody_who_is_sick_by_now(run, solved, tmp_path: Path):
    book = published(solved(five_paramedics))
    (ill,) = on(book, FIRST, "paramedic")
    first, second, *_ = sorted(set(MEDICS) - {ill, "P05"})
    sheet = tmp_path / "calls.csv"
    sick = ("--absent", f"{ill}@2026-12-04")
    run("repair", book, *sick, "-o", tmp_path / "n.json", "--call-sheet", sheet, "--quiet")
    said = answer(sheet, **{first: "yes", second: "yes until 2am"})
    more = ("--absent", f"{first}@2026-12-04")
    result = run("repair", book, *sick, *more, "--answered", said, "-o", tmp_path / "new.json")
    assert result.exit_code == 2
    said = answer(sheet, **{first: "yes"})
    result = run("repair", book, *sick, *more, "--answered", said, "-o", tmp_path / "new.json")
    assert result.exit_code == 2
    assert "said yes to JR-04 on Fri 4 Dec, but the rules forbid it by now: " in result.stderr
    said = answer(sheet, **{second: "only until 2am"})  # when the duty is over
    result = run("repair", book, *sick, *more, "--answered", said, "-o", tmp_path / "new.json")
    assert on(tmp_path / "new.json", FIRST, "paramedic") == [second]
    said = answer(sheet, **{second: "till midnight"})
    result = run("repair", book, *sick, *more, "--answered", said, "-o", tmp_path / "late.json")
    assert "can stay only until 00:00, and JR-04 on Fri 4 Dec runs to 02:00: is not put on it" in result.stderr
    assert on(tmp_path / "late.json", FIRST, "paramedic") != [second]


def test_a_sheet_that_is_none(run, solved, tmp_path: Path):
    book = published(solved(five_paramedics))
    new = tmp_path / "new.json"
    sheet = tmp_path / "calls.csv"
    sheet.write_text("Name,Answer\nAnn,yes\n")
    result = run("repair", book, "--answered", sheet, "-o", new)
    assert (result.exit_code, "it needs person, duty, answer at least" in result.stderr) == (2, True), result.output
    sheet.write_text("Person,Duty,Answer\nP1,JR-4@2026-12-04,yes\n,,no\nP02,JR-04@2026-12-04,\n")
    result = run("repair", book, "--answered", sheet, "-o", new)
    assert result.exit_code == 2
    assert "row 2, column person: 'P1' is unknown; did you mean 'P01'?" in result.stderr
    assert "row 2, column duty: " in result.stderr
    assert "row 3, column answer: 'no' stands beside no person and duty" in result.stderr
    sheet.write_text("Person,Duty,Answer\nP02,JR-04@2026-12-04,\n")
    result = run("repair", book, "--answered", sheet, "-o", new)
    assert (result.exit_code, "holds no answer, so there is nothing to go on from" in result.stderr) == (2, True)
    assert not new.exists()
    result = run("repair", book, "--answered", book, "-o", new)
    assert result.exit_code == 2
