"""Tables of worked time, as DataFrames: what is read, what is told, and with which row."""

import copy
import re
from datetime import date, datetime, time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.book import Book
from roster.tables.cells.findings import TableError
from roster.tables.reading.read_worked import worked_from
from tests.conftest import SMALL
from tests.tables.worked_tables import HEAD, problems, reading, records

# --- people


@pytest.mark.parametrize(
    ("head", "cells", "person"),
    [
        ("name", "zoë  łuczak", "SC01"), ("name", "Zoe\u0308 Łuczak", "SC01"), ("name", "Pat O\u2019Neill", "P01"),
        ("Collar no,Name", "4711,Pat Smith", "P02"), ("id,name", "SC02,Same Name", "SC02"),
        ("id,name", ",Pat Smith", "P02"), ("Forename,Surname", "Pat,Smith", "P02"),
    ],
)  # fmt: skip
def test_people(book: Book, head: str, cells: str, person: str) -> None:
    assert records(book, f"{head},date,start,end", f"{cells},04/12/2026,18:00,02:00") == [f"{person} 04 18:00-05 02:00"]


def test_a_name_turned_round(book: Book) -> None:
    frame = pd.DataFrame([["Łuczak, Zoë", "04/12/2026", "18:00", "02:00"]], columns=HEAD.split(","))
    assert [item.person for item in worked_from(frame, book).records] == ["SC01"]


def test_people_who_are_not_clear(book: Book) -> None:
    end = "04/12/2026,18:00,02:00"
    assert problems(
        book, "id,name,date,start,end", f"SC02,Pat Smith,{end}", f",Same Name,{end}", f"4,Nobody,{end}"
    ) == [
        "2 person: 'SC02' and 'Pat Smith' are different people",
        "3 person: 'Same Name' is the name of SC02, SC03; give the id",
        "4 person: '4' is unknown",
    ]


# --- dates: of another month, and with the month first


def test_rows_outside_the_period_are_counted_and_told(book: Book) -> None:
    found = reading(
        book, HEAD, "SC02,30/11/2026,18:00,02:00", "SC02,31/12/2026,18:00,02:00", "SC02,04/01/2027,18:00,02:00",
        "SC03,05/01/2027,18:00,02:00",
    )  # fmt: skip
    kept = "kept on record: rest, runs of days and averages go by it, the hours of this period do not"
    assert len(found.records) == 4
    assert found.notes == (
        f"row 2 (Mon 30 Nov 2026): before the period; {kept}",
        f"rows 4 and 5 (Mon 4 Jan to Tue 5 Jan 2027): after the period; {kept}",
    )
    assert found.total == "4 rows: 1 counted, 3 outside the period"


def test_the_end_of_a_night_that_is_carried_in_counts_once(book: Book) -> None:
    found = reading(
        book, HEAD, "SC01,01/12/2026,00:00,02:00", "SC02,01/12/2026,00:00,02:00", "SC01,30/11/2026,18:00,03:00"
    )
    assert [(item.person, item.date) for item in found.records] == [
        ("SC02", date(2026, 12, 1)),
        ("SC01", date(2026, 11, 30)),
    ]
    assert found.notes[0] == "row 2: the end of a duty that is carried in, where it counts; left out here"
    assert found.notes[1].startswith("row 4: overlaps what is carried in, SC01 from 2026-11-30 18:00")
    assert found.total == "3 rows: 1 counted, 1 outside the period, 1 already known"


def test_the_same_said_twice_is_told(book: Book) -> None:
    row = "SC02,04/12/2026,18:00,02:00"
    found = reading(book, HEAD, row, row, "SC01,30/11/2026,18:00,02:00")
    assert found.notes == ("row 3: says the same as row 2", "row 4: says what the book has already")
    assert found.total == "3 rows: 1 counted, 2 already known"


def test_dates_with_the_month_first(book: Book) -> None:
    """12/04 is 12 April here. It is a mistake, unless the table holds a date that can only be day first."""
    assert problems(book, HEAD, "SC01,12/04/2026,18:00,02:00", "SC01,12/25/2026,18:00,02:00") == [
        "2 date: 12/04/2026 is Sun 12 Apr 2026, outside the period; is it Fri 4 Dec 2026, with the month first? write"
        " it as 25/12/2026 or 2026-12-25",
        "3 date: '12/25/2026' is not a date; is it Fri 25 Dec 2026, with the month first? write it as 25/12/2026 or"
        " 2026-12-25",
    ]
    assert problems(book, "person,start,end", "SC01,12/04/2026 18:00,02:00")[0].startswith("2 start: 12/04/2026 is Sun")
    assert problems(book, "person,start,end", "SC01,12/25/2026 18:00,02:00") == [
        "2 start: '12/25/2026 18:00' is not a date and time; is it Fri 25 Dec 2026, with the month first? write it as"
        " 25/12/2026 18:00"
    ]
    assert problems(book, HEAD, "SC01,12/04/2026,18:00,02:00", "SC01,25/12/2026,18:00,02:00") == []
    assert reading(book, HEAD, "SC02,12/11/2026,18:00,02:00").notes[0] == (
        "row 2: 12/11/2026 is taken to be Thu 12 Nov 2026; with the month first it would be Fri 11 Dec 2026"
    )
    assert problems(book, HEAD, "SC01,12/12/2026,18:00,02:00") == []


