"""How long a sweep may take is said before it starts; its quick form asks the same of fewer months, for cover alone."""

from models.book import Book
from models.rules import Level
from roster.cli.planning.running import effort_lines
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.solving.tasks import CellOptions
from roster.planning.sweep.cell_plan import SweepPlan, plan_cells
from roster.planning.sweep.effort import estimated_seconds, quick, quick_plan

ASKED = {
    "draws": {"months": 20, "away": [{"kind": "sickness", "rate": 0.05}]},
    "scenarios": [
        {"id": "one", "changes": [{"change": "add-people", "role": "paramedic"}]},
        {"id": "two", "changes": [{"change": "add-people", "role": "special"}]},
    ],
}


def plan(small, asked) -> SweepPlan:
    scenarios = Scenarios.model_validate(asked)
    return plan_cells(scenarios, Book.model_validate(small), CellOptions.of(scenarios, seed=0, seconds=600), None)


def test_more_months_cells_and_people_take_longer_and_more_workers_less(small) -> None:
    made = plan(small, ASKED)
    few = plan(small, {**ASKED, "draws": {**ASKED["draws"], "months": 5}})
    alone = plan(small, {"draws": ASKED["draws"]})
    assert estimated_seconds(few, 1) < estimated_seconds(made, 1)
    assert estimated_seconds(alone, 1) < estimated_seconds(made, 2) < estimated_seconds(made, 1)


def test_quick_is_fewer_months_for_cover_alone(small) -> None:
    scenarios = quick(Scenarios.model_validate(ASKED))
    assert (scenarios.draws.months, scenarios.last_level, scenarios.gain_months) == (3, Level.COVER, 0)
    assert quick(Scenarios()).draws.months == 1
    made = plan(small, ASKED)
    fast = quick_plan(made)
    assert [task.id for task in fast.tasks] == [task.id for task in made.tasks]
    assert {(task.draws.months, task.options.last) for task in fast.tasks} == {(3, Level.COVER)}
    assert estimated_seconds(fast, 2) < estimated_seconds(made, 2) / 3


def test_it_says_so_before_it_starts(small) -> None:
    first, *_ = effort_lines(plan(small, ASKED), 2, quick=False)
    assert first.startswith("3 cells of 20 months: some ")
    long = plan(small, {**ASKED, "draws": {**ASKED["draws"], "months": 900}})
    _, other = effort_lines(long, 1, quick=False)
    assert other.startswith("--quick would take some ")
    assert "less certain" in other
    assert list(effort_lines(long, 1, quick=True))[1].startswith("--quick: at most 3 months")
