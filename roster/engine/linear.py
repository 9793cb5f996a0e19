"""The linear form of a CP-SAT model, for a solver of integer programs; exact for every form the rules post."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from constraints.context import Objective

UNBOUNDED = 2**60  # CP-SAT writes "no limit" as a number near 2**63


class NotLinearError(Exception):
    """The model holds a constraint that has no linear form here; a rule of a user's own may post any."""


@dataclass
class LinearProgram:
    """Minimise `objective` + `constant` over whole numbers.

    Attributes:
        lower, upper: bounds of each variable.
        rows: (least, most, variables, coefficients); a limit of None is none.
        objective: coefficients by variable.
        granularity: every objective value is the constant plus a multiple of this.
    """

    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[tuple[int | None, int | None, list[int], list[int]]] = field(default_factory=list)
    objective: dict[int, int] = field(default_factory=dict)
    constant: int = 0
    granularity: int = 1

    def add_row(self, least: int | None, most: int | None, terms: Sequence[tuple[int, int]], offset: int = 0) -> None:
        """A row over CP-SAT references: a negative one is the negation of a literal."""
        summed: dict[int, int] = {}
        for reference, coefficient in terms:
            if reference >= 0:
                summed[reference] = summed.get(reference, 0) + coefficient
            else:
                negated = -reference - 1
                summed[negated] = summed.get(negated, 0) - coefficient
                offset += coefficient
        self.rows.append(
            (
                None if least is None else least - offset,
                None if most is None else most - offset,
                list(summed),
                list(summed.values()),
            )
        )

    def accepts(self, solution: Sequence[int]) -> bool:
        """Whether a solution obeys every bound and row, in exact arithmetic."""
        within = all(low <= value <= high for low, value, high in zip(self.lower, solution, self.upper, strict=True))
        return within and all(
            (least is None or least <= total) and (most is None or total <= most)
            for least, most, variables, coefficients in self.rows
            for total in (
                sum(factor * solution[variable] for variable, factor in zip(variables, coefficients, strict=True)),
            )
        )

    def value(self, solution: Sequence[int]) -> int:
        """The objective's value, its constant included."""
        return self.constant + sum(factor * solution[variable] for variable, factor in self.objective.items())


class Linearised:
    """The linear form of a model that grows: each call converts only what has been added since."""

    def __init__(self, model: cp_model.CpModel) -> None:
        self._model = model
        self._program = LinearProgram()
        self._constraints = 0

    def program(self, objective: Objective) -> LinearProgram:
        """The model as it is now, with an objective.

        Raises:
            NotLinearError: when a variable or constraint has no linear form.
        """
        program = self._grown()
        program.objective = {}
        program.constant = objective.constant
        for variable, factor in objective.terms:
            program.objective[variable.index] = program.objective.get(variable.index, 0) + factor
        program.objective = {index: factor for index, factor in program.objective.items() if factor}
        program.granularity = max(1, math.gcd(*program.objective.values()))
        return program

    def accepts(self, solution: Sequence[int]) -> bool:
        """Whether a solution obeys the model as it is now; False where that cannot be told."""
        try:
            return self._grown().accepts(solution)
        except NotLinearError:
            return False

    def _grown(self) -> LinearProgram:
        """The program with what has been added to the model since the last call."""
        program, proto = self._program, self._model.proto
        for index in range(len(program.lower), len(proto.variables)):
            domain = list(proto.variables[index].domain)
            if len(domain) != 2:
                raise NotLinearError("a variable whose values have gaps")
            program.lower.append(domain[0])
            program.upper.append(domain[1])
        for index in range(self._constraints, len(proto.constraints)):
            _add(program, proto.constraints[index])
            self._constraints = index + 1
        return program


def _add(program: LinearProgram, constraint: cp_model.ConstraintProto) -> None:  # type: ignore[name-defined]
    if len(constraint.enforcement_literal):
        raise NotLinearError("a constraint that holds only on a condition")
    if constraint.has_linear():
        linear = constraint.linear
        domain = list(linear.domain)
        if len(domain) != 2:
            raise NotLinearError("a sum whose values have gaps")
        program.add_row(
            domain[0] if domain[0] > -UNBOUNDED else None,
            domain[1] if domain[1] < UNBOUNDED else None,
            list(zip(linear.vars, linear.coeffs, strict=True)),
        )
    elif constraint.has_at_most_one():
        program.add_row(None, 1, [(literal, 1) for literal in constraint.at_most_one.literals])
    elif constraint.has_exactly_one():
        program.add_row(1, 1, [(literal, 1) for literal in constraint.exactly_one.literals])
    elif constraint.has_bool_or():
        program.add_row(1, None, [(literal, 1) for literal in constraint.bool_or.literals])
    elif constraint.has_lin_max():
        _add_any_of(program, constraint.lin_max)
    else:
        raise NotLinearError("a constraint of another kind")


def _add_any_of(program: LinearProgram, lin_max: cp_model.LinearArgumentProto) -> None:  # type: ignore[name-defined]
    """A literal that is the greatest of others: no less than each, no more than their sum."""
    parts = [lin_max.target, *lin_max.exprs]
    if any(len(part.vars) != 1 or list(part.coeffs) != [1] or part.offset for part in parts):
        raise NotLinearError("the greatest of sums")
    references = [part.vars[0] for part in parts]
    if any(
        program.lower[ref if ref >= 0 else -ref - 1] < 0 or program.upper[ref if ref >= 0 else -ref - 1] > 1
        for ref in references
    ):
        raise NotLinearError("the greatest of numbers")
    target, *others = references
    for other in others:
        program.add_row(0, None, [(target, 1), (other, -1)])
    program.add_row(None, 0, [(target, 1), *((other, -1) for other in others)])
