"""`roster ask`: who is asked for which dates, and that a sheet holds nobody else."""

import csv
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.cli.offers.filled import headings


def rows(path: Path) -> list[tuple[str, str, str]]:
    """Date, times and duty of each row of a sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    found = sheet.iter_rows(min_row=headings(sheet) + 1, max_col=4, values_only=True)
    return [(f"{day:%d}", times, duty) for day, _, times, duty in found if day is not None]


def test_who_is_asked_and_for_which_dates(sheets: Path) -> None:
    with (sheets / "who-gets-which-file.csv").open(encoding="utf-8-sig") as file:
        index = {row["person"]: row for row in csv.DictReader(file)}
    assert list(index) == ["P02", "SC01", "SC02", "SC03", "SC04"]  # P01 is posted, and offers nothing
    assert index["P02"] == {
        "person": "P02", "name": "Zo\u00eb Hart", "email": "zoe.hart@example.org", "file": "P02-Zoe-Hart.xlsx",
        "dates asked": "8",
    }  # fmt: skip
    assert rows(sheets / index["SC01"]["file"]) == [
        row
        for friday in (4, 11, 18, 25)
        for row in (
            (f"{friday:02}", "18:00-02:00", "Peak night: JR-04"),
            (f"{friday + 1:02}", "10:00-18:00", "Match day: JR-04"),
            (f"{friday + 1:02}", "18:00-02:00", "Peak night: JR-04"),
        )
    ]
    # Thanet runs on Fridays alone, and SC02's safety training lapses on Sunday 20 December.
    assert [row[0] for row in rows(sheets / index["SC02"]["file"])] == ["04", "11", "18"]
    assert rows(sheets / index["SC04"]["file"])[0] == ("04", "18:00-02:00", "Peak night: JR-04, JR-07")


def test_a_sheet_holds_nobody_else(sheets: Path, unit_data) -> None:
    for path in sheets.glob("*-*.xlsx"):
        with zipfile.ZipFile(path) as file:
            text = "".join(file.read(name).decode("utf-8", "ignore") for name in file.namelist())
        own = path.name.split("-")[0]
        for person in unit_data["people"]:
            if person["id"] != own:
                assert f">{person['id']}<" not in text
                assert person["name"] not in text or person["name"] == "Alex Stone"
            assert person.get("email", "@") not in text or "@" not in person.get("email", "")
            assert person.get("phone", "no phone") not in text


def test_leave_and_caps_are_shown(sheets: Path) -> None:
    sheet = openpyxl.load_workbook(sheets / "SC03-Alex-Stone.xlsx").worksheets[0]
    told = [row[8].value for row in sheet.iter_rows() if row[8].value]
    assert told.count("you are down as away: annual leave") == 3  # a Friday night, and two shifts of the Saturday
    sheet = openpyxl.load_workbook(sheets / "SC01-Alex-Stone.xlsx").worksheets[0]
    assert "so far: 3" in [cell.value for cell in sheet["F"]]


def test_what_they_offered_last_time(run, book: Path, unit_data, write, tmp_path: Path) -> None:
    unit_data["period"] = {"first": "2026-11-01", "last": "2026-11-30"}
    unit_data["people"][2]["offers"] = [{"dates": ["2026-11-06", "2026-11-14"]}]
    unit_data["people"][0]["offers"] = [{"dates": ["2026-11-06"]}]
    last = write(unit_data, "november.json")
    assert run("ask", book, tmp_path / "out", "--last", last).exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "out" / "SC01-Alex-Stone.xlsx").worksheets[0]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "Last time you offered 2 dates: Fri 6 Nov, Sat 14 Nov." in texts
    assert "last time 1 of 4 Fridays" in texts
    assert not (tmp_path / "out" / "P01-Rowan-Field.xlsx").exists()  # rostered on every day: nothing is left to offer


def test_nothing_is_overwritten_without_a_word(run, book: Path, sheets: Path) -> None:
    before = (sheets / "SC01-Alex-Stone.xlsx").read_bytes()
    (sheets / "SC01-Alex-Stone.xlsx").write_bytes(b"answers")
    result = run("ask", book, sheets)
    assert result.exit_code == 2
    assert "SC01-Alex-Stone.xlsx: is there already" in result.stderr
    assert "--overwrite" in result.stderr
    assert (sheets / "SC01-Alex-Stone.xlsx").read_bytes() == b"answers"
    result = run("ask", book, sheets, "--overwrite")
    assert result.exit_code == 0
    assert f"replaced: {sheets / 'SC01-Alex-Stone.xlsx'}" in result.output
    assert (sheets / "SC01-Alex-Stone.xlsx").read_bytes() == before  # the same book gives the same bytes


def test_names_of_files_are_safe_and_unique(run, write, unit_data, tmp_path: Path) -> None:
    people = unit_data["people"]
    for number, (person, name) in enumerate(
        [("a b", "x"), ("A.b", "X"), ("con", ""), ("\u00e9\u00e8", "=1+1"), ("..", "")]
    ):
        people.append({**people[5], "id": person, "name": name, "email": f"n{number}@example.org"})
    assert run("ask", write(unit_data), tmp_path / "out").exit_code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"a-b-x.xlsx", "A-b-X-2.xlsx", "con-sheet.xlsx", "ee-1-1.xlsx", "person.xlsx"} <= names
    titles = openpyxl.load_workbook(tmp_path / "out" / "everybody.xlsx").sheetnames
    assert {"SC01", "a b", "A.b", "con"} <= set(titles)


def test_prints_on_one_page_with_drop_downs(sheets: Path) -> None:
    sheet = openpyxl.load_workbook(sheets / "SC01-Alex-Stone.xlsx").worksheets[0]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert {choice.formula1 for choice in sheet.data_validations.dataValidation} == {'"Yes,No"'}
    assert not any(choice.showErrorMessage for choice in sheet.data_validations.dataValidation)  # more may be typed


def test_to_programs(run, book: Path, tmp_path: Path) -> None:
    data = json.loads(run("ask", book, tmp_path / "out", "--format", "json").stdout)
    assert {"person": "SC02", "file": "SC02-Sam-ONeill.xlsx", "asked": 3} in data["files"]


@pytest.mark.parametrize("folder", ["december.json", "no/such/place"])
def test_a_folder_that_cannot_be(run, book: Path, folder: str) -> None:
    result = run("ask", book, book.parent / folder)
    assert result.exit_code == 2
    assert "folder" in result.stderr
