"""Small random programs for Hypothesis, and the plainest ways to work with them: Python's numbers, every point."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from roster.engine.solvers.integer_program import UNBOUNDED, Ints, Mask, Program

Row = tuple[int, int, list[tuple[int, int]]]  # least, most, (variable, factor) each


@dataclass(frozen=True)
class Plain:
    """A program as Python's own lists, and everything it says computed the long way."""

    bounds: list[tuple[int, int]]
    costs: list[int]
    constant: int
    rows: list[Row]
    fixes_level: list[bool]

    @property
    def program(self) -> Program:
        """The same in matrix form."""
        entries = [entry for _, _, terms in self.rows for entry in terms]
        lengths = [len(terms) for _, _, terms in self.rows]
        return Program(
            lower=ints(low for low, _ in self.bounds),
            upper=ints(high for _, high in self.bounds),
            costs=ints(self.costs),
            constant=self.constant,
            least=ints(least for least, _, _ in self.rows),
            most=ints(most for _, most, _ in self.rows),
            begins=ints([0, *itertools.accumulate(lengths)]),
            columns=ints(index for index, _ in entries),
            factors=ints(factor for _, factor in entries),
            fixes_level=np.array(self.fixes_level, dtype=bool),
        )

    def accepts(self, point: Sequence[int]) -> bool:
        """Whether a point obeys every bound and row."""
        return all(low <= value <= high for value, (low, high) in zip(point, self.bounds, strict=True)) and all(
            (least <= -UNBOUNDED or total >= least) and (most >= UNBOUNDED or total <= most)
            for least, most, terms in self.rows
            for total in [sum(factor * point[index] for index, factor in terms)]
        )

    def value(self, point: Sequence[int]) -> int:
        """What a point costs."""
        return self.constant + sum(cost * value for cost, value in zip(self.costs, point, strict=True))

    def points(self) -> Iterator[tuple[int, ...]]:
        """Every point within the bounds."""
        return itertools.product(*(range(low, high + 1) for low, high in self.bounds))

    def solutions(self) -> dict[tuple[int, ...], int]:
        """Every solution and its value."""
        return {point: self.value(point) for point in self.points() if self.accepts(point)}


def ints(numbers: object) -> Ints:
    """Numbers as programs hold them."""
    return np.array(list(numbers), dtype=np.int64)  # type: ignore[call-overload]


def mask(size: int, chosen: Sequence[int]) -> Mask:
    """Which of so many are chosen."""
    found = np.zeros(size, dtype=bool)
    found[list(chosen)] = True
    return found


def every_solution(program: Program) -> dict[tuple[int, ...], int]:
    """Every solution of a program and its value, by trying every point."""
    ranges = [range(low, high + 1) for low, high in zip(program.lower.tolist(), program.upper.tolist(), strict=True)]
    points = [ints(point) for point in itertools.product(*ranges)]
    return {tuple(point.tolist()): program.value(point) for point in points if program.accepts(point)}


@st.composite
def plains(draw: st.DrawFn, *, variables: int = 5, rows: int = 5) -> Plain:
    """A program of few variables, with rows of every kind: empty, one-sided, without a limit, never to be obeyed."""
    size = draw(st.integers(1, variables))
    lows = draw(st.lists(st.integers(-2, 2), min_size=size, max_size=size))
    widths = draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    step = draw(st.sampled_from([1, 1, 3, 60]))
    costs = draw(st.lists(st.integers(-4, 4).map(lambda cost: cost * step), min_size=size, max_size=size))
    made: list[Row] = []
    for _ in range(draw(st.integers(0, rows))):
        indices = draw(st.lists(st.integers(0, size - 1), max_size=4, unique=True))
        terms = [(index, draw(st.integers(-3, 3))) for index in indices]
        least = draw(st.one_of(st.just(-UNBOUNDED), st.integers(-8, 3)))
        most = draw(st.one_of(st.just(UNBOUNDED), st.integers(max(-1, least), 8)))
        made.append((least, most, terms))
    fixes_level = draw(st.lists(st.booleans(), min_size=len(made), max_size=len(made)))
    return Plain(
        [(low, low + width) for low, width in zip(lows, widths, strict=True)],
        costs,
        draw(st.integers(-5, 5)),
        made,
        fixes_level,
    )


def union_find(size: int, groups: Sequence[Sequence[int]]) -> set[frozenset[int]]:
    """The groups that are left when those with a member in common are one."""
    leader = list(range(size))

    def find(item: int) -> int:
        while leader[item] != item:
            item = leader[item]
        return item

    for group in groups:
        for one, other in itertools.pairwise(group):
            leader[find(one)] = find(other)
    found: dict[int, set[int]] = {}
    for item in range(size):
        found.setdefault(find(item), set()).add(item)
    return {frozenset(group) for group in found.values()}
