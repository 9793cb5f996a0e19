"""Finishes a dive: the whole program with most decisions fixed is small enough for a solver of integer programs."""

from __future__ import annotations

import numpy as np

from roster.engine.columns.graphs.graph import FREE
from roster.engine.columns.graphs.people import People
from roster.engine.columns.structure import Structure
from roster.engine.model.variable_index import NOWHERE
from roster.engine.solvers.integer_program import Ints, Mask, Program


def left_open(program: Program, structure: Structure, people: People, fixed: Ints) -> tuple[Ints, Mask]:
    """Says what a dive has left open.

    Args:
        fixed: by person and step an option, or FREE.

    Returns:
        A start with all decisions at 0, and the variables that are free: what is no decision of a person, the decisions
        of steps that are not fixed, and those of the options that are, which may be seats of one duty.
    """
    free = structure.person == NOWHERE
    for row, graph in zip(fixed, people.graphs, strict=True):
        for step, option in enumerate(row.tolist()):
            slots = graph.slots_of(step)
            for slot in slots if option == FREE else [slots[option]]:
                free[graph.decisions_of(slot)] = True
    fixed_for_good = program.lower == program.upper
    start = np.where(fixed_for_good, program.lower, np.where(structure.person == NOWHERE, program.lower, 0))
    return start, free & ~fixed_for_good
