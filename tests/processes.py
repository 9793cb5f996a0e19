"""The processes that a process has started, as the system lists them."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

PROC = Path("/proc")

needs_proc = pytest.mark.skipif(not (PROC / "self" / "stat").exists(), reason="the system lists no processes in /proc")


def children(parent: int) -> set[int]:
    """The living processes that a process has started itself."""
    found = set()
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                # After the name, which is in brackets and may hold anything: state, parent, ...
                state, parent_of, *_ = (entry / "stat").read_text().rpartition(")")[2].split()
            except (OSError, ValueError):
                continue  # it ended while it was looked at
            if int(parent_of) == parent and state not in "ZX":
                found.add(int(entry.name))
    return found


def is_alive(process: int) -> bool:
    """Whether a process is still there, and not merely unburied."""
    try:
        return (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def all_end(processes: set[int], seconds: float = 10.0) -> bool:
    """Whether some processes are gone before long."""
    deadline = time.monotonic() + seconds
    while any(map(is_alive, processes)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def kill(process: int) -> None:
    """SIGKILL, if it is still there."""
    with suppress(ProcessLookupError):
        os.kill(process, 9)
