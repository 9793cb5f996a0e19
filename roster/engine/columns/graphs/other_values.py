"""Finds derived variables for which other values than those they are defined to have could be better.

Graphs take values as they are defined. Where the rows allow others that could make a better solution, a lower bound
from graphs would be wrong; such definitions are left to the rows, which know nothing of definitions.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np

from roster.engine.columns.graphs.exact import ExactDefinitions
from roster.engine.columns.graphs.parts import Split
from roster.engine.columns.structure import Structure
from roster.engine.model.variable_index import NOWHERE
from roster.engine.solvers.integer_program import UNBOUNDED, Ints, Mask, Program


def better_otherwise(program: Program, structure: Structure, parts: Split, exact: ExactDefinitions) -> set[int]:
    """The numbers of definitions of one person that graphs cannot stand for.

    A greater value is better where it earns something, where a row that links people is helped by it, and where one of
    the person's own rows is, unless the rows of the definition itself keep the value from being greater. Of several
    variables that are filled one after another, filling a later one first is better where it costs less, or takes up
    less of a row. Where a definition is exact, there are no other values.
    """
    derived = (parts.owner >= 0) & (structure.person == NOWHERE)
    gains = derived & (program.costs < 0)
    rows, columns, factors = program.entries_of(parts.linking)
    gains[columns[_helps(program, rows, factors) & derived[columns]]] = True
    own = _OwnRows(program, structure, parts, derived)
    return {
        number
        for number, (variables, _) in enumerate(structure.definitions)
        if derived[variables[0][0]]
        and (any(gains[index] for index, _ in variables) or own.helped(number) or own.falls(number))
        and number not in exact
    }


def _helps(program: Program, rows: Ints, factors: Ints) -> Mask:
    """Whether a greater value of an entry's variable helps to keep the entry's row."""
    helps: Mask = ((factors > 0) & (program.least[rows] > -UNBOUNDED)) | (
        (factors < 0) & (program.most[rows] < UNBOUNDED)
    )
    return helps


class _OwnRows:
    """The rows of each definition: those over its variables and what they follow from, and all others they are in."""

    def __init__(self, program: Program, structure: Structure, parts: Split, derived: Mask) -> None:
        self._program = program
        self._structure = structure
        local = np.array(sorted(row for part in parts.parts for row in part.rows), dtype=np.int64)
        of_variable: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for chosen in (local, parts.linking):
            rows, columns, factors = program.entries_of(chosen)
            places = np.flatnonzero(derived[columns])
            for row, index, factor in zip(
                rows[places].tolist(), columns[places].tolist(), factors[places].tolist(), strict=True
            ):
                of_variable[index].append((row, factor))
        self._of_variable = of_variable

    def _is_own(self, number: int, row: int) -> bool:
        """Whether a row is over a definition's variables and what they follow from, and fixes no level."""
        if self._program.fixes_level[row]:
            return False
        variables, sums = self._structure.definitions[number]
        known = {index for index, _ in variables} | {index for terms, _ in sums for index, _ in terms}
        members = self._program.columns[self._program.begins[row] : self._program.begins[row + 1]].tolist()
        return known.issuperset(members) and len(members) > 1

    def helped(self, number: int) -> bool:
        """Whether a greater value helps to keep another row, and no row of the definition itself forbids it."""
        helping, kept = False, False
        for index, _ in self._structure.definitions[number][0]:
            for row, factor in self._of_variable[index]:
                helps = bool(_helps(self._program, np.array([row]), np.array([factor]))[0])
                own = self._is_own(number, row)
                helping |= helps and not own
                kept |= own and not helps
        return helping and not kept

    def falls(self, number: int) -> bool:
        """Whether of variables that are filled in turn a later one costs less, or takes up less of another row."""
        indices = [index for index, _ in self._structure.definitions[number][0]]
        if len(indices) < 2:
            return False
        taken: dict[int, list[int]] = {-1: self._program.costs[indices].tolist()}
        for place, index in enumerate(indices):
            for row, factor in self._of_variable[index]:
                if not self._is_own(number, row):
                    taken.setdefault(row, [0] * len(indices))[place] = abs(factor)
        return any(later < earlier for amounts in taken.values() for earlier, later in pairwise(amounts))
