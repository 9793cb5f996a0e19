"""The dates over the columns of the sheet Availability."""

from datetime import date, datetime
from typing import Any

import pytest

from roster.io.xlsx.inputs.availability.date_headings import day_meant
from tests.io.xlsx.inputs.availability.grids import SC01, after, offers, sentences, told

# --- dates


JANUARY = [date(2027, 1, day) for day in range(1, 32)]


@pytest.mark.parametrize(
    "heading",
    ["1/1/2027", "01.01.27", "Fri 1", "Fri 1 Jan", "1 Jan", "Friday 1st January", "1st", 1, "1", "01/01", 46388,
     "2027-01-01", datetime(2027, 1, 1), date(2027, 1, 1), "\uff11/\uff11/\uff12\uff10\uff12\uff17",
     " 1\u00a0Jan\n2027 "],
)  # fmt: skip
def test_headings_that_name_one_day_of_the_period(heading: Any) -> None:
    assert day_meant(heading, JANUARY) == "2027-01-01"


@pytest.mark.parametrize(
    "heading",
    ["Fri", "F", "Sat 1", "Fri 2", "32", "1 Feb", "1/13/2027", "1 Jan am", "Sat 1/1/2027", "not 1/1/2027", 99, 46388.5,
     "Week 1", "1/2/27 - 3/2/27", datetime(2027, 1, 1, 12, 0)],
)  # fmt: skip
def test_headings_that_name_none(heading: Any) -> None:
    with pytest.raises(ValueError, match="is not a date; write it as DD/MM/YYYY"):
        day_meant(heading, JANUARY)


def test_a_day_that_two_months_have() -> None:
    period = [*JANUARY, *(date(2027, 2, day) for day in range(1, 29))]
    assert day_meant("29", period) == "2027-01-29"
    assert day_meant("Mon 1", period) == "2027-02-01"
    with pytest.raises(ValueError, match="'1' is not a date"):
        day_meant(1, period)


def test_headings_in_a_workbook() -> None:
    def edit(sheet: Any) -> None:
        for column, heading in enumerate(["1/1/2027", "Sat 2", "3 Jan", 4, 46392, "6"], start=3):
            sheet.cell(4, column).value, sheet.cell(4, column).number_format = heading, "General"
        for column, heading in enumerate(["Thu", "#REF!", "=1+1", True, "Sun 12", "40"], start=9):
            sheet.cell(4, column).value, sheet.cell(4, column).number_format = heading, "General"
            sheet.cell(SC01, column).value = "A"

    book = after(edit)
    assert sorted(sentence.partition(": ")[0] for sentence in sentences(book)) == [
        f"Availability!{letter}4" for letter in "IJKLMN"
    ]
    assert offers(book, "SC03")[0]["dates"][0] == "2027-01-01"
    assert offers(book, "SC04")[0]["dates"][0] == "2027-01-02"


def test_a_heading_that_is_gone() -> None:
    def edit(sheet: Any) -> None:
        sheet["C4"] = None

    assert sentences(after(edit)) == [
        "Availability!C4: there is no date, and there are entries below; write a date as DD/MM/YYYY"
    ]


def test_a_last_heading_that_is_a_word() -> None:
    """Beside the dates a column is the user's own, unless a date is missing and codes stand below it."""

    def edit(sheet: Any) -> None:
        sheet["AG4"], sheet["AG12"] = "Hogmanay", "A"

    assert sentences(after(edit)) == [
        "Availability!AG4: 'Hogmanay' is not a date, and there are entries below; write a date as DD/MM/YYYY"
    ]


def test_a_word_among_the_dates() -> None:
    def edit(sheet: Any) -> None:
        sheet.insert_cols(8)
        sheet["H4"], sheet["H12"] = "Remarks", "rings back"

    assert "Availability!H4: 'Remarks' is not a date" in sentences(after(edit))[0]


def test_no_dates_at_all() -> None:
    def edit(sheet: Any) -> None:
        for column in range(3, 34):
            sheet.cell(4, column).value = None

    (sentence, *_) = sentences(after(edit))
    assert sentence.startswith("Availability")
    assert len(sentences(after(edit))) >= 1


def test_words_for_all_dates() -> None:
    def edit(sheet: Any) -> None:
        for column in range(3, 34):
            sheet.cell(4, column).value = "MTWTFSS"[column % 7]

    assert all("is not a date" in sentence for sentence in sentences(after(edit)))
    assert sentences(after(edit))


def test_dates_of_another_month() -> None:
    def edit(sheet: Any) -> None:
        for column in range(3, 34):
            sheet.cell(4, column).value = date(2027, 3, column - 2)

    said = sentences(after(edit))
    assert said
    assert all("is not in the period, 2027-01-01 to 2027-01-31" in sentence for sentence in said)


def test_dates_of_another_month_without_entries_are_left_alone() -> None:
    def edit(sheet: Any) -> None:
        sheet["AH4"], sheet["AI4"] = date(2027, 2, 1), date(2027, 2, 2)

    assert sentences(after(edit)) == []


def test_dates_that_have_no_column_are_said() -> None:
    def edit(sheet: Any) -> None:
        sheet.delete_cols(33)

    assert "no column for 1 date of the period: 2027-01-31" in told(after(edit))
