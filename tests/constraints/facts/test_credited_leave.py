"""Hours that days away are credited with: each date once, by a person's own working days; values worked out by hand."""

from __future__ import annotations

import itertools
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from constraints.facts import Facts
from constraints.facts.credited_leave import days_away, share_from
from models.people import Absence, Posting
from roster.lifecycle.next_period import next_period
from tests.constraints.books import person, posted, tiny_book

FOUR_WEEKS = "2026-12-07 2027-01-03"  # Monday to Sunday
FULL = posted(37.5)


def away(kind: str, first: str, last: str | None = None, hours: float | None = None) -> dict[str, Any]:
    """An absence: dates of December as `07`, exact times as `07 09:00`."""
    times = ":" in first
    names = ("start", "end") if times else ("first", "last")
    ends = [text if text is None or len(text) > 8 else f"2026-12-{text}" for text in (first, last)]
    return {"kind": kind} | {
        name: value for name, value in zip((*names, "hours"), (*ends, hours), strict=True) if value is not None
    }


def owed(posting: dict[str, Any], absences: list[dict[str, Any]], **fields: Any) -> Fraction:
    """Minutes owed by somebody with these absences."""
    medic = person("medic", "paramedic", posting=posting, absences=absences, **fields)
    facts = Facts(tiny_book([medic], {}, period=FOUR_WEEKS))
    return facts.owed_exactly(facts.people["medic"])


def credited(posting: dict[str, Any], absences: list[dict[str, Any]], **fields: Any) -> float:
    """The hours by which absences lower what is owed."""
    return float(owed(posting, [], **fields) - owed(posting, absences, **fields)) / 60


ONE_ABSENCE = [
    # own working days
    (posted(24, "sat sun mon"), away("annual leave", "12", "14"), 24),
    (posted(24, "sat sun mon"), away("annual leave", "08", "11"), 0),
    (posted(24, "sat sun mon"), away("sickness", "07", "13"), 24),
    (posted(22.5, "thu fri sat sun"), away("annual leave", "07", "11"), 11.25),
    (posted(15, "mon wed fri"), away("training", "09"), 5),
    (posted(15, "mon wed fri"), away("training", "10"), 0),
    (posted(15, "wed mon fri mon"), away("training", "09"), 5),
    (posted(10, "sat"), away("annual leave", "07", "13"), 10),
    (posted(36, "mon tue wed thu fri sat"), away("abstraction", "12", "13"), 6),
    # all seven, or none named: no fixed days, a week of five
    (FULL, away("annual leave", "07"), 7.5),
    (FULL, away("annual leave", "12", "13"), 0),
    (posted(37.5, "mon tue wed thu fri sat sun"), away("annual leave", "07", "13"), 37.5),
    (posted(37, "tue wed thu fri sat"), away("annual leave", "08"), 7.4),
    # kinds that stand for nothing, and stated hours of any kind
    (FULL, away("rest day", "08"), 0),
    (FULL, away("other", "08"), 0),
    (FULL, away("other", "08", hours=3), 3),
    (FULL, away("annual leave", "07", "11", hours=0), 0),
    # stated hours are shared among working days, in the period or not
    (FULL, away("annual leave", "28", "2027-01-08", hours=75), 37.5),
    (FULL, away("annual leave", "2026-11-30", "11", hours=75), 37.5),
    (FULL, away("annual leave", "2026-11-27", "08", hours=8), 2),
    (posted(24, "sat sun mon"), away("annual leave", "2027-01-02", "2027-01-04", hours=24), 16),
    (FULL, away("training", "2027-01-02", "2027-01-05", hours=15), 0),
    # none of the dates is a working day: all of them share
    (FULL, away("training", "12", "13", hours=12), 12),
    (FULL, away("training", "2027-01-03", hours=6), 6),
    (posted(24, "mon tue wed"), away("training", "2027-01-01", "2027-01-05", hours=9), 0),
    (posted(24, "wed"), away("training", "2027-01-02", "2027-01-05", hours=8), 4),
    # exact times: the date they start on; longer ones as whole dates
    (FULL, away("training", "12 09:00", "12 17:00", 7.5), 7.5),
    (FULL, away("training", "12 09:00", "12 17:00"), 0),
    (FULL, away("training", "2027-01-03 20:00", "2027-01-04 04:00", 8), 8),
    (FULL, away("training", "06 20:00", "07 04:00", 8), 0),
    (FULL, away("annual leave", "2026-12-28 08:00", "2027-01-08 16:00", 75), 37.5),
    (FULL, away("annual leave", "31 08:00", "2027-01-04 16:00", 22.5), 15),
    # leave that has no end, as other systems write it
    (FULL, away("annual leave", "2027-01-01", "9999-12-31"), 7.5),
]


