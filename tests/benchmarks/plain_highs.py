"""HiGHS on the linear form of a CP-SAT model, in the plainest way: a baseline that owes nothing to the engine."""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

UNLIMITED = 2**60  # CP-SAT writes "no limit" as a number near 2**63

Row = tuple[float, float, dict[int, int]]  # least, most, coefficients by variable


@dataclass(frozen=True)
class Answer:
    """The best solution (empty when none), its value, and a bound rounded up to the next value there can be."""

    solution: Sequence[int]
    value: int | None
    bound: int | None


def minimise(
    model: cp_model.CpModel, costs: Mapping[int, int], constant: int, start: Sequence[int], seconds: float
) -> Answer:
    """Minimise costs (by variable) plus a constant over whole numbers, from a solution (may be empty)."""
    listed = [list(variable.domain) for variable in model.proto.variables]
    if any(len(domain) != 2 for domain in listed):
        raise NotImplementedError("a variable whose values have gaps")
    domains = [(low, high) for low, high in listed]
    rows = [row for constraint in model.proto.constraints for row in _rows(constraint)]
    built = mathopt.Model.from_model_proto(_proto(domains, rows, costs))
    variables = {variable.id: variable for variable in built.variables()}
    hints = [mathopt.SolutionHint(variable_values={variables[i]: v for i, v in enumerate(start)})] if start else []
    step = max(1, math.gcd(*costs.values()))
    result = mathopt.solve(
        built,
        mathopt.SolverType.HIGHS,
        params=mathopt.SolveParameters(
            time_limit=datetime.timedelta(seconds=seconds),
            # By default it stops at a gap of 0.01 %, which proves nothing; values are multiples of the step.
            relative_gap_tolerance=0.0,
            absolute_gap_tolerance=step - 0.01,
        ),
        model_params=mathopt.ModelSolveParameters(solution_hints=hints),
    )
    told = result.termination.objective_bounds.dual_bound
    bound = math.ceil(told / step - 1e-4) * step + constant if abs(told) < 1e15 else None
    if not result.has_primal_feasible_solution():
        return Answer((), None, bound)
    values = result.variable_values()
    solution = [round(values.get(variables[index], 0.0)) for index in range(len(domains))]
    if not _obeys(solution, domains, rows):
        return Answer((), None, bound)
    value = constant + sum(factor * solution[index] for index, factor in costs.items())
    return Answer(solution, value, None if bound is None else min(value, bound))


def _proto(domains: Sequence[tuple[int, int]], rows: Sequence[Row], costs: Mapping[int, int]) -> model_pb2.ModelProto:
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(len(domains)))
    proto.variables.lower_bounds.extend(low for low, _ in domains)
    proto.variables.upper_bounds.extend(high for _, high in domains)
    proto.variables.integers.extend([True] * len(domains))
    for index in sorted(index for index, factor in costs.items() if factor):
        proto.objective.linear_coefficients.ids.append(index)
        proto.objective.linear_coefficients.values.append(costs[index])
    matrix = proto.linear_constraint_matrix
    for number, (least, most, factors) in enumerate(rows):
        proto.linear_constraints.ids.append(number)
        proto.linear_constraints.lower_bounds.append(least)
        proto.linear_constraints.upper_bounds.append(most)
        for index in sorted(factors):
            matrix.row_ids.append(number)
            matrix.column_ids.append(index)
            matrix.coefficients.append(factors[index])
    return proto


def _rows(constraint: cp_model.ConstraintProto) -> list[Row]:  # type: ignore[name-defined]
    """The rows that say what a constraint says.

    Raises:
        NotImplementedError: a constraint of a form that the catalogue's rules do not post.
    """
    if len(constraint.enforcement_literal):
        raise NotImplementedError("a constraint that holds only on a condition")
    if constraint.has_linear():
        low, *_, high = list(constraint.linear.domain)
        if len(constraint.linear.domain) == 2:
            terms = list(zip(constraint.linear.vars, constraint.linear.coeffs, strict=True))
            return [_row(low if low > -UNLIMITED else -math.inf, high if high < UNLIMITED else math.inf, terms)]
    elif constraint.has_at_most_one():
        return [_row(-math.inf, 1, [(literal, 1) for literal in constraint.at_most_one.literals])]
    elif constraint.has_exactly_one():
        return [_row(1, 1, [(literal, 1) for literal in constraint.exactly_one.literals])]
    elif constraint.has_bool_or():
        return [_row(1, math.inf, [(literal, 1) for literal in constraint.bool_or.literals])]
    raise NotImplementedError("a constraint without a linear form")


def _row(least: float, most: float, terms: Sequence[tuple[int, int]]) -> Row:
    """A row over CP-SAT's references, of which a negative one is a literal's negation."""
    factors: dict[int, int] = defaultdict(int)
    for reference, factor in terms:
        if reference >= 0:
            factors[reference] += factor
        else:
            factors[-reference - 1] -= factor
            least, most = least - factor, most - factor
    return least, most, factors


def _obeys(solution: Sequence[int], domains: Sequence[tuple[int, int]], rows: Sequence[Row]) -> bool:
    """Whether a solution that was found with floating-point numbers is one in whole numbers."""
    return all(low <= value <= high for value, (low, high) in zip(solution, domains, strict=True)) and all(
        least <= sum(factor * solution[index] for index, factor in factors.items()) <= most
        for least, most, factors in rows
    )
