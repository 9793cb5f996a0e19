"""Runs CP-SAT with one thread on an integer program in matrix form."""

from __future__ import annotations

import math

import numpy as np
from ortools.sat.python import cp_model

from roster.engine.params.groups import SolverParams
from roster.engine.solvers.highs import Answer, Effort
from roster.engine.solvers.integer_program import UNBOUNDED, Ints, Program

_DEFAULTS = SolverParams()


def minimise(
    program: Program, start: Ints | None, effort: Effort, *, seed: int = 0, params: SolverParams = _DEFAULTS
) -> Answer:
    """Minimises a program, from a solution where there is one; `effort.nodes` is converted to deterministic time."""
    model = cp_model.CpModel()
    variables = [
        model.new_int_var(low, high, "")
        for low, high in zip(program.lower.tolist(), program.upper.tolist(), strict=True)
    ]
    order = np.argsort(program.rows, kind="stable")
    columns, factors = program.columns[order].tolist(), program.factors[order].tolist()
    begins, least, most = program.begins.tolist(), program.least.tolist(), program.most.tolist()
    for row, (low, high) in enumerate(zip(least, most, strict=True)):
        entries = slice(begins[row], begins[row + 1])
        total = cp_model.LinearExpr.weighted_sum([variables[index] for index in columns[entries]], factors[entries])
        model.add_linear_constraint(
            total, cp_model.INT_MIN if low <= -UNBOUNDED else low, cp_model.INT_MAX if high >= UNBOUNDED else high
        )
    step = program.granularity
    priced = np.flatnonzero(program.costs).tolist()
    costs = (program.costs[priced] // step).tolist()
    model.minimize(cp_model.LinearExpr.weighted_sum([variables[index] for index in priced], costs))
    if start is not None:
        for variable, value in zip(variables, start.tolist(), strict=True):
            model.add_hint(variable, value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    # Every row in the LP relaxation: with one thread it gains more than it costs.
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = max(0.01, effort.seconds)
    if effort.nodes is not None:
        solver.parameters.max_deterministic_time = effort.nodes / params.nodes_per_unit
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, None, optimal=False, ended=status == cp_model.INFEASIBLE)
    solution = np.array(list(solver.response_proto.solution), dtype=np.int64)
    bound = math.ceil(solver.best_objective_bound - 1e-6) * step + program.constant
    value = program.value(solution)
    optimal = status == cp_model.OPTIMAL
    return Answer(solution, value if optimal else min(bound, value), optimal, optimal)
