"""Processes of this machine never run the user's script, and end with the program."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.dask_cluster import two_workers  # noqa: F401 - a fixture
from tests.engine.area_books import many_areas
from tests.processes import all_end, children, kill, needs_proc

SCRIPT = """
from pathlib import Path
from roster import api
from roster.engine.options import SearchOptions
from roster.engine.params.search_params import SearchParams
params = SearchParams.from_tables({"decomposition": {"least_model": 0, "least_section": 1}})
solved = api.solve(api.read_book("book.json"), SearchOptions(workers=2, params=params))
with Path("runs").open("a") as file:
    print(solved.rota.provenance.ended, file=file)
"""


@needs_proc
def test_a_script_without_a_guard_runs_once(tmp_path: Path) -> None:
    """Processes that are started do not run the user's script again; and none is left."""
    raw = many_areas().facts.book.model_dump_json()
    (tmp_path / "book.json").write_text(raw)
    (tmp_path / "script.py").write_text(SCRIPT)
    process = subprocess.Popen([sys.executable, "script.py"], cwd=tmp_path)
    found: set[int] = set()
    while process.poll() is None:
        found |= children(process.pid)
        time.sleep(0.02)
    assert process.returncode == 0
    assert (tmp_path / "runs").read_text().splitlines() == ["proven best"]
    assert found
    assert all_end(found)


@needs_proc
def test_workers_end_with_the_program(tmp_path: Path) -> None:
    """Killed, it cannot end them: they see to that themselves."""
    (tmp_path / "book.json").write_text(many_areas().facts.book.model_dump_json())
    (tmp_path / "script.py").write_text(SCRIPT)
    process = subprocess.Popen([sys.executable, "script.py"], cwd=tmp_path)
    while process.poll() is None and len(children(process.pid)) < 2:
        time.sleep(0.02)
    found = children(process.pid)
    kill(process.pid)
    process.wait()
    assert found
    assert all_end(found, 30)
