"""Converts a CP-SAT model into an integer program; exact for every kind of constraint that the built-in rules post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from ortools.sat.python import cp_model

from constraints.rota_model import Objective
from models.errors import RosterError
from roster.engine.params.groups import SolverParams
from roster.engine.solvers.integer_program import UNBOUNDED, Ints, Program
from roster.engine.solvers.protos import domain_of, numbers

LARGEST = 2**62  # larger numbers would overflow 64 bits


class NotLinearError(RosterError):
    """The model has a constraint that is not converted to linear form here; rules of users may post any."""


class Linearised:
    """The linear form of a model that grows: each call converts only what was added since the last one."""

    def __init__(self, model: cp_model.CpModel, linking_rows: int = SolverParams.linking_rows) -> None:
        self._model = model
        self._linking_rows = linking_rows
        self._lower: list[int] = []
        self._upper: list[int] = []
        self._least: list[int] = []
        self._most: list[int] = []
        self._begins: list[int] = [0]
        self._columns: list[int] = []
        self._factors: list[int] = []
        self._fixes_level: list[bool] = []
        self._converted = 0
        self._fixing = False
        self._latest: Program | None = None

    def program(self, objective: Objective) -> Program:
        """Returns the model as it is now, with an objective.

        Raises:
            NotLinearError: when a variable or constraint has no linear form.
        """
        self._grow()
        costs = np.zeros(len(self._lower), dtype=np.int64)
        for variable, factor in objective.terms:
            costs[variable.index] += factor
        if self._latest is not None and (self._latest.size, len(self._latest.least)) == (len(costs), len(self._least)):
            self._latest = replace(self._latest, costs=costs, constant=objective.constant)
        else:
            self._latest = Program(
                lower=_ints(self._lower),
                upper=_ints(self._upper),
                costs=costs,
                constant=objective.constant,
                least=_ints(self._least),
                most=_ints(self._most),
                begins=_ints(self._begins),
                columns=_ints(self._columns),
                factors=_ints(self._factors),
                fixes_level=np.array(self._fixes_level, dtype=bool),
                linking_rows=self._linking_rows,
            )
        return self._latest

    def begin_fixing(self) -> None:
        """Notes that constraints added to the model from now on fix levels to their optima."""
        self._fixing = True

    def _grow(self) -> None:
        proto = self._model.proto
        for index in range(len(self._lower), len(proto.variables)):
            domain = domain_of(proto.variables[index])
            if len(domain) != 2:
                raise NotLinearError("a variable whose values have gaps")
            self._lower.append(domain[0])
            self._upper.append(domain[1])
        for index in range(self._converted, len(proto.constraints)):
            self._add(proto.constraints[index])
            self._converted = index + 1

    def _row(self, least: int, most: int, references: Sequence[int], factors: Sequence[int]) -> None:
        """Adds a row over CP-SAT references: a negative reference is the negation of a literal."""
        offset = 0
        summed = dict(zip(references, factors, strict=True))
        if len(summed) < len(references) or min(references, default=0) < 0:
            summed = {}
            for reference, factor in zip(references, factors, strict=True):
                if reference >= 0:
                    summed[reference] = summed.get(reference, 0) + factor
                else:
                    negated = -reference - 1
                    summed[negated] = summed.get(negated, 0) - factor
                    offset += factor
        self._columns.extend(summed)
        self._factors.extend(summed.values())
        self._begins.append(len(self._columns))
        self._least.append(least - offset if least > -UNBOUNDED else -UNBOUNDED)
        self._most.append(most - offset if most < UNBOUNDED else UNBOUNDED)
        self._fixes_level.append(self._fixing)

    def _row_of_ones(self, least: int, most: int, literals: Sequence[int]) -> None:
        self._row(least, most, literals, [1] * len(literals))

    def _add(self, constraint: cp_model.ConstraintProto) -> None:  # type: ignore[name-defined]
        if len(constraint.enforcement_literal):
            raise NotLinearError("a constraint that holds only on a condition")
        if constraint.has_linear():
            linear = constraint.linear
            domain = numbers(linear.domain)
            if len(domain) != 2:
                raise NotLinearError("a sum whose values have gaps")
            self._row(domain[0], domain[1], numbers(linear.vars), numbers(linear.coeffs))
        elif constraint.has_at_most_one():
            self._row_of_ones(-UNBOUNDED, 1, numbers(constraint.at_most_one.literals))
        elif constraint.has_exactly_one():
            self._row_of_ones(1, 1, numbers(constraint.exactly_one.literals))
        elif constraint.has_bool_or():
            self._row_of_ones(1, UNBOUNDED, numbers(constraint.bool_or.literals))
        elif constraint.has_lin_max():
            self._add_any_of(constraint.lin_max)
        else:
            raise NotLinearError("a constraint of another kind")

    def _add_any_of(self, lin_max: cp_model.LinearArgumentProto) -> None:  # type: ignore[name-defined]
        """Adds rows for a literal that is the maximum of others: no less than each of them, no more than their sum."""
        parts = [lin_max.target, *lin_max.exprs]
        if any(len(part.vars) != 1 or list(part.coeffs) != [1] or part.offset for part in parts):
            raise NotLinearError("the greatest of sums")
        references = [part.vars[0] for part in parts]
        indices = [reference if reference >= 0 else -reference - 1 for reference in references]
        if any(self._lower[index] < 0 or self._upper[index] > 1 for index in indices):
            raise NotLinearError("the greatest of numbers")
        target, *others = references
        for other in others:
            self._row(0, UNBOUNDED, [target, other], [1, -1])
        self._row(-UNBOUNDED, 0, [target, *others], [1, *[-1] * len(others)])


def _ints(numbers: list[int]) -> Ints:
    if numbers and max(abs(min(numbers)), abs(max(numbers))) >= LARGEST:
        numbers = [max(-LARGEST, min(LARGEST, number)) for number in numbers]
    return np.array(numbers, dtype=np.int64)
