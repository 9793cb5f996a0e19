"""Offers, teams, absences, postings and qualifications of people."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from constraints.facts import Facts
from models.base import Weekday
from models.book import Book
from models.people import Absence, DayJob, Held, Offer, Person, Posting, Span, Team
from tests.constraints.books import holds, person, posted, raw_book

FRIDAY = date(2026, 12, 4)


def offer(**fields: Any) -> Offer:
    return Offer.model_validate(fields)


def test_offers_of_dates_and_of_weekdays() -> None:
    """Single dates, or weekdays between two dates, both included."""
    assert offer(dates=["2026-12-04"]).on(FRIDAY)
    assert not offer(dates=["2026-12-05"]).on(FRIDAY)
    assert offer(weekdays=["fri"]).on(FRIDAY)
    assert not offer(weekdays=["sat"]).on(FRIDAY)
    for first, last, on in (
        ("2026-12-04", None, True),
        ("2026-12-05", None, False),
        (None, "2026-12-04", True),
        (None, "2026-12-03", False),
    ):
        assert offer(weekdays=["fri"], first=first, last=last).on(FRIDAY) is on


@pytest.mark.parametrize(
    ("window", "offered"),
    [
        (("18:00", "02:00"), True),
        (("18:01", "02:00"), False),
        (("18:00", "01:59"), False),
        (("12:00", "12:00"), True),
        (("00:00", "00:00"), False),
        (("18:00", "23:00"), False),
    ],
)
def test_the_whole_duty_lies_in_the_window(window: tuple[str, str], offered: bool) -> None:
    """A window whose end is not after its start ends on the next day; a duty of 18:00-02:00 must fit in it."""
    start, end = window
    offers = [{"weekdays": ["fri"], "start": start, "end": end}]
    facts = Facts(Book.model_validate(raw_book([person("ann", offers=offers)], {"late": "04"})))
    assert facts.offered(facts.people["ann"], facts.duties[0]) is offered


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ({"dates": ["2026-12-07"], "start": "18:00", "end": "08:00"}, True),
        ({"dates": ["2026-12-07"], "start": "18:00", "end": "06:30"}, True),
        ({"dates": ["2026-12-07"], "start": "18:00", "end": "06:29"}, False),
        ({"dates": ["2026-12-07"], "start": "18:00", "end": "00:00"}, False),
        ({"dates": ["2026-12-07"], "start": "08:00", "end": "18:00"}, False),
        ({"dates": ["2026-12-07"], "start": "06:30", "end": "06:30"}, True),
        ({"dates": ["2026-12-07"], "start": "00:30", "end": "00:30"}, False),
        ({"dates": ["2026-12-07"], "start": "18:00", "end": "08:00", "call_signs": ["C2"]}, False),
        ({"dates": ["2026-12-06"], "start": "18:00", "end": "08:00"}, False),
        ({"weekdays": ["mon"], "start": "18:00", "end": "08:00"}, True),
        ({"weekdays": ["mon"], "last": "2026-12-07", "start": "18:00", "end": "08:00"}, True),
        ({"weekdays": ["mon"], "first": "2026-12-08", "start": "18:00", "end": "08:00"}, False),
        ({"weekdays": ["tue"], "start": "18:00", "end": "08:00"}, False),
        ({"dates": ["2026-12-08"], "start": "00:30", "end": "06:30"}, True),
        ({"dates": ["2026-12-07"]}, False),
        ({"dates": ["2026-12-08"]}, True),
    ],
)
@pytest.mark.parametrize("first", ["2026-12-07", "2026-12-08"])
def test_a_window_over_midnight_holds_duties_after_it(fields: dict[str, Any], offered: bool, first: str) -> None:
    """The duty of Tuesday 00:30-06:30, in a period that begins the day before or with it."""
    raw = raw_book(
        [person("ann", offers=[fields])],
        {"small": "2026-12-08"},
        period=f"{first} 2026-12-31",
        shifts={"small": ("00:30", "06:30")},
        call_signs={"C1": "medway", "C2": "medway"},
    )
    facts = Facts(Book.model_validate(raw))
    duty = next(duty for duty in facts.duties if duty.call_sign.id == "C1")
    assert facts.offered(facts.people["ann"], duty) is offered


QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, 15 * (quarter % 4)))


@given(QUARTERS, QUARTERS, QUARTERS, st.integers(1, 96), st.sets(st.sampled_from(list(Weekday)), min_size=1))
def test_a_window_holds_what_lies_in_it_and_nothing_else(
    opens: time, closes: time, starts: time, quarters: int, weekdays: set[Weekday]
) -> None:
    """Quarter by quarter: a duty is offered where one window of some evening before covers all of it."""
    made = Offer(weekdays=tuple(weekdays), start=opens, end=closes)
    start = datetime.combine(FRIDAY, starts)
    end = start + timedelta(minutes=15 * quarters)
    expected = False
    for back in range(-1, 4):
        day = FRIDAY - timedelta(days=back)
        minutes = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
        first = datetime.combine(day, opens)
        quarters_open = {first + timedelta(minutes=15 * number) for number in range((minutes - 1) % 1440 // 15 + 1)}
        wanted = {start + timedelta(minutes=15 * number) for number in range(quarters)}
        expected |= Weekday.of(day) in weekdays and wanted <= quarters_open
    assert made.holds(FRIDAY, start, end) is expected


@pytest.mark.parametrize(("end", "offered"), [("08:00", True), ("07:00", True), ("06:59", False)])
@pytest.mark.parametrize("day", ["2027-03-28", "2026-10-25"])
def test_windows_on_the_nights_the_clocks_change(end: str, offered: bool, day: str) -> None:
    """They are times of the clock on the wall, whatever hours pass in between."""
    eve = date.fromordinal(date.fromisoformat(day).toordinal() - 1)
    raw = raw_book(
        [person("ann", offers=[{"dates": [str(eve)], "start": "18:00", "end": end}])],
        {"small": day},
        period=f"{day} {day}",
        shifts={"small": ("00:30", "07:00")},
    )
    facts = Facts(Book.model_validate(raw))
    assert facts.offered(facts.people["ann"], facts.duties[0]) is offered


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"dates": ["2026-11-30"], "start": "18:00", "end": "08:00"}, False),
        ({"dates": ["2026-11-30"], "start": "18:00", "end": "00:00"}, True),
        ({"dates": ["2026-11-29"], "start": "18:00", "end": "08:00"}, True),
        ({"dates": ["2026-11-30"]}, True),
        ({"dates": ["2026-12-01"]}, False),
    ],
)
def test_an_offer_of_the_eve_is_no_slip_where_it_reaches_into_the_period(fields: dict[str, Any], told: bool) -> None:
    """From December on: an evening offer of 30 November is of use, a whole day before the period is not."""
    book = Book.model_validate(raw_book([person("ann", offers=[fields])], {"late": "04"}))
    assert any("no date ann offers lies in the period" in str(item) for item in book.warnings()) is told


def test_several_offers_are_any_of_them() -> None:
    """Windows of two offers do not add up to one."""
    halves = [
        {"dates": ["2026-12-04"], "start": "18:00", "end": "22:00"},
        {"dates": ["2026-12-04"], "start": "22:00", "end": "02:00"},
    ]
    facts = Facts(Book.model_validate(raw_book([person("ann", offers=halves)], {"late": "04"})))
    assert not facts.offered(facts.people["ann"], facts.duties[0])


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"dates": ["2026-12-04"], "weekdays": ["fri"]},
        {"dates": ["2026-12-04"], "first": "2026-12-01"},
        {"weekdays": ["fri"], "first": "2026-12-02", "last": "2026-12-01"},
        {"weekdays": ["fri"], "start": "18:00"},
        {"weekdays": ["fry"]},
        {"dates": "2026-12-04"},
    ],
)
def test_offers_that_say_nothing_or_two_things(fields: dict[str, Any]) -> None:
    """Refused."""
    with pytest.raises(ValidationError):
        offer(**fields)


# --- teams


@given(st.integers(-900, 900), st.integers(1, 5))
def test_a_cycle_repeats_for_ever_both_ways(offset: int, repeats: int) -> None:
    """What the team works on a date does not depend on which turn of the cycle the anchor is in."""
    cycle = ("early", "late", "night", "rest")
    day = date.fromordinal(FRIDAY.toordinal() + offset)
    one = Team(id="A", cycle=cycle, anchor=FRIDAY)
    other = Team(id="A", cycle=cycle, anchor=date.fromordinal(FRIDAY.toordinal() + repeats * len(cycle)))
    assert one.shift_on(day) == other.shift_on(day)
    assert one.shift_on(day) == (None if offset % 4 == 3 else cycle[offset % 4])


def test_a_cycle_runs_on_over_clock_changes() -> None:
    """Dates count, not hours."""
    team = Team(id="A", cycle=("late", "rest"), anchor=date(2026, 10, 24))
    assert [team.shift_on(date(2026, 10, day)) for day in (23, 24, 25, 26)] == [None, "late", None, "late"]


@pytest.mark.parametrize(("shift", "minutes"), [({"end": "02:00"}, 540), ({"length": "8h"}, 480)])
def test_tours_are_as_long_as_they_really_are(shift: dict[str, str], minutes: int) -> None:
    """A team's tour on the night the clocks go back: nine hours by the clock, eight where the shift has a length."""
    raw = raw_book(
        [person("cop", "constable", team="A")],
        {"early": "25"},
        period="2026-10-24 2026-10-26",
        shifts={"tour": {"start": "18:00", **shift}},
        teams=[{"id": "A", "cycle": ["tour", *["rest"] * 20], "anchor": "2026-10-24"}],
    )
    facts = Facts(Book.model_validate(raw))
    (tour,) = [item for item in facts.commitments(facts.people["cop"]) if item.date == date(2026, 10, 24)]
    assert tour.elapsed_minutes == minutes
    assert tour.rostered_minutes == 480


