"""Dates and times as people and other systems write them."""

from datetime import date, datetime, time, timedelta

import pytest

from models.text.dates_and_times import (
    clock_time,
    month_first,
    nearest_minute,
    written_clock,
    written_date,
    written_moment,
    written_yes_or_no,
    written_zone,
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/12/2026", date(2026, 12, 25)),
        ("4.12.26", date(2026, 12, 4)),
        ("04-Dec-26", date(2026, 12, 4)),
        ("Fri 4 Dec 2026", date(2026, 12, 4)),
        ("4th December 2026", date(2026, 12, 4)),
        ("Dec 4, 2026", date(2026, 12, 4)),
        ("2026-12-04", date(2026, 12, 4)),
        ("2026/12/04", date(2026, 12, 4)),
        ("20261204", date(2026, 12, 4)),
        ("\u00a04/12/2026\u200b", date(2026, 12, 4)),
        ("12/25/2026", None),
        ("31/02/2026", None),
        ("04/12", None),
        ("4 Dec", None),
        ("46360", None),
        ("", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert written_date(text) == day


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("18:00", 1080), ("18.00", 1080), ("1800", 1080), ("930", 570), ("18h00", 1080), ("1800hrs", 1080),
        ("6pm", 1080), ("6:00 PM", 1080), ("6.30 p.m.", 1110), ("06:00:00 PM", 1080), ("12am", 0), ("12:00 pm", 720),
        ("12:30 AM", 30), ("noon", 720), ("24:00", 1440), ("00:00", 0), ("18:00:00", 1080), ("18:00:00.000", 1080),
        ("18", None), ("25:00", None), ("18:60", None), ("24:01", None), ("13pm", None), ("18:00 CET", None),
        ("18:00-02:00", None), ("0.75", None), ("0.30", None), ("midnight", None), ("", None), ("-1", None),
    ],
)  # fmt: skip
def test_times_of_day(text: str, minutes: int | None) -> None:
    found = written_clock(text)
    assert (found.after_midnight / timedelta(minutes=1) if found else None) == minutes
    assert found is None or found.zone is None


def test_seconds_are_kept_until_they_are_rounded() -> None:
    found = written_clock("17:58:31")
    assert found is not None
    assert found.after_midnight == timedelta(hours=17, minutes=58, seconds=31)
    assert nearest_minute(datetime(2026, 12, 4, 17, 58, 29)) == datetime(2026, 12, 4, 17, 58)
    assert nearest_minute(datetime(2026, 12, 4, 17, 58, 30)) == datetime(2026, 12, 4, 17, 59)
    assert nearest_minute(datetime(2026, 12, 4, 23, 59, 31)) == datetime(2026, 12, 5)


@pytest.mark.parametrize(
    ("text", "hours"),
    [("02:00Z", 0), ("02:00:00+01:00", 1), ("02:00 +0100", 1), ("02:00:00-05:00", -5), ("6pm GMT", 0), ("18:00 BST", 1),
     ("18:00 UTC+01:00", 1)],
)  # fmt: skip
def test_times_that_state_a_zone(text: str, hours: int) -> None:
    found = written_clock(text)
    assert found is not None
    assert found.zone is not None
    assert found.zone.utcoffset(None) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("25/12/2026 18:00", "2026-12-25T18:00:00"),
        ("4 Dec 2026, 6pm", "2026-12-04T18:00:00"),
        ("Fri 4 Dec 26 1800", "2026-12-04T18:00:00"),
        ("2026-12-04T18:00:00", "2026-12-04T18:00:00"),
        ("2026-12-04 17:58:31", "2026-12-04T17:58:31"),
        ("20261204T1800", "2026-12-04T18:00:00"),
        ("04/12/2026 24:00", "2026-12-05T00:00:00"),
        ("4 12 2026", None),  # a date, and not 4 December at 20:26
        ("04/12/2026", None),
        ("12/25/2026 18:00", None),
        ("31/12/9999 24:00", None),
    ],
)
def test_dates_with_a_time(text: str, wall: str | None) -> None:
    found = written_moment(text)
    assert (found.wall.isoformat() if found else None) == wall
    assert found is None or found.zone is None


def test_a_moment_with_a_zone() -> None:
    found = written_moment("2026-12-05T02:00:00Z")
    assert found is not None
    assert found.wall == datetime(2026, 12, 5, 2)
    assert found.zone is not None


def test_small_words() -> None:
    assert month_first("12/25/2026") == date(2026, 12, 25)
    assert month_first("25/12/2026") is None
    assert month_first("2026-12-25") is None
    assert [written_yes_or_no(word) for word in ("Yes", " x ", "N", "0", "perhaps", "")] == [
        True, True, False, False, None, None,
    ]  # fmt: skip
    assert written_zone("Europe/London") is None
    assert written_zone("+01:00") is not None


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("6pm", time(18)),
        ("midnight", time()),
        ("24:00", time()),
        ("noon", time(12)),
        ("1830 hrs", time(18, 30)),
        ("18:00:00", time(18)),
        ("18:00:30", None),
        ("18:00Z", None),
        ("blue", None),
    ],
)
def test_local_times_in_whole_minutes(text: str, clock: time | None) -> None:
    assert clock_time(text) == clock
