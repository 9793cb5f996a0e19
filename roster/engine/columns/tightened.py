"""Tightens the bounds of variables of which a row leaves no choice, so that they count as fixed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from roster.engine.solvers.integer_program import UNBOUNDED, Program


def tightened(program: Program) -> Program:
    """The same program with tighter bounds: rows with one variable that is not fixed limit it.

    What follows from the decisions of somebody who cannot work on a date is fixed by this, one variable after another.
    A row that no value could keep is left as it is.
    """
    lower, upper = program.lower.copy(), program.upper.copy()
    while True:
        free = (lower < upper)[program.columns]
        alone = np.bincount(program.rows, free, len(program.least)) == 1
        chosen = np.flatnonzero(free & alone[program.rows])
        rows, columns, factors = program.rows[chosen], program.columns[chosen], program.factors[chosen]
        others = program.sums(np.where(free, 0, program.factors * lower[program.columns]))[rows]
        least, most = program.least[rows], program.most[rows]
        size = np.abs(factors)
        # In a row with a factor below 0 the most of the row is the least of the variable.
        below = np.where(factors > 0, least - others, others - most)
        above = np.where(factors > 0, most - others, others - least)
        has_below = np.where(factors > 0, least > -UNBOUNDED, most < UNBOUNDED)
        has_above = np.where(factors > 0, most < UNBOUNDED, least > -UNBOUNDED)
        new_lower, new_upper = lower.copy(), upper.copy()
        np.maximum.at(new_lower, columns[has_below], -(-below[has_below] // size[has_below]))
        np.minimum.at(new_upper, columns[has_above], above[has_above] // size[has_above])
        possible = new_lower <= new_upper
        new_lower, new_upper = np.where(possible, new_lower, lower), np.where(possible, new_upper, upper)
        if (new_lower == lower).all() and (new_upper == upper).all():
            return replace(program, lower=lower, upper=upper)
        lower, upper = new_lower, new_upper
