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
# An estimate from the times in the planner's guide for Kent's book (93 duties, 86 people), right to a factor of two or
# three: seconds for each pair of person and duty of a month, solved down to the hours, and the part of it that is the
# cover alone.
_SECONDS_A_PAIR = 0.0006
_COVER_ALONE = 0.35
_LEAST_SECONDS = 0.3  # of a month, however small
_LOOKS_AGAIN = 6  # solves for cover that the bottleneck and the gains take, of each month looked at


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
    """The seconds that a sweep may take, from the sizes of its books alone: right to a factor of two or three.

    Args:
        jobs: the number of cells solved at a time.
    """
    base, *others = plan.tasks
    one = _of_cell(base)
    rest = [one if not task.changes else _of_cell(task) for task in others[:20]]
    all_others = sum(rest) / len(rest) * len(others) if rest else 0.0
    return one + all_others / max(1, min(jobs, len(others) or 1))


def _of_cell(task: CellTask) -> float:
    """The seconds of one cell on one core."""
    try:
        changed = changed_book_of(task)
    except RosterError:
        return 0.0
    months = len(months_in(changed.span))
    cover = max(_LEAST_SECONDS, len(changed.book.duties) * len(changed.book.people) * _SECONDS_A_PAIR) * _COVER_ALONE
    whole = cover if task.options.last is Level.COVER else cover / _COVER_ALONE
    looked_at = min(task.options.gain_months, task.draws.months)
    seconds = task.draws.months * months * whole + looked_at * _LOOKS_AGAIN * cover
    return min(seconds, task.options.seconds)
