"""No bound of columns is above the optimum, wherever generating them is stopped."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.book import Book
from roster.engine.columns.generation import Generation
from roster.engine.columns.graphs.people import NoGraphsError, compiled_people
from roster.engine.model.variable_index import NOWHERE
from roster.engine.params.groups import ColumnParams
from roster.engine.solvers.highs import whole_value
from tests.constraints.random_books import books
from tests.engine.columns.hand_made import FOREVER, HandMade, week
from tests.engine.columns.levels import LevelProgram, level_programs, pinned, solved

QUIET = list(HealthCheck)
MOST_STEPS = 60  # of generating rotas for a tiny book

params = st.builds(
    ColumnParams,
    alike=st.sampled_from([0.0, 0.6, 1.1]),
    most_states=st.sampled_from([1, 2, 3, 4, 5, 20_000]),
    smoothing=st.sampled_from([0.0, 0.6, 0.95]),
    rotas=st.integers(1, 4),
    first_worths=st.sampled_from([(), (0.0,), (0.0, 0.5, 1.0)]),
)


def assert_valid(level: LevelProgram, given: ColumnParams) -> float | None:
    """Compares the bound after each step with the optimum; returns the last bound, None where there are no graphs."""
    try:
        people = compiled_people(level.program, level.structure, given, FOREVER)
    except NoGraphsError:
        return None
    generation = Generation(level.program, people, given, seed=1)
    told: list[float] = []
    for _ in range(MOST_STEPS):
        _, new = generation.step()
        told.append(generation.bound)
        if not new:
            break
    generation.converge(lambda: False, 0.0, told.append)
    assert told[0] > -np.inf
    assert told == sorted(told), "a bound was lowered"
    for bound in told:
        assert whole_value(level.program, bound - generation.constant) <= level.best
    return told[-1]


@settings(max_examples=50, suppress_health_check=QUIET)
@given(books(), params, st.booleans())
def test_random_books(book: Book, given: ColumnParams, join: bool) -> None:
    for level in level_programs(book, join=join):
        assert_valid(level, given)


@settings(max_examples=40, suppress_health_check=QUIET)
@given(books(), params, st.randoms(use_true_random=False))
def test_other_prices_and_fixed_decisions(book: Book, given: ColumnParams, draws: random.Random) -> None:
    """Prices drawn anew, many below 0, for decisions and for what follows from them; some decisions fixed to 1 or 0."""
    for level in level_programs(book):
        costs = np.array([draws.choice([0, 0, -60, 30, 7]) for _ in range(level.program.size)], dtype=np.int64)
        decisions = np.flatnonzero(level.structure.person != NOWHERE).tolist()
        for pins in (0, 1, 3):
            chosen = {index: draws.randint(0, 1) for index in draws.sample(decisions, min(pins, len(decisions)))}
            priced = replace(level, program=replace(level.program, costs=costs))
            if (attacked := pinned(priced, chosen)) is not None:
                assert_valid(attacked, given)
        break


@pytest.mark.slow
@settings(max_examples=300, suppress_health_check=QUIET)
@given(books(people=7, duties=12), params, st.booleans(), st.randoms(use_true_random=False))
def test_many_random_books(book: Book, given: ColumnParams, join: bool, draws: random.Random) -> None:
    for level in level_programs(book, join=join):
        assert_valid(level, given)
        costs = np.array([draws.choice([0, 0, -60, 30, 7]) for _ in range(level.program.size)], dtype=np.int64)
        attacked = solved(replace(level.program, costs=costs), level.structure, level.constants)
        assert attacked is not None
        assert_valid(attacked, given)


# --- attacks by hand


def ending(made: HandMade, **given: float) -> tuple[float, int]:
    """The last bound of a program, and its optimum."""
    level = solved(made.program, made.structure)
    assert level is not None
    bound = assert_valid(level, ColumnParams(**given))  # type: ignore[arg-type]
    assert bound is not None
    return bound * level.program.granularity, level.best


def test_the_bound_of_a_covered_week_is_its_optimum() -> None:
    """Four dates for two people of whom each works one for nothing: the other two cost 7 each."""
    made, decisions = week(2, 4)
    for row in decisions:
        made.excess((dict.fromkeys(row, 1), -1), costs=(7,))
    assert ending(made) == (pytest.approx(14.0), 14)


def test_an_excess_that_earns_something() -> None:
    """The rows allow any excess: the program takes it whole, though nothing is worked."""
    made, decisions = week(2, 3)
    for row in decisions:
        made.excess((dict.fromkeys(row, 1), -1), sizes=(5,), costs=(-3,))
    bound, best = ending(made)
    assert best == -30
    assert bound <= best


def test_a_later_band_that_costs_less() -> None:
    """The rows allow to fill the cheap band first, which is defined to be filled last."""
    made, decisions = week(2, 4, cover=2)
    for row in decisions:
        made.excess((dict.fromkeys(row, 1), -1), sizes=(1, 5), costs=(6, 1))
    bound, best = ending(made)
    assert best == 6
    assert bound <= best


@pytest.mark.parametrize("links", [False, True])
def test_a_row_that_a_greater_excess_helps(links: bool) -> None:
    """Some excess is asked for: the rows allow to take it, though no work makes it."""
    made, decisions = week(2, 3)
    over = [made.excess((dict.fromkeys(row, 1), -3), sizes=(5,), costs=(2,))[0] for row in decisions]
    if links:
        made.row(dict.fromkeys(over, 1), least=3)
    else:
        for row, one in zip(decisions, over, strict=True):
            made.row({one: 1, row[0]: -1}, least=1)
    bound, best = ending(made)
    assert best == 6
    assert bound <= best


def test_rows_with_an_equal_sign() -> None:
    """Each date exactly one of three people, and as many dates for the first as for the second."""
    made = HandMade()
    decisions = [[made.decision(person, date, cost=person + date) for date in range(4)] for person in range(3)]
    for date in range(4):
        made.row({row[date]: 1 for row in decisions}, least=1, most=1)
    made.row({**dict.fromkeys(decisions[0], 1), **dict.fromkeys(decisions[1], -1)}, least=0, most=0)
    for row in decisions:
        made.excess((dict.fromkeys(row, -1), 1), sizes=(1,), costs=(10,))
    bound, best = ending(made)
    assert best - 2 <= bound <= best


@pytest.mark.parametrize("most_states", range(1, 6))
def test_counts_that_are_left_to_rows(most_states: int) -> None:
    made, decisions = week(3, 5, cover=2)
    for number, row in enumerate(decisions):
        made.excess(({index: 1 + date + number for date, index in enumerate(row)}, -4), sizes=(30,), costs=(3,))
        made.row(dict.fromkeys(row, 1), least=1, most=4)
    bound, best = ending(made, most_states=most_states)
    assert bound <= best
