"""What became of a duty, as a row of worked time says it."""

from datetime import datetime

import pytest

from models.book import Book
from tests.tables.worked_tables import HEAD, problems, reading, records


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
