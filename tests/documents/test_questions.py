"""The questions of the planner's guide are what it says they are."""

from pathlib import Path

from roster import api
from roster.planning.scenarios.files import read_scenarios
from roster.planning.solving.tasks import CellOptions
from roster.planning.sweep.cell_plan import plan_cells
from tests.conftest import EXAMPLES
from tests.documents.guides.console import blocks


def test_the_scenarios_in_the_guide_are_understood(tmp_path: Path):
    """The questions, with the figures of money, asked of Kent: so many cells, so called."""
    texts = [
        block for block in blocks((EXAMPLES / "planner.md").read_text(encoding="utf-8")) if block.language == "yaml"
    ]
    questions = next(block.text for block in texts if block.note("file") == "questions.yaml")
    money = next(block.text for block in texts if block.text.startswith("money:"))
    path = tmp_path / "asked.yaml"
    path.write_text(questions + money)
    opened = api.open_book(EXAMPLES / "kent-2026-12.yaml")
    tasks = plan_cells(read_scenarios(path).scenarios, opened.book, CellOptions(), opened.folder).tasks
    assert [task.name for task in tasks[:3]] == ["As it is", "Eight-hour late turns", "away"]
    assert len(tasks) == 1 + 2 + 1 + 3 * 2 * 2
