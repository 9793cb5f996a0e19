"""A cell: its figures are those of its rota, its bounds hold, its bottleneck and gains are what solving says."""

from typing import Any

import pytest

from roster import api
from roster.planning.results.cell import CellResult
from roster.planning.solving.cell import solve_cell
from roster.planning.solving.cell_figures import students_t
from roster.planning.solving.tasks import CellAnswer, CellOptions, CellTask
from roster.planning.summary.proven import is_in_a_row
from tests.constraints.books import posted
from tests.planning.conftest import CHANGES, Book, Sampling


def solved(raw: dict[str, Any], *changes: dict[str, Any], draws: Any = None, **options: Any) -> CellResult:
    task = CellTask(
        "cell",
        "Cell",
        Book.model_validate(raw),
        CHANGES.validate_python(changes),
        draws=Sampling.model_validate(draws or {}),
        options=CellOptions(**options),
    )
    result = CellAnswer.model_validate_json(solve_cell(task)).result
    assert result.error is None, result.error
    return result


def test_figures_are_those_of_the_book_solved(small):
    result = solved(small)
    book = api.solve(Book.model_validate(small))
    (month,) = result.months
    assert (month.duties, month.running) == (8, 8)
    assert sum(line.promised for line in month.hours) == 3 * 16 * 60
    unmet = sum(line.to_go for line in api.hours(book))
    assert sum(line.promise_unmet for line in month.hours) == unmet
    assert result.figures.promise_unmet.median == unmet / 60
    assert result.figures.cover.median == 1
    assert result.sentence == "all 8 duties run"


def test_seats_are_counted_with_their_hours(small):
    (month,) = solved(small).months
    lines = month.lines
    assert {(line.weekday.value, line.duties) for line in lines if not line.holiday} == {("fri", 4), ("sat", 4)}
    paramedics = [seat for line in lines for seat in line.seats if seat.role == "paramedic"]
    assert sum(seat.people for seat in paramedics) == 8
    assert sum(seat.minutes for seat in paramedics) == 8 * 480
    assert sum(seat.paid_minutes for seat in paramedics) == 8 * 450
    assert sum(line.running_minutes for line in lines) == 8 * 480


def test_bank_holidays_stand_apart(small):
    small["organisations"][0]["holidays"] = {"country": "GB", "subdivision": "ENG"}
    (month,) = solved(small).months
    days = {(line.weekday.value, line.duties) for line in month.lines if line.holiday}
    assert days == {("fri", 1), ("sat", 1)}  # Christmas Day and Boxing Day


def test_a_shortage_is_told_with_its_bound_and_bottleneck(small):
    small["people"][0]["caps"] = {"duties_per_month": 3}
    small["people"][1]["caps"] = {"duties_per_month": 2}
    result = solved(small)
    assert result.sentence == "5 of 8 duties run, 62.5 %: the most there can be with 2 paramedics, proven"
    found = result.bottleneck
    assert (found.kind, found.names, found.roles, found.most) == ("seat", ("paramedic",), ("paramedic",), 3)
    assert found.proven
    assert len(found.duties) == 3
    assert set(found.duties) <= {item.duty for item in result.rota.duties}
    assert [(gain.role, gain.running, gain.most) for gain in result.gains] == [("paramedic", 2, 2), ("special", 0, 0)]


def test_the_narrowest_bottleneck_comes_first(small):
    small["rules"].append({"kind": "crew-qualification", "qualification": "driver"})
    small["people"][2]["caps"] = small["people"][3]["caps"] = {"duties_per_month": 1}
    found = solved(small).bottleneck
    assert (found.kind, found.names, found.most) == ("qualification", ("driver",), 6)


def test_a_vehicle_may_be_what_lacks(small):
    small["vehicles"] = [
        {"id": "CAR", "call_signs": ["JR-04"], "off_road": [{"first": "2026-12-04", "last": "2026-12-05"}]}
    ]
    found = solved(small).bottleneck
    assert (found.kind, len(found.duties)) == ("vehicle", 2)


def test_where_no_seat_alone_helps_both_do(small):
    for person in small["people"]:
        person["offers"] = [{"dates": ["2026-12-04"]}]
    found = solved(small).bottleneck
    assert (found.kind, set(found.names), len(found.duties)) == ("seat", {"paramedic", "police"}, 7)


