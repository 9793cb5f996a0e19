"""An integer program in matrix form, its sub-problems with most variables fixed, and its components."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from roster.engine.params.groups import SolverParams

UNBOUNDED = 2**60  # CP-SAT writes "no limit" as a number near 2**63; sums of what the rules count stay far below

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Program:
    """Minimise `costs` * x + `constant` over whole numbers within bounds and rows.

    Row r is `least[r] <= sum(factors[i] * x[columns[i]]) <= most[r]` for i from begins[r] to begins[r + 1]; a limit of
    +-UNBOUNDED is none. All arithmetic with it is exact.

    Attributes:
        lower, upper, costs: one number a variable.
        least, most: one number a row; `begins` one more.
        columns, factors: one number an entry.
        fixes_level: of each row, whether it fixes an earlier level: such a row joins variables that else share none.
        linking_rows: rows that a number which costs must stand in to be a linking variable (`linking`).
    """

    lower: Ints
    upper: Ints
    costs: Ints
    constant: int
    least: Ints
    most: Ints
    begins: Ints
    columns: Ints
    factors: Ints
    fixes_level: Mask
    linking_rows: int = SolverParams.linking_rows

    def __getstate__(self) -> dict[str, object]:
        # Cached properties are left out: another thread may be adding one while this one sends the program away.
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @property
    def size(self) -> int:
        """The number of variables."""
        return len(self.lower)

    @cached_property
    def rows(self) -> Ints:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.least)), np.diff(self.begins))

    @cached_property
    def granularity(self) -> int:
        """The greatest common divisor of all costs: every value is the constant plus a multiple of it."""
        return max(1, int(np.gcd.reduce(self.costs))) if self.size else 1

    @cached_property
    def linking(self) -> Mask:
        """Linking variables: numbers that cost and stand in several rows, such as the largest share of many people."""
        rows = np.bincount(self.columns, minlength=self.size)
        linking: Mask = (self.costs != 0) & (self.upper - self.lower > 1) & (rows >= self.linking_rows)
        return linking

    def entries_of(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        """Row, variable and factor of all entries of some rows, row after row."""
        entries = slices(self.begins, rows)
        return self.rows[entries], self.columns[entries], self.factors[entries]

    def rows_of(self, variable: int) -> Ints:
        """The rows in which a variable stands."""
        begins, entries = self._by_column
        return np.unique(self.rows[entries[begins[variable] : begins[variable + 1]]])

    def sums(self, amounts: Ints) -> Ints:
        """Adds up, by row, one amount for each entry."""
        totals = np.zeros(len(self.least), dtype=np.int64)
        filled = np.flatnonzero(np.diff(self.begins))
        if len(filled):
            totals[filled] = np.add.reduceat(amounts, self.begins[:-1][filled])
        return totals

    def accepts(self, solution: Ints) -> bool:
        """Whether a solution obeys every bound and row."""
        if len(solution) != self.size or bool((solution < self.lower).any() or (solution > self.upper).any()):
            return False
        totals = self.sums(self.factors * solution[self.columns])
        return bool((totals >= self.least).all() and (totals <= self.most).all())

    def value(self, solution: Ints) -> int:
        """The objective's value, its constant included."""
        return int(self.costs @ solution) + self.constant

    @cached_property
    def _by_column(self) -> tuple[Ints, Ints]:
        """Positions at which the entries of each variable begin in the list of entries by variable, and that list."""
        counts = np.bincount(self.columns, minlength=self.size)
        return np.concatenate([[0], np.cumsum(counts)]), np.argsort(self.columns, kind="stable")

    def _rows_of(self, chosen: Mask) -> Ints:
        """The rows in which any of the chosen variables stands."""
        begins, entries = self._by_column
        return np.unique(self.rows[entries[slices(begins, np.flatnonzero(chosen))]])

    def neighbours(self, chosen: Mask) -> Mask:
        """The chosen variables and all that share a row with one of them; rows that fix a level do not count."""
        rows = self._rows_of(chosen)
        found = chosen.copy()
        found[self.columns[slices(self.begins, rows[~self.fixes_level[rows]])]] = True
        return found

    def subproblem(self, solution: Ints, free: Mask) -> Subproblem:
        """The program of the free variables, with all others fixed to their values in a solution."""
        rows = self._rows_of(free)  # rows without a free variable cannot change
        entries = slices(self.begins, rows)
        columns, factors = self.columns[entries], self.factors[entries]
        lengths = self.begins[rows + 1] - self.begins[rows]
        begins = np.cumsum(lengths) - lengths
        inside = free[columns]

        def sums(amounts: Ints) -> Ints:
            return np.asarray(np.add.reduceat(amounts, begins), dtype=np.int64) if len(rows) else amounts

        fixed = sums(np.where(inside, 0, factors * solution[columns]))
        at_lower, at_upper = factors * self.lower[columns], factors * self.upper[columns]
        smallest = sums(np.where(inside, np.minimum(at_lower, at_upper), 0))
        largest = sums(np.where(inside, np.maximum(at_lower, at_upper), 0))
        least, most = self.least[rows], self.most[rows]
        least = np.where(least > -UNBOUNDED, least - fixed, least)
        most = np.where(most < UNBOUNDED, most - fixed, most)
        # Rows that hold for all values of the free variables are left out.
        least[smallest >= least] = -UNBOUNDED
        most[largest <= most] = UNBOUNDED
        kept = (least > -UNBOUNDED) | (most < UNBOUNDED)
        left = inside & np.repeat(kept, lengths)
        chosen = np.flatnonzero(free)
        place = np.zeros(self.size, dtype=np.int64)
        place[chosen] = np.arange(len(chosen))
        counts = sums(inside.astype(np.int64))[kept]
        program = Program(
            lower=self.lower[chosen],
            upper=self.upper[chosen],
            costs=self.costs[chosen],
            constant=self.constant + int(self.costs @ solution) - int(self.costs[chosen] @ solution[chosen]),
            least=least[kept],
            most=most[kept],
            begins=np.concatenate([[0], np.cumsum(counts)]),
            columns=place[columns[left]],
            factors=factors[left],
            fixes_level=self.fixes_level[rows][kept],
            linking_rows=self.linking_rows,
        )
        return Subproblem(program, chosen)

    def components(self) -> list[Ints]:
        """The connected components: groups of variables that share no row, largest first."""
        return joined(self.size, self.begins, self.columns)

    def priced_components(self) -> list[Ints]:
        """The components in which something costs; at least one."""
        return [found for found in self.components() if self.costs[found].any()] or [np.arange(self.size)]

    def cost(self, component: Ints, solution: Ints) -> int:
        """The cost of a component in a solution."""
        return int(self.costs[component] @ solution[component])

    def least_cost(self, component: Ints) -> int:
        """The least cost of a component that its variables' bounds allow, each taken by itself."""
        costs = self.costs[component]
        return int(np.minimum(costs * self.lower[component], costs * self.upper[component]).sum())


