"""What own caps on weeks and weekends leave of what was offered, and which nights of a weekend a duty is of."""

from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constraints.counting.nights import weekend_nights
from constraints.counting.weekly_caps import Takes, WeeklyCaps
from constraints.facts import Facts
from models.book import Book
from models.clock import monday_of
from models.people import Caps
from tests.constraints.books import person, raw_book, worked

LONDON = ZoneInfo("Europe/London")
FRIDAY = date(2026, 12, 4)


@pytest.mark.parametrize(
    ("start", "end", "nights"),
    [
        ("2026-12-05 08:00", "2026-12-05 16:00", []),
        ("2026-12-05 18:00", "2026-12-06 02:00", [5]),
        ("2026-12-05 18:00", "2026-12-06 01:59", []),
        ("2026-12-05 22:00", "2026-12-06 06:00", [5]),
        ("2026-12-06 03:00", "2026-12-06 11:00", [5]),
        ("2026-12-06 03:01", "2026-12-06 11:00", []),
        ("2026-12-04 00:30", "2026-12-04 06:30", []),  # Thursday's
        ("2026-12-07 00:30", "2026-12-07 06:30", [6]),  # Sunday's
        ("2026-12-03 18:00", "2026-12-04 02:00", []),
        ("2026-12-05 09:00", "2026-12-06 09:00", [5]),
        ("2026-12-05 02:00", "2026-12-06 02:00", [4, 5]),
        ("2026-12-04 20:00", "2026-12-06 08:00", [4, 5]),
    ],
)
def test_nights_of_a_weekend(start: str, end: str, nights: list[int]) -> None:
    """Three hours between 23:00 and 06:00, each night known by its evening; no other day of the week has one."""
    found = weekend_nights(datetime.fromisoformat(start), datetime.fromisoformat(end), LONDON)
    assert [night.day for night in found] == nights


@pytest.mark.parametrize("day", ["2027-03-27", "2026-10-24", "2026-10-25"])
def test_nights_on_which_the_clocks_change(day: str) -> None:
    """18:00-02:00 by the clock on the wall is a night whether two, three or four hours of it pass after 23:00."""
    start = datetime.fromisoformat(f"{day} 18:00").replace(tzinfo=LONDON)
    end = datetime.fromisoformat(f"{day} 02:00").replace(tzinfo=LONDON) + timedelta(days=1)
    assert weekend_nights(start, end, LONDON) == (date.fromisoformat(day),)


OPTION = st.tuples(st.integers(1, 9), st.booleans())  # amount, and whether it is a night


@given(
    st.lists(st.lists(OPTION, max_size=2), min_size=7, max_size=7),
    st.none() | st.integers(0, 3),
    st.none() | st.integers(0, 7),
    st.booleans(),
)
def test_the_most_of_a_week(
    options: list[list[tuple[int, bool]]], nights: int | None, duties: int | None, before: bool
) -> None:
    """No choice of one duty a date, tried one by one, adds more; a night before the period uses up the caps."""
    carried = [worked("ann", "2026-12-04 18:00", "2026-12-05 02:00")] if before else []
    raw = raw_book([person("ann")], {"late": "08"}, period="2026-12-07 2026-12-31", carried_in={"duties": carried})
    facts = Facts(Book.model_validate(raw))
    past = facts.commitments(facts.people["ann"])
    monday = date(2026, 11, 30) if before else date(2026, 12, 7)
    dates = [monday + timedelta(days=number) for number in range(7)]
    offered = {
        day: [Takes(amount, amount, (day,) if night and day.weekday() >= 4 else ()) for amount, night in some]
        for day, some in zip(dates, options, strict=True)
        if not (before and day == FRIDAY)
    }
    caps = Caps(nights_per_weekend=nights, duties_per_week=duties)
    found = WeeklyCaps(facts, caps, past).most(offered)
    assert len({day for day, _ in found}) == len(found)
    assert all(takes in offered[day] for day, takes in found)
    best = 0
    for choice in product(*([None, *some] for some in offered.values())):
        taken = [takes for takes in choice if takes is not None]
        worked_nights = sum(len(takes.nights) for takes in taken) + before
        number = len(taken) + before
        if (nights is None or worked_nights <= max(nights, before)) and (
            duties is None or number <= max(duties, before)
        ):
            best = max(best, sum(takes.amount for takes in taken))
    assert sum(takes.amount for _, takes in found) == best
    assert {monday_of(day) for day in offered} <= {monday}
