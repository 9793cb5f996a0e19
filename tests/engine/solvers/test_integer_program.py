"""Programs in matrix form say what plain Python says, and a part of one is what trying every point finds."""

from __future__ import annotations

import itertools
import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from roster.engine.search.incumbent import Incumbent
from roster.engine.solvers.integer_program import UNBOUNDED, Program
from tests.engine.solvers.programs import Plain, every_solution, ints, mask, plains, union_find

MORE = settings(max_examples=100)


def masks(size: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, size - 1), unique=True)


@MORE
@given(plains(), st.data())
def test_accepts_and_value(plain: Plain, data: st.DataObject) -> None:
    """A point within the bounds or a little outside is taken, and costs, as plain Python says."""
    near = st.tuples(*(st.integers(low - 1, high + 1) for low, high in plain.bounds))
    program = plain.program
    for point in [*data.draw(st.lists(near, max_size=4)), *list(plain.points())[:50]]:
        assert program.accepts(ints(point)) == plain.accepts(point)
        assert program.value(ints(point)) == plain.value(point)


def test_a_point_of_another_length_is_no_solution() -> None:
    plain = Plain([(0, 1)], [1], 0, [], [])
    assert plain.program.accepts(ints([1]))
    assert not plain.program.accepts(ints([1, 0]))
    assert not plain.program.accepts(ints([]))


def test_an_empty_row_counts() -> None:
    """A row of nothing that asks for something is obeyed by nothing, wherever it stands among the rows."""
    some = (0, 1, [(0, 1)])
    for rows in ([(1, 2, []), some], [some, (1, 2, [])], [some, (-2, -1, []), some], [(1, UNBOUNDED, [])]):
        assert every_solution(Plain([(0, 1)], [0], 0, rows, [False] * len(rows)).program) == {}
    assert len(every_solution(Plain([(0, 1)], [0], 0, [some, (-1, 0, [])], [False] * 2).program)) == 2


@MORE
@given(plains())
def test_granularity(plain: Plain) -> None:
    """Values differ by multiples of it, and by no greater number that all costs share."""
    program = plain.program
    assert program.granularity == max(1, math.gcd(*plain.costs))
    assert all((plain.value(point) - plain.constant) % program.granularity == 0 for point in plain.points())


@MORE
@given(plains())
def test_components(plain: Plain) -> None:
    """They are what a simple union of the rows finds, the largest first, and each variable is in one."""
    found = plain.program.components()
    assert {frozenset(group.tolist()) for group in found} == union_find(
        len(plain.bounds), [[index for index, _ in terms] for _, _, terms in plain.rows]
    )
    assert sum(map(len, found)) == len(plain.bounds)
    assert [len(group) for group in found] == sorted((len(group) for group in found), reverse=True)


def test_a_long_chain_is_one_component() -> None:
    """Labels travel along a chain however it is numbered."""
    order = np.random.default_rng(1).permutation(3000).tolist()
    pairs = list(itertools.pairwise(order))
    cut = len(pairs) // 3
    rows = [(0, 1, [(one, 1), (other, 1)]) for one, other in [*pairs[:cut], *pairs[cut + 1 :]]]
    found = Plain([(0, 1)] * 3000, [0] * 3000, 0, rows, [False] * len(rows)).program.components()
    assert [len(group) for group in found] == [3000 - cut - 1, cut + 1]


@MORE
@given(plains())
def test_components_add_up(plain: Plain) -> None:
    """The best of the whole is the best of each component, and none is below what is said to be the least."""
    program = plain.program
    solutions = plain.solutions()
    priced = program.priced_components()
    assert priced
    left_out = set(range(program.size)) - {index for group in priced for index in group.tolist()}
    assert not any(plain.costs[index] for index in left_out)
    for group in priced:
        for point in list(plain.points())[:50]:
            assert program.cost(group, ints(point)) == sum(plain.costs[index] * point[index] for index in group)
            assert program.least_cost(group) <= program.cost(group, ints(point))
    if solutions:
        best = sum(min(program.cost(group, ints(point)) for point in solutions) for group in priced)
        assert program.constant + best == min(solutions.values())