@dataclass(frozen=True)
class Subproblem:
    """A program of some variables of another one; `columns` are their indices there."""

    program: Program
    columns: Ints = field(repr=False)

    def within(self, solution: Ints, answer: Ints) -> Ints:
        """Puts an answer of the sub-problem into a solution of the whole program."""
        changed = solution.copy()
        changed[self.columns] = answer
        return changed


def joined(size: int, begins: Ints, members: Ints) -> list[Ints]:
    """Finds groups of things that share no row, largest first.

    Args:
        size: number of things, numbered from 0.
        begins: row r holds the members from begins[r] to begins[r + 1].
        members: things, row after row.
    """
    labels = np.arange(size)
    filled = np.flatnonzero(np.diff(begins))
    rows = np.repeat(np.arange(len(begins) - 1), np.diff(begins))
    while True:
        # Each row gives the smallest label of its members to all of them, until nothing changes.
        smallest = np.zeros(len(begins) - 1, dtype=np.int64)
        if len(filled):
            smallest[filled] = np.minimum.reduceat(labels[members], begins[:-1][filled])
        spread = labels.copy()
        np.minimum.at(spread, members, smallest[rows])
        spread = spread[spread]
        if (spread == labels).all():
            break
        labels = spread
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return sorted(np.split(order, cuts), key=len, reverse=True) if size else []


def slices(begins: Ints, chosen: Ints) -> Ints:
    """Returns the positions from begins[i] to begins[i + 1] of each chosen i, one after another."""
    lengths = begins[chosen + 1] - begins[chosen]
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    positions: Ints = np.arange(total) + np.repeat(begins[chosen] - (ends - lengths), lengths)
    return positions
