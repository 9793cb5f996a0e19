"""Spells of work on the nights the clocks change, and totals with and without a month."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from models.records.history import CarriedTotals, Worked, share_of

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("start", "end", "fields", "hours", "rostered"),
    [
        ("2026-10-24 18:00", "2026-10-25 02:00", {}, 9, 8),
        ("2026-10-24 18:00", "2026-10-25 01:30", {}, 7.5, 7.5),
        ("2026-10-24 18:00", "2026-10-25 01:30", {"fold": "first"}, 7.5, 7.5),
        ("2026-10-24 18:00", "2026-10-25 01:30", {"fold": "second"}, 8.5, 7.5),
        ("2026-10-24 18:00", "2026-10-25 02:00", {"length": "8h"}, 8, 8),
        ("2026-10-25 01:30", "2026-10-25 07:00", {"fold": "second"}, 5.5, 5.5),
        ("2027-03-27 18:00", "2027-03-28 02:00", {"fold": "second"}, 7, 8),
        ("2027-03-27 18:00", "2027-03-28 01:30", {}, 7.5, 7.5),  # no such time: as long as the clock would have it
        ("2026-12-04 18:00", "2026-12-05 02:00", {"fold": "second"}, 8, 8),
    ],
)
def test_how_long_it_lasted(start: str, end: str, fields: dict[str, str], hours: float, rostered: float) -> None:
    spell = Worked.model_validate({"person": "SC01", "start": start, "end": end, **fields})
    first, last = spell.instants(LONDON)
    assert first.tzinfo is UTC
    assert (last - first).total_seconds() / 3600 == hours
    assert spell.rostered_minutes == rostered * 60


def test_overlapping_is_half_open() -> None:
    spell = Worked(person="SC01", start=datetime(2026, 12, 4, 18), end=datetime(2026, 12, 5, 2))
    assert spell.overlaps(datetime(2026, 12, 5, 1, 59), datetime(2026, 12, 5, 9))
    assert not spell.overlaps(datetime(2026, 12, 5, 2), datetime(2026, 12, 5, 9))
    assert not spell.overlaps(datetime(2026, 12, 4, 9), datetime(2026, 12, 4, 18))


def test_shares_with_and_without_a_month_add_up() -> None:
    total = CarriedTotals(person="SC01", shares={"late-finish": 3, "2026-11 late-finish": 2, "2026-11 hours": 7.5})
    assert (total.share("late-finish"), total.share("hours"), total.share("weekend")) == (5, 7.5, 0)
    assert total.mentions("hours")
    assert not total.mentions("weekend")
    assert share_of("2026-11 late-finish") == ("2026-11", "late-finish")
    assert share_of("2026-13 late-finish") == (None, "2026-13 late-finish")


def test_half_a_duty_is_no_count() -> None:
    with pytest.raises(ValidationError, match=r"1\.5 2026-11 late-finish is no whole number of duties"):
        CarriedTotals(person="SC01", shares={"2026-11 late-finish": 1.5})
