"""Dives and the search around them: what they hand out is legal, and they come to an end."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.book import Book
from roster.engine.columns.dive import Dive
from roster.engine.columns.generation import Generation
from roster.engine.columns.graphs.graph import FREE
from roster.engine.columns.graphs.people import NoGraphsError, compiled_people
from roster.engine.columns.master import Mixture
from roster.engine.columns.search import ColumnSearch
from roster.engine.params.groups import ColumnParams
from roster.engine.solvers import cpsat_on_program
from roster.engine.solvers.highs import Effort
from roster.engine.solvers.integer_program import Ints
from tests.constraints.random_books import books
from tests.engine.columns.hand_made import FOREVER, HandMade, week
from tests.engine.columns.levels import LevelProgram, level_programs, solved

QUIET = list(HealthCheck)
MOST_MIXTURES = 2_000  # that one dive of a tiny book looks at

params = st.builds(
    ColumnParams,
    rotas_kept=st.sampled_from([3, 2_500]),
    batch=st.sampled_from([0.1, 1.0]),
    tolerance=st.sampled_from([0.0, 0.004]),
    rounds=st.integers(1, 3),
)


def ward(people: int = 6, dates: int = 10) -> LevelProgram:
    """A ward in little: two a date, runs of two to three, at most six dates, wishes; each with another past."""
    made, decisions = week(people, dates, cover=2, price=20)
    for person, row in enumerate(decisions):
        for date, index in enumerate(row):
            made.costs[index] = (7 * person + 5 * date) % 4
        for first in range(dates - 3):
            made.row(dict.fromkeys(row[first : first + 4], 1), most=3)
            one, two, three = row[first : first + 3]
            made.excess(({one: -1, two: 1, three: -1}, 0), sizes=(1,), costs=(6,))
        made.excess((dict.fromkeys(row, 1), person % 3 - 4), sizes=(9,), costs=(8,))
    level = solved(made.program, made.structure)
    assert level is not None
    return level


def generation_of(level: LevelProgram, given: ColumnParams) -> Generation:
    """Column generation from the start."""
    return Generation(level.program, compiled_people(level.program, level.structure, given, FOREVER), given, 1)


def searched(level: LevelProgram, given: ColumnParams, seconds: float, seed: int = 1) -> tuple[list[int], list[Ints]]:
    """The bounds and solutions that a search tells."""
    bounds: list[int] = []
    solutions: list[Ints] = []
    search = ColumnSearch(level.program, level.structure, given, seconds=seconds, seed=seed)
    while not search.over:
        search.turn(None, bounds.append, solutions.append)
    return bounds, solutions


def assert_true(level: LevelProgram, bounds: list[int], solutions: list[Ints]) -> None:
    """Solutions are legal, each better than the one before, and none is below a bound."""
    assert all(bound <= level.best for bound in bounds)
    assert all(level.program.accepts(solution) for solution in solutions)
    values = [level.program.value(solution) for solution in solutions]
    assert values == sorted(set(values), reverse=True)
    assert all(value >= level.best for value in values)


@settings(max_examples=12, suppress_health_check=QUIET)
@given(books(), params)
def test_random_books(book: Book, given: ColumnParams) -> None:
    for level in level_programs(book):
        try:
            assert_true(level, *searched(level, given, 0.15))
        except NoGraphsError:
            continue


def test_a_ward_is_searched_until_it_is_proven() -> None:
    """It ends by itself, long before its time is up."""
    level = ward()
    bounds, solutions = searched(level, ColumnParams(), 300.0)
    assert_true(level, bounds, solutions)
    assert level.program.value(solutions[-1]) == level.best
    assert max(bounds) == level.best


def test_dives_begin_with_a_rota_that_others_found() -> None:
    """No first dive: the search cannot know how long it takes, and has next to no time by its estimate."""
    level = ward()
    given = ColumnParams(dive_needs=1e9)
    _, (*_, best) = searched(level, ColumnParams(), 300.0)
    worse: list[Ints] = []
    search = ColumnSearch(level.program, level.structure, given, seconds=300.0, seed=1)
    any_legal = replace(level.program, costs=np.zeros_like(level.program.costs))
    start = cpsat_on_program.minimise(any_legal, None, Effort(60.0)).solution
    assert start is not None
    assert level.program.value(start) > level.best
    search.turn(start, lambda bound: None, worse.append)
    assert worse == []
    while not search.over:
        search.turn(worse[-1] if worse else start, lambda bound: None, worse.append)
    assert_true(level, [], worse)
    assert level.program.value(worse[-1]) == level.best == level.program.value(best)


def test_a_better_rota_of_others_is_taken_up() -> None:
    """Proven at once: the search needs to find nothing itself."""
    level = ward()
    _, (*_, best) = searched(level, ColumnParams(), 300.0)
    found: list[Ints] = []
    search = ColumnSearch(level.program, level.structure, ColumnParams(dive_needs=1e9), seconds=300.0, seed=1)
    for _ in range(2):
        search.turn(best, lambda bound: None, found.append)
    assert search.over
    assert found == []


def test_a_search_with_next_to_no_time_ends() -> None:
    for seconds in (0.0, 0.05, 0.1):
        with suppress(NoGraphsError):
            assert_true(ward(), *searched(ward(), ColumnParams(), seconds))


def test_the_same_seed_gives_the_same_again() -> None:
    first, second = (searched(ward(), ColumnParams(), 300.0, seed=5) for _ in range(2))
    assert first[0] == second[0]
    assert np.array_equal(first[1], second[1])


@pytest.mark.parametrize("tolerance", [0.0, 0.004])
@pytest.mark.parametrize("batch", [0.1, 1.0])
def test_a_dive_that_steps_back_comes_to_an_end(tolerance: float, batch: float) -> None:
    """Each mixture costs more than the one before it: the dive steps back whenever it may."""
    level = ward()
    generation = generation_of(level, ColumnParams(tolerance=tolerance, batch=batch))
    generation.converge(lambda: False, 0.0)
    solve, looks = generation.master.solve, 0

    def dearer() -> Mixture:
        nonlocal looks
        looks += 1
        assert looks < MOST_MIXTURES, "the dive goes round in a circle"
        return replace(solve(), value=1_000.0 * looks)

    generation.master.solve = dearer  # type: ignore[method-assign]
    shape = (len(generation.people.graphs), len(generation.people.graphs[0].graph.steps))
    options = Dive(generation, np.full(shape, FREE), FOREVER).run()
    assert options is None or (options != FREE).all()


def test_what_is_fixed_from_the_start_stays() -> None:
    level = ward()
    generation = generation_of(level, ColumnParams())
    mixture = generation.converge(lambda: False, 0.0)
    rota = next(rota.options for number, rota in generation.master.rotas if number == 2)
    fixed = np.full((6, 10), FREE)
    fixed[2] = rota
    options = Dive(generation, fixed.copy(), FOREVER).run()
    assert options is not None
    assert np.array_equal(options[2], rota)
    # All rotas are let in again.
    assert generation.master.solve().value == pytest.approx(mixture.value)


def test_what_people_cannot_do_is_no_way_out_of_a_dive() -> None:
    """Four dates on end are not legal: a dive from there hands out nothing, and leaves the mixture as it was."""
    level = ward()
    generation = generation_of(level, ColumnParams())
    generation.converge(lambda: False, 0.0)
    fixed = np.full((6, 10), FREE)
    fixed[0, :4] = 1
    assert Dive(generation, fixed, FOREVER).run() is None
    assert generation.master.solve().broken == pytest.approx(0.0)


def test_a_purge_keeps_the_mixture() -> None:
    level = ward()
    generation = generation_of(level, ColumnParams())
    before = generation.converge(lambda: False, 0.0)
    master = generation.master
    master.solve()
    many = len(master.rotas)
    assert master.purge(10)
    assert len(master.rotas) < many
    assert not master.purge(len(master.rotas))
    after = master.solve()
    assert after.value == pytest.approx(before.value)
    assert len(after.shares) == len(master.rotas)
    # What was left out can be found again.
    assert generation.converge(lambda: False, 0.0).value == pytest.approx(before.value)


def test_a_purge_between_new_rotas_and_a_mixture_keeps_both() -> None:
    """Rotas that were added since the last mixture have shown nothing of their worth yet."""
    generation = generation_of(ward(), ColumnParams())
    _, new = generation.step()
    assert new
    latest = generation.master.rotas[-new:]
    assert generation.master.purge(1)
    assert {id(rota) for _, rota in latest} <= {id(rota) for _, rota in generation.master.rotas}
    assert np.isfinite(generation.converge(lambda: False, 0.0).value)


def test_seats_of_one_duty_are_left_to_the_finish() -> None:
    """Two seats a date are one option of the graph, and the program says who sits where."""
    made = HandMade()
    seats = [
        [[made.decision(person, date, cost=seat) for seat in range(2)] for date in range(3)] for person in range(3)
    ]
    for person in range(3):
        for date in range(3):
            made.row(dict.fromkeys(seats[person][date], 1), most=1)
        every = [index for date in range(3) for index in seats[person][date]]
        made.excess((dict.fromkeys(every, 1), -1), costs=(5,))
    for date in range(3):
        for seat in range(2):
            short = made.number(1, 30)
            made.row({**{seats[person][date][seat]: 1 for person in range(3)}, short: 1}, least=1, most=1)
    level = solved(made.program, made.structure)
    assert level is not None
    assert level.best == 3 * 5 + 3
    people = compiled_people(level.program, level.structure, ColumnParams(), FOREVER)
    assert [len(places) for places in people.graphs[0].graph.steps] == [1, 1, 1]
    bounds, solutions = searched(level, ColumnParams(), 300.0)
    assert_true(level, bounds, solutions)
    assert level.program.value(solutions[-1]) == level.best
