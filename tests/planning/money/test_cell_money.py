"""Money by hand: a cell so small that every amount can be worked out on paper."""

from datetime import date

import pytest
from pydantic import ValidationError

from models.base import Weekday
from models.period import Period
from models.rota import Basis
from roster.planning.money.assumptions import (
    ASSUMPTIONS,
    METHODS,
    AssumptionValues,
    with_demand,
    with_planners_values,
    wrong_assumptions,
)
from roster.planning.money.cell_money import money_of
from roster.planning.money.pay import enhancement_of, hour_of_pay, incidents_of, officer_hours
from roster.planning.money.tally import DutyKind, PaidAs, kinds_of, tally
from roster.planning.results.cell import CellResult
from roster.planning.results.money import Assumption, Case
from roster.planning.results.month import HoursLine, MonthResult
from roster.planning.scenarios.scenarios import Scenarios
from tests.planning.summary.sweeps import line

CENTRAL = AssumptionValues(ASSUMPTIONS, Case.CENTRAL)
WEEK = Period(first=date(2026, 12, 7), last=date(2026, 12, 13))


def kind(weekday: Weekday, hours: int = 8, *, holiday: bool = False) -> DutyKind:
    return DutyKind.of(line("JR-04", weekday, 1, hours=hours, holiday=holiday))


def a_week(*, draw: int = 1, stood_down: int = 0) -> MonthResult:
    """One car: a Monday late turn of ten hours with two constables, and a Saturday night with two Specials."""
    lines = (line("JR-04", Weekday.MON, 1, 0, stood_down, hours=10), line("JR-04", Weekday.SAT, 1))
    return MonthResult(
        draw=draw,
        period=WEEK,
        scores=(),
        most_running=2,
        lines=lines,
        hours=(HoursLine(role="paramedic", people=1, salaried=2250, contract=2250),),
    )


def cell(*months: MonthResult) -> CellResult:
    return CellResult(id="one", name="one", months=months)


def with_values(**values: float) -> dict[str, Assumption]:
    """Our figures with some set to a value in every case."""
    changed = {
        name: ASSUMPTIONS[name].model_copy(update=dict.fromkeys(("cautious", "central", "favourable"), value))
        for name, value in values.items()
    }
    return dict(ASSUMPTIONS) | changed


# --- pay


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


# --- incidents and what they spare


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


def test_response_time_enters_no_amount() -> None:
    counted = tally(cell(a_week()))
    assert money_of(counted, with_values(response_joint=0, response_usual=9_999)) == money_of(counted)


def test_the_sources_own_figures() -> None:
    assert pytest.approx(ASSUMPTIONS["officer_hour"].central, abs=0.005) == 65_466 / 2_091
    assert ASSUMPTIONS["ambulance"].central == 419
    assert (ASSUMPTIONS["cycle_joint"].central, ASSUMPTIONS["cycle_usual"].central) == (34, 64)
    assert (ASSUMPTIONS["response_joint"].central, ASSUMPTIONS["response_usual"].central) == (36, 112)
    assert 3 <= ASSUMPTIONS["incidents_per_duty"].cautious <= ASSUMPTIONS["incidents_per_duty"].favourable <= 5
    assert ASSUMPTIONS["most_incidents"].central == 7


def test_every_figure_has_a_source_and_an_assumed_one_says_so() -> None:
    for figure in ASSUMPTIONS.values():
        assert figure.source, figure.name
        assert (
            figure.caveat or figure.standing.value != "assumed" or "not" in figure.source or "as above" in figure.source
        ), figure.name


# --- a whole cell


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


# --- figures of a planner's own


def test_figures_of_ones_own_take_the_places_of_ours() -> None:
    own = Scenarios.model_validate({"money": {"conveyed": [0.4, 0.3, 0.2], "demand of JR-04": 0.5, "days": 31}}).money
    figures = with_planners_values(own)
    assert [figures["conveyed"].at(case) for case in Case] == [0.4, 0.3, 0.2]
    assert figures["conveyed"].source == "the scenarios file"
    assert figures["ambulance"] == ASSUMPTIONS["ambulance"]
    assert incidents_of(kind(Weekday.FRI), AssumptionValues(figures, Case.CENTRAL)) == pytest.approx(2.25)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("conveyd", 0.2, "did you mean 'conveyed'?"),
        ("demand of JR-4", 1, "did you mean 'demand of JR-04'?"),
        ("conveyed", 1.2, "no share"),
        ("police_method", 4, "write 1, 2, 3"),
        ("pay_hours", 0, "divided by it"),
    ],
)
def test_figures_that_cannot_be(name: str, value: float, said: str) -> None:
    own = Scenarios.model_validate({"money": {name: value}}).money
    assert [said in sentence for _, sentence in wrong_assumptions(own, ["JR-04"])] == [True]


@pytest.mark.parametrize("value", [-1, [1, 2], "much", [1, 2, -3], True, float("nan"), None])
def test_only_numbers_are_figures(value: object) -> None:
    with pytest.raises(ValidationError):
        Scenarios.model_validate({"money": {"days": value}})