# --- absences


@pytest.mark.parametrize(
    ("span", "covered"),
    [
        ({"first": "2026-12-04"}, True),
        ({"first": "2026-12-05"}, False),
        ({"first": "2026-12-01", "last": "2026-12-03"}, False),
        ({"first": "2026-12-01", "last": "2026-12-04"}, True),
        ({"start": "2026-12-04 12:00", "end": "2026-12-04 18:00"}, False),
        ({"start": "2026-12-04 12:00", "end": "2026-12-04 18:01"}, True),
        ({"start": "2026-12-05 01:59", "end": "2026-12-05 12:00"}, True),
        ({"start": "2026-12-05 02:00", "end": "2026-12-05 12:00"}, False),
        ({"start": "2026-12-04 20:00", "end": "2026-12-04 20:01"}, True),
    ],
)
def test_what_a_span_touches(span: dict[str, str], covered: bool) -> None:
    """The duty of Friday 18:00-02:00: whole dates go by its start, exact times are half-open."""
    found = Span.model_validate(span).covers(FRIDAY, datetime(2026, 12, 4, 18), datetime(2026, 12, 5, 2))
    assert found is covered


@pytest.mark.parametrize(
    "span",
    [
        {},
        {"last": "2026-12-04"},
        {"first": "2026-12-04", "last": "2026-12-03"},
        {"first": "2026-12-04", "start": "2026-12-04 12:00", "end": "2026-12-04 13:00"},
        {"first": "2026-12-04", "end": "2026-12-04 13:00"},
        {"start": "2026-12-04 12:00"},
        {"start": "2026-12-04 12:00", "end": "2026-12-04 12:00"},
        {"start": "2026-12-04 12:00", "end": "2026-12-04 13:00", "last": "2026-12-05"},
    ],
)
def test_spans_of_neither_form(span: dict[str, str]) -> None:
    """Whole dates or exact times, one of them, in order."""
    with pytest.raises(ValidationError):
        Span.model_validate(span)


