"""Fortnights, night time and reference periods, which several rules count by."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constraints.counting.nights import NightTime, night_minutes
from constraints.counting.stretches import Per
from constraints.facts import Facts
from constraints.registry import installed
from models.book import Book
from models.period import Period
from models.rules import RuleEntry
from tests.constraints.books import person, raw_book

PERIOD = Period(first=date(2026, 12, 3), last=date(2026, 12, 31))


def _facts(**shifts: tuple[str, str]) -> Facts:
    """A duty of each shift on the nights of 4 December, and on those the clocks change."""
    days = "2026-12-04 2026-10-24 2027-03-27"
    raw = raw_book(
        [person("ann", offers="all")],
        dict.fromkeys(shifts, days),
        period="2026-10-01 2027-03-31",
        shifts=shifts,
    )
    return Facts(Book.model_validate(raw))


@given(st.integers(-500, 500))
def test_fortnights_follow_each_other(offset: int) -> None:
    """From the Monday of the period's first week, both ways, fourteen dates each."""
    day = PERIOD.first + timedelta(days=offset)
    monday = Per.FORTNIGHT.key(day, PERIOD)
    assert isinstance(monday, date)
    assert (monday - date(2026, 11, 30)).days % 14 == 0
    assert 0 <= (day - monday).days < 14
    assert Per.FORTNIGHT.spoken(date(2026, 12, 15), PERIOD) == "the fortnight of Mon 14 Dec"


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("14:00", "00:00", (1, 1, 1)),
        ("15:00", "00:59", (1 + 59 / 60,) * 3),
        ("16:00", "02:00", (3, 4, 2)),
        ("18:00", "02:00", (3, 4, 2)),
        ("19:00", "03:00", (4, 5, 3)),
        ("22:00", "07:00", (7, 8, 6)),
        ("05:00", "23:30", (1.5, 1.5, 1.5)),
        ("06:00", "23:00", (0, 0, 0)),
    ],
)
def test_hours_of_the_night(start: str, end: str, hours: tuple[float, ...]) -> None:
    """On an ordinary night, on the one the clocks go back, and on the one they go forward."""
    facts = _facts(tour=(start, end))
    by_date = {duty.date: duty for duty in facts.duties}
    found = [
        night_minutes(by_date[day].start, by_date[day].end, time(23), time(6), facts.book.period.zone)
        for day in (date(2026, 12, 4), date(2026, 10, 24), date(2027, 3, 27))
    ]
    assert found == [round(60 * amount) for amount in hours]


def test_a_night_that_does_not_span_midnight() -> None:
    """Night time may be any stretch of the day, but not none of it."""
    facts = _facts(late=("18:00", "02:00"))
    small_hours = NightTime(night_from=time(0), night_to=time(5), night_hours=2)
    assert small_hours.is_night(facts, facts.duties[-1]) is False  # the clocks go forward
    assert [small_hours.is_night(facts, duty) for duty in facts.duties] == [True, True, False]
    with pytest.raises(ValueError, match="has no length"):
        NightTime(night_from=time(6), night_to=time(6))


@pytest.mark.parametrize("kind", ["average-hours", "night-worker-average"])
@pytest.mark.parametrize(("since", "words"), [("2026-12-07", None), ("2026-12-08", "is after the period begins")])
def test_history_is_known_from_before_the_period(kind: str, since: str, words: str | None) -> None:
    """`since` is about the past: a later date is a slip."""
    raw = raw_book([person("ann", offers="all")], {"late": "08"}, period="2026-12-07 2026-12-13")
    entry = RuleEntry.model_validate({"kind": kind, "since": since})
    _, problems = installed().build([entry], Facts(Book.model_validate(raw)))
    assert [problem.path for problem in problems] == ([("rules", 0, "since")] if words else [])
    assert words is None or words in problems[0].message


@pytest.mark.parametrize("per", ["week", "fortnight"])
def test_a_promise_is_per_month_or_period(per: str) -> None:
    """It was once taken for a month, silently."""
    raw: dict[str, Any] = raw_book([person("ann", offers="all")], {"late": "08"})
    _, problems = installed().build(
        [RuleEntry.model_validate({"kind": "minimum-hours", "per": per})], Facts(Book.model_validate(raw))
    )
    assert [str(problem) for problem in problems] == [
        f"rules[0].per: a promise is per month or per period, not per {per}"
    ]