@pytest.mark.parametrize(("posting", "absence", "hours"), ONE_ABSENCE)
def test_hours_of_one_absence(posting: dict[str, Any], absence: dict[str, Any], hours: float) -> None:
    """Of four weeks from Monday 7 December."""
    assert credited(posting, [absence]) == pytest.approx(hours)


LEAVE = away("annual leave", "07", "18")
TWICE = [
    ([LEAVE, LEAVE], 75),
    ([LEAVE, away("sickness", "09", "10")], 75),
    ([away("annual leave", "07", "18", hours=75), away("sickness", "09", "10")], 75),
    ([LEAVE, away("sickness", "09", "10", hours=15)], 75),
    ([away("annual leave", "07", "18", hours=75), away("sickness", "17", "21", hours=22.5)], 82.5),
    # sheet and grid: what is stated goes before a day's share, less or more
    ([LEAVE, away("annual leave", "07", "18", hours=60)], 60),
    ([LEAVE, away("annual leave", "07", "18", hours=100)], 100),
    ([LEAVE, away("annual leave", "07", "11", hours=0)], 37.5),
    ([away("annual leave", "07", "11", hours=37.5), away("annual leave", "10", "14", hours=22.5)], 45),
    # the kind with the higher standing
    ([away("annual leave", "07", "18", hours=60), away("sickness", "09", "10")], 63),
    ([away("annual leave", "07", "18", hours=100), away("training", "09")], 97.5),
    ([away("training", "09", hours=6), away("abstraction", "09", hours=9)], 6),
    # what is credited with nothing takes nothing away
    ([LEAVE, away("rest day", "09"), away("other", "10")], 75),
    ([LEAVE, away("sickness", "09", hours=0)], 75),
    ([LEAVE, away("sickness", "09 09:00", "09 17:00")], 75),
    ([away("other", "07", "2027-01-03"), away("annual leave", "09")], 7.5),
    # part of a day and the whole of it
    ([away("annual leave", "07"), away("annual leave", "07 08:00", "07 12:00", 3.75)], 7.5),
    ([away("annual leave", "07"), away("sickness", "07 12:00", "07 16:00", 3.75)], 7.5),
    ([away("sickness", "07"), away("annual leave", "07 08:00", "07 18:00", 10)], 7.5),
    ([away("annual leave", "07"), away("training", "07 08:00", "07 18:00", 10)], 10),
    ([away("rest day", "07"), away("training", "07 08:00", "07 12:00", 4)], 4),
    ([away("annual leave", "12"), away("training", "12 08:00", "12 12:00", 4)], 4),
    ([away("annual leave", "07 08:00", "11 16:00", 37.5), away("sickness", "07")], 37.5),
    # parts of a day at different times, and at the same
    ([away("training", "07 08:00", "07 12:00", 4), away("annual leave", "07 12:00", "07 16:00", 3.5)], 7.5),
    ([away("training", "07 08:00", "07 13:00", 5), away("annual leave", "07 13:00", "07 18:00", 5)], 7.5),
    ([away("training", "07 08:00", "07 18:00", 9), away("annual leave", "07 18:00", "07 20:00", 2)], 9),
    ([away("training", "12 08:00", "12 12:00", 4), away("training", "12 13:00", "12 16:00", 3)], 7),
    ([away("annual leave", "07 08:00", "07 12:00", 3.75), away("annual leave", "07 08:00", "07 12:00", 3.75)], 3.75),
    ([away("annual leave", "07 08:00", "07 12:00", 4), away("sickness", "07 10:00", "07 14:00", 3)], 5),
    ([away("training", "07 08:00", "07 10:00", 2), away("training", "07 10:00", "07 12:00", 2),
      away("training", "07 09:00", "07 11:00", 2)], 4),
    ([away("sickness", "07 20:00", "08 04:00", 8), away("sickness", "08 00:00", "08 04:00", 4)], 8),
]  # fmt: skip


