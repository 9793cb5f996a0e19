"""The next period's book: what stays, and what goes with the days it spoke of."""

import copy
from datetime import date
from typing import Any

import pytest

from models.period import Period
from roster.lifecycle.next_period import balance_left, following, next_period
from tests.conftest import SMALL
from tests.io.conftest import with_rota

Raw = dict[str, Any]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-12-01", "2026-12-31", ("2027-01-01", "2027-01-31")),
        ("2027-01-01", "2027-01-31", ("2027-02-01", "2027-02-28")),
        ("2028-01-01", "2028-01-31", ("2028-02-01", "2028-02-29")),
        ("2027-01-01", "2027-03-31", ("2027-04-01", "2027-06-30")),
        ("2026-01-01", "2026-12-31", ("2027-01-01", "2027-12-31")),
        ("2026-11-02", "2026-11-29", ("2026-11-30", "2026-12-27")),
        ("2026-12-15", "2026-12-31", ("2027-01-01", "2027-01-17")),
    ],
)
def test_the_period_that_follows(first: str, last: str, expected: tuple[str, str]) -> None:
    """Whole months are followed by as many, anything else by as many days."""
    found = following(Period(first=date.fromisoformat(first), last=date.fromisoformat(last)))
    assert (str(found.first), str(found.last)) == expected


def test_what_speaks_of_past_days_goes_and_what_is_still_to_come_stays() -> None:
    off_road = [{"first": "2026-12-15"}, {"first": "2026-12-30", "last": "2027-01-02"}]
    raw = copy.deepcopy(SMALL) | {
        "name": "Kent, December 2026",
        "vehicles": [
            {"id": "CAR", "call_signs": ["JR-04"], "off_road": off_road}
        ],
        "requests": [
            {"person": "SC01", "wish": "off", "dates": ["2026-12-25"]},
            {"person": "SC01", "wish": "off", "dates": ["2026-12-31", "2027-01-01"]},
        ],
        "pins": [{"person": "SC01", "duty": "JR-04@2026-12-04"}],
        "derogations": [
            {"rule": "daily-rest", "person": "SC01", "first": day, "reason": "x"}
            for day in ("2026-12-04", "2027-01-08")
        ],
        "worked": [{"person": "SC01", "start": "2026-12-02 10:00", "end": "2026-12-02 12:00", "kind": "elsewhere"}],
        "rules": [*SMALL["rules"], {"kind": "daily-rest"}],
    }  # fmt: skip
    raw["services"][0] |= {
        "added_dates": ["2026-12-31", "2027-01-07"],
        "priority_dates": {"2026-12-25": 20, "2027-01-01": 15},
    }
    raw["people"][2] |= {
        "offers": [
            {"dates": ["2026-12-04", "2027-01-08"]},
            {"dates": ["2026-12-05"]},
            {"weekdays": ["fri"]},
            {"weekdays": ["sat"], "last": "2026-12-31"},
        ],
        "absences": [
            {"kind": "annual leave", "first": "2026-12-07", "last": "2026-12-09"},
            {"kind": "annual leave", "first": "2026-12-28", "last": "2027-01-02", "hours": 30},
        ],
        "day_job": [{"dates": ["2026-12-01"], "start": "09:00", "end": "17:00"}],
    }
    raw["people"][3]["day_job"] = [
        {"weekdays": ["mon"], "removed_dates": ["2026-12-28", "2027-01-04"], "start": "09:00", "end": "17:00"}
    ]
    book, _ = with_rota(
        raw, [("P01", "JR-04@2026-12-11/peak", "paramedic"), ("SC01", "JR-04@2026-12-11/peak", "police")]
    )
    from roster import api

    found = next_period(api.ready(book).admission.facts).model_dump(mode="json", exclude_defaults=True)
    assert found["name"] == "Kent, January 2027"
    assert found["period"] == {"first": "2027-01-01", "last": "2027-01-31"}
    assert [span["first"] for span in found["vehicles"][0]["off_road"]] == ["2026-12-30"]
    assert [request["dates"] for request in found["requests"]] == [["2026-12-31", "2027-01-01"]]
    assert [item["first"] for item in found["derogations"]] == ["2027-01-08"]
    assert not {"pins", "worked", "carried_in", "published", "rota"} & set(found)
    assert found["services"][0]["added_dates"] == ["2027-01-07"]
    assert found["services"][0]["priority_dates"] == {"2027-01-01": 15}
    person = found["people"][2]
    assert person["offers"] == [{"dates": ["2027-01-08"]}, {"weekdays": ["fri"]}]
    assert person["absences"] == [{"kind": "annual leave", "first": "2027-01-01", "last": "2027-01-02", "hours": 6}]
    assert "day_job" not in person
    assert found["people"][3]["day_job"][0]["removed_dates"] == ["2027-01-04"]