@pytest.mark.parametrize(
    ("absence", "hours"),
    [
        ({"kind": "annual leave", "first": "2026-12-07", "last": "2026-12-13"}, 37.5),
        ({"kind": "annual leave", "first": "2026-12-04", "last": "2026-12-07"}, 7.5),
        ({"kind": "rest day", "first": "2026-12-08"}, 0),
        ({"kind": "other", "first": "2026-12-08"}, 0),
        ({"kind": "training", "first": "2026-12-08", "hours": 6}, 6),
        ({"kind": "training", "first": "2026-12-05", "last": "2026-12-08", "hours": 8}, 8),
        ({"kind": "sickness", "start": "2026-12-08 09:00", "end": "2026-12-08 17:00"}, 0),
        ({"kind": "sickness", "start": "2026-12-08 09:00", "end": "2026-12-08 17:00", "hours": 7.5}, 7.5),
        ({"kind": "sickness", "start": "2026-12-01 09:00", "end": "2026-12-01 17:00", "hours": 7.5}, 0),
    ],
)
def test_credited_hours(absence: dict[str, Any], hours: float) -> None:
    """A fifth of the week for each Monday to Friday in the period, or the hours entered, shared among such days."""
    raw = raw_book(
        [person("medic", "paramedic", posting=posted(37.5), absences=[absence])],
        {"late": "08"},
        period="2026-12-07 2026-12-13",
    )
    facts = Facts(Book.model_validate(raw))
    medic = facts.people["medic"]
    assert sum(day.minutes for day in facts.days_away(medic)) == hours * 60
    assert facts.contract_minutes(medic) == (37.5 - hours) * 60


