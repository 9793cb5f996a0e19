"""Requests: the dates they are for."""

from datetime import date

import pytest
from pydantic import ValidationError

from models.wishes import Request

FRIDAY = date(2026, 12, 4)


def test_dates_of_a_request() -> None:
    """Single dates once each, or a run."""
    one = Request.model_validate({"person": "ann", "wish": "off", "dates": ["2026-12-05", "2026-12-04", "2026-12-05"]})
    run = Request.model_validate({"person": "ann", "wish": "off", "first": "2026-12-04", "last": "2026-12-05"})
    month = (date(2026, 12, 1), date(2026, 12, 31))
    assert one.dates_within(*month) == run.dates_within(*month) == [FRIDAY, date(2026, 12, 5)]
    single = Request.model_validate({"person": "ann", "wish": "off", "first": "2026-12-04"})
    assert single.dates_within(*month) == [FRIDAY]
    assert run.dates_within(date(2026, 12, 5), date(2026, 12, 5)) == [date(2026, 12, 5)]
    endless = Request.model_validate({"person": "ann", "wish": "off", "first": "2026-12-30", "last": "9999-12-31"})
    assert len(endless.dates_within(*month)) == 2
    for wrong in ({}, {"dates": ["2026-12-04"], "first": "2026-12-04"}, {"last": "2026-12-04"}):
        with pytest.raises(ValidationError):
            Request.model_validate({"person": "ann", "wish": "off", **wrong})
