"""A real Dask scheduler and workers on loopback: one is killed, and every cell comes back, each once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from roster.whatif.executor import ClusterError, cluster
from tests.processes import kill

pytest.importorskip("distributed", reason="Dask's distributed is not installed: pip install 'jru-roster[cluster]'")

GRID = {"grid": {"specials": "1..3", "peak": "6 h, 7 h, 8 h"}, "gains": [], "gain_months": 0}


class Workers:
    """A scheduler and worker processes without nannies, which would start them again."""

    def __init__(self, folder: Path, count: int) -> None:
        self.file = folder / "scheduler.json"
        self.processes = [self._start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", self.file)]
        self._wait_for(self.file.exists)
        for _ in range(count):
            self.add()

    def add(self) -> None:
        self.processes.append(
            self._start("worker", "--scheduler-file", self.file, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        )

    @property
    def address(self) -> str:
        return str(json.loads(self.file.read_text())["address"])

    def _start(self, what: str, *arguments: Any) -> subprocess.Popen[bytes]:
        script = f"from distributed.cli.dask_{what} import main; main()"
        command = [sys.executable, "-c", script, "--host", "127.0.0.1", *map(str, arguments)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _wait_for(self, there: Any, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not there():
            assert time.monotonic() < deadline, "the scheduler did not come up"
            time.sleep(0.1)

    def kill_one(self) -> None:
        kill(self.processes[1].pid)

    def close(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def two_workers(tmp_path: Path) -> Iterator[Workers]:
    started = Workers(tmp_path, 2)
    try:
        yield started
    finally:
        started.close()


def test_the_cluster_gives_the_same_table_with_a_worker_killed(two_workers: Workers, swept):
    came: list[int] = []
    with cluster(two_workers.address, seconds=60) as workers:

        def report(done: Any) -> None:
            came.append(done.cells)
            if done.cells == 3:
                two_workers.kill_one()

        killed = swept(GRID, workers=workers, report=report)
    assert came == list(range(1, 11))  # none lost, none twice
    assert killed.table == swept(GRID).table


def test_nobody_answers():
    with pytest.raises(ClusterError, match="no Dask scheduler answers there"), cluster("tcp://127.0.0.1:9", seconds=1):
        pass


@pytest.mark.slow
def test_a_thousand_cells_with_a_worker_killed_in_the_middle(two_workers: Workers, swept):
    asked = {
        "grid": {
            "specials": "1..10",
            "peak": ", ".join(f"{n} h" for n in range(3, 13)),
            "minimum-hours.hours": "7..16",
        },
        "last_level": "cover",
        "gains": [],
        "gain_months": 0,
    }
    came: list[int] = []
    with cluster(two_workers.address, seconds=60) as workers:

        def report(done: Any) -> None:
            came.append(done.cells)
            if done.cells == 500:
                two_workers.kill_one()

        table = swept(asked, workers=workers, report=report).table
    assert came == list(range(1, 1002))
    assert max(Counter(cell.id for cell in table.cells).values()) == 1
    assert not any(cell.error for cell in table.cells)
