"""Every assumption has a source, and a planner may replace it by another that is possible."""

import pytest
from pydantic import ValidationError

from models.base import Weekday
from roster.planning.money.assumptions import (
    ASSUMPTIONS,
    AssumptionValues,
    with_planners_values,
    wrong_assumptions,
)
from roster.planning.money.pay import incidents_of
from roster.planning.results.money import Case
from roster.planning.scenarios.scenarios import Scenarios
from tests.planning.money.examples import kind


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
