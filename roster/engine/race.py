"""Two solvers on one model: CP-SAT searches, HiGHS bounds; the first proof ends the race."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Sequence

from ortools.sat.python import cp_model

from constraints.context import Objective
from roster.engine.cpsat import Run, Status, minimise
from roster.engine.highs import Highs
from roster.engine.highs_worker import Answer, Question
from roster.engine.linear import Linearised, LinearProgram, NotLinearError

POLL = 0.02  # seconds between two looks at HiGHS
HEAD_START = 0.25  # seconds CP-SAT has alone: what it proves by then needs no second process
HIGHS_SHARE = 0.95  # of the time left; its answer comes when it has ended, not before
ALONE_SHARE = 0.5  # with one worker the solvers take turns: HiGHS first, for this share of the time


class Race:
    """Minimises one objective after another over one growing model."""

    def __init__(self, model: cp_model.CpModel, *, workers: int, seed: int, stop: threading.Event) -> None:
        self._model = model
        self._workers = workers
        self._seed = seed
        self._stop = stop
        self._linearised = Linearised(model)
        self._highs = Highs()

    def close(self) -> None:
        """End HiGHS' process."""
        self._highs.stop()

    def minimise(
        self,
        objective: Objective,
        start: Sequence[int],
        seconds: float,
        report: Callable[[int | None, int | None], None],
    ) -> Run:
        """Minimise an objective, starting from a solution (may be empty).

        Raises:
            ModelInvalidError: when CP-SAT refuses the model.
        """
        deadline = time.monotonic() + seconds
        program = self._program(objective)
        if program is None:
            return self._cp_sat(objective, start, seconds, self._workers, self._stop, report)
        if self._workers == 1:
            return self._in_turn(program, objective, start, deadline, report)
        return self._together(program, objective, start, deadline, report)

    def accepts(self, solution: Sequence[int]) -> bool:
        """Whether a solution obeys the model as it is now; False where that cannot be told."""
        return self._linearised.accepts(solution)

    def any_solution(self, hint: Sequence[int], seconds: float) -> Run:
        """Any solution at all, from a hint that may not be one; that there is none is for CP-SAT to say."""
        return self._cp_sat(Objective(), hint, seconds, self._workers, self._stop, lambda value, bound: None)

    def _together(
        self,
        program: LinearProgram,
        objective: Objective,
        start: Sequence[int],
        deadline: float,
        report: Callable[[int | None, int | None], None],
    ) -> Run:
        proven = threading.Event()
        found: list[Run] = []
        over = threading.Event()

        def watch() -> None:
            # Asks HiGHS when CP-SAT is not done at once; ends CP-SAT when HiGHS has a proof or the user has had enough.
            if over.wait(HEAD_START):
                return
            self._ask(program, start, deadline)
            while not over.wait(POLL):
                if self._stop.is_set():
                    proven.set()
                    return
                told = self._highs.poll()
                if told is not None and not found:
                    found.append(_checked(program, told))
                    if found[0].status is Status.OPTIMAL:
                        proven.set()
                        return

        watcher = threading.Thread(target=watch, name="race", daemon=True)
        watcher.start()
        run = self._cp_sat(objective, start, deadline - time.monotonic(), self._workers, proven, report)
        over.set()
        watcher.join()
        if self._highs.busy:
            self._highs.stop()
        return _better(run, found[0]) if found else run

    def _in_turn(
        self,
        program: LinearProgram,
        objective: Objective,
        start: Sequence[int],
        deadline: float,
        report: Callable[[int | None, int | None], None],
    ) -> Run:
        run = self._cp_sat(objective, start, min(HEAD_START, deadline - time.monotonic()), 1, self._stop, report)
        if run.status in (Status.OPTIMAL, Status.INFEASIBLE) or self._stop.is_set():
            return run
        start = run.solution if run.found else start
        self._ask(program, start, deadline)
        half = time.monotonic() + (deadline - time.monotonic()) * ALONE_SHARE
        while self._highs.busy and time.monotonic() < half and not self._stop.is_set():
            time.sleep(POLL)
            report(None, None)
        told = self._highs.poll()
        if told is not None:
            run = _better(run, _checked(program, told))
        if self._highs.busy:
            self._highs.stop()
        if run.status is Status.OPTIMAL:
            return run
        begin = run.solution if run.found else start
        return _better(run, self._cp_sat(objective, begin, deadline - time.monotonic(), 1, self._stop, report))

    def _ask(self, program: LinearProgram, start: Sequence[int], deadline: float) -> None:
        # A little before the deadline, so that its bound is here when CP-SAT ends.
        left = deadline - time.monotonic()
        self._highs.ask(Question(program, list(start), max(0.05, left * HIGHS_SHARE - POLL)))

    def _program(self, objective: Objective) -> LinearProgram | None:
        try:
            return self._linearised.program(objective)
        except NotLinearError:
            return None

    def _cp_sat(
        self,
        objective: Objective,
        start: Sequence[int],
        seconds: float,
        workers: int,
        stop: threading.Event,
        report: Callable[[int | None, int | None], None],
    ) -> Run:
        self._model.clear_objective()  # type: ignore[no-untyped-call]
        if objective.terms:
            self._model.minimize(weighted(objective))
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        for index, value in enumerate(start):
            self._model.add_hint(self._model.get_int_var_from_proto_index(index), value)
        return minimise(self._model, seconds=seconds, workers=workers, seed=self._seed, stop=stop, report=report)


def weighted(objective: Objective) -> cp_model.LinearExprT:
    """An objective with its constant: never below 0, which is what CP-SAT calls its bound when it has none."""
    return objective.constant + cp_model.LinearExpr.weighted_sum(
        [variable for variable, _ in objective.terms], [factor for _, factor in objective.terms]
    )


def _checked(program: LinearProgram, told: Answer) -> Run:
    """HiGHS' answer, which was found with floating-point numbers, as far as exact arithmetic confirms it.

    That there is no solution at all is left to CP-SAT to say.
    """
    # The bound is rounded up to the next value the objective can take, less what rounding may have cost.
    step = program.granularity
    bound = None if told.bound is None else math.ceil(told.bound / step - 1e-4) * step + program.constant
    if not told.solution or not program.accepts(told.solution):
        return Run(Status.UNKNOWN, None, bound, ())
    value = program.value(told.solution)
    optimal = bound is not None and bound >= value
    return Run(Status.OPTIMAL if optimal else Status.FEASIBLE, value, value if optimal else bound, told.solution)


def _better(one: Run, other: Run) -> Run:
    """The better of two solutions with the better of two bounds."""
    for run in (one, other):
        if run.status in (Status.OPTIMAL, Status.INFEASIBLE):
            return run
    bounds = [run.bound for run in (one, other) if run.bound is not None]
    bound = max(bounds) if bounds else None
    solved = [run for run in (one, other) if run.found and run.value is not None]
    if not solved:
        return Run(Status.UNKNOWN, None, bound, ())
    best = min(solved, key=lambda run: run.value if run.value is not None else 0)
    optimal = bound is not None and best.value is not None and bound >= best.value
    return Run(Status.OPTIMAL if optimal else Status.FEASIBLE, best.value, bound, best.solution)
