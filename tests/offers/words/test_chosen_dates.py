"""Answers that choose among the dates of December 2026, whose Fridays are the 4th, 11th, 18th and 25th."""

from datetime import date, datetime

import pytest

from models.period import Period
from roster.offers.asking.slots import Slot
from roster.offers.words.chosen_dates import read_offered

DECEMBER = Period(first=date(2026, 12, 1), last=date(2026, 12, 31))
FRIDAYS, SATURDAYS = {4, 11, 18, 25}, {5, 12, 19, 26}
EVERY = FRIDAYS | SATURDAYS


def slots_on(day: date) -> list[Slot]:
    """A peak night on Fridays and Saturdays; on Saturdays a match day as well."""
    if day.weekday() not in (4, 5):
        return []
    at = datetime.combine(day, datetime.min.time())
    night = Slot(day, "Peak night", at.replace(hour=18), at.replace(hour=2, day=day.day + 1), ("JR-04",))
    match = Slot(day, "Match day", at.replace(hour=10), at.replace(hour=18), ("JR-04",))
    return [match, night] if day.weekday() == 5 else [night]


def days(text: str) -> set[int]:
    reading = read_offered(text, DECEMBER, slots_on)
    assert not reading.problems, reading.problems
    assert all(answer.start is None for answer in reading.answers)
    return {answer.date.day for answer in reading.answers}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("any", EVERY),
        ("All of them!", EVERY),
        ("the whole month", EVERY),
        ("Any day in December", EVERY),
        ("all except the 12th", EVERY - {12}),
        ("all but the 12th", EVERY - {12}),
        ("Anything apart from 12th", EVERY - {12}),
        ("all dates except Fri 4 Dec and Sat 5 Dec", EVERY - {4, 5}),
        ("any day except Saturdays", FRIDAYS),
        ("every Friday except the 18th", FRIDAYS - {18}),
        ("All Fridays but not the 11th", FRIDAYS - {11}),
        ("Fridays and Saturdays except 12th & 18th December", EVERY - {12, 18}),
        ("all except the 4th, Saturdays", FRIDAYS - {4}),
        ("any but not Christmas Day or Boxing Day", EVERY - {25, 26}),
        ("weekends", SATURDAYS),  # no duty runs on Sundays
        ("every weekend except the 12th", SATURDAYS - {12}),
        ("weekday evenings", FRIDAYS),
        ("Fri/Sat all month", EVERY),
        ("every other Friday from 4 Dec", {4, 18}),
        ("alternate Fridays and Saturdays, starting 11th", {11, 12, 25, 26}),
        ("every other weekend from 5 Dec", {5, 19}),
        ("Christmas Day", {25}),
        ("Fri 4 Dec, Christmas Day and Boxing Day", {4, 25, 26}),
        ("Fri Xmas Day; Sat 5/12", {25, 5}),
        ("Fri 4/Sat 5 Dec, Fri 11/Sat 12 Dec", {4, 5, 11, 12}),
        ("Fri 4th / Sat 5th December; Fri 18th/Sat 19th", {4, 5, 18, 19}),
        ("the 4th", {4}),
        ("4th, 5th and 11th", {4, 5, 11}),
        ("4, 5, 11", {4, 5, 11}),
        ("Dec 4, 5 and 11", {4, 5, 11}),
        ("first and third Friday", {4, 18}),
        ("1st and 3rd Fri", {4, 18}),
        ("the last Friday of the month", {25}),
        ("second Friday and Saturday", {11, 12}),
        ("Fridays in December", FRIDAYS),
        ("Sats only", SATURDAYS),
        ("Fri nights", FRIDAYS),
        ("Friday 4th; Saturday 5th", {4, 5}),
        ("Fri 4/12 and 25th December", {4, 25}),  # not the 12th: that is the month
        ("4/12, 11/12 and 18 December", {4, 11, 18}),
        ("Fri 18/12\nDecember 25, 2026", {18, 25}),
        ("Fridays\nSat 5 Dec", FRIDAYS | {5}),
        ("from 4 to 12 Dec", {4, 5, 11, 12}),
        ("Fri 4 Dec to Sun 6 Dec inclusive", {4, 5}),
    ],
)
def test_what_they_choose(text: str, expected: set[int]):
    assert days(text) == expected


def test_nights_of_a_date_with_an_earlier_shift():
    reading = read_offered("Saturday nights", DECEMBER, slots_on)
    assert [str(answer) for answer in reading.answers] == [
        f"Sat {day} Dec 18:00-02:00 (JR-04)" for day in (5, 12, 19, 26)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Friday",
        "every other Friday",
        "every Friday except the 12th",  # a Saturday
        "Fridays, not Saturdays",
        "all except one",
        "any if I must",
        "maybe all",
        "Friday 5th",
        "first Friday in May",
        "not any",
        "all in November",
        "Fri 4 Dec, not Sat 5 Dec",
        "4",
        "weekend of the 5th",
        "all except Fri 4 Dec (leave), Sat 5 Dec",
        "Fri 4 Dec, not the 5th",
        "Good Friday",
        "from 12 to 4 Dec",
        "4/12 December",
        "4/11/18 December",
    ],
)
def test_what_nobody_can_know_is_asked(text: str):
    reading = read_offered(text, DECEMBER, slots_on)
    assert not reading.answers
    assert reading.problems


def test_every_other_friday_needs_a_first_one() -> None:
    reading = read_offered("every other Friday", DECEMBER, slots_on)
    (said,) = reading.problems
    assert said.startswith("'every other Friday' does not say with which date it begins; write the dates, or ")
    assert said.endswith("'every other Friday from 4 Dec'")


def test_movable_days_are_looked_up_in_the_period() -> None:
    """Good Friday of 2027 is 26 March, so Easter is half in March, half in April."""
    march = Period(first=date(2027, 3, 1), last=date(2027, 3, 31))
    reading = read_offered("Good Friday and Easter Sunday", march, lambda day: [])
    assert [answer.date for answer in reading.answers] == [date(2027, 3, 26), date(2027, 3, 28)]
    may = Period(first=date(2027, 5, 1), last=date(2027, 5, 31))
    assert read_offered("bank holiday Monday", may, lambda day: []).problems  # there are two
