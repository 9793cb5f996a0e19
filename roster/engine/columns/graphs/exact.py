"""Tells which derived variables the rows of their definition pin to the value they are defined to have."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from roster.engine.columns.structure import Structure
from roster.engine.model.variable_index import NOWHERE
from roster.engine.solvers.integer_program import UNBOUNDED, Ints, Program

MOST_CASES = 4_096  # of a definition; one with more is not looked through, and counts as not exact


class ExactDefinitions:
    """The definitions whose variable can have no greater value than the defined one, whatever is decided.

    The variable that says whether somebody works on a date is one: it is as great as the sum of the date's decisions,
    and no greater. An excess that only costs is none: its rows allow any greater value.

    What a definition follows from is looked through by sums of variables that count alike everywhere: of "more than
    5 duties in 28 days" the number of duties, not the duties. Each sum takes all values that it could have if its
    variables had nothing to do with those of other sums, and nobody took two duties on a date.
    """

    def __init__(self, program: Program, structure: Structure) -> None:
        self._program = program
        self._structure = structure
        self._person, self._date = structure.person, structure.date
        self._known: dict[int, bool] = {}

    def __contains__(self, number: int) -> bool:
        """Whether a definition, by its number, is one of them."""
        if number not in self._known:
            self._known[number] = self._exact(number)
        return self._known[number]

    def _exact(self, number: int) -> bool:
        variables, sums = self._structure.definitions[number]
        if len(variables) != 1:
            return False  # which of several is greater cannot be told from their definition
        (variable, size), program = variables[0], self._program
        factors: dict[int, list[int]] = defaultdict(lambda: [0] * len(sums))
        for place, (terms, _) in enumerate(sums):
            for index, factor in terms:
                factors[index][place] += factor
        limits = self._limits(variable, set(factors))
        ranges = self._ranges(factors, [row for _, row, _ in limits])
        if math.prod(most - least + 1 for least, most in ranges.values()) > MOST_CASES:
            return False
        grids = np.meshgrid(*(np.arange(least, most + 1) for least, most in ranges.values()), indexing="ij")
        cases = np.array([grid.ravel() for grid in grids]).reshape(len(ranges), -1)
        counted = np.array(list(ranges), dtype=np.int64).reshape(len(ranges), -1).T @ cases
        offsets = np.array([offset for _, offset in sums], dtype=np.int64)
        defined = (counted[: len(sums)].T + offsets).max(axis=1).clip(0, size)
        greatest = np.full(len(defined), int(program.upper[variable]))
        for place, (factor, _, most) in enumerate(limits, start=len(sums)):
            greatest = np.minimum(greatest, (most - counted[place]) // factor)
        return bool((greatest <= defined).all())

    def _limits(self, variable: int, others: set[int]) -> list[tuple[int, dict[int, int], int]]:
        """The rows that forbid a variable to be great, and are over it and what it follows from alone.

        Returns:
            The variable's factor (above 0), the other variables with theirs, and the most that the row may come to.
        """
        program = self._program
        found = []
        for row in program.rows_of(variable).tolist():
            entries = slice(program.begins[row], program.begins[row + 1])
            columns = program.columns[entries].tolist()
            if program.fixes_level[row] or not others.issuperset(set(columns) - {variable}):
                continue
            terms: dict[int, int] = defaultdict(int)
            for index, factor in zip(columns, program.factors[entries].tolist(), strict=True):
                terms[index] += factor
            factor = terms.pop(variable)
            if factor > 0 and program.most[row] < UNBOUNDED:
                found.append((factor, dict(terms), int(program.most[row])))
            if factor < 0 and program.least[row] > -UNBOUNDED:
                found.append((-factor, {i: -one for i, one in terms.items()}, -int(program.least[row])))
        return found

    def _ranges(
        self, factors: dict[int, list[int]], rows: list[dict[int, int]]
    ) -> dict[tuple[int, ...], tuple[int, int]]:
        """The least and the most that variables with the same factors everywhere can add up to, by these factors."""
        alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for index, own in factors.items():
            alike[(*own, *(row.get(index, 0) for row in rows))].append(index)
        found = {}
        for key, members in alike.items():
            indices: Ints = np.array(members, dtype=np.int64)
            lower, upper = self._program.lower[indices], self._program.upper[indices]
            most = int(upper.sum())
            decided = (self._person[indices] != NOWHERE) & (lower < upper)
            if decided.any():
                duties = np.unique(np.stack([self._person[indices], self._date[indices]])[:, decided], axis=1)
                most += duties.shape[1] - int(upper[decided].sum())
            found[key] = (int(lower.sum()), most)
        return found
