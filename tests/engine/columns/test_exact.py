"""Definitions whose variable the rows pin, bounds that single rows tighten, and prices that are smoothed."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from roster.engine.columns.graphs.exact import ExactDefinitions
from roster.engine.columns.smoothing import Smoothing
from roster.engine.columns.tightened import tightened
from roster.engine.params.groups import ColumnParams
from roster.engine.solvers.integer_program import UNBOUNDED
from tests.engine.columns.hand_made import HandMade, Terms, week
from tests.engine.solvers.programs import Plain, ints


def test_a_sum_is_exact_with_both_its_rows() -> None:
    """Whether somebody works on a date: as great as the date's two decisions, and no greater."""
    made = HandMade()
    date = [made.decision(0, 0, kind=kind) for kind in range(2)]
    (works,) = made.excess((dict.fromkeys(date, 1), 0), sizes=(1,))
    assert 0 not in ExactDefinitions(made.program, made.structure)
    made.row({**dict.fromkeys(date, 1), works: -1}, least=0)
    assert 0 in ExactDefinitions(made.program, made.structure)


@pytest.mark.parametrize(
    ("after_rest", "on_duty", "exact"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_the_first_date_of_a_run(after_rest: bool, on_duty: bool, exact: bool) -> None:
    """It begins with a duty, and after a date without one: both rows are needed to pin it."""
    made = HandMade()
    before, now = made.decision(0, 0), made.decision(0, 1)
    (begins,) = made.excess(({now: 1, before: -1}, 0), sizes=(1,))
    if on_duty:
        made.row({begins: 1, now: -1}, most=0)
    if after_rest:
        made.row({begins: 1, before: 1}, most=1)
    assert (0 in ExactDefinitions(made.program, made.structure)) is exact


def test_a_row_that_fixes_a_level_pins_nothing() -> None:
    """It holds for this level alone, and by values that are defined."""
    made, decisions = week(1, 2)
    (over,) = made.excess((dict.fromkeys(decisions[0], 1), -2), sizes=(1,))
    made.row({over: 1}, most=0, fixes=True)
    assert 0 not in ExactDefinitions(made.program, made.structure)


@pytest.mark.parametrize("same_date", [False, True])
def test_nobody_takes_two_duties_on_a_date(same_date: bool) -> None:
    """What is beyond 1 of two duties is 0 on one date; on two dates it is 1, and the rows allow 2."""
    made = HandMade()
    pair = [made.decision(0, 0 if same_date else number, kind=number) for number in range(2)]
    (over,) = made.excess((dict.fromkeys(pair, 1), -1), sizes=(2,))
    made.row({**dict.fromkeys(pair, -2), over: 1}, most=-2)
    assert (0 in ExactDefinitions(made.program, made.structure)) is same_date


@pytest.mark.parametrize("seed", range(40))
def test_random_definitions_are_exact_where_no_case_allows_more(seed: int) -> None:
    """Compared with every value of every variable."""
    draws = random.Random(seed)
    made = HandMade()
    decisions = [made.decision(0, date) for date in range(4)]

    def terms(factors: tuple[int, ...]) -> Terms:
        return {index: factor for index, factor in zip(decisions, draws.choices(factors, k=4), strict=True) if factor}

    sums = [(terms((-1, 0, 1, 2)), draws.randint(-2, 1)) for _ in range(draws.randint(1, 2))]
    size = draws.randint(1, 3)
    (value,) = made.excess(*sums, sizes=(size,))
    caps = [(terms((-1, 0, 1)), draws.randint(1, 2), draws.randint(0, 2)) for _ in range(3)]
    caps += [({index: -factor for index, factor in one.items()}, 1, offset) for one, offset in sums]
    known = {index for one, _ in sums for index in one}
    caps = [(one, factor, most) for one, factor, most in caps if one.keys() <= known]
    for one, factor, most in caps:
        made.row({**one, value: factor}, most=most)
    program = made.program

    def allowed(taken: dict[int, int]) -> tuple[int, int]:
        defined = max(sum(factor * taken[i] for i, factor in one.items()) + offset for one, offset in sums)
        greatest = min(
            [size, *((most - sum(factor * taken[i] for i, factor in one.items())) // own for one, own, most in caps)]
        )
        return min(size, max(0, defined)), greatest

    cases = [allowed(dict(zip(decisions, taken, strict=True))) for taken in itertools.product((0, 1), repeat=4)]
    expected = all(greatest <= defined for defined, greatest in cases)
    assert (0 in ExactDefinitions(program, made.structure)) is expected


def test_rows_with_one_free_variable_tighten_it_and_then_the_next() -> None:
    """The first is fixed to 0, so the second is at most 3, and the third at least 2 and at most 4."""
    program = Plain(
        [(0, 0), (0, 9), (0, 9), (0, 1)],
        [0, 0, 0, 0],
        0,
        [
            (-UNBOUNDED, 7, [(0, 5), (1, 2)]),
            (2, 4, [(2, 1), (0, 3)]),
            (0, 0, [(3, -1)]),
        ],
        [False] * 3,
    ).program
    tight = tightened(program)
    assert tight.lower.tolist() == [0, 0, 2, 0]
    assert tight.upper.tolist() == [0, 3, 4, 0]


def test_a_chain_is_fixed_to_its_end() -> None:
    bounds, rows = [(1, 1)] + [(0, 5)] * 4, [(0, 0, [(place, 1), (place + 1, -1)]) for place in range(4)]
    tight = tightened(Plain(bounds, [0] * 5, 0, rows, [False] * 4).program)
    assert tight.lower.tolist() == tight.upper.tolist() == [1] * 5


def test_a_row_that_cannot_be_kept_changes_nothing() -> None:
    program = Plain([(0, 1)], [0], 0, [(2, 3, [(0, 1)])], [False]).program
    tight = tightened(program)
    assert (tight.lower.tolist(), tight.upper.tolist()) == ([0], [1])


@pytest.mark.parametrize("seed", range(30))
def test_tightened_programs_have_the_same_solutions(seed: int) -> None:
    draws = random.Random(seed)
    bounds = [(0, draws.randint(0, 2)) for _ in range(4)]
    rows = []
    for _ in range(4):
        members = draws.sample(range(4), draws.randint(1, 2))
        least = draws.choice([-UNBOUNDED, draws.randint(-2, 1)])
        most = draws.choice([UNBOUNDED, draws.randint(0, 3)])
        rows.append((least, max(least, most), [(index, draws.choice([-2, -1, 1, 3])) for index in members]))
    program = Plain(bounds, [1] * 4, 0, rows, [False] * 4).program
    tight = tightened(program)
    for values in itertools.product(range(3), repeat=4):
        assert tight.accepts(ints(values)) == program.accepts(ints(values))


def test_smoothing_comes_nearer_to_the_mixture_with_each_try() -> None:
    smoothing, duals = Smoothing(ColumnParams(smoothing=0.8)), np.array([1.0, -1.0])
    assert smoothing.between(duals, 0) is duals
    smoothing.best = np.zeros(2)
    assert smoothing.between(duals, 0).tolist() == pytest.approx([0.2, -0.2])
    assert smoothing.between(duals, 1).tolist() == pytest.approx([0.4, -0.4])
    assert smoothing.between(duals, 4) is duals


@pytest.mark.parametrize(("slope", "share"), [(1.0, 0.7), (-1.0, 0.82)])
def test_smoothing_learns_where_the_bound_grows(slope: float, share: float) -> None:
    """Towards the mixture: nearer to it from now on. Away from it: nearer to the best."""
    smoothing = Smoothing(ColumnParams(smoothing=0.8, smoothing_less=0.1, smoothing_more=0.1))
    smoothing.best = np.zeros(1)
    smoothing.learn(np.ones(1), np.array([slope]))
    assert smoothing.between(np.ones(1), 0).tolist() == pytest.approx([1 - share])
