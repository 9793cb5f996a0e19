"""The outputs of a checkout are written by its commands, each with what it printed."""

import pytest

from tests.benchmarks.outputs.write import write
from tests.conftest import EXAMPLES


@pytest.mark.slow
def test_every_command_runs_on_a_solved_book(tmp_path):
    write(EXAMPLES.parent, tmp_path, EXAMPLES, ["starter"], 1)
    printed = {path.stem: path.read_text() for path in tmp_path.rglob("*.txt")}
    answered_no = {name for name, text in printed.items() if not text.endswith("--- exit status 0\n")}
    assert {name.partition("-")[0] for name in answered_no} <= {"cover"}
    for name in ("solved.json", "solved.xlsx", "repaired.json", "repaired-site/index.html", "whatif.html", "hours.csv"):
        assert (tmp_path / "starter" / name).stat().st_size


def test_a_folder_that_holds_something_is_refused(tmp_path):
    (tmp_path / "kept.txt").write_text("x")
    with pytest.raises(SystemExit, match="is not empty"):
        write(EXAMPLES.parent, tmp_path, EXAMPLES, [], 1)
