"""Figures over draws, and whether their mean is known."""

from roster.planning.solving.cell_figures import students_t
from tests.planning.solving.cells import solved


def test_draws_spread_and_are_known_to_be_few(small):
    draws = {"months": 6, "away": [{"kind": "sickness", "rate": 0.4, "lasting": "week"}]}
    result = solved(small, draws=draws, gain_months=0)
    cover = result.figures.cover
    assert len(result.months) == 6
    assert cover.p10 <= cover.median <= cover.p90
    assert cover.p10 < cover.p90
    assert result.converged is False
    assert solved(small, gain_months=0).converged is None


def test_few_draws_are_known_the_less_for_it():
    assert [round(students_t(free), 2) for free in (1, 2, 4, 9, 29)] == [12.71, 4.3, 2.77, 2.26, 2.05]
