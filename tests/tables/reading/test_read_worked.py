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
from roster.tables.reading.read_worked import WorkedReading, worked_from
from tests.conftest import SMALL
from tests.io.conftest import with_rota

HEAD = "person,date,start,end"
FOUR = "Officer,Start Date,Start Time,End Date,End Time"


@pytest.fixture
def book() -> Book:
    """SC01 was carried in from a night that ends in the period, and is on 4 December."""
    raw = copy.deepcopy(SMALL)
    for place, name in enumerate(["Pat O'Neill", "Pat Smith", "Zoë Łuczak", "Same Name", "Same Name"]):
        raw["people"][place]["name"] = name
    raw["carried_in"] = {"duties": [{"person": "SC01", "start": "2026-11-30 18:00", "end": "2026-12-01 02:00"}]}
    return with_rota(raw, [("P01", "JR-04@2026-12-04/peak", "paramedic"), ("SC01", "JR-04@2026-12-04/peak", "police")])[
        0
    ]


def reading(book: Book, head: str, *rows: str) -> WorkedReading:
    cells = [row.split(",") for row in rows]
    return worked_from(pd.DataFrame(cells, columns=head.split(","), index=range(2, len(rows) + 2)), book)


def records(book: Book, head: str, *rows: str) -> list[str]:
    """Records as text, where there is no mistake."""
    found = reading(book, head, *rows)
    assert found.problems == ()
    return [
        f"{item.person} {item.start:%d %H:%M}-{item.end:%d %H:%M}" + (" not worked" if item.no_show else "")
        for item in found.records
    ]


def problems(book: Book, head: str, *rows: str) -> list[str]:
    return [f"{item.row} {item.column}: {item.message}" for item in reading(book, head, *rows).problems]


# --- times


@pytest.mark.parametrize(
    ("head", "row", "found"),
    [
        (
            "Officer,Start Date,Start Time,End Date,End Time",
            "SC01,04/12/2026,18:00,06/12/2026,02:00",
            "04 18:00-06 02:00",
        ),
        (
            "Officer,Start Date,Start Time,End Date,End Time",
            "SC01,04/12/2026,09:00,05/12/2026,10:00",
            "04 09:00-05 10:00",
        ),
        (FOUR, "SC01,04/12/2026,18:00,,02:00", "04 18:00-05 02:00"),
        ("Officer,Start Date,End Date", "SC01,04/12/2026 18:00,05/12/2026 02:00", "04 18:00-05 02:00"),
        ("officer,startTime,endTime", "SC01,2026-12-04T18:00:00,2026-12-05T02:00:00", "04 18:00-05 02:00"),
        (HEAD, "SC01,04/12/2026,18:00:00,02:00:00", "04 18:00-05 02:00"),
        (HEAD, "SC01,04/12/2026,17:58:31,02:03:12", "04 17:59-05 02:03"),
        (HEAD, "SC01,04/12/2026,6:00 PM,2:00 AM", "04 18:00-05 02:00"),
        (HEAD, "SC01,04/12/2026,12pm,12am", "04 12:00-05 00:00"),
        (HEAD, "SC01,04/12/2026,18:00:40,23:59:45", "04 18:01-05 00:00"),
        (HEAD, '="SC01",="04/12/2026",18:00,02:00', "04 18:00-05 02:00"),
        (HEAD, "SC01,04/12/2026 00:00:00,18:00,02:00", "04 18:00-05 02:00"),
        (HEAD, "SC01,2026-07-03T23:00:00Z,18:00,02:00", "04 18:00-05 02:00"),  # midnight here, as systems keep it
        (HEAD, "SC01,04/12/2026,30/12/1899 18:00:00,30/12/1899 02:00:00", "04 18:00-05 02:00"),  # a time of day alone
        (HEAD, "SC01,04/12/2026,1900-01-01 18:00,02:00", "04 18:00-05 02:00"),
        (HEAD, "SC01,04/12/2026,6:00\u202fPM,2:00\u202fAM", "04 18:00-05 02:00"),
        ("Person,Day,Date,Start,Proposed end,Booked off", "SC01,Fri,04/12/2026,18:00,02:00,03:15", "04 18:00-05 03:15"),
        ("Person,Day,Start,Proposed end", "SC01,04/12/2026,18:00,02:00", "04 18:00-05 02:00"),
        (HEAD, "SC01,04/12/2026,00:00,24:00", "04 00:00-05 00:00"),
        (HEAD, "SC01,,04/12/2026 18:00,05/12/2026 18:00", "04 18:00-05 18:00"),
    ],
)
def test_times(book: Book, head: str, row: str, found: str) -> None:
    assert records(book, head, row) == [f"SC01 {found}"]


