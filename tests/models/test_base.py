"""The small values of a book: dates, times, lengths and ids, and what is refused rather than guessed."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from models.base import (
    ClockTime,
    Duration,
    Id,
    LocalDate,
    LocalDateTime,
    Month,
    Weekday,
    format_minutes,
    parse_minutes,
)


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def written(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).dump_python(value, mode="json")


@pytest.mark.parametrize("value", ["2026-12-25", " 2026-12-25 ", date(2026, 12, 25)])
def test_dates(value: Any) -> None:
    """ISO text, or a date that the reader has made already."""
    assert read(LocalDate, value) == date(2026, 12, 25)


@pytest.mark.parametrize(
    "value",
    [
        20261225,
        "20261225",
        "1766620800",
        1766620800.0,
        "25/12/2026",
        "2026-02-30",
        "2026-12-25T00:00",
        "",
        None,
        True,
        datetime(2026, 12, 25),
    ],
)
def test_what_is_no_date_is_not_guessed_at(value: Any) -> None:
    """Numbers, other orders and impossible days are mistakes, not days of 1970."""
    with pytest.raises(ValidationError):
        read(LocalDate, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("18:00", time(18)), ("8:05", time(8, 5)), ("00:00", time(0)), ("24:00", time(0)), ("18:00:00", time(18))],
)
def test_times_of_day(text: str, expected: time) -> None:
    """HH:MM; 24:00 is midnight."""
    assert read(ClockTime, text) == expected
    assert read(ClockTime, written(ClockTime, expected)) == expected


@pytest.mark.parametrize("value", ["18", "18.00", "25:00", "24:01", "12:60", "6pm", "18:00:30", 1080, None, ""])
def test_what_is_no_time_is_refused(value: Any) -> None:
    """A number of minutes since midnight (as YAML 1.1 reads 18:00) is one of them."""
    with pytest.raises(ValidationError):
        read(ClockTime, value)


def test_seconds_are_refused_however_they_come() -> None:
    """Times are whole minutes, also when a spreadsheet hands them over: seconds would be lost in writing."""
    with pytest.raises(ValidationError):
        read(ClockTime, time(18, 0, 30))
    with pytest.raises(ValidationError):
        read(LocalDateTime, datetime(2026, 12, 4, 18, 0, 30))


@pytest.mark.parametrize("text", ["2026-12-04 18:00", "2026-12-04T18:00", "2026-12-04 18:00:00"])
def test_dates_with_times(text: str) -> None:
    """With a blank or a T."""
    assert read(LocalDateTime, text) == datetime(2026, 12, 4, 18)
    assert written(LocalDateTime, datetime(2026, 12, 4, 18)) == "2026-12-04 18:00"


@pytest.mark.parametrize(
    "value", ["2026-12-04", "2026-12-04 18:00Z", "2026-12-04 18:00+01:00", "2026-12-04 18:00:30", 1766620800, None]
)
def test_what_is_no_local_time_is_refused(value: Any) -> None:
    """A time zone in a local time would be a second opinion on what it means."""
    with pytest.raises(ValidationError):
        read(LocalDateTime, value)


@pytest.mark.parametrize(
    ("text", "minutes"), [("30m", 30), ("10h", 600), ("7h30m", 450), ("90m", 90), ("0m", 0), (450, 450)]
)
def test_lengths(text: Any, minutes: int) -> None:
    """Hours and minutes, or a whole number of minutes."""
    assert read(Duration, text) == minutes


@pytest.mark.parametrize("value", ["", "10", "10 h", "h", "m", "1.5h", "-30m", "30m10h", -30, 1.5, True, None])
def test_what_is_no_length_is_refused(value: Any) -> None:
    """A bare number in text could be hours or minutes; less than nothing is no length."""
    with pytest.raises(ValidationError):
        read(Duration, value)


@given(st.integers(0, 200_000))
def test_lengths_are_written_as_they_are_read(minutes: int) -> None:
    """`parse_minutes` and `format_minutes` are inverses."""
    assert parse_minutes(format_minutes(minutes)) == minutes


@pytest.mark.parametrize("text", ["JR-04", "a", "Sgt O'Neill", "Ærø 7", "x" * 60, "007", "no", "1e3"])
def test_ids(text: str) -> None:
    """Most words will do, blanks inside them too."""
    assert read(Id, text) == text


@pytest.mark.parametrize("value", ["", "a@b", "a/b", "a\nb", "a\tb", "x" * 61, 7, None])
def test_ids_that_would_confuse_a_duty_name(value: Any) -> None:
    """`@` and `/` separate the parts of a duty's name."""
    with pytest.raises(ValidationError):
        read(Id, value)


def test_months() -> None:
    """`YYYY-MM`, and no thirteenth."""
    assert read(Month, "2026-12") == "2026-12"
    for wrong in ("2026-13", "2026-00", "2026-1", "26-12", "2026-12-01"):
        with pytest.raises(ValidationError):
            read(Month, wrong)


def test_weekdays() -> None:
    """Monday first, three letters, in small letters."""
    assert [Weekday.of(date(2026, 12, 7 + n)) for n in range(7)] == list(Weekday)
    assert Weekday.of(date(2026, 12, 4)) is Weekday.FRI
