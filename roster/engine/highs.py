"""One run of HiGHS on a program. It cannot be stopped from Python, so it runs in a helper process (`worker`)."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from roster.engine.program import UNBOUNDED, Ints, Program

ROUNDING = 1e-4  # of the granularity: what floating-point numbers may have cost a bound
# A line of the log: source, nodes, explored share, best bound, best solution, ...
_LOG_LINE = re.compile(r"^\s*[A-Za-z]?\s+\d+\s+\d+\s+\d+\s+[\d.]+%\s+(\S+)\s+(\S+)")


@dataclass(frozen=True)
class Effort:
    """How much one run may cost.

    Attributes:
        seconds: of wall time.
        nodes: of the search tree; None when only time counts.
    """

    seconds: float
    nodes: int | None = None


@dataclass(frozen=True)
class Answer:
    """What came of a run.

    Attributes:
        solution: a value for each variable that obeys the program in exact arithmetic; None when none was found.
        bound: of the objective, its constant included; None when unknown.
        optimal: whether the solution is proven best.
        ended: whether it came to an end of its own, and not to that of its effort.
    """

    solution: Ints | None
    bound: int | None
    optimal: bool
    ended: bool


def minimise(
    program: Program,
    start: Ints | None,
    effort: Effort,
    *,
    seed: int = 0,
    tell: Callable[[int, int | None], None] | None = None,
) -> Answer:
    """Minimise a program, from a solution where there is one.

    Args:
        tell: told, while it runs, a bound and the value of the best solution it has, which it hands out at its end.
    """

    def listen(lines: Sequence[str]) -> None:
        assert tell is not None
        for line in lines:
            if found := _LOG_LINE.match(line):
                # The log shows ten digits: what lies beyond them is given up.
                bound = _exact(program, float(found[1]) - abs(float(found[1])) * 1e-9)
                if bound is not None:
                    tell(bound, _exact(program, float(found[2])))

    model = mathopt.Model.from_model_proto(_proto(program))
    variables = list(model.variables())
    hints = []
    if start is not None:
        hints = [mathopt.SolutionHint(variable_values=dict(zip(variables, start.tolist(), strict=True)))]
    result = mathopt.solve(
        model,
        mathopt.SolverType.HIGHS,
        params=mathopt.SolveParameters(
            time_limit=datetime.timedelta(seconds=max(0.01, effort.seconds)),
            node_limit=effort.nodes,
            relative_gap_tolerance=0.0,
            absolute_gap_tolerance=0.99,  # values are whole in units of the granularity: a gap below one is a proof
            random_seed=seed,
        ),
        model_params=mathopt.ModelSolveParameters(solution_hints=hints),
        msg_cb=listen if tell else None,
    )
    bound = _exact(program, result.termination.objective_bounds.dual_bound)
    ended = result.termination.reason in (mathopt.TerminationReason.OPTIMAL, mathopt.TerminationReason.INFEASIBLE)
    solution = None
    if result.has_primal_feasible_solution():
        values = result.variable_values(variables)
        solution = np.rint(np.array(values)).astype(np.int64)
        if not program.accepts(solution):
            solution = None
    if solution is None:
        return Answer(None, bound, optimal=False, ended=ended)
    value = program.value(solution)
    optimal = bound is not None and bound >= value
    return Answer(solution, min(bound, value) if bound is not None else None, optimal, ended)


def relax(program: Program, seconds: float) -> tuple[NDArray[np.float64], int] | None:
    """The best solution in fractions, and the bound it is; None when there was no time for it."""
    proto = _proto(program)
    del proto.variables.integers[:]
    proto.variables.integers.extend([False] * program.size)
    model = mathopt.Model.from_model_proto(proto)
    limit = datetime.timedelta(seconds=max(0.01, seconds))
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=mathopt.SolveParameters(time_limit=limit))
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return None
    bound = _exact(program, result.termination.objective_bounds.dual_bound)
    if bound is None:
        return None
    return np.array(result.variable_values(list(model.variables()))), bound


def _exact(program: Program, bound: float) -> int | None:
    """A bound in units of the granularity, as the least value the objective can then have; None when it is none."""
    if not math.isfinite(bound) or abs(bound) > 2**53:
        return None
    return math.ceil(bound - ROUNDING) * program.granularity + program.constant


def _proto(program: Program) -> model_pb2.ModelProto:
    proto = model_pb2.ModelProto()
    count, step = program.size, program.granularity
    proto.variables.ids.extend(range(count))
    proto.variables.lower_bounds.extend(program.lower.astype(float))
    proto.variables.upper_bounds.extend(program.upper.astype(float))
    proto.variables.integers.extend([True] * count)
    priced = np.flatnonzero(program.costs)
    proto.objective.linear_coefficients.ids.extend(priced)
    proto.objective.linear_coefficients.values.extend((program.costs[priced] // step).astype(float))
    rows = len(program.least)
    proto.linear_constraints.ids.extend(range(rows))
    limits = proto.linear_constraints
    limits.lower_bounds.extend(np.where(program.least <= -UNBOUNDED, -np.inf, program.least))
    limits.upper_bounds.extend(np.where(program.most >= UNBOUNDED, np.inf, program.most))
    order = np.lexsort((program.columns, program.rows))
    matrix = proto.linear_constraint_matrix
    matrix.row_ids.extend(program.rows[order])
    matrix.column_ids.extend(program.columns[order])
    matrix.coefficients.extend(program.factors[order].astype(float))
    return proto
