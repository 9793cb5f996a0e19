"""A cell: its figures are those of its rota, its bounds hold, its bottleneck and gains are what solving says."""

import pytest

from roster import api
from roster.planning.solving.cell import solve_cell
from roster.planning.solving.tasks import CellAnswer, CellTask
from roster.planning.summary.proven import is_in_a_row
from tests.constraints.books import posted
from tests.planning.conftest import CHANGES, Book
from tests.planning.solving.cells import solved


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


def test_months_in_a_row_are_proven_one_by_one(small):
    small["people"][1]["caps"] = {"duties_per_month": 1}
    small["people"] = small["people"][1:]
    short = solved(small, {"change": "period", "first": "2026-12-01", "months": 2}, gain_months=0)
    assert is_in_a_row(short)
    assert short.sentence.endswith("proven, each month after the rota of the one before"), short.sentence
