"""The other sheets of inputs as people write on them: read as meant, or refused with the cell."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from roster.io.xlsx.inputs.reader import read_sheets
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
from roster.io.xlsx.inputs.sheets.cell_kinds import DATE, DATES, NUMBER, WEEKDAYS, WHOLE
from roster.io.xlsx.inputs.sheets.people_sheets import ABSENCES
from tests.io.xlsx.inputs.conftest import Edit, edited


def read(edit: Edit) -> ParsedBook:
    return read_sheets(Path("book.xlsx"), edited(edit))


def sentences(book: ParsedBook) -> list[str]:
    return [book.places.sentence(problem) for problem in book.problems]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Annual Leave", "annual leave"), ("A/L", "annual leave"), ("AL", "annual leave"), ("Leave", "annual leave"),
     ("hols", "annual leave"), ("a.l.", "annual leave"), ("SICK", "sickness"), ("sk", "sickness"),
     ("Training", "training"), ("TR", "training"), ("rest-day", "rest day"), ("RD", "rest day"), ("Other", "other"),
     ("OT", "other")],
)  # fmt: skip
def test_kinds_of_absence(text: str, kind: str) -> None:
    assert ABSENCES.columns[1].kind.read(text) == kind


@pytest.mark.parametrize("text", ["off", "N/A", "O/T", "jury service", "A", "L", "leave?", "maternity"])
def test_what_is_no_kind_of_absence_is_left_for_the_book_to_refuse(text: str) -> None:
    assert ABSENCES.columns[1].kind.read(text) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [("Sat 5/12/2026", "2026-12-05"), ("sat, 5 Dec 2026", "2026-12-05"), ("Sa 5-12-26", "2026-12-05")],
)
def test_dates_with_their_weekday(text: str, day: str) -> None:
    assert DATE.read(text) == day


@pytest.mark.parametrize(
    "text", ["Mon 5/12/2026", "not 5 Dec 2026", "before 5/12/2026", "from 5/12/26", "except 5 Dec 26"]
)
def test_what_only_holds_a_date_is_none(text: str) -> None:
    assert DATE.read(text) == text
    assert DATES.read(text) == [text]


@pytest.mark.parametrize(
    ("text", "days"),
    [("Weds", ["wed"]), ("Mon\u2014Thu", ["mon", "tue", "wed", "thu"]), ("fri - Sun.", ["fri", "sat", "sun"]),
     ("Tu, th", ["tue", "thu"]), ("Thurs", ["thu"])],
)  # fmt: skip
def test_weekdays(text: str, days: list[str]) -> None:
    assert WEEKDAYS.read(text) == days


@pytest.mark.parametrize(
    "text", ["weekends", "Fri/Sat", "not Fri", "Fri & Sat", "M", "mon-thu-fri", "daily", "alternate Fri"]
)
def test_what_is_no_weekday_is_left_for_the_book_to_refuse(text: str) -> None:
    assert WEEKDAYS.read(text) == [text]


@pytest.mark.parametrize("kind", [WHOLE, NUMBER])
def test_a_check_box_is_no_number(kind: Any) -> None:
    assert kind.read(True) == "yes"
    assert kind.read(False) == "no"


def test_neither_yes_nor_no() -> None:
    """`off` in the column Off would mean no to a program, and yes to a person."""
    words = ["off", "on", "t", "f", "n/a", "?"]

    def edit(workbook: Any) -> None:
        for row, word in enumerate(words, start=5):
            workbook["Pins"].cell(row, 4).value = workbook["Worked"].cell(row, 6).value = word

    said = sentences(read(edit))
    for row, word in enumerate(words, start=5):
        assert f"Pins!D{row}: '{word}' is neither yes nor no" in said
        assert f"Worked!F{row}: '{word}' is neither yes nor no" in said


def test_cells_that_say_nothing_are_refused() -> None:
    def edit(workbook: Any) -> None:
        workbook["Requests"]["C5"] = ", ;"
        workbook["People"]["D5"] = ";"

    assert sentences(read(edit)) == [
        "People!D5: ';' says nothing; write what is meant, or clear it",
        "Requests!C5: ', ;' says nothing; write what is meant, or clear it",
    ]


def test_one_date_with_two_values() -> None:
    def edit(workbook: Any) -> None:
        workbook["Services"]["L5"] = "02/01/2027: 20, 2027-01-02: 5"

    assert sentences(read(edit)) == ["Services!L5: the date 2027-01-02 is there twice"]


def test_a_crew_that_two_rows_name_differently() -> None:
    def edit(workbook: Any) -> None:
        workbook["Crews"]["B5"], workbook["Crews"]["B6"] = "Weekend crew", "Nights"

    (sentence,) = sentences(read(edit))
    assert sentence == "Crews!B6: 'Nights' differs from 'Weekend crew', which a row above says of the same"


def test_a_misspelt_line_of_a_form() -> None:
    def edit(workbook: Any) -> None:
        workbook["Period"]["A9"], workbook["Period"]["B9"] = "Time zne", "Europe/Dublin"

    assert sentences(read(edit)) == ["Period!A9: 'Time zne' is no line of this sheet; did you mean 'Time zone'?"]


def test_fields_that_have_a_place_of_their_own() -> None:
    def edit(workbook: Any) -> None:
        workbook["Settings"]["B7"] = "name: Other, people: []"

    said = "\n".join(sentences(read(edit)))
    assert "Settings!B7: 'name' has a line of its own, which is filled in too" in said
    assert "'people' has a sheet of its own, People, which is there too" in said


def test_rows_below_blank_and_hidden_ones() -> None:
    def edit(workbook: Any) -> None:
        for column, value in enumerate(["SC03", "off", "5 Jan 2027"], start=1):
            workbook["Requests"].cell(30, column).value = value
        workbook["Requests"].row_dimensions[30].hidden = True

    book = read(edit)
    assert book.raw["requests"][-1] == {"person": "SC03", "wish": "off", "dates": ["2027-01-05"]}
    assert book.sheet_summaries[next(sheet.order for sheet in book.sheets if sheet.name == "Requests")] == (
        "Requests: 3 rows; 1 hidden row read like the others"
    )


def test_leave_as_people_write_it_on_its_own_sheet() -> None:
    def edit(workbook: Any) -> None:
        for column, value in enumerate(["SC03", "A/L", date(2027, 1, 5), date(2027, 1, 9)], start=1):
            workbook["Absences"].cell(6, column).value = value

    people = {item["id"]: item for item in read(edit).raw["people"]}
    assert {"kind": "annual leave", "first": "2027-01-05", "last": "2027-01-09"} in people["SC03"]["absences"]
