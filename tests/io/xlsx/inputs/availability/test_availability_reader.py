"""The sheet Availability as a whole: its dates, merged cells, people and remarks, and what is said of them."""

import io
import random
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.io.xlsx.inputs.availability.grids import (
    GRID,
    SC01,
    SC02,
    SC03,
    SC04,
    absences,
    after,
    days,
    emptied,
    offers,
    read,
    sentences,
    told,
)
from tests.io.xlsx.inputs.conftest import edited, starter
from tests.io.xlsx.inputs.coordinators import random_cell

# --- what was read is said


def test_what_was_read_is_said_in_a_line() -> None:
    book = read(starter())
    assert told(book) == "Availability: 9 people, 16 offers, 5 days away; 5 people have no entry"
    assert told(book, "Requests") == "Requests: 2 rows"


def test_hidden_rows_comments_and_remarks_are_said() -> None:
    def edit(sheet: Any) -> None:
        sheet.row_dimensions[SC03].hidden = True
        sheet["C5"].comment = Comment("rang on Monday", "AB")
        sheet["AK4"], sheet["AK5"] = "Remarks", "ask before Friday"
        sheet["AN20"] = "checked by AB"

    line = told(after(edit))
    assert "1 hidden row read like the others" in line
    assert "not read: column AK4 'Remarks', AN20" in line
    assert "comments are not read: C5" in line


def test_sheets_and_columns_of_the_users_own_are_said() -> None:
    def edit(workbook: Any) -> None:
        workbook.create_sheet("Phone numbers").append(["P01", "01632 960001"])
        workbook["People"].cell(4, 30).value, workbook["People"].cell(5, 30).value = "Locker", "01632 960001"
        workbook["Period"]["A20"], workbook["Period"]["B20"] = "Prepared by", "AB"

    book = read(edited(edit))
    assert book.problems == []
    assert told(book, "Phone numbers") == "Phone numbers: a sheet of your own; it is kept and not read"
    assert told(book, "People") == "People: 9 rows; not read: column AD4 'Locker'"
    assert told(book, "Period").endswith("not read: A20 'Prepared by'")


# --- merged cells


def test_leave_written_once_in_merged_cells() -> None:
    def edit(sheet: Any) -> None:
        emptied(sheet)
        sheet["D10"] = "A/L"
        sheet.merge_cells("D10:J10")

    assert absences(after(edit), "SC01") == [{"kind": "annual leave", "first": "2027-01-02", "last": "2027-01-08"}]


def test_one_code_merged_over_people_and_dates() -> None:
    def edit(sheet: Any) -> None:
        emptied(sheet)
        sheet["D10"] = "TR"
        sheet.merge_cells("D10:E12")

    book = after(edit)
    for person in ("SC01", "SC02", "SC03"):
        assert absences(book, person) == [{"kind": "training", "first": "2027-01-02", "last": "2027-01-03"}]
    assert absences(book, "SC04") == []


def test_offers_in_merged_cells() -> None:
    def edit(sheet: Any) -> None:
        emptied(sheet)
        sheet["D12"] = "P"
        sheet.merge_cells("D12:E12")

    assert offers(after(edit), "SC03") == [{"dates": days(2, 3), "start": "18:00", "end": "02:00"}]


def test_a_date_merged_over_two_columns() -> None:
    def edit(sheet: Any) -> None:
        sheet.insert_cols(4)
        sheet["D12"] = "P"
        sheet.merge_cells("C4:D4")

    assert any(sentence.startswith("Availability!D4: there is no date") for sentence in sentences(after(edit)))


def test_a_title_merged_over_a_row() -> None:
    def edit(sheet: Any) -> None:
        sheet.insert_rows(SC01)
        sheet.cell(SC01, 1).value = "Specials"
        sheet.merge_cells(start_row=SC01, end_row=SC01, start_column=1, end_column=33)

    book = after(edit)
    assert sentences(book) == []
    assert "not read: A10 'Specials', who is not on People" in told(book)


def test_data_merged_over_columns_of_a_list() -> None:
    def edit(workbook: Any) -> None:
        workbook["Absences"]["C5"].value = date(2027, 1, 14)
        workbook["Absences"].merge_cells("C5:D5")

    assert "is merged over the columns Last; unmerge it" in sentences(read(edited(edit)))[0]


# --- people


def test_two_rows_for_one_person() -> None:
    def edit(sheet: Any) -> None:
        sheet["A14"], sheet["E14"] = "SC03", "AL"

    assert sentences(after(edit)) == [
        "Availability!A14: person 'SC03' has two rows with entries; the first is Availability!A12"
    ]


@pytest.mark.parametrize("name", ["SC99", "Special 99", "SC\u201303"])
def test_somebody_unknown(name: str) -> None:
    def edit(sheet: Any) -> None:
        sheet["A12"] = name

    assert f"Availability!A12: person '{name.strip()}' is unknown" in sentences(after(edit))[0]


