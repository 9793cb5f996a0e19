"""One solver alone on the model that the rules post: `python -m tests.benchmarks.plain BOOK --solver highs -o RESULT`.

CP-SAT with a number of workers, or HiGHS on the linear form, otherwise as they come: what the engine is measured
against. Levels are solved in order, each held at its value, each starting from the rota of the one before. The seconds
count from the start of the process, building the model included; scoring the rota comes after them.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

STARTED = time.monotonic()

from ortools.sat.python import cp_model  # noqa: E402

from constraints.rota_model import Objective, RotaModel  # noqa: E402
from constraints.verify import verify  # noqa: E402
from constraints.view import RotaView  # noqa: E402
from models.rota import POINT  # noqa: E402
from roster.api import open_book  # noqa: E402
from roster.engine.model.build import built_without_pins  # noqa: E402
from roster.engine.model.pins import pin_all  # noqa: E402
from roster.engine.model.solution_io import read_out  # noqa: E402
from tests.benchmarks import plain_highs  # noqa: E402

SHARE = 0.6  # of the time left goes to a level that others follow, as in the engine


@dataclass(frozen=True)
class Found:
    """What came of one level, in sixtieths of a point; the solution is empty where there is none."""

    value: int | None
    bound: int | None
    solution: Sequence[int]


@dataclass(frozen=True)
class Line:
    """A level of the result, in points."""

    level: str
    value: float | None
    bound: float | None
    proven: bool
    seconds: float


# Minimises an objective from a solution (may be empty) in so many seconds, and tells of what it finds.
Solver = Callable[[Objective, Sequence[int], float, Callable[[float | None, float | None], None]], Found]


class _Told(cp_model.CpSolverSolutionCallback):
    """Passes on the value and bound of each solution."""

    def __init__(self, report: Callable[[float | None, float | None], None]) -> None:
        super().__init__()
        self._report = report

    def on_solution_callback(self) -> None:
        self._report(self.objective_value, self.best_objective_bound)


def weighted(objective: Objective) -> Any:
    """An objective as a sum that CP-SAT takes."""
    variables, factors = zip(*objective.terms, strict=True)
    return objective.constant + cp_model.LinearExpr.weighted_sum(variables, factors)


def cp_sat(model: RotaModel, workers: int, seed: int) -> Solver:
    """Plain CP-SAT."""

    def minimise(
        objective: Objective, start: Sequence[int], seconds: float, report: Callable[[float | None, float | None], None]
    ) -> Found:
        model.cp.minimize(weighted(objective))
        model.cp.clear_hints()  # type: ignore[no-untyped-call]
        for index, value in enumerate(start):
            model.cp.add_hint(model.cp.get_int_var_from_proto_index(index), value)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = seed
        solver.best_bound_callback = lambda bound: report(None, bound)
        status = solver.solve(model.cp, _Told(report))
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found(None, None, ())
        bound = math.ceil(solver.best_objective_bound - 1e-6)
        return Found(round(solver.objective_value), bound, list(solver.response_proto.solution))

    return minimise


def highs(model: RotaModel) -> Solver:
    """Plain HiGHS; its answer counts as far as whole-number arithmetic confirms it."""

    def minimise(
        objective: Objective, start: Sequence[int], seconds: float, report: Callable[[float | None, float | None], None]
    ) -> Found:
        costs: Counter[int] = Counter()
        for variable, factor in objective.terms:
            costs[variable.index] += factor
        told = plain_highs.minimise(model.cp, costs, objective.constant, start, seconds)
        report(told.value, told.bound)
        return Found(told.value, told.bound, told.solution)

    return minimise


def solve(model: RotaModel, solver: Solver, seconds: float, trace: TextIO | None = None) -> tuple[list[Line], Found]:
    """Every level in turn, and the last one's solution."""
    lines: list[Line] = []
    found = Found(None, None, ())
    deadline = STARTED + seconds
    latest: dict[str, float | None] = {}

    for number, level in enumerate(model.levels):
        objective = model.objectives[level]
        began = time.monotonic()
        if not objective.terms:
            points = objective.constant / POINT
            lines.append(Line(level, points, points, proven=True, seconds=0))
            continue

        def report(value: float | None, bound: float | None, level: str = level) -> None:
            latest["value"] = latest.get("value") if value is None else value / POINT
            latest["bound"] = latest.get("bound") if bound is None else bound / POINT
            if trace is not None:
                now = round(time.monotonic() - STARTED, 3)
                print(json.dumps({"seconds": now, "level": level, **latest}), file=trace, flush=True)

        latest.clear()
        last = not any(model.objectives[later].terms for later in model.levels[number + 1 :])
        left = max(0.05, deadline - began)
        more = solver(objective, found.solution, left if last else left * SHARE, report)
        if more.value is None:
            lines.append(Line(level, None, _points(more.bound), proven=False, seconds=time.monotonic() - began))
            break
        found = more
        proven = found.bound is not None and found.value is not None and found.bound >= found.value
        lines.append(Line(level, _points(found.value), _points(found.bound), proven, time.monotonic() - began))
        model.cp.add(weighted(objective) <= found.value)
    return lines, found


def _points(units: int | None) -> float | None:
    return None if units is None else units / POINT


def main() -> int:
    """Solve a book with one solver and write what came of it."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.plain", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("book", type=Path)
    parser.add_argument("--solver", choices=["cp-sat", "highs"], required=True)
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="of CP-SAT")
    parser.add_argument("--seconds", type=float, default=30, metavar="S")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of CP-SAT")
    parser.add_argument("--trace", type=Path, metavar="FILE")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="RESULT")
    given = parser.parse_args()
    opened = open_book(given.book)
    facts, rules = opened.admission.facts, opened.admission.rules
    model = built_without_pins(facts, rules)
    pin_all(model, facts.book.pins)
    built = time.monotonic() - STARTED
    solver = highs(model) if given.solver == "highs" else cp_sat(model, given.workers, given.seed)
    trace = given.trace.open("w", encoding="utf-8") if given.trace else None
    lines, found = solve(model, solver, given.seconds, trace)
    searched = time.monotonic() - STARTED
    result: dict[str, Any] = {"built": built, "seconds": searched, "levels": [asdict(line) for line in lines]}
    if found.solution:
        assignments, vehicles = read_out(model, found.solution)
        verdict = verify(RotaView(facts, assignments, vehicles), rules)
        result |= {
            "legal": verdict.legal,
            "values": {level: verdict.value(level) for level in model.levels},
            "assignments": [item.model_dump(mode="json") for item in assignments],
        }
    given.output.write_text(json.dumps(result), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
