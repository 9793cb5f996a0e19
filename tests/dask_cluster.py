"""A real Dask scheduler and workers on loopback, which a test may kill."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.processes import kill


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
    pytest.importorskip("distributed", reason="Dask's distributed is not installed: pip install 'jru-roster[cluster]'")
    started = Workers(tmp_path, 2)
    try:
        yield started
    finally:
        started.close()