@pytest.mark.parametrize(
    ("head", "row", "found"),
    [
        (HEAD, "SC01,04/12/2026,18:00,18:00", "end: starts and ends at 18:00: no time at all, or a day? write the end"),
        (HEAD, "SC01,04/12/2026,00:00,00:00", "end: starts and ends at 00:00: no time at all, or a day? write the end"),
        (HEAD, "SC01,04/12/2026,18:00:10,18:00:20", "end: ends at 2026-12-04 18:00, not after it starts"),
        (f"{HEAD},end date", "SC01,04/12/2026,18:00,02:00,04/12/2026", "end: ends at 2026-12-04 02:00, not after"),
        (f"{HEAD},end date", "SC01,04/12/2026,18:00,02:00,tomorrow", "end date: 'tomorrow' is not a date"),
        (HEAD, "SC01,04/12/2026,18:00-02:00,", "start: '18:00-02:00' is not"),
        (HEAD, "SC01,04/12/2026,0.75,02:00", "start: '0.75' is not a time of day"),
        (HEAD, "SC01,Sat 4 Dec 2026,18:00,02:00", "date: 'Sat 4 Dec 2026': Fri 4 Dec 2026 is a Friday"),
        ("person,start,end", "SC01,Sat 4 Dec 2026 18:00,02:00", "start: 'Sat 4 Dec 2026 18:00': Fri 4 Dec 2026 is a"),
    ],
)
def test_times_that_are_refused(book: Book, head: str, row: str, found: str) -> None:
    assert problems(book, head, row)[0].startswith(f"2 {found}")


def test_what_is_unusual_about_times_is_told(book: Book) -> None:
    found = reading(
        book,
        f"{HEAD},end date",
        "SC01,04/12/2026,18:00,02:00,06/12/2026",
        "SC02,04/12/2026,6:00,2:00,",
        "SC03,04/12/2026,17:58:31,02:00,",
        "P01,05/12/2026,04/12/2026 18:00,02:00,",
        "P02,04/12/2026,09:59:29.6,18:00:00,",
    )
    assert found.notes == (
        "row 2: 32 hours from start to end; is the end right?",
        "row 3: 20 hours from start to end; is the end right?",
        "rows 4 and 6: seconds are rounded to the nearest minute",
        "row 5: column start says another date than column date, and goes before it",
    )


# --- time zones and the nights the clocks change


def test_a_zone_in_one_cell(book: Book) -> None:
    """In December the clocks here show UTC; in July the start could be either."""
    head = "person,start,end"
    assert records(book, head, "SC01,2026-12-04T18:00:00,2026-12-05T02:00:00Z") == ["SC01 04 18:00-05 02:00"]
    assert reading(book, head, "SC01,2026-12-04T18:00:00,2026-12-05T02:00:00Z").notes == (
        "row 2: one time states a time zone and the other none; in Europe/London they are the same",
    )
    assert problems(book, head, "SC01,2026-07-04T18:00:00,2026-07-05T02:00:00Z") == [
        "2 start: states no time zone, and column end does; write both as local times, or both with it"
    ]
    assert problems(book, head, "SC01,2026-12-04T18:00:00+01:00,2026-12-05T02:00:00")[0].startswith("2 end: states no")


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2026-12-04T18:00:00Z", "2026-12-05T02:00:00Z", "04 18:00-05 02:00"),
        ("2026-12-04T18:00:00+01:00", "2026-12-05T02:00:00+01:00", "04 17:00-05 01:00"),
        ("2026-07-04T17:00:00Z", "2026-07-05T01:00:00Z", "04 18:00-05 02:00"),
        ("04/07/2026 18:00 BST", "02:00 BST", "04 18:00-05 02:00"),
        ("2026-10-24T17:00:00Z", "2026-10-25T02:00:00Z", "24 18:00-25 02:00"),
    ],
)
def test_times_with_a_zone_are_instants(book: Book, start: str, end: str, found: str) -> None:
    assert records(book, "person,start,end", f"SC01,{start},{end}") == [f"SC01 {found}"]


def test_the_night_the_clocks_go_back(book: Book) -> None:
    """Each record lasts as long as it says, whether it ends before or after the hour that comes twice."""
    rows = ["SC01,2026-10-24T17:00:00Z,2026-10-25T00:30:00Z", "SC02,2026-10-24T17:00:00Z,2026-10-25T01:30:00Z",
            "SC03,2026-10-25T00:15:00Z,2026-10-25T01:45:00Z"]  # fmt: skip
    found = reading(book, "person,start,end", *rows).records
    lasted = [(item.instants(book.period.zone)[1] - item.instants(book.period.zone)[0]).seconds / 60 for item in found]
    assert lasted == [450, 510, 90]


