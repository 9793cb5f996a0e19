"""What is counted over one person's decisions: each count decides a cost, or whether their rota is legal.

A count is written without the numbers of variables, so that people with the same rules have equal counts.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from roster.engine.columns.graphs.parts import FIXED, Part, Split
from roster.engine.columns.structure import Structure
from roster.engine.model.variable_index import NOWHERE
from roster.engine.solvers.integer_program import UNBOUNDED, Program

# Number of the definition, or -1 - number of the row; its sums, each terms and offset; its variables with their sizes.
_Raw = tuple[int, Sequence[tuple[Sequence[tuple[int, int]], int]], Sequence[tuple[int, int]]]
Place = tuple[int, int]  # kind of a decision, and its number among the kind's decisions that are counted differently


@dataclass(frozen=True)
class Sum:
    """A weighted sum of decisions and of variables of other counts.

    Attributes:
        decisions: (place, factor), in order.
        counted: (key of another count, position of its variable, factor).
    """

    decisions: tuple[tuple[Place, int], ...]
    counted: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Count:
    """The greatest of some sums and 0, poured into variables one after another.

    Without variables the sums may not exceed 0.

    Attributes:
        key: equal for equal counts of different people.
        sums: what is counted.
        sizes: the largest value of each variable; none for a sum that may not exceed 0.
        costs: of one unit of each variable.
        linked: of each variable, (row, factor) of each row that links people.
    """

    key: int
    sums: tuple[Sum, ...]
    sizes: tuple[int, ...]
    costs: tuple[int, ...]
    linked: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True)
class PersonCounts:
    """Everything that is counted for one person.

    Attributes:
        part: the person's part of the program.
        counts: by key, in an order in which each needs only earlier ones.
        offsets: by key, what each sum has before the first decision.
        place: of each decision.
        numbers: by key, the number of the definition; of a row with number r, -1 - r.
    """

    part: Part
    counts: Mapping[int, Count]
    offsets: Mapping[int, tuple[int, ...]]
    place: Mapping[int, Place]
    numbers: Mapping[int, int]


_Content = tuple[tuple[Sum, ...], tuple[int, ...], tuple[int, ...], tuple[tuple[tuple[int, int], ...], ...]]


class CountKeys:
    """Numbers for counts, the same for equal ones."""

    def __init__(self) -> None:
        self._known: dict[_Content, list[int]] = {}
        self._latest = 0

    def of(self, content: _Content, taken: Container[int]) -> int:
        """The number of a count; equal counts of one person, as of a sum that two rules limit, have different ones."""
        known = self._known.setdefault(content, [])
        for key in known:
            if key not in taken:
                return key
        self._latest += 1
        known.append(self._latest)
        return self._latest


class CountReader:
    """Reads the counts of one person after another from a program.

    Args:
        keys: of counts that were read before, too.
    """

    def __init__(self, program: Program, structure: Structure, parts: Split, keys: CountKeys) -> None:
        self._program = program
        self._structure = structure
        self._owner = parts.owner
        self._defined_by = {
            index: (number, position)
            for number, (variables, _) in enumerate(structure.definitions)
            for position, (index, _) in enumerate(variables)
        }
        self._keys = keys
        self._linked: dict[int, list[tuple[int, int]]] = {}
        rows, columns, factors = program.entries_of(parts.linking)
        for entry in np.flatnonzero((self._owner[columns] >= 0) & (structure.person[columns] == NOWHERE)).tolist():
            self._linked.setdefault(int(columns[entry]), []).append((int(rows[entry]), int(factors[entry])))

    def read(self, part: Part) -> PersonCounts:
        """Reads the counts of a person; what decides nothing is left out."""
        raw = self._needed([*self._definitions(part), *self._rows(part)])
        place = self._places(part, raw)
        counts: dict[int, Count] = {}
        offsets: dict[int, tuple[int, ...]] = {}
        keys: dict[int, int] = {}
        numbers: dict[int, int] = {}
        for number, sums, variables in raw:
            made, start = [], []
            for terms, offset in sums:
                decisions: dict[Place, int] = {}
                counted = []
                for index, factor in terms:
                    if index in self._defined_by and self._owner[index] >= 0:
                        definition, position = self._defined_by[index]
                        counted.append((keys[definition], position, factor))
                    else:
                        decisions[place[index]] = factor  # those of one place are counted alike
                made.append(Sum(tuple(sorted(decisions.items())), tuple(sorted(counted))))
                start.append(offset)
            sizes = tuple(size for _, size in variables)
            costs = tuple(int(self._program.costs[index]) for index, _ in variables)
            linked = tuple(tuple(self._linked.get(index, ())) for index, _ in variables)
            key = self._keys.of((tuple(made), sizes, costs, linked), counts)
            keys[number] = key
            numbers[key] = number
            counts[key] = Count(key, tuple(made), sizes, costs, linked)
            offsets[key] = tuple(start)
        return PersonCounts(part, counts, offsets, place, numbers)

    # --- raw counts: number, sums of (terms, offset) over variables, and (variable, size)

    def _definitions(self, part: Part) -> list[_Raw]:
        found: list[_Raw] = []
        for number in part.definitions:
            variables, sums = self._structure.definitions[number]
            found.append((number, [self._folded(terms, offset) for terms, offset in sums], variables))
        return found

    def _folded(self, terms: Sequence[tuple[int, int]], offset: int) -> tuple[list[tuple[int, int]], int]:
        """A sum without the variables that are fixed, whose share goes into the offset."""
        kept: dict[int, int] = {}
        for index, factor in terms:
            if self._owner[index] == FIXED:
                offset += factor * int(self._program.lower[index])
            else:
                kept[index] = kept.get(index, 0) + factor
        return [(index, factor) for index, factor in kept.items() if factor], offset

    def _rows(self, part: Part) -> list[_Raw]:
        """The rows that are not implied by a definition, each as sums that may not exceed 0."""
        program = self._program
        found: list[_Raw] = []
        for row in part.rows:
            entries = slice(program.begins[row], program.begins[row + 1])
            terms, offset = self._folded(
                list(zip(program.columns[entries].tolist(), program.factors[entries].tolist(), strict=True)), 0
            )
            if not program.fixes_level[row] and self._implied({index for index, _ in terms}):
                continue
            if program.most[row] < UNBOUNDED:
                found.append((-1 - row, [(terms, offset - int(program.most[row]))], ()))
            if program.least[row] > -UNBOUNDED:
                negated = [(index, -factor) for index, factor in terms]
                found.append((-1 - row, [(negated, int(program.least[row]) - offset)], ()))
        return found

    def _implied(self, members: set[int]) -> bool:
        """Whether a row only says how a derived variable follows from what defines it.

        A row over the derived variables alone limits them, as one does that fixes an earlier level.
        """
        for index in members:
            if index in self._defined_by:
                variables, sums = self._structure.definitions[self._defined_by[index][0]]
                derived = {one for one, _ in variables}
                if members <= derived | {one for terms, _ in sums for one, _ in terms} and not members <= derived:
                    return True
        return False

    def _needed(self, raw: list[_Raw]) -> list[_Raw]:
        """The counts that cost something, may be illegal, or are needed for such."""
        needed: set[int] = set()
        kept = []
        for count in reversed(raw):
            number, sums, variables = count
            if (
                not variables
                or number in needed
                or any(self._program.costs[index] or index in self._linked for index, _ in variables)
            ):
                needed |= {
                    self._defined_by[index][0] for terms, _ in sums for index, _ in terms if index in self._defined_by
                }
                kept.append(count)
        return kept[::-1]

    def _places(self, part: Part, raw: list[_Raw]) -> dict[int, Place]:
        """The place of each decision: those of one kind that are counted alike share one."""
        effects: dict[int, list[tuple[int, int, int]]] = {index: [] for index in part.decisions}
        for count, (_, sums, _) in enumerate(raw):
            for position, (terms, _) in enumerate(sums):
                for index, factor in terms:
                    if index in effects:
                        effects[index].append((count, position, factor))
        place: dict[int, Place] = {}
        seen: dict[int, list[tuple[tuple[int, int, int], ...]]] = {}
        for index in part.decisions:
            kind, effect = int(self._structure.kind[index]), tuple(effects[index])
            known = seen.setdefault(kind, [])
            if effect not in known:
                known.append(effect)
            place[index] = (kind, known.index(effect))
        return place