def test_overtime_and_additional_shifts(small):
    small["people"][0] |= {"posting": posted(7.5, "fri"), "offers": [{"weekdays": ["sat"]}]}
    small["people"][1]["offers"] = [{"dates": ["2026-12-05"]}]
    (month,) = solved(small).months
    line = next(line for line in month.hours if line.role == "paramedic")
    assert line.rostered == 4 * 450  # 33 h of contract are four Fridays
    assert line.overtime_duties + line.extra_duties == 4
    assert line.extra_duties <= 1
    assert line.overtime == line.overtime_duties * 450


def test_a_bad_cell_says_why(small):
    small["pins"] = []
    small["rules"].append({"kind": "minimum-hours", "hours": 16})
    task = CellTask(
        "cell",
        "Cell",
        Book.model_validate(small),
        CHANGES.validate_python([{"change": "rule", "rule": "minimum-hours", "values": {"hourz": 3}}]),
    )
    result = CellAnswer.model_validate_json(solve_cell(task)).result
    assert "'hourz'" in result.error
    assert result.months == ()
    assert result.figures is None


def test_months_in_a_row_remember_one_another(small):
    small["people"][0] |= {"posting": posted(20), "offers": []}
    small["people"] = [person for person in small["people"] if person["id"] != "P02"]
    result = solved(small, {"change": "period", "first": "2026-12-01", "months": 3}, gain_months=0)
    assert [f"{month.period.first:%b}" for month in result.months] == ["Dec", "Jan", "Feb"]
    owed = [line.contract for month in result.months for line in month.hours if line.role == "paramedic"]
    left = [line.contract_unmet for month in result.months for line in month.hours if line.role == "paramedic"]
    assert owed[1] > owed[0]
    assert owed[1] == pytest.approx(left[0] + 20 * 60 * 31 / 7, abs=2)


def test_draws_spread_and_are_known_to_be_few(small):
    draws = {"months": 6, "away": [{"kind": "sickness", "rate": 0.4, "lasting": "week"}]}
    result = solved(small, draws=draws, gain_months=0)
    cover = result.figures.cover
    assert len(result.months) == 6
    assert cover.p10 <= cover.median <= cover.p90
    assert cover.p10 < cover.p90
    assert result.converged is False
    assert solved(small, gain_months=0).converged is None


def test_the_bound_holds_where_duties_weigh_differently(small):
    small["services"][0]["priority_dates"] = {"2026-12-04": 1000, "2026-12-05": 1}
    for person in small["people"][:2]:
        person["caps"] = {"duties_per_month": 2}
    (month,) = solved(small).months
    assert (month.running, month.most_running) == (4, 4)


def test_cover_on_another_level_has_no_bound(small):
    small["rules"].append({"kind": "crew-cover", "level": "hours"})
    result = solved(small, gain_months=0)
    assert (result.error, result.months[0].most_running) == (None, 8)


def test_months_in_a_row_are_proven_one_by_one(small):
    small["people"][1]["caps"] = {"duties_per_month": 1}
    small["people"] = small["people"][1:]
    short = solved(small, {"change": "period", "first": "2026-12-01", "months": 2}, gain_months=0)
    assert is_in_a_row(short)
    assert short.sentence.endswith("proven, each month after the rota of the one before"), short.sentence


def test_few_draws_are_known_the_less_for_it():
    assert [round(students_t(free), 2) for free in (1, 2, 4, 9, 29)] == [12.71, 4.3, 2.77, 2.26, 2.05]


@pytest.mark.parametrize(("rate", "more"), [(0, 3), (1, 0)])
def test_one_more_is_away_by_chance_as_others_are(small, rate, more):
    small["people"] = [person for person in small["people"] if person["id"] != "P02"]
    small["people"][0]["caps"] = {"duties_per_month": 5}
    draws = {"away": [{"kind": "sickness", "rate": 0}]}
    newcomer = {"change": "away", "kind": "sickness", "rate": rate, "roles": ["paramedic"]}
    result = solved(small, newcomer, draws=draws, gains=("paramedic",))
    (gain,) = result.gains
    assert gain.running == more
