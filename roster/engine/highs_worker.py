"""HiGHS in a process of its own, since it cannot be interrupted from Python.

Reads pickled questions from standard input, writes pickled answers to standard output, and ends when its parent does.
"""

from __future__ import annotations

import datetime
import os
import pickle
import queue
import sys
import threading
from dataclasses import dataclass
from typing import BinaryIO

from roster.engine.linear import LinearProgram


@dataclass(frozen=True)
class Question:
    """A program to minimise, a solution to start from (may be empty), and seconds to do it in."""

    program: LinearProgram
    start: list[int]
    seconds: float


@dataclass(frozen=True)
class Answer:
    """The best solution (empty when none) and the bound (None when none)."""

    solution: list[int]
    bound: float | None


def answer(question: Question) -> Answer:
    """Minimise a program with HiGHS."""
    from ortools.math_opt import model_pb2
    from ortools.math_opt.python import mathopt

    program = question.program
    proto = model_pb2.ModelProto()
    count = len(program.lower)
    proto.variables.ids.extend(range(count))
    proto.variables.lower_bounds.extend(program.lower)
    proto.variables.upper_bounds.extend(program.upper)
    proto.variables.integers.extend([True] * count)
    for variable in sorted(program.objective):
        proto.objective.linear_coefficients.ids.append(variable)
        proto.objective.linear_coefficients.values.append(program.objective[variable])
    matrix = proto.linear_constraint_matrix
    for number, (least, most, variables, coefficients) in enumerate(program.rows):
        proto.linear_constraints.ids.append(number)
        proto.linear_constraints.lower_bounds.append(-float("inf") if least is None else least)
        proto.linear_constraints.upper_bounds.append(float("inf") if most is None else most)
        ordered = sorted(zip(variables, coefficients, strict=True))
        matrix.row_ids.extend([number] * len(ordered))
        matrix.column_ids.extend(variable for variable, _ in ordered)
        matrix.coefficients.extend(coefficient for _, coefficient in ordered)
    model = mathopt.Model.from_model_proto(proto)
    by_id = {variable.id: variable for variable in model.variables()}
    hints = (
        [mathopt.SolutionHint(variable_values={by_id[index]: value for index, value in enumerate(question.start)})]
        if question.start
        else []
    )
    result = mathopt.solve(
        model,
        mathopt.SolverType.HIGHS,
        params=mathopt.SolveParameters(
            time_limit=datetime.timedelta(seconds=question.seconds),
            relative_gap_tolerance=0.0,
            # Values are whole multiples of the granularity, so a gap below one of it is a proof.
            absolute_gap_tolerance=program.granularity - 0.01,
        ),
        model_params=mathopt.ModelSolveParameters(solution_hints=hints),
    )
    bound = result.termination.objective_bounds.dual_bound
    known_bound = bound if abs(bound) < 1e15 else None
    if not result.has_primal_feasible_solution():
        return Answer([], known_bound)
    values = result.variable_values()
    solution = [round(values.get(by_id[index], 0.0)) for index in range(count)]
    return Answer(solution, known_bound)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer questions until there are no more; end at once when the parent is gone, even in the middle of one."""
    waiting: queue.Queue[Question] = queue.Queue()

    def listen() -> None:
        while True:
            try:
                waiting.put(pickle.load(questions))
            except EOFError:
                os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        try:
            told: Answer | str = answer(waiting.get())
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
        pickle.dump(told, answers)
        answers.flush()


def main() -> None:
    """Serve on standard input and output."""
    # Whatever a library prints must not get between the answers.
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, channel)
