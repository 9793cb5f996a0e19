"""Operators: the one that gained most a second is drawn most often, none is given up, and sizes follow the effort."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from roster.engine.params.groups import NeighbourhoodParams
from roster.engine.search.neighbourhoods.operators import Kind, Operators
from roster.engine.workers.protocol import Solver

PARAMS = NeighbourhoodParams(first_size=100.0, first_size_share=0.0, least_size=20.0)
KINDS = [Kind.DATES, Kind.PEOPLE]


def operators(params: NeighbourhoodParams = PARAMS, candidates: int = 1_000) -> Operators:
    return Operators(KINDS, candidates, np.random.default_rng(1), params)


def drawn(made: Operators, draws: int = 2_000) -> Counter[tuple[Kind, Solver]]:
    return Counter((one.kind, one.solver) for one in (made.choose() for _ in range(draws)))


def test_before_any_trial_the_solver_decides() -> None:
    """As `untried_highs` and `untried_cp_sat` say: one is drawn twice as often as the other."""
    counts = drawn(operators())
    for kind in KINDS:
        assert 1.5 < counts[kind, Solver.HIGHS] / counts[kind, Solver.CP_SAT] < 2.5


def test_what_gains_is_drawn_and_nothing_is_given_up() -> None:
    made = operators()
    for kind in KINDS:
        for solver in Solver:
            (one,) = made.of(kind, solver)
            best = (kind, solver) == (Kind.PEOPLE, Solver.CP_SAT)
            made.learn(one, 0.1 if best else 0.0, 1.0, finished=True, quick=0.5)
    counts = drawn(made)
    assert counts[Kind.PEOPLE, Solver.CP_SAT] > 0.85 * sum(counts.values())
    assert len(counts) == 4


def test_a_weight_forgets_what_was_long_ago() -> None:
    made = operators()
    (one,) = made.of(Kind.DATES, Solver.HIGHS)
    made.learn(one, 0.8, 2.0, finished=True, quick=0.5)
    assert one.weight == pytest.approx(0.4)
    made.learn(one, 0.0, 2.0, finished=True, quick=0.5)
    assert one.weight == pytest.approx(0.4 * PARAMS.memory)


@pytest.mark.parametrize(
    ("seconds", "finished", "factor"),
    [
        (0.1, True, PARAMS.fast_growth),  # very quick
        (0.9, True, PARAMS.growth),
        (1.1, True, 1.0),
        (0.1, False, PARAMS.shrinkage),
    ],
)
def test_the_next_neighbourhood_is_larger_or_smaller(seconds: float, finished: bool, factor: float) -> None:
    made = operators()
    (one,) = made.of(Kind.DATES, Solver.HIGHS)
    made.learn(one, 0.0, seconds, finished=finished, quick=1.0)
    assert one.size == pytest.approx(100.0 * factor)


def test_sizes_have_limits() -> None:
    made = operators(candidates=150)
    (one,) = made.of(Kind.DATES, Solver.HIGHS)
    for _ in range(20):
        made.learn(one, 0.0, 0.1, finished=True, quick=1.0)
    assert one.size == 150
    for _ in range(20):
        made.learn(one, 0.0, 5.0, finished=False, quick=1.0)
    assert one.size == PARAMS.least_size


def test_the_relaxation_doubles_the_operators() -> None:
    made = operators()
    made.add_guided()
    for kind in KINDS:
        assert [one.guided for one in made.of(kind, Solver.HIGHS)] == [False, True]
