"""The master problem: a linear program that mixes rotas of single people so that what links people is kept."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from roster.engine.columns.graphs.cheapest import PersonRota
from roster.engine.columns.graphs.people import People
from roster.engine.solvers.integer_program import UNBOUNDED, Floats, Ints, Program, slices

_Numbers = NDArray[np.floating[Any] | np.signedinteger[Any]]
DUAL, PRIMAL = 1, 4  # simplex methods, as HiGHS numbers them
FIRST_PENALTY = 3.0  # times the greatest cost of a unit: what breaking a row that links people costs at first


@dataclass(frozen=True)
class Mixture:
    """An optimal mixture of rotas.

    Attributes:
        value: in units of the program's granularity, its constant left out; infinite where somebody has no rota.
        duals: of the rows that link people.
        worth: by person, the dual value of their having one rota.
        shares: of each rota.
        broken: units by which rows that link people are broken.
    """

    value: float
    duals: Floats
    worth: Floats
    shares: Floats
    broken: float


class Master:
    """A linear program with a column for each rota of one person that was found, and all variables of nobody.

    Rows are those that link people, and one a person: one rota each. Where no mixture keeps a row, it is broken at a
    high price.

    Attributes:
        step: the program's granularity, in which all costs are counted.
        rotas: (number of the person in `people.graphs`, rota), one a column.
        rows: of the program, those that link people.
    """

    def __init__(self, program: Program, people: People) -> None:
        self._program = program
        self._graphs = people.graphs
        self.step = float(program.granularity)
        self.rotas: list[tuple[int, PersonRota]] = []
        self.rows = people.parts.linking
        self._seen: set[tuple[int, tuple[int, ...]]] = set()
        self._place_of_row = np.full(len(program.least), -1)
        self._place_of_row[self.rows] = np.arange(len(self.rows))
        rows, columns, factors = program.entries_of(self.rows)
        order = np.argsort(columns, kind="stable")
        self._row, self._column = self._place_of_row[rows][order], columns[order]
        self._factor = factors[order].astype(float)
        self._begins = np.searchsorted(self._column, np.arange(program.size + 1))
        owners = people.parts.owner
        self._shared = np.flatnonzero((owners < 0) & ((np.diff(self._begins) > 0) | (program.costs != 0)))
        self.least = np.where(program.least[self.rows] <= -UNBOUNDED, -np.inf, program.least[self.rows])
        self.most = np.where(program.most[self.rows] >= UNBOUNDED, np.inf, program.most[self.rows])
        self._begin()

    def _begin(self) -> None:
        program, count, rows = self._program, len(self._graphs), len(self.rows)
        self._narrowed = False  # whether rotas were taken out since the last solution
        self._latest = 0  # rotas that the last solution knew
        self._lp = highspy.Highs()  # type: ignore[no-untyped-call]
        self._lp.setOptionValue("output_flag", False)
        self._lp.setOptionValue("threads", 1)
        self._lp.setOptionValue("solver", "simplex")
        least, most = np.concatenate([self.least, np.ones(count)]), np.concatenate([self.most, np.ones(count)])
        nowhere = np.zeros(rows + count, dtype=np.int32)
        self._lp.addRows(rows + count, least, most, 0, nowhere, np.zeros(0, dtype=np.int32), np.zeros(0))
        shared = self._shared
        entries = slices(self._begins, shared)
        lengths = self._begins[shared + 1] - self._begins[shared]
        self._add_columns(
            program.costs[shared] / self.step,
            program.lower[shared],
            program.upper[shared],
            lengths,
            self._row[entries],
            self._factor[entries],
        )
        above, below = np.flatnonzero(np.isfinite(self.least)), np.flatnonzero(np.isfinite(self.most))
        breaks = np.concatenate([above, below])
        self._penalty = FIRST_PENALTY * float(np.abs(program.costs).max()) / self.step
        signs = np.concatenate([np.ones(len(above)), -np.ones(len(below))])
        ones = np.ones(len(breaks), dtype=np.int64)
        self._add_columns(self._penalty * ones, 0 * ones, np.inf * ones, ones, breaks, signs)
        self._first_break, self._first = len(shared), len(shared) + len(breaks)

    def _add_columns(
        self, costs: _Numbers, lower: _Numbers, upper: _Numbers, lengths: Ints, rows: Ints, factors: _Numbers
    ) -> None:
        count = len(costs)
        if count:
            self._lp.addCols(
                count,
                costs.astype(float),
                lower.astype(float),
                upper.astype(float),
                len(rows),
                (np.cumsum(lengths) - lengths).astype(np.int32),
                rows.astype(np.int32),
                factors.astype(float),
            )

    def add(self, found: Iterable[tuple[int, PersonRota]]) -> int:
        """Adds rotas, each with the number of its person in `people.graphs`; returns how many were not there before."""
        new = []
        for number, rota in found:
            key = (number, rota.decisions)
            if key not in self._seen:
                self._seen.add(key)
                new.append((number, rota))
        if not new:
            return 0
        counts = np.array([len(rota.decisions) for _, rota in new])
        decisions = np.array([index for _, rota in new for index in rota.decisions], dtype=np.int64)
        column = np.repeat(np.arange(len(new)), counts)
        entries = slices(self._begins, decisions)
        lengths = self._begins[decisions + 1] - self._begins[decisions]
        rows, factors, columns = [self._row[entries]], [self._factor[entries]], [np.repeat(column, lengths)]
        for place, (number, rota) in enumerate(new):
            rows.append(np.array([*self._place_of_row[self._graphs[number].graph.measures], len(self.rows) + number]))
            factors.append(np.array([*rota.cost[1:], 1.0]))
            columns.append(np.full(len(rows[-1]), place))
        width = len(self.rows) + len(self._graphs)
        keys, inverse = np.unique(np.concatenate(columns) * width + np.concatenate(rows), return_inverse=True)
        sums = np.bincount(inverse, np.concatenate(factors))
        costs = np.array([rota.cost[0] for _, rota in new]) + np.bincount(
            column, self._program.costs[decisions], len(new)
        )
        zeros = np.zeros(len(new))
        self._add_columns(
            costs / self.step, zeros, zeros + np.inf, np.bincount(keys // width, minlength=len(new)), keys % width, sums
        )
        self.rotas += new
        return len(new)

    def solve(self) -> Mixture:
        """Solves the linear program."""
        # Columns that were added leave the last solution possible, which the primal simplex method begins with.
        self._lp.setOptionValue("simplex_strategy", DUAL if self._narrowed else PRIMAL)
        self._narrowed = False
        self._lp.run()
        self._latest = len(self.rotas)
        solution = self._lp.getSolution()
        columns, duals = np.array(solution.col_value), np.array(solution.row_dual)
        value = float(self._lp.getInfo().objective_function_value)
        broken = float(columns[self._first_break : self._first].sum())
        if self._lp.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            value = broken = math.inf  # somebody has no rota that is let in
        rows = len(self.rows)
        return Mixture(value, duals[:rows], duals[rows:], columns[self._first :], broken)

    def purge(self, most: int) -> bool:
        """Leaves out the rotas that are worth least to the last mixture, where there are far more than `most`.

        Returns:
            Whether any was left out: then rotas have other places.
        """
        if len(self.rotas) <= 2 * most:
            return False
        solution = self._lp.getSolution()
        dear = np.array(solution.col_dual)[self._first :]
        used = np.array(solution.col_value)[self._first :] > 0
        used[self._latest :] = True  # rotas that came after the last mixture have shown nothing of their worth yet
        order = np.argsort(np.where(used, -np.inf, dear), kind="stable")
        left_out = np.sort(order[max(most, int(used.sum())) :])
        self._lp.deleteCols(len(left_out), (self._first + left_out).astype(np.int32))
        gone = np.zeros(len(self.rotas), dtype=bool)
        gone[left_out] = True
        self._seen -= {(number, rota.decisions) for (number, rota), one in zip(self.rotas, gone, strict=True) if one}
        self.rotas = [rota for rota, one in zip(self.rotas, gone, strict=True) if not one]
        self._latest -= len(left_out)
        return True

    def raise_penalty(self, factor: float) -> None:
        """Raises the price of breaking rows that link people: a mixture breaks them where that is cheaper."""
        self._penalty *= factor
        places = np.arange(self._first_break, self._first, dtype=np.int32)
        self._lp.changeColsCost(len(places), places, np.full(len(places), self._penalty))

    def forbid(self, places: Ints, *, forbidden: bool = True) -> None:
        """Takes rotas out of the mixture by their place in `rotas`, or lets them in again."""
        if len(places):
            self._narrowed |= forbidden
            zeros = np.zeros(len(places))
            self._lp.changeColsBounds(
                len(places), (self._first + places).astype(np.int32), zeros, zeros if forbidden else zeros + np.inf
            )

    # --- prices for given dual values

    def prices(self, duals: Floats) -> Floats:
        """By variable of the program, its cost less what it is worth to the rows that link people."""
        worth = np.bincount(self._column, self._factor * duals[self._row], minlength=self._program.size)
        prices: Floats = self._program.costs / self.step - worth
        return prices

    def weights(self, number: int, duals: Floats) -> Floats:
        """By measure of a person's graph, how much a unit counts."""
        rows = self._place_of_row[self._graphs[number].graph.measures]
        return np.concatenate([[1.0 / self.step], -duals[rows]])

    def usable(self, duals: Floats) -> Floats:
        """Dual values without those that no limit of their row supports."""
        chosen = duals.copy()
        chosen[(chosen > 0) & ~np.isfinite(self.least)] = 0.0
        chosen[(chosen < 0) & ~np.isfinite(self.most)] = 0.0
        return chosen

    def slope(self, duals: Floats, prices: Floats, chosen: Iterable[tuple[int, PersonRota]]) -> Floats:
        """By row that links people, how the Lagrangian lower bound grows with its dual value.

        Args:
            duals: for which the bound is that of the chosen rotas.
            prices: for these dual values.
            chosen: of each person one, with their number.
        """
        taken = np.zeros(self._program.size)
        shared = self._shared
        taken[shared] = np.where(prices[shared] > 0, self._program.lower[shared], self._program.upper[shared])
        sums = np.zeros(len(self.rows))
        for number, rota in chosen:
            taken[list(rota.decisions)] += 1
            np.add.at(sums, self._place_of_row[self._graphs[number].graph.measures], rota.cost[1:])
        sums += np.bincount(self._row, self._factor * taken[self._column], minlength=len(self.rows))
        # The dual value of a row supports one of its limits; at 0, the one that is broken, if any.
        limit = np.where(duals > 0, self.least, np.where(duals < 0, self.most, np.clip(sums, self.least, self.most)))
        slope: Floats = limit - sums
        return slope

    def bound_without_people(self, duals: Floats, prices: Floats) -> float:
        """What rows and variables of nobody contribute to the Lagrangian lower bound, in units of the granularity."""
        above, below = duals > 0, duals < 0
        program, price = self._program, prices[self._shared]
        rows = float(duals[above] @ self.least[above]) + float(duals[below] @ self.most[below])
        return rows + float(np.minimum(price * program.lower[self._shared], price * program.upper[self._shared]).sum())