@MORE
@given(plains(), st.data())
def test_neighbours(plain: Plain, data: st.DataObject) -> None:
    """Those of one row are neighbours, unless the row holds a level; the chosen are always there."""
    chosen = set(data.draw(masks(len(plain.bounds))))
    expected = set(chosen)
    for (_, _, terms), spans in zip(plain.rows, plain.fixes_level, strict=True):
        row = {index for index, _ in terms}
        if not spans and row & chosen:
            expected |= row
    program = plain.program
    assert set(np.flatnonzero(program.neighbours(mask(program.size, list(chosen)))).tolist()) == expected


@settings(max_examples=200)
@given(plains(), st.data())
def test_part(plain: Plain, data: st.DataObject) -> None:
    """What is left of a solution's program is just what can be reached by changing what is free, at its true value."""
    solutions = plain.solutions()
    if not solutions:
        return
    start = data.draw(st.sampled_from(sorted(solutions)))
    free = data.draw(masks(len(plain.bounds)))
    part = plain.program.subproblem(ints(start), mask(len(plain.bounds), free))
    reached = {
        tuple(part.within(ints(start), ints(answer)).tolist()): value
        for answer, value in every_solution(part.program).items()
    }
    fixed = set(range(len(start))) - set(free)
    assert reached == {
        point: value for point, value in solutions.items() if all(point[index] == start[index] for index in fixed)
    }


@MORE
@given(plains(), st.data())
def test_part_of_what_is_no_solution(plain: Plain, data: st.DataObject) -> None:
    """From a start that is none, the part obeys every row in which something is free: what was not to be stays so."""
    start = data.draw(st.sampled_from(list(plain.points())))
    free = data.draw(masks(len(plain.bounds)))
    program = plain.program
    part = program.subproblem(ints(start), mask(program.size, free))
    rows = [row for row in plain.rows if any(index in free for index, _ in row[2])]
    touched = Plain(plain.bounds, plain.costs, plain.constant, rows, [False] * len(rows))
    expected = {
        point: value
        for point, value in touched.solutions().items()
        if all(point[index] == start[index] for index in range(len(start)) if index not in free)
    }
    found = {
        tuple(part.within(ints(start), ints(answer)).tolist()): value
        for answer, value in every_solution(part.program).items()
    }
    assert found == expected


@MORE
@given(plains(), st.data())
def test_part_of_a_part(plain: Plain, data: st.DataObject) -> None:
    """A part is a program like any other: its own parts are parts of the whole."""
    solutions = plain.solutions()
    if not solutions:
        return
    start = ints(data.draw(st.sampled_from(sorted(solutions))))
    free = sorted(data.draw(masks(len(plain.bounds))))
    fewer = data.draw(st.lists(st.sampled_from(range(len(free))), unique=True)) if free else []
    part = plain.program.subproblem(start, mask(len(plain.bounds), free))
    inner = part.program.subproblem(start[part.columns], mask(len(free), fewer))
    direct = plain.program.subproblem(start, mask(len(plain.bounds), [free[index] for index in fewer]))
    assert every_solution(inner.program) == every_solution(direct.program)


def test_within_leaves_the_solution_as_it_was() -> None:
    program: Program = Plain([(0, 3)] * 3, [1, 1, 1], 0, [(0, 9, [(0, 1), (1, 1), (2, 1)])], [False]).program
    start = ints([1, 2, 3])
    part = program.subproblem(start, mask(3, [1]))
    assert part.within(start, ints([0])).tolist() == [1, 0, 3]
    assert start.tolist() == [1, 2, 3]


@MORE
@given(plains(), st.data())
def test_best_takes_solutions_alone(plain: Plain, data: st.DataObject) -> None:
    """Whatever is offered, in any order, what is kept is a solution and the least that was offered."""
    best = Incumbent(plain.program)
    offered = data.draw(st.lists(st.sampled_from(list(plain.points())), max_size=12))
    for point in offered:
        before = best.value
        better = best.offer(point)
        assert better == (best.value is not None and (before is None or best.value < before))
    values = [plain.value(point) for point in offered if plain.accepts(point)]
    assert best.value == min(values, default=None)
    if best.solution is not None:
        assert plain.accepts(best.solution.tolist())
        assert plain.value(best.solution.tolist()) == best.value
    assert not best.proven
