"""Runs CP-SAT on a model within a time limit; the run can be stopped at any moment."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ortools.sat.python import cp_model

from roster.engine.params.groups import SolverParams
from roster.errors import EngineError


class Status(StrEnum):
    """How a run ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


class ModelInvalidError(EngineError):
    """CP-SAT refuses the model."""


@dataclass(frozen=True)
class Run:
    """The result of a run.

    Attributes:
        value, bound: of the objective, its constant left out; None when unknown.
        solution: a value for each variable, by index; empty when none was found.
    """

    status: Status
    value: int | None
    bound: int | None
    solution: Sequence[int]

    @property
    def found(self) -> bool:
        """Whether there is a solution."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)


Report = Callable[[int | None, int | None], None]


class _Watch(cp_model.CpSolverSolutionCallback):
    """Notes value and bound of each solution."""

    def __init__(self, found: list[Sequence[int]] | None) -> None:
        super().__init__()
        self.latest: tuple[int | None, int | None] = (None, None)
        self._found = found

    def on_solution_callback(self) -> None:
        self.latest = (round(self.objective_value), round(self.best_objective_bound))
        if self._found is not None:
            self._found.append(list(self.response_proto.solution))


@dataclass(frozen=True)
class Settings:
    """How CP-SAT is to search.

    Attributes:
        seconds: of wall time, at most.
        workers: threads of the solver.
        units: of deterministic time, about seconds, at most; None for no such limit.
        full_relaxation: put every row into the LP relaxation from the start: best where sums decide, such as hours
            against contracts.
        poll_seconds: between two looks at the stop signal.
    """

    seconds: float
    workers: int
    seed: int
    units: float | None = None
    full_relaxation: bool = False
    poll_seconds: float = SolverParams.poll_seconds


def minimise(
    model: cp_model.CpModel,
    settings: Settings,
    *,
    stop: threading.Event,
    report: Report = lambda value, bound: None,
    found: list[Sequence[int]] | None = None,
) -> Run:
    """Minimises the model's objective, or finds any solution where the model has none.

    The solver runs in a thread of its own, so that signals reach the main thread while it works.

    Args:
        stop: when it is set the solver ends with the best solution it has.
        report: called with value and bound every `poll_seconds`.
        found: each solution is added to it when it is found.

    Raises:
        ModelInvalidError: when the solver refuses the model.
    """
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, settings.seconds)
    solver.parameters.num_workers = settings.workers
    solver.parameters.random_seed = settings.seed
    solver.parameters.catch_sigint_signal = False
    if settings.units is not None:
        solver.parameters.max_deterministic_time = settings.units
    if settings.full_relaxation:
        solver.parameters.linearization_level = 2
    watch = _Watch(found)
    bounds: list[int] = []
    solver.best_bound_callback = lambda bound: bounds.append(round(bound))
    ended: list[object] = []
    deadline = time.monotonic() + settings.seconds

    def work() -> None:
        try:
            ended.append(solver.solve(model, watch))
        except BaseException as error:  # raised in the caller's thread below
            ended.append(error)

    thread = threading.Thread(target=work, name="cp-sat", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(settings.poll_seconds)
        report(watch.latest[0], bounds[-1] if bounds else watch.latest[1])
        if stop.is_set() or time.monotonic() > deadline + settings.poll_seconds:
            solver.stop_search()
    if isinstance(ended[0], BaseException):
        raise ended[0]
    return _run(solver, ended[0], has_objective=model.has_objective())


def _run(solver: cp_model.CpSolver, status: object, *, has_objective: bool) -> Run:
    if status == cp_model.MODEL_INVALID:
        raise ModelInvalidError(f"the solver refuses the model: {solver.solution_info() or 'no reason given'}")
    if status == cp_model.INFEASIBLE:
        return Run(Status.INFEASIBLE, None, None, ())
    if status == cp_model.UNKNOWN:
        return Run(Status.UNKNOWN, None, None, ())
    solution = list(solver.response_proto.solution)
    value = round(solver.objective_value) if has_objective else 0
    bound = math.ceil(solver.best_objective_bound - 1e-6) if has_objective else 0
    return Run(Status.OPTIMAL if status == cp_model.OPTIMAL else Status.FEASIBLE, value, bound, solution)
