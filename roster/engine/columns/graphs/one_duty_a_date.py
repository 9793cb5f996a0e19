"""Whether the rows of a program forbid a person to take two duties on one date, as the steps of a graph assume."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from roster.engine.columns.graphs.parts import Part
from roster.engine.model.variable_index import NOWHERE
from roster.engine.solvers.integer_program import Ints, Program


def one_duty_a_date(part: Part, program: Program, date: Ints) -> bool:
    """Whether of all decisions of a person on one date at most one can be taken.

    Args:
        date: by variable, the date of a decision; NOWHERE for all others.
    """
    on_date: dict[int, set[int]] = defaultdict(set)
    for index in part.decisions:
        on_date[int(date[index])].add(index)
    several = {day: decisions for day, decisions in on_date.items() if len(decisions) > 1}
    apart: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for day, decisions in _exclusive(part, program, date):
        if several.get(day, decisions) <= decisions:
            several.pop(day, None)
        elif day in several:
            apart[day].update(combinations(sorted(decisions), 2))
    return all(apart[day] >= set(combinations(sorted(decisions), 2)) for day, decisions in several.items())


def _exclusive(part: Part, program: Program, date: Ints) -> Iterator[tuple[int, set[int]]]:
    """Dates, and decisions of them of which a row allows one."""
    for row in part.rows:
        entries = slice(program.begins[row], program.begins[row + 1])
        if program.most[row] != 1 or (program.factors[entries] != 1).any():
            continue
        by_date: dict[int, set[int]] = defaultdict(set)
        for index in program.columns[entries].tolist():
            by_date[int(date[index])].add(index)
        by_date.pop(NOWHERE, None)
        yield from by_date.items()
