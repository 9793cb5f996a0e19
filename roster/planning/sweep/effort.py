"""How much work a sweep is, estimated before it starts, and the quick form of the same questions."""

from __future__ import annotations

from dataclasses import replace

from models.errors import RosterError
from models.rules import Level
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.solving.cell import changed_book_of
from roster.planning.solving.months import months_in
from roster.planning.solving.tasks import CellTask
from roster.planning.sweep.cell_plan import SweepPlan

QUICK_MONTHS = 3  # drawn months of a quick sweep
QUICK_WORDS = (
    f"at most {QUICK_MONTHS} months of each, cover alone: no hours, nothing of what holds back or one more gives, and"
    " less certain"
)
# Seconds of processor time, fitted to runs of examples/ that took 3 to 300 s of it; each of those is estimated within a
# factor of 1.5, which tests/planning/sweep/test_effort.py holds. A pair is a person and a duty of the month.
_MAX_LOOKED_AT = 20  # cells whose book is made for the estimate; the others are taken to be like them
_START = 2.2  # the program itself, with one process of workers
_ANOTHER_WORKER = 1.0
_A_CELL = 0.3  # changes, measures, the way between processes
_A_PAIR = 2.1e-4  # of a month solved down to the hours
_A_PAIR_FOR_COVER = 1.3e-4  # of a month solved for cover alone
_A_MONTH = 0.05
_LOOK = 0.3  # at what holds a month back and at what one more person gives, each by solving it again for cover
_LOOK_A_PAIR = 2.5e-4


def quick(scenarios: Scenarios) -> Scenarios:
    """The same questions with fewer drawn months, solved for cover alone."""
    draws = scenarios.draws.model_copy(update={"months": min(QUICK_MONTHS, scenarios.draws.months)})
    return scenarios.model_copy(update={"draws": draws, "last_level": Level.COVER, "gain_months": 0})


def quick_plan(plan: SweepPlan) -> SweepPlan:
    """The plan of the same cells in the quick form."""
    scenarios = quick(plan.scenarios)
    tasks = [
        replace(
            task,
            draws=scenarios.draws,
            options=replace(task.options, last=scenarios.last_level, gain_months=scenarios.gain_months),
        )
        for task in plan.tasks
    ]
    return replace(plan, scenarios=scenarios, tasks=tasks)


def estimated_seconds(plan: SweepPlan, jobs: int) -> float:
    """The seconds that a sweep may take on cores that do nothing else, from the sizes of its books alone.

    With one job this is the processor time of all processes.

    Args:
        jobs: the number of cells solved at a time.
    """
    base, *others = plan.tasks
    one = _of_cell(base)
    rest = [one if not task.changes else _of_cell(task) for task in others[:_MAX_LOOKED_AT]]
    all_others = sum(rest) / len(rest) * len(others) if rest else 0.0
    if plan.undrawn is not None:
        all_others += _of_cell(plan.undrawn)
    at_a_time = max(1, min(jobs, len(others) or 1))
    return _START + one + (all_others + (_ANOTHER_WORKER if others else 0.0)) / at_a_time


def _of_cell(task: CellTask) -> float:
    """The seconds of one cell on one core."""
    try:
        changed = changed_book_of(task)
    except RosterError:
        return 0.0
    months = len(months_in(changed.span))
    pairs = len(changed.book.duties) * len(changed.book.people)
    a_month = _A_MONTH + pairs * (_A_PAIR_FOR_COVER if task.options.last is Level.COVER else _A_PAIR)
    looked_at = min(task.options.gain_months, task.draws.months)
    seconds = _A_CELL + task.draws.months * months * a_month + looked_at * (_LOOK + pairs * _LOOK_A_PAIR)
    return min(seconds, task.options.seconds)
