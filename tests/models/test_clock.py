"""Wall times that do not exist, occur twice, and how long nights really are."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.clock import (
    ClockError,
    Fold,
    days,
    instant,
    minutes_between,
    monday_of,
    month_of,
    nearest_instant,
    spoken_date,
    start_of_day,
)

LONDON = ZoneInfo("Europe/London")
FORWARD = [date(2026, 3, 29), date(2027, 3, 28)]
BACK = [date(2026, 10, 25), date(2027, 10, 31)]


def at(day: date, text: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(text))


def test_winter_and_summer() -> None:
    """An hour of difference between the two halves of the year."""
    assert instant(datetime(2026, 12, 4, 18), LONDON) == datetime(2026, 12, 4, 18, tzinfo=UTC)
    assert instant(datetime(2026, 7, 4, 18), LONDON) == datetime(2026, 7, 4, 17, tzinfo=UTC)


@pytest.mark.parametrize("day", FORWARD)
@pytest.mark.parametrize("wall", ["01:00", "01:30", "01:59"])
@pytest.mark.parametrize("fold", [None, *Fold])
def test_missing_hour_is_refused(day: date, wall: str, fold: Fold | None) -> None:
    """01:00 up to 01:59 do not exist when the clocks go forward, whatever fold is named."""
    with pytest.raises(ClockError, match=rf"{wall} does not exist on Sun {day.day} Mar: the clocks go forward"):
        instant(at(day, wall), LONDON, fold)


@pytest.mark.parametrize("day", FORWARD)
def test_edges_of_the_missing_hour(day: date) -> None:
    """00:59 and 02:00 are a minute apart."""
    before, after = instant(at(day, "00:59"), LONDON), instant(at(day, "02:00"), LONDON)
    assert minutes_between(before, after) == 1


@pytest.mark.parametrize("day", BACK)
@pytest.mark.parametrize("wall", ["01:00", "01:30", "01:59"])
def test_repeated_hour_needs_a_fold(day: date, wall: str) -> None:
    """01:00 up to 01:59 occur twice when the clocks go back, an hour apart."""
    with pytest.raises(ClockError, match=rf"{wall} occurs twice on Sun {day.day} Oct: the clocks go back"):
        instant(at(day, wall), LONDON)
    first, second = (instant(at(day, wall), LONDON, fold) for fold in Fold)
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize("day", BACK)
def test_edges_of_the_repeated_hour(day: date) -> None:
    """00:59 and 02:00 are two hours and a minute apart, and need no fold."""
    before, after = instant(at(day, "00:59"), LONDON), instant(at(day, "02:00"), LONDON)
    assert minutes_between(before, after) == 121


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.sampled_from([None, *Fold]))
def test_instants_read_back_as_the_wall_time(wall: datetime, fold: Fold | None) -> None:
    """An instant, where there is one, shows the wall time it was made from."""
    wall = wall.replace(second=0, microsecond=0)
    try:
        made = instant(wall, LONDON, fold)
    except ClockError:
        assert wall.date() in (*FORWARD, *BACK)
        assert wall.hour == 1
        return
    assert made.tzinfo is UTC
    assert made.astimezone(LONDON).replace(tzinfo=None) == wall


def test_nearest_instant_never_refuses() -> None:
    """An edge in the missing hour moves forward, one in the repeated hour is the first."""
    assert nearest_instant(at(FORWARD[1], "01:30"), LONDON).astimezone(LONDON).time() == time(2, 30)
    assert nearest_instant(at(BACK[0], "01:30"), LONDON) == instant(at(BACK[0], "01:30"), LONDON, Fold.FIRST)


def test_days_are_23_24_or_25_hours_long() -> None:
    """From midnight to midnight as it really passes."""
    lengths = [
        (start_of_day(day + timedelta(days=1), LONDON) - start_of_day(day, LONDON)) // timedelta(hours=1)
        for day in (FORWARD[0], date(2026, 12, 4), BACK[0])
    ]
    assert lengths == [23, 24, 25]


def test_days_weeks_and_months() -> None:
    """Runs of dates include both ends; weeks begin on Monday, over the end of a year."""
    assert days(date(2026, 12, 31), date(2027, 1, 1)) == [date(2026, 12, 31), date(2027, 1, 1)]
    assert days(date(2026, 12, 2), date(2026, 12, 1)) == []
    assert monday_of(date(2027, 1, 3)) == date(2026, 12, 28)
    assert monday_of(date(2026, 12, 28)) == date(2026, 12, 28)
    assert month_of(date(2026, 12, 31)) == "2026-12"
    assert spoken_date(date(2026, 12, 4)) == "Fri 4 Dec"
