"""Headings of exported forms, and the times at which replies were submitted."""

from datetime import date, datetime

import pytest

from models.period import Period
from roster.offers.reading.form_columns import kinds_of
from roster.offers.reading.submitted import submission_times

PERIOD = Period(first=date(2026, 12, 1), last=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Completion time", "time"),
        ("Timestamp", "time"),
        ("Email Address", "email"),
        ("Username", "email"),
        ("Name", "person"),
        ("Please enter your full name", "person"),
        ("Your collar number", "person"),
        ("First name", "forename"),
        ("Which dates can you work?", "dates"),
        ("Week commencing 7 December", "?"),
        ("W/C 07/12", "?"),
        ("Which nights can you work w/c 7 Dec? [Fri]", "?"),
        ("Weekend of 5 December", "?"),
        ("How many shifts would you like?", "?"),
        ("How many hours can you give in December?", "hours a month"),
        ("Max duties for December", "duties a month"),
        ("When are you available in December 2026?", "dates"),
        ("Which nights can you do? [Fri 4 Dec]", "date 2026-12-04"),
        ("Friday 4 December 2026", "date 2026-12-04"),
        ("Sat 5/12, 18:00-02:00", "date 2026-12-05"),
        ("Availability [Peak night]", "dates"),
        ("Fridays", "every fri"),
        ("How many duties a month at most?", "duties a month"),
        ("Anything else we should know?", "remark"),
        ("Dates you can NOT do", "not available"),
        ("Which dates can you NOT work?", "not available"),
        ("Which nights can't you do in December?", "not available"),
        ("Dates unavailable", "not available"),
        ("Unavailability", "not available"),
        ("On which dates are you not available?", "not available"),
        ("Which dates are you on leave?", "?"),
        ("When are you unavailable?", "not available"),
        ("Which shifts could you not do? [Fri 4 Dec]", "?"),
        ("Shirt size", "?"),
        ("Points - Which dates can you work?", "ignore"),
    ],
)
def test_how_a_column_is_taken(heading: str, kind: str) -> None:
    assert kinds_of([heading], PERIOD, {}) == [kind]


def test_the_first_columns_of_microsoft_forms_say_nothing_of_the_person() -> None:
    headings = ["ID", "Start time", "Completion time", "Email", "Name"]
    assert kinds_of(headings, PERIOD, {}) == ["ignore", "ignore", "time", "email", "person"]
    assert kinds_of(["ID", "Dates", "Start time"], PERIOD, {}) == ["person", "dates", "from"]


def test_what_the_coordinator_says_goes_first() -> None:
    assert kinds_of(["Shirt size", "Name"], PERIOD, {"shirt size": "ignore", "Name": "remark"}) == ["ignore", "remark"]


@pytest.mark.parametrize(
    ("texts", "moments"),
    [
        (["20/11/2026 09:15:32"], [datetime(2026, 11, 20, 9, 15, 32)]),
        (["2026/11/20 9:15:32 am GMT"], [datetime(2026, 11, 20, 9, 15, 32)]),
        (["2026/11/20 9:15:32 pm GMT+1"], [datetime(2026, 11, 20, 21, 15, 32)]),
        (["11/9/2026 10:00", "11/20/2026 9:00"], [datetime(2026, 11, 9, 10), datetime(2026, 11, 20, 9)]),
        (["11/9/26 10:00", "11/10/26 9:00", "12/1/26 8:00"],
         [datetime(2026, 11, 9, 10), datetime(2026, 11, 10, 9), datetime(2026, 12, 1, 8)]),
        (["9/11/2026 10:00", "10/11/2026 9:00"], [datetime(2026, 11, 9, 10), datetime(2026, 11, 10, 9)]),
        ([datetime(2026, 11, 20, 9)], [datetime(2026, 11, 20, 9)]),
        (["yesterday"], []),
    ],
)  # fmt: skip
def test_when_a_form_was_submitted(texts: list[object], moments: list[datetime]) -> None:
    assert list(submission_times(dict(enumerate(texts))).values()) == moments