def test_local_times_that_are_not_clear_are_told(book: Book) -> None:
    rows = ["SC01,25/10/2026,01:30,09:00", "SC02,29/03/2026,01:30,09:00"]
    assert [note for note in reading(book, HEAD, *rows).notes if "clocks" in note] == [
        "row 2: 01:30 occurs twice on Sun 25 Oct: the clocks go back; the first is taken; with a time zone (01:30Z)"
        " it is clear",
        "row 3: 01:30 does not exist on Sun 29 Mar: the clocks go forward; 02:30 is taken",
    ]


def test_a_column_for_the_zone(book: Book) -> None:
    head = f"{HEAD},Time zone"
    assert records(book, head, "SC01,04/07/2026,17:00,01:00,UTC") == ["SC01 04 18:00-05 02:00"]
    assert records(book, head, "SC01,04/07/2026,18:00,02:00,Europe/London") == ["SC01 04 18:00-05 02:00"]
    assert records(book, head, "SC01,04/12/2026,18:00,02:00,Europe/Paris") == ["SC01 04 17:00-05 01:00"]
    assert problems(book, head, "SC01,04/07/2026,18:00,02:00,here")[0].startswith("2 time zone: 'here' is unknown")


# --- what became of a duty


@pytest.mark.parametrize(
    ("column", "cell", "worked"),
    [
        ("Status", "Cancelled", False), ("status", "CANCELED", False), ("Duty status", "Cancelled by force", False),
        ("Status", "Cancelled - sick", False), ("Outcome", "No show", False), ("Attendance", "Did not attend", False),
        ("Status", "DNA", False), ("Status", "Declined", False), ("Status", "Stood down", False),
        ("Status", "Completed", True), ("Status", "", True), ("Attended", "No", False), ("Attended", "Yes", True),
        ("Cancelled", "yes", False), ("Cancelled?", "No", True), ("No-show", "sick", False),
        ("Type", "Cancelled", False),
        ("Type", "Training cancelled", False), ("Type", "Annual leave", False), ("Type", "Sick", False),
        ("Status", "Canx", False), ("Status", "Sickness absence", False), ("Status", "Attended - late", True),
        ("Type", "Sick cover", True), ("Type", "Special leave", False), ("Type", "Canx", False),
        ("Type", "Rest day working", True),
    ],
)  # fmt: skip
def test_what_became_of_a_duty(book: Book, column: str, cell: str, worked: bool) -> None:
    found = reading(book, f"{HEAD},{column.replace('?', '')}", f"SC01,04/12/2026,18:00,02:00,{cell}")
    assert [item.no_show for item in found.records] == [not worked]
    assert found.total == ("1 row: 1 counted" if worked else "1 row: 0 counted, 1 not worked")


@pytest.mark.parametrize(
    "cell", ["Not cancelled", "Booked", "Planned", "Confirmed", "no cancellation", "Part worked", "?"]
)
def test_a_status_that_does_not_say_it(book: Book, cell: str) -> None:
    assert problems(book, f"{HEAD},Status", f"SC01,04/12/2026,18:00,02:00,{cell}") == [
        f"2 status: '{cell}' does not say whether it was worked; write worked, cancelled or no-show"
    ]


def test_columns_that_contradict_each_other(book: Book) -> None:
    head = f"{HEAD},Status,No-show,Attended"
    assert problems(
        book,
        head,
        "SC01,04/12/2026,18:00,02:00,Completed,yes,",
        "SC02,04/12/2026,18:00,02:00,Cancelled,,yes",
        "SC03,04/12/2026,18:00,02:00,Cancelled,no,",
    ) == [
        "2 no-show: says it was not worked, and column status says it was",
        "3 status: says it was not worked, and column attended says it was",
    ]


def test_cancelled_takes_the_planned_times_and_is_told(book: Book) -> None:
    found = reading(book, f"{HEAD},Status", "SC01,04/12/2026,,,Cancelled")
    assert [(item.start, item.end, item.no_show) for item in found.records] == [
        (datetime(2026, 12, 4, 18), datetime(2026, 12, 5, 2), True)
    ]
    assert found.notes == ("row 2: 'Cancelled' in column status is taken to mean: not worked",)


def test_another_duty_in_the_time_of_a_cancelled_one(book: Book) -> None:
    """What was not worked takes up no time; but one and the same duty cannot be both."""
    head = f"{HEAD},Status"
    cancelled, later = "SC01,04/12/2026,18:00,02:00,Cancelled", "SC01,04/12/2026,20:00,04:00,Completed"
    assert records(book, head, cancelled, later) == ["SC01 04 18:00-05 02:00 not worked", "SC01 04 20:00-05 04:00"]
    assert problems(book, head, cancelled, cancelled.replace("Cancelled", "Completed")) == [
        "3 None: SC01 from 2026-12-04 18:00 to 2026-12-05 02:00 is worked here, and not worked in row 2"
    ]


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
