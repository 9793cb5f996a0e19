"""Start and end of a row of worked time: what is read, what is refused, what is noted."""

import pytest

from models.book import Book
from tests.tables.worked_tables import FOUR, HEAD, problems, reading, records


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
