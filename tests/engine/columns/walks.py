"""Walks through a graph one option at a time, and what the program itself says of the same rota."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from roster.engine.columns.graphs.cheapest import PersonGraph
from roster.engine.columns.graphs.graph import NOTHING
from roster.engine.columns.graphs.parts import Part, Split
from roster.engine.model.variable_index import NOWHERE
from roster.engine.solvers.integer_program import Ints
from tests.engine.columns.levels import LevelProgram


def options_of(graph: PersonGraph, decisions: Sequence[int]) -> list[int]:
    """By step, the option that takes some decisions."""
    found = []
    for step, first in enumerate(graph.first_slot.tolist()):
        taken = {
            option
            for option in range(1, 1 + len(graph.graph.steps[step]))
            if set(graph.decisions_of(first + option).tolist()) & set(decisions)
        }
        assert len(taken) <= 1
        found.append(taken.pop() if taken else NOTHING)
    return found


def walked(graph: PersonGraph, options: Sequence[int]) -> Ints | None:
    """By measure, what a rota adds up to; None where the graph does not have it."""
    state = graph.graph.first[graph.person]
    total = np.zeros(1 + len(graph.graph.measures), dtype=np.int64)
    for layer, option in zip(graph.graph.layers, options, strict=True):
        arcs = np.flatnonzero((layer.before == state) & (layer.option == option))
        assert len(arcs) <= 1, "a state has two ways to go on with one option"
        if not len(arcs):
            return None
        total += layer.costs[:, arcs[0]]
        state = int(layer.after[arcs[0]])
    return total


def legal(level: LevelProgram, part: Part, values: Ints) -> bool:
    """Whether values obey all rows of a person's part."""
    program = level.program
    totals = program.sums(program.factors * values[program.columns])
    return all(program.least[row] <= totals[row] <= program.most[row] for row in part.rows)


def added_up(level: LevelProgram, parts: Split, part: Part, values: Ints) -> tuple[int, dict[int, int]]:
    """What a person's derived variables cost, and what they add to each row that links people."""
    program = level.program
    mine = (parts.owner == part.person) & (level.structure.person == NOWHERE)
    cost = int(program.costs[mine] @ values[mine])
    totals = program.sums(np.where(mine[program.columns], program.factors * values[program.columns], 0))
    return cost, {row: int(totals[row]) for row in parts.linking.tolist()}
