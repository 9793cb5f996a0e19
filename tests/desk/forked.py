"""Processes of the desk's tests that start at once: copies of one process that has imported everything."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.desk.store.processes.writers", "tests.desk.killed.processes"])


def start(work: object, *arguments: object) -> tuple[BaseProcess, Connection]:
    """Starts `work(*arguments, connection)` in a process of its own; returns it, and where it tells something."""
    here, there = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=work, args=(*arguments, there), daemon=True)  # type: ignore[arg-type]
    process.start()
    there.close()
    return process, here


@contextmanager
def started(work: object, *arguments: object) -> Iterator[tuple[BaseProcess, Connection]]:
    """Starts `work(*arguments, connection)` in a process of its own, which is killed at the end if it still runs."""
    process, here = start(work, *arguments)
    try:
        yield process, here
    finally:
        process.kill()
        process.join()
        here.close()


def heard(connection: Connection, seconds: float) -> object:
    """What a process tells next.

    Raises:
        AssertionError: it tells nothing in time.
    """
    assert wait([connection], timeout=seconds), "a process told nothing"
    return connection.recv()