@pytest.mark.parametrize(
    ("posting", "person", "worked", "expected"),
    [
        # 31 days of 37.5 hours a week are 166.07; a night is 7.5 paid hours.
        ({}, {}, [], 158.5667),
        ({"balance": -20}, {}, [], 138.5667),
        ({}, {"absences": [{"kind": "annual leave", "first": "2026-12-07", "last": "2026-12-09"}]}, [], 136.0667),
        ({}, {}, [{"start": "2026-12-04 18:00", "end": "2026-12-05 04:00"}], 156.5667),
        ({}, {}, [{"start": "2026-12-04 18:00", "end": "2026-12-05 02:00", "no_show": True}], 166.0667),
        ({"first": "2027-01-11", "balance": 3}, {}, [], 3),
    ],
)
def test_the_balance_a_period_leaves(posting: Raw, person: Raw, worked: list[Raw], expected: float) -> None:
    raw = copy.deepcopy(SMALL)
    raw["people"][0] = {"id": "P01", "role": "paramedic", "posting": {"hours_per_week": 37.5, **posting}, **person}
    raw["worked"] = [{"person": "P01", **item} for item in worked]
    seats = [] if "first" in posting else [("P01", "JR-04@2026-12-04/peak", "paramedic")]
    book, _ = with_rota(raw, seats)
    from roster import api

    facts = api.ready(book).admission.facts
    assert balance_left(facts, facts.people["P01"]) == pytest.approx(expected, abs=0.01)
    assert balance_left(facts, facts.people["P02"]) == 0


def test_an_offer_of_the_eve_goes_on_where_its_window_reaches_over_midnight() -> None:
    """The evening of 31 December may hold a duty of 1 January; the whole day, or a window up to midnight, is past."""
    from roster import api

    window = {"start": "18:00", "end": "08:00"}
    raw = copy.deepcopy(SMALL)
    raw["people"][2]["offers"] = [
        {"dates": ["2026-12-30", "2026-12-31"], **window},
        {"dates": ["2026-12-31"]},
        {"dates": ["2026-12-31"], "start": "18:00", "end": "00:00"},
        {"weekdays": ["thu"], "last": "2026-12-31", **window},
        {"weekdays": ["thu"], "last": "2026-12-30", **window},
        {"weekdays": ["thu"], "last": "2026-12-31"},
    ]
    job = {"start": "22:00", "end": "06:00"}
    raw["people"][2]["day_job"] = [{"dates": ["2026-12-29", "2026-12-30", "2026-12-31"], **job}]
    book, _ = with_rota(raw, [])
    found = next_period(api.ready(book).admission.facts).model_dump(mode="json", exclude_defaults=True)
    assert found["people"][2]["offers"] == [
        {"dates": ["2026-12-31"], **window},
        {"weekdays": ["thu"], "last": "2026-12-31", **window},
    ]
    assert found["people"][2]["day_job"] == [{"dates": ["2026-12-30", "2026-12-31"], **job}]
