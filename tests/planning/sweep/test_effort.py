"""How long a sweep may take is said before it starts; its quick form asks the same of fewer months, for cover alone."""

from pathlib import Path

import pytest

from models.book import Book
from models.rules import Level
from roster.cli.inputs import open_with
from roster.cli.planning.running import effort_lines
from roster.planning.scenarios.files import read_scenarios
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.solving.tasks import CellOptions
from roster.planning.sweep.cell_plan import SweepPlan, plan_cells
from roster.planning.sweep.effort import estimated_seconds, quick, quick_plan

EXAMPLES = Path(__file__).parents[3] / "examples"
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
    assert estimated_seconds(fast, 2) < estimated_seconds(made, 2)
    many = plan(small, {**ASKED, "draws": {**ASKED["draws"], "months": 900}})
    assert estimated_seconds(quick_plan(many), 2) < estimated_seconds(many, 2) / 3


def test_it_says_so_before_it_starts(small) -> None:
    first, *_ = effort_lines(plan(small, ASKED), 2, quick=False)
    assert first.startswith("3 cells of 20 months: some ")
    long = plan(small, {**ASKED, "draws": {**ASKED["draws"], "months": 900}})
    _, other = effort_lines(long, 1, quick=False)
    assert other.startswith("--quick would take some ")
    assert "less certain" in other
    assert list(effort_lines(long, 1, quick=True))[1].startswith("--quick: at most 3 months")


# What `/usr/bin/time -v roster whatif BOOK SCENARIOS` counted as user and system time of all its processes, seconds.
SMALL = {
    "scenarios": [
        {"id": "one more", "changes": [{"change": "add-people", "role": "paramedic"}]},
        {
            "id": "one officer",
            "changes": [{"change": "seat", "seat": "police", "minimum": 1, "preferred": 1, "maximum": 1}],
        },
    ]
}
SUSSEX_OF_20 = {
    "scenarios": [
        {"id": "two paramedics", "changes": [{"change": "add-people", "role": "paramedic", "count": 2}]},
        {"id": "no sundays", "changes": [{"change": "days", "weekdays": ["fri", "sat"]}]},
    ],
    "draws": {
        "months": 20,
        "away": [{"kind": "sickness", "rate": 0.05}],
        "offers": [{"roles": ["paramedic", "special"]}],
    },
}
GUIDE = "the file questions.yaml of the planner's guide"
MEASURED = [
    ("starter.yaml", {}, False, 2.7),
    ("starter.yaml", SMALL, False, 6.4),
    ("pilot-2018-06.yaml", SMALL, False, 5.2),
    ("sussex-2027-05.yaml", SUSSEX_OF_20, False, 13.4),
    ("sussex-2027-05.yaml", SUSSEX_OF_20, True, 5.4),
    ("kent-2026-12.yaml", {}, False, 4.6),
    ("kent-2026-12.yaml", SMALL, False, 13.2),
    ("kent-2026-12.yaml", GUIDE, False, 168.8),
    ("kent-2026-12.yaml", GUIDE, True, 49.0),
    ("kent-2026-12.yaml", "kent-expansion.yaml", True, 133.0),
]


@pytest.mark.parametrize(("book", "asked", "is_quick", "measured"), MEASURED)
def test_the_estimate_is_right_within_a_factor_of_one_and_a_half(book, asked, is_quick, measured, tmp_path) -> None:
    if asked == GUIDE:
        guide = (EXAMPLES / "planner.md").read_text(encoding="utf-8")
        file = tmp_path / "questions.yaml"
        file.write_text(guide.partition("file questions.yaml -->\n```yaml\n")[2].partition("```")[0], encoding="utf-8")
        scenarios = read_scenarios(file).scenarios
    elif isinstance(asked, str):
        scenarios = read_scenarios(EXAMPLES / asked).scenarios
    else:
        scenarios = Scenarios.model_validate(asked)
    scenarios = quick(scenarios) if is_quick else scenarios
    opened = open_with(EXAMPLES / book, ())
    made = plan_cells(scenarios, opened.book, CellOptions.of(scenarios, seed=0, seconds=120), opened.folder)
    assert measured / 1.5 <= estimated_seconds(made, 1) <= measured * 1.5
