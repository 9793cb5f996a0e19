"""A worker process ends when the program that started it does."""

from __future__ import annotations

import pickle
import subprocess
import sys

from roster.engine.workers.protocol import FORKS
from tests.conftest import EXAMPLES
from tests.engine.test_bounds import covering
from tests.engine.workers.tasks import (
    children_of,
)
from tests.processes import all_end, children, needs_proc


@needs_proc
def test_nothing_is_left_behind() -> None:
    """When the parent is killed its workers end, at work or not."""
    lines = [
        "import threading, sys, time",
        "from roster.engine.params.groups import WorkerParams",
        "from roster.engine.workers.worker import Worker",
        "from tests.engine.workers.tasks import whole",
        "from tests.engine.test_bounds import covering",
        "one, other = (Worker(threading.Event(), WorkerParams()) for _ in range(2))",
        "program = covering(1, 200)",
        "assert one.start() and other.start()",
        "one.submit(program, whole(program, 600.0))",
        "time.sleep(2); print('ready', flush=True); time.sleep(600)",
    ]
    parent = subprocess.Popen([sys.executable, "-c", "\n".join(lines)], stdout=subprocess.PIPE, text=True)
    try:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        started = children(parent.pid)
        assert len(started) == 2
        if FORKS:
            started |= children_of(*started)
    finally:
        parent.kill()
        parent.communicate()
    assert all_end(started)


def test_a_parent_killed_while_it_sends() -> None:
    """Half a program and no more to come: the process ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"from roster.engine.workers.process import main; main(forks={FORKS})"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=EXAMPLES.parent,
    )
    try:
        assert process.stdin is not None
        program = pickle.dumps(covering(1, 200))
        process.stdin.write(program[: len(program) // 2])
        process.stdin.close()
        process.wait(timeout=10)
    finally:
        process.kill()
        process.wait()