@pytest.mark.parametrize(("absences", "hours"), TWICE)
def test_a_date_of_several_absences_is_credited_once(absences: list[dict[str, Any]], hours: float) -> None:
    """Whatever the order in which they are written."""
    for order in itertools.permutations(absences):
        assert credited(FULL, list(order)) == pytest.approx(hours)


@pytest.mark.parametrize(
    ("posting", "fields", "hours"),
    [
        # 75 hours for ten working days from 7 to 18 December
        ({"first": "2026-12-10"}, {}, 52.5),
        ({"last": "2026-12-10"}, {}, 30),
        ({"first": "2026-12-12", "last": "2026-12-13"}, {}, 0),
        ({"last": "2026-12-06"}, {}, 0),
        ({}, {"joined": "2026-12-14"}, 37.5),
        ({"first": "2026-12-10"}, {"joined": "2026-12-09"}, 52.5),
    ],
)
@pytest.mark.parametrize("stated", [None, 75])
def test_days_away_outside_the_posting(
    posting: dict[str, Any], fields: dict[str, Any], hours: float, stated: float | None
) -> None:
    """Only days of the posting are credited, and those before somebody joined are none; with hours as without."""
    absence = away("annual leave", "07", "18", hours=stated)
    assert credited(posted(37.5, **posting), [absence], **fields) == pytest.approx(hours)


def test_leave_over_the_border_is_credited_once_in_both_periods() -> None:
    """Ten working days of 75 hours: what December credits and what January does are all of it."""
    absence = away("annual leave", "24", "2027-01-06", hours=75)
    month = tiny_book(
        [person("medic", "paramedic", posting=posted(37.5), absences=[absence])], {}, period="2026-12-01 2026-12-31"
    )
    facts, after = Facts(month), Facts(next_period(Facts(month)))
    january = after.people["medic"]
    assert sum(day.minutes for day in facts.days_away(facts.people["medic"])) == 6 * 7.5 * 60
    assert sum(day.minutes for day in after.days_away(january)) == 4 * 7.5 * 60
    assert [(item.first, item.hours) for item in january.absences] == [(date(2027, 1, 1), 30)]


def test_an_absence_of_which_no_working_day_is_left_keeps_no_hours() -> None:
    """Friday to Sunday, of which only the weekend lies in the next period."""
    absence = Absence.model_validate(away("annual leave", "11", "13", hours=7.5))
    assert share_from(absence, Posting(hours_per_week=37.5), date(2026, 12, 12)) == 0
    assert share_from(absence, None, date(2026, 12, 11)) == 1


def test_amounts_are_exact() -> None:
    """22.2 hours on three days are 444 minutes each: decimals are taken as they are written."""
    (day,) = days_away(
        [Absence.model_validate(away("annual leave", "07"))],
        Posting.model_validate(posted(22.2, "mon tue wed")),
        date(2026, 12, 7),
        date(2026, 12, 7),
    )
    assert day.minutes == Fraction(444)
