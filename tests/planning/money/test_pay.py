"""What hours and incidents are worth, computed by hand."""

import pytest

from models.base import Weekday
from roster.planning.money.assumptions import (
    ASSUMPTIONS,
    METHODS,
    AssumptionValues,
    with_demand,
)
from roster.planning.money.pay import enhancement_of, hour_of_pay, incidents_of, officer_hours
from roster.planning.money.tally import DutyKind
from roster.planning.results.money import Case
from tests.planning.money.examples import CENTRAL, kind, with_values
from tests.planning.summary.sweeps import line


@pytest.mark.parametrize(
    ("weekday", "hours", "holiday", "share"),
    [
        (Weekday.MON, 8, False, 0.3),  # 18:00-02:00: six of eight hours after 20:00, so all of it
        (Weekday.FRI, 8, False, 0.3),
        (Weekday.SAT, 8, False, (6 * 0.3 + 2 * 0.6) / 8),
        (Weekday.SUN, 8, False, (6 * 0.6 + 2 * 0.3) / 8),
        (Weekday.SUN, 10, False, (8 * 0.6 + 2 * 0.3) / 10),
        (Weekday.MON, 10, False, 0.3),  # 16:00-02:00: six of ten
        (Weekday.FRI, 8, True, (6 * 0.6 + 2 * 0.3) / 8),  # 25 December 2026
        (Weekday.SAT, 8, True, 0.6),
    ],
)
def test_enhancements(weekday: Weekday, hours: int, holiday: bool, share: float) -> None:
    assert enhancement_of(kind(weekday, hours, holiday=holiday), CENTRAL) == pytest.approx(share)


@pytest.mark.parametrize(
    ("start", "hours", "share"), [(14, 10, 0.0), (15, 10, 0.0), (16, 10, 0.3), (4, 3, 0.3), (7, 10, 0.0)]
)
def test_a_weekday_duty_has_the_rate_of_most_of_its_hours(start: int, hours: int, share: float) -> None:
    made = line("JR-04", Weekday.WED, 1, hours=hours)
    moved = made.model_copy(
        update={"starts": made.starts.replace(hour=start), "ends": made.ends.replace(hour=(start + hours) % 24)}
    )
    # 14:00-00:00 has four hours after 20:00, 15:00-01:00 five of ten: no majority.
    assert enhancement_of(DutyKind.of(moved), CENTRAL) == pytest.approx(share)


def test_those_on_the_fixed_enhancement() -> None:
    values = AssumptionValues(with_values(fixed_share=0.5), Case.CENTRAL)
    assert enhancement_of(kind(Weekday.SUN), values) == pytest.approx(0.5 * 0.525 + 0.5 * 0.25)


def test_an_hour_of_pay() -> None:
    assert pytest.approx(20.88, abs=0.005) == 40_823 / (52.14 * 37.5)  # what pay tables print for 2025/26
    assert hour_of_pay(CENTRAL) == pytest.approx(42_170 / (52.14 * 37.5) * 1.3)


def test_incidents_of_a_duty() -> None:
    assert incidents_of(kind(Weekday.FRI), CENTRAL) == pytest.approx(4.5)
    assert incidents_of(kind(Weekday.FRI, 10), CENTRAL) == pytest.approx(4.5 * (1 + 0.75 * 2 / 8))
    assert incidents_of(kind(Weekday.FRI, 10), AssumptionValues(ASSUMPTIONS, Case.CAUTIOUS)) == pytest.approx(3.1)
    assert incidents_of(kind(Weekday.MON), AssumptionValues(ASSUMPTIONS, Case.CAUTIOUS)) == pytest.approx(3.1 * 0.75)
    assert incidents_of(kind(Weekday.FRI), AssumptionValues(with_values(incidents_per_duty=12), Case.CENTRAL)) == 7
    busy = with_demand(ASSUMPTIONS, ["JR-04"])
    busy["demand of JR-04"] = busy["demand of JR-04"].model_copy(update={"central": 0.5})
    assert incidents_of(kind(Weekday.FRI), AssumptionValues(busy, Case.CENTRAL)) == pytest.approx(2.25)


def test_officers_time_by_each_method_and_never_the_sum() -> None:
    by_method = {
        number: officer_hours(AssumptionValues(with_values(police_method=number), Case.CENTRAL)) for number in METHODS
    }
    assert by_method == {1: pytest.approx(0.5), 2: pytest.approx(64 / 60), 3: pytest.approx(107.5 / 31.31)}
    assert by_method[3] * 31.31 == pytest.approx(107.5)
