"""Splits a program by person: what concerns one person alone, and what links people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, field

import numpy as np

from roster.engine.columns.structure import Structure
from roster.engine.model.variable_index import NOWHERE
from roster.engine.solvers.integer_program import UNBOUNDED, Ints, Mask, Program

SHARED = -1  # owner of variables that concern nobody, or several people
FIXED = -2  # owner of variables with only one value


@dataclass
class Part:
    """What concerns one person alone.

    Attributes:
        person: their number.
        decisions: their decisions that are not fixed, in order of start.
        definitions: numbers of the definitions of variables that follow from their decisions alone, in order.
        rows: rows over their variables alone.
    """

    person: int
    decisions: list[int] = field(default_factory=list)
    definitions: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Split:
    """A program split by person.

    Attributes:
        parts: one a person who has decisions.
        owner: by variable, the number of the person whose it is, SHARED or FIXED.
        linking: rows over variables of several people, or of nobody, that some rota could break.
    """

    parts: list[Part]
    owner: Ints
    linking: Ints


def split(program: Program, structure: Structure, promoted: Set[int] = frozenset()) -> Split:
    """Splits a program by person.

    Args:
        promoted: numbers of definitions that are left to the rows which link people, although they are of one person;
            a row with number r counts as -1 - r.
    """
    owner = np.where(structure.person == NOWHERE, SHARED, structure.person)
    owner[program.lower == program.upper] = FIXED
    of_person: dict[int, Part] = defaultdict(lambda: Part(-1))
    for number, (variables, sums) in enumerate(structure.definitions):
        if all(owner[index] == FIXED for index, _ in variables):
            continue
        owners = {int(owner[index]) for terms, _ in sums for index, _ in terms} - {FIXED}
        mine = owners.pop() if len(owners) == 1 and number not in promoted else SHARED
        for index, _ in variables:
            owner[index] = mine
        if mine >= 0:
            of_person[mine].definitions.append(number)
    for index in np.flatnonzero((structure.person != NOWHERE) & (owner != FIXED)).tolist():
        of_person[int(structure.person[index])].decisions.append(index)
    first, last = _least_and_most_owner(program, owner)
    local = (first == last) & (first >= 0)
    local[[-1 - number for number in promoted if number < 0]] = False
    for row in np.flatnonzero(local).tolist():
        of_person[int(first[row])].rows.append(row)
    for person, part in of_person.items():
        part.person = person
    parts = [of_person[person] for person in sorted(of_person) if of_person[person].decisions]
    linking = np.flatnonzero(~local & (last != FIXED))
    return Split(parts, owner, linking[_breakable(program, structure, owner, linking)])


def _least_and_most_owner(program: Program, owner: Ints) -> tuple[Ints, Ints]:
    """The smallest and the largest number of an owner in each row; FIXED where all of its variables are."""
    concerned = owner[program.columns]
    filled = np.flatnonzero(np.diff(program.begins))
    first = np.full(len(program.least), FIXED)
    last = first.copy()
    if len(filled):
        begins = program.begins[filled]
        first[filled] = np.minimum.reduceat(np.where(concerned == FIXED, np.iinfo(np.int64).max, concerned), begins)
        last[filled] = np.maximum.reduceat(concerned, begins)
    return first, last


def _breakable(program: Program, structure: Structure, owner: Ints, rows: Ints) -> Mask:
    """Whether any rota could break each of some rows, given that nobody takes two duties on a date."""
    if not len(rows):
        return np.zeros(0, dtype=bool)
    numbers, columns, factors = program.entries_of(rows)
    row = np.searchsorted(rows, numbers)
    least, most = factors * program.lower[columns], factors * program.upper[columns]
    low, high = np.minimum(least, most), np.maximum(least, most)
    decided = (structure.person[columns] != NOWHERE) & (owner[columns] != FIXED)
    smallest = np.bincount(row, np.where(decided, 0, low), len(rows))
    largest = np.bincount(row, np.where(decided, 0, high), len(rows))
    # Of the decisions of one person on one date only the one with the greatest factor counts, or none.
    dates = int(structure.date.max(initial=0)) + 1
    keys = (row * (int(structure.person.max(initial=0)) + 1) + structure.person[columns]) * dates + structure.date[
        columns
    ]
    chosen = np.flatnonzero(decided)
    if len(chosen):
        names, place = np.unique(keys[chosen], return_inverse=True)
        up, down = np.zeros(len(names), dtype=np.int64), np.zeros(len(names), dtype=np.int64)
        np.maximum.at(up, place, high[chosen])
        np.minimum.at(down, place, low[chosen])
        of_row = np.zeros(len(names), dtype=np.int64)
        of_row[place] = row[chosen]
        largest += np.bincount(of_row, up, len(rows))
        smallest += np.bincount(of_row, down, len(rows))
    broken: Mask = (smallest < program.least[rows]) | (
        (largest > program.most[rows]) & (program.most[rows] < UNBOUNDED)
    )
    return broken
