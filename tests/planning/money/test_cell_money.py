"""Money by hand: a cell so small that every amount can be worked out on paper."""

from datetime import date

import pytest

from models.base import Weekday
from models.period import Period
from models.rota import Basis
from roster.planning.money.cell_money import money_of
from roster.planning.money.pay import hour_of_pay
from roster.planning.money.tally import PaidAs, kinds_of, tally
from roster.planning.results.cell import CellResult
from roster.planning.results.money import Case
from tests.planning.money.examples import CENTRAL, a_week, cell, with_values
from tests.planning.summary.sweeps import line


def test_response_time_enters_no_amount() -> None:
    counted = tally(cell(a_week()))
    assert money_of(counted, with_values(response_joint=0, response_usual=9_999)) == money_of(counted)


def test_a_week_by_hand() -> None:
    found = money_of(tally(cell(a_week())), with_values(days=7))
    mid = found.at(Case.CENTRAL)
    assert (found.duties, found.hours) == (2, 18)
    incidents = 4.5 * (1 + 0.75 * 2 / 8) + 4.5
    assert mid.incidents == pytest.approx(incidents)
    assert mid.ambulances_spared == pytest.approx(incidents * 0.52 * 0.79)
    assert mid.ambulance_avoided == pytest.approx(incidents * 0.52 * 0.79 * 419 * 0.8)
    assert mid.officer_hours_spared == pytest.approx(incidents * 0.48 * 1.5 * 64 / 60)
    assert mid.police_avoided == pytest.approx(incidents * 0.48 * 1.5 * 64 / 60 * 31.31)
    hour = 42_170 / (52.14 * 37.5) * 1.3
    assert mid.posts == pytest.approx(37.5 * hour)
    assert mid.unsocial == pytest.approx((9.5 * 0.3 + 7.5 * 0.375) * hour)
    assert mid.beyond_posts == 0
    assert mid.constables == pytest.approx(20 * 31.31)  # two of them for ten hours
    assert mid.volunteers == pytest.approx(2 * 13.5)
    assert mid.cars == 0
    assert mid.cost == pytest.approx(mid.posts + mid.unsocial + mid.constables + mid.volunteers)
    assert mid.net == pytest.approx(mid.avoided - mid.cost)


def test_amounts_are_scaled_to_the_days_asked_for() -> None:
    counted = tally(cell(a_week()))
    week, year = (money_of(counted, with_values(days=days)).at(Case.CENTRAL) for days in (7, 364))
    assert year.cost == pytest.approx(52 * week.cost)
    assert year.avoided == pytest.approx(52 * week.avoided)


def test_months_add_up_and_draws_are_averaged() -> None:
    one = tally(cell(a_week()))
    twice = tally(cell(a_week(draw=1), a_week(draw=2)))
    assert twice == one
    later = a_week().model_copy(update={"period": Period(first=date(2026, 12, 14), last=date(2026, 12, 20))})
    chained = tally(cell(a_week(), later))
    assert chained.planned_days == 14
    assert money_of(chained).at(Case.CENTRAL).cost == pytest.approx(money_of(one).at(Case.CENTRAL).cost)


def test_duties_that_do_not_run_avoid_nothing_and_cost_their_posts_all_the_same() -> None:
    counted = tally(cell(a_week(stood_down=5)))
    assert money_of(counted) == money_of(tally(cell(a_week())))


def test_the_range_runs_from_cautious_to_favourable() -> None:
    found = money_of(tally(cell(a_week())))
    low, mid, high = (found.at(case) for case in Case)
    assert low.avoided < mid.avoided < high.avoided
    assert low.cost > mid.cost > high.cost
    assert low.net < mid.net < high.net


def test_nothing_is_spared_where_an_ambulance_always_comes() -> None:
    found = money_of(tally(cell(a_week())), with_values(conveyed=1))
    assert all(found.at(case).ambulance_avoided == 0 for case in Case)


def test_overtime_and_extra_shifts_cost_their_own_rates() -> None:
    def beyond(*, holiday: bool) -> float:
        made = line("JR-04", Weekday.FRI, 1, holiday=holiday)
        offered = made.model_copy(update={"seats": (made.seats[0].model_copy(update={"basis": Basis.OFFERED}),)})
        month = a_week().model_copy(update={"lines": (offered,), "hours": ()})
        effects = money_of(tally(cell(month)), with_values(days=7)).at(Case.CENTRAL)
        assert effects.unsocial == 0  # enhancements are on standard hours
        return effects.beyond_posts

    assert beyond(holiday=False) == pytest.approx(7.5 * 1.5 * hour_of_pay(CENTRAL))
    assert beyond(holiday=True) == pytest.approx(7.5 * 2 * hour_of_pay(CENTRAL))


def test_roles_whose_pay_is_not_known_are_named_and_not_counted() -> None:
    made = line("JR-04", Weekday.MON, 1)
    odd = made.model_copy(update={"seats": (made.seats[0].model_copy(update={"role": "physiotherapist"}),)})
    found = money_of(tally(cell(a_week().model_copy(update={"lines": (odd,), "hours": ()}))))
    assert found.uncounted == ("physiotherapist",)
    assert found.at(Case.CENTRAL).cost == 0
    assert [PaidAs.of(role) for role in ("paramedic", "special", "special-constable", "constable")] == [
        PaidAs.BAND_6,
        PaidAs.VOLUNTEER,
        PaidAs.VOLUNTEER,
        PaidAs.CONSTABLE,
    ]


def test_a_cell_that_failed_comes_to_nothing() -> None:
    found = money_of(tally(CellResult(id="bad", name="bad", error="no duty")))
    assert all(found.at(case).cost == found.at(case).avoided == 0 for case in Case)
    assert kinds_of([]) == []