def test_a_day_of_two_absences_is_credited_once() -> None:
    """Who is sick on their leave owes no fewer hours than who is on leave, but what is stated in hours counts too."""
    absences = [
        {"kind": "annual leave", "first": "2026-12-07", "last": "2026-12-09"},
        {"kind": "sickness", "first": "2026-12-08", "last": "2026-12-10"},
        {"kind": "training", "first": "2026-12-11", "hours": 2},
    ]
    raw = raw_book(
        [person("medic", "paramedic", posting=posted(37.5), absences=absences)],
        {"late": "08"},
        period="2026-12-07 2026-12-13",
    )
    facts = Facts(Book.model_validate(raw))
    assert facts.contract_minutes(facts.people["medic"]) == (37.5 - 4 * 7.5 - 2) * 60


# --- postings and qualifications


def test_postings() -> None:
    """In force from first to last, on its weekdays."""
    posting = Posting.model_validate(posted(40, "fri sat", first="2026-12-04", last="2026-12-11"))
    assert [day for day in range(1, 32) if posting.includes(date(2026, 12, day))] == [4, 5, 11]
    with pytest.raises(ValidationError):
        Posting.model_validate(posted(40, first="2026-12-04", last="2026-12-03"))


def test_a_person_is_rostered_in_one_way() -> None:
    """By a posting or by a team."""
    with pytest.raises(ValidationError, match="by a posting or by a team, not by both"):
        Person.model_validate(person("cop", "constable", team="A", posting=posted()))


def test_qualifications_from_and_to() -> None:
    """Both dates belong to it; several spells are any of them."""
    someone = Person.model_validate(
        person("ann", qualifications=holds("driver to 2026-12-04", "driver from 2026-12-06", "patrol"))
    )
    assert [someone.holds("driver", date(2026, 12, day)) for day in (4, 5, 6)] == [True, False, True]
    assert someone.holds("patrol", FRIDAY)
    assert not someone.holds("learner", FRIDAY)
    with pytest.raises(ValidationError):
        Held.model_validate({"id": "driver", "valid_from": "2026-12-05", "valid_to": "2026-12-04"})


# --- people


def test_absences_have_a_kind() -> None:
    """One of those the book knows."""
    with pytest.raises(ValidationError):
        Absence.model_validate({"first": "2026-12-04", "kind": "holiday"})


def test_the_day_a_person_joined() -> None:
    """A date or nothing."""
    assert Person.model_validate(person("ann")).joined is None
    assert Person.model_validate(person("ann", joined="2026-12-04")).joined == FRIDAY
    with pytest.raises(ValidationError):
        Person.model_validate(person("ann", joined="in December"))


# --- the day job


def test_days_and_times_of_a_day_job() -> None:
    """Weekdays but for the dates off, and single dates; an end not after the start is on the next day."""
    job = DayJob.model_validate(
        {
            "weekdays": ["fri"],
            "dates": ["2026-12-12"],
            "removed_dates": ["2026-12-25"],
            "start": "22:00",
            "end": "06:00",
        }
    )
    assert [day for day in range(1, 32) if job.on(date(2026, 12, day))] == [4, 11, 12, 18]
    assert job.times(FRIDAY) == (datetime(2026, 12, 4, 22), datetime(2026, 12, 5, 6))
    by_day = DayJob.model_validate({"dates": ["2026-12-04"], "start": "09:00", "end": "17:00"})
    assert by_day.times(FRIDAY) == (datetime(2026, 12, 4, 9), datetime(2026, 12, 4, 17))
    assert not by_day.on(date(2026, 12, 11))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "give weekdays, dates, or both"),
        ({"dates": ["2026-12-04"], "removed_dates": ["2026-12-05"]}, "removed_dates go with weekdays"),
        (
            {"weekdays": ["fri"], "dates": ["2026-12-04"], "removed_dates": ["2026-12-04"]},
            "2026-12-04 is among the dates and among the removed_dates",
        ),
        ({"weekdays": ["fri"], "end": "09:00"}, "starts and ends at 09:00"),
        ({"weekdays": ["fri"], "employer": "a shop"}, "employer"),
        ({"weekdays": ["fri"], "end": None}, "end"),
    ],
)
def test_day_jobs_that_say_too_little_or_too_much(fields: dict[str, Any], words: str) -> None:
    """Refused, and an employer's name has no place."""
    with pytest.raises(ValidationError, match=words):
        DayJob.model_validate({"start": "09:00", "end": "17:00", **fields})
