"""Runs HiGHS on an integer program. A run cannot be stopped, so worker processes make it."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.math_opt.solvers.highs_pb2 import HighsOptionsProto

from roster.engine.solvers.integer_program import UNBOUNDED, Floats, Ints, Mask, Program

ROUNDING = 1e-4  # of the granularity: how far rounding errors may have raised a bound
# A line of the log: source, nodes, explored share, best bound, best solution, ...
_LOG_LINE = re.compile(r"^\s*[A-Za-z]?\s+\d+\s+\d+\s+\d+\s+[\d.]+%\s+(\S+)\s+(\S+)")


@dataclass(frozen=True)
class Effort:
    """The most that one run may cost.

    Attributes:
        seconds: of wall time.
        nodes: of the search tree; None when only time counts.
    """

    seconds: float
    nodes: int | None = None


@dataclass(frozen=True)
class Answer:
    """The result of a run.

    Attributes:
        solution: a value for each variable that obeys the program in exact arithmetic; None when none was found.
        bound: of the objective, its constant included; None when unknown.
        optimal: whether the solution is proven best.
        ended: whether the solver ended by itself, and not because its effort was used up.
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
    heuristics: bool = True,
) -> Answer:
    """Minimises a program, from a solution where there is one.

    Args:
        heuristics: whether HiGHS heuristics around its LP relaxation; without, only branching finds solutions.
        tell: called, while it runs, with a lower bound and the value of the best solution, which comes at the end.
    """
    result, values = _run(
        program,
        np.ones(program.size, dtype=bool),
        effort,
        start=start,
        seed=seed,
        listen=_listener(program, tell) if tell else None,
        heuristics=heuristics,
    )
    bound = _exact(program, result.termination.objective_bounds.dual_bound)
    ended = result.termination.reason in (mathopt.TerminationReason.OPTIMAL, mathopt.TerminationReason.INFEASIBLE)
    solution = None
    if values is not None:
        solution = np.rint(values).astype(np.int64)
        if not program.accepts(solution):
            solution = None
    if solution is None:
        return Answer(None, bound, optimal=False, ended=ended)
    value = program.value(solution)
    optimal = bound is not None and bound >= value
    return Answer(solution, min(bound, value) if bound is not None else None, optimal, ended)


@dataclass(frozen=True)
class Relaxation:
    """The optimum of an LP relaxation.

    Attributes:
        values: one a variable; None where some had to be integral and no such solution was found in time.
        bound: lower bound of the integer program.
        ended: whether the values are optimal.
    """

    values: Floats | None
    bound: int
    ended: bool


def relax(
    program: Program,
    effort: Effort,
    *,
    whole: Mask | None = None,
    start: Ints | None = None,
    seed: int = 0,
    tell: Callable[[int, int | None], None] | None = None,
) -> Relaxation | None:
    """Solves the LP relaxation of a program; None when the time did not suffice.

    Args:
        whole: variables that stay integral all the same.
        tell: called with lower bounds while it runs.
    """
    searching = whole is not None and bool(whole.any())
    result, values = _run(
        program,
        whole if whole is not None else np.zeros(program.size, dtype=bool),
        effort,
        start=start if searching else None,
        seed=seed,
        listen=_listener(program, lambda bound, _: tell(bound, None)) if tell else None,
        interior=not searching,
    )
    ended = result.termination.reason is mathopt.TerminationReason.OPTIMAL
    bound = _exact(program, result.termination.objective_bounds.dual_bound)
    if bound is None or not (ended or searching):
        return None
    return Relaxation(values, bound, ended)


def _listener(program: Program, tell: Callable[[int, int | None], None]) -> Callable[[Sequence[str]], None]:
    """Returns the function that reads lower bounds from HiGHS' log and passes them on."""

    def listen(lines: Sequence[str]) -> None:
        for line in lines:
            if found := _LOG_LINE.match(line):
                # The log shows ten digits: the bound is lowered by what they may hide.
                bound = _exact(program, float(found[1]) - abs(float(found[1])) * 1e-9)
                if bound is not None:
                    tell(bound, _exact(program, float(found[2])))

    return listen


def _run(
    program: Program,
    whole: Mask,
    effort: Effort,
    *,
    start: Ints | None,
    seed: int,
    listen: Callable[[Sequence[str]], None] | None,
    heuristics: bool = True,
    interior: bool = False,
) -> tuple[mathopt.SolveResult, Floats | None]:
    """Makes one run with only some variables integral; returns its result and the values it found."""
    model = mathopt.Model.from_model_proto(_proto(program, whole))
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
            highs=HighsOptionsProto(
                # Other workers use the other cores; and the simplex method may be stuck for minutes on a long period.
                string_options={"parallel": "off", "solver": "ipm" if interior else "choose"},
                bool_options={
                    "mip_allow_restart": False,  # a restart seldom saves what its second root costs
                    "mip_heuristic_run_feasibility_jump": False,  # there is a solution, or soon will be
                    "mip_heuristic_run_rins": False,
                    "mip_heuristic_run_rens": heuristics,
                    "mip_heuristic_run_root_reduced_cost": heuristics,
                },
            ),
        ),
        model_params=mathopt.ModelSolveParameters(solution_hints=hints),
        msg_cb=listen,
    )
    found = result.has_primal_feasible_solution()
    return result, np.array(result.variable_values(variables)) if found else None


def whole_value(program: Program, bound: float) -> int:
    """The least value that the objective can have, given a bound in units of the granularity without the constant."""
    return math.ceil(bound - ROUNDING) * program.granularity + program.constant


def _exact(program: Program, bound: float) -> int | None:
    """Converts a bound of HiGHS, in units of the granularity, to the least value that the objective can then have."""
    if not math.isfinite(bound) or abs(bound) > 2**53:
        return None
    return whole_value(program, bound)


def _proto(program: Program, whole: Mask) -> model_pb2.ModelProto:
    proto = model_pb2.ModelProto()
    count, step = program.size, program.granularity
    proto.variables.ids.extend(range(count))
    proto.variables.lower_bounds.extend(program.lower.astype(float))
    proto.variables.upper_bounds.extend(program.upper.astype(float))
    proto.variables.integers.extend(whole.tolist())
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