# --- nothing is lost without a word

CELLS = ["", "SC01", "SC02", "Pat Smith", "04/12/2026", "31/12/2026", "30/11/2026", "12/04/2026", "5 Jan 2027", "18:00",
         "02:00", "17:58:31", "6pm", "04/12/2026 18:00", "2026-12-05T02:00:00Z", "Cancelled", "Completed",
         "Fete"]  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["SC01", "SC02", "SC03", "Pat Smith"]),
            st.sampled_from(["04/12/2026", "05/12/2026", "31/12/2026", "30/11/2026", "01/12/2026", "5 Jan 2027"]),
            st.sampled_from(["18:00", "17:58:31", "6pm", "00:00"]),
            st.sampled_from(["02:00", "18:00", "1900", "02:00 GMT"]),
            st.sampled_from(["", "Cancelled", "Completed"]),
        )
        | st.tuples(*[st.sampled_from(CELLS)] * 5),
        max_size=6,
    )
)
def test_every_row_is_a_record_or_is_told_of(rows: list[tuple[str, ...]]) -> None:
    book = Book.model_validate(copy.deepcopy(SMALL) | {"name": "Fuzz"})
    frame = pd.DataFrame(rows, columns=[*HEAD.split(","), "status"], dtype=object)
    found = worked_from(frame, book)
    filled = {row for row, cells in enumerate(rows) if any(cells)}
    numbers = [int(number) for number in re.findall(r"(\d+) (?!rows?:)", found.total)]
    if found.problems:
        assert {problem.row for problem in found.problems} <= filled
    else:
        assert found.total.startswith(f"{len(filled)} row")
        assert sum(numbers) == len(filled)
        again = [note for note in found.notes if "says the same as" in note]
        assert len(found.records) == len(filled) or again


# --- DataFrames that hold more than text


def test_cells_that_hold_dates_times_and_numbers(book: Book) -> None:
    frame = pd.DataFrame(
        {
            "person": ["SC01", "SC02", "SC03", None],
            "date": [datetime(2026, 12, 4), pd.Timestamp("2026-12-04"), date(2026, 12, 4), pd.NaT],
            "start": [time(18), 0.75, 1800, None],
            "end": [time(2), pd.Timedelta(hours=2), "02:00", float("nan")],
        },
        index=[3, 4, 5, 6],
    )
    found = worked_from(frame, book)
    assert found.problems == ()
    assert [(item.start, item.end) for item in found.records] == [
        (datetime(2026, 12, 4, 18), datetime(2026, 12, 5, 2))
    ] * 3
    assert found.total == "3 rows: 3 counted"


def test_a_table_without_the_columns_that_are_needed(book: Book) -> None:
    found = reading(book, "date,strat,end", "04/12/2026,18:00,02:00")
    assert [(item.row, item.message) for item in found.problems] == [
        (None, "there is no column 'person'"),
        (None, "there is no column 'start'; is it 'strat'?"),
    ]


# --- what pandas holds


def test_missing_cells_of_any_kind_are_blank(book: Book) -> None:
    frame = pd.DataFrame(
        {
            "person": pd.array(["SC01", "SC02"], dtype="string"),
            "start": pd.to_datetime(["2026-12-04 18:00", "2026-12-05 18:00"]),
            "end": pd.to_datetime(["2026-12-05 02:00", "2026-12-06 02:00"]),
            "status": pd.array([None, "sick"], dtype="string"),
            "call sign": pd.Categorical(["JR-04", None]),
            "attended": pd.array([True, None], dtype="boolean"),
        }
    )
    reading = worked_from(frame, book)
    assert reading.problems == ()
    assert [(item.person, item.call_sign, item.no_show) for item in reading.records] == [
        ("SC01", "JR-04", False),
        ("SC02", None, True),
    ]


def test_rows_that_have_no_numbers_are_counted_from_1(book: Book) -> None:
    frame = pd.DataFrame([["SC99", "4/12/2026", "18:00", "02:00"]], columns=HEAD.split(","), index=["first"])
    assert [item.row for item in worked_from(frame, book).problems] == [1]


def test_records_go_into_a_book(book: Book) -> None:
    after = reading(book, HEAD, "SC02,4/12/2026,18:00,02:00").into(book)
    assert [item.person for item in after.worked] == [*(item.person for item in book.worked), "SC02"]
    with pytest.raises(TableError, match="row 2, column person: 'SC99' is unknown"):
        reading(book, HEAD, "SC99,4/12/2026,18:00,02:00").into(book)