@pytest.mark.parametrize("name", ["sc03 ", "Special 03", "special  03", "03, Special", "SC03 Special 03"])
def test_a_person_by_name(name: str) -> None:
    """A row belongs to the person that its first cell names, by id or name."""

    def edit(sheet: Any) -> None:
        sheet["A12"] = name

    assert sentences(after(edit)) == []
    assert offers(after(edit), "SC03") == offers(read(starter()), "SC03")


def test_people_below_blank_rows_and_in_hidden_ones_are_read() -> None:
    def edit(sheet: Any) -> None:
        sheet.insert_rows(SC03, 5)
        sheet.row_dimensions[SC03 + 5].hidden = True

    book = after(edit)
    assert sentences(book) == []
    assert offers(book, "SC03") == offers(read(starter()), "SC03")


def test_cells_that_cannot_be_read_are_refused() -> None:
    values = ["#REF!", "#N/A", '=IF(1=1,"A","")', 1, True, 0.5, datetime(2027, 1, 1), "A\nL", "A/P"]

    def edit(sheet: Any) -> None:
        for column, value in enumerate(values, start=3):
            sheet.cell(SC02, column).value = value

    book = after(edit)
    assert [sentence.partition(": ")[0] for sentence in sentences(book)] == [
        f"Availability!{openpyxl.utils.get_column_letter(column)}11" for column in range(3, 3 + len(values))
    ]
    assert offers(book, "SC02") == offers(read(starter()), "SC02")


def test_whoever_refuses_a_date_is_away_whatever_else_they_are() -> None:
    """Somebody posted, and somebody who offers every Saturday on the sheet Offers."""
    words = ["N/A", "off", "No", "unavailable", "A/L", "hols", "off sick"]

    def edit(sheet: Any) -> None:
        emptied(sheet)
        for column, word in enumerate(words, start=3):
            sheet.cell(5, column).value = sheet.cell(SC01, column).value = word

    book = after(edit)
    assert sentences(book) == []
    for person in ("P01", "SC01"):
        assert [(item["kind"], item["first"], item.get("last")) for item in absences(book, person)] == [
            ("other", "2027-01-01", "2027-01-04"),
            ("annual leave", "2027-01-05", "2027-01-06"),
            ("sickness", "2027-01-07", None),
        ]


def test_what_is_struck_through_is_no_offer() -> None:
    def edit(workbook: Any) -> None:
        for sheet, cell in ((GRID, "C12"), ("Requests", "C5")):
            workbook[sheet][cell].font = Font(strike=True)

    book = read(edited(edit))
    assert sentences(book) == [
        "Requests!C5: is struck through; clear it, or take the line away if it still holds",
        "Availability!C12: is struck through; clear it, or take the line away if it still holds",
    ]
    assert "2027-01-01" not in offers(book, "SC03")[0]["dates"]


# --- random cells, in whole workbooks


def fuzzed(seed: int) -> None:
    chance = random.Random(seed)
    written = {}

    def edit(workbook: Any) -> None:
        emptied(workbook[GRID])
        for row in range(5, 14):
            for column in range(3, 34):
                cell = random_cell(chance)
                written[f"{openpyxl.utils.get_column_letter(column)}{row}"] = cell
                workbook[GRID].cell(row, column).value = cell.text
        for name in ("Offers", "Absences"):
            workbook[name].delete_rows(5, 20)

    book = read(edited(edit))
    refused = {str(book.places.of(problem.path)).partition("!")[2] for problem in book.problems}
    for number, person in enumerate(book.raw["people"], start=5):
        offered = {day for offer in person.get("offers", []) for day in offer["dates"]}
        for column in range(3, 34):
            at = f"{openpyxl.utils.get_column_letter(column)}{number}"
            cell, day = written[at], date(2027, 1, column - 2)
            kinds = {
                item["kind"]
                for item in person.get("absences", [])
                if item["first"] <= day.isoformat() <= item.get("last", item["first"])
            }
            if at in refused:
                assert day.isoformat() not in offered
                assert not kinds
            else:
                assert (day.isoformat() in offered) == cell.here, (at, cell)
                assert kinds == ({cell.away} if cell.away else set()), (at, cell)


@pytest.mark.parametrize("seed", [1, 2])
def test_whole_workbooks_of_random_cells(seed: int) -> None:
    fuzzed(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 30))
def test_many_workbooks_of_random_cells(seed: int) -> None:
    fuzzed(seed)


def test_the_starter_is_as_these_tests_take_it() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(starter()))[GRID]
    assert [sheet.cell(row, 1).value for row in (SC01, SC02, SC03, SC04)] == ["SC01", "SC02", "SC03", "SC04"]
    assert sheet["C4"].value == datetime(2027, 1, 1)
