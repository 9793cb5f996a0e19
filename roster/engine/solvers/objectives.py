"""Objectives for CP-SAT: as an expression, in a model with a warm start, and the lower bound from domains alone."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from constraints.rota_model import Objective
from roster.engine.solvers.protos import domain_of


def with_objective(model: cp_model.CpModel, objective: Objective, start: Sequence[int]) -> cp_model.CpModel:
    """Puts an objective and a warm start into a model, and returns it."""
    model.clear_objective()  # type: ignore[no-untyped-call]
    if objective.terms:
        model.minimize(expression(objective))
    model.clear_hints()  # type: ignore[no-untyped-call]
    hint = model.proto.solution_hint  # filled at once: adding hints one by one takes seconds for a large model
    hint.vars.extend(range(len(start)))
    hint.values.extend([int(value) for value in start])
    return model


def expression(objective: Objective) -> cp_model.LinearExprT:
    """Returns an objective as an expression with its constant: CP-SAT's bound, 0 at first, is then always valid."""
    return objective.constant + cp_model.LinearExpr.weighted_sum(
        [variable for variable, _ in objective.terms], [factor for _, factor in objective.terms]
    )


def lower_bound(objective: Objective) -> int:
    """Returns the lower bound that follows from the domains of the variables alone; never below 0."""
    total: dict[int, int] = {}
    domains: dict[int, tuple[int, int]] = {}
    for variable, factor in objective.terms:
        total[variable.index] = total.get(variable.index, 0) + factor
        domain = domain_of(variable.proto)
        domains[variable.index] = (domain[0], domain[-1])
    return max(
        0,
        objective.constant + sum(factor * domains[index][0 if factor > 0 else 1] for index, factor in total.items()),
    )
