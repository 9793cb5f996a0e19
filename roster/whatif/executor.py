"""Cells given to processes: those of this machine, or the workers of a Dask cluster, through one interface.

Both are executors of `concurrent.futures`. A worker that dies takes its cell along: the cell is given to another, and
when it has killed `TRIES` of them, it is a bad cell. Never more cells are out than keep the workers busy, so that whose
fault it was is known to within a few.
"""

from __future__ import annotations

import signal
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, TypeVar

Given = TypeVar("Given")
TRIES = 3  # workers a cell may lose before it is a bad one
AHEAD = 2  # cells given out for each worker: one to work on, one to go on with


class ClusterError(Exception):
    """A cluster that cannot be used."""


@dataclass(frozen=True)
class Workers:
    """Who solves cells.

    Attributes:
        new: makes an executor; made again when its processes have died.
        ahead: cells that may be out at a time.
    """

    new: Callable[[], Executor]
    ahead: int

    def done(self, work: Callable[[Given], bytes], items: Sequence[Given]) -> Iterator[tuple[Given, bytes | str]]:
        """Each item with what came of it, as they finish; a sentence where its workers died."""
        waiting = deque(enumerate(items))
        lost: Counter[int] = Counter()
        out: dict[Future[bytes], tuple[int, Given]] = {}
        executor = self.new()
        try:
            while waiting or out:
                broken = False
                while waiting and len(out) < self.ahead and not broken:
                    number, item = waiting.popleft()
                    try:
                        out[executor.submit(work, item)] = (number, item)
                    except BrokenProcessPool:
                        waiting.appendleft((number, item))
                        broken = True
                ended, _ = wait(out, return_when=FIRST_COMPLETED)
                for future in ended:
                    number, item = out.pop(future)
                    error = future.exception()
                    if error is None:
                        yield item, future.result()
                        continue
                    broken |= isinstance(error, BrokenProcessPool)
                    lost[number] += 1
                    if lost[number] < TRIES:
                        waiting.append((number, item))
                    else:
                        yield item, f"given up: {TRIES} processes died of it, or could not be given it ({_said(error)})"
                if broken:
                    for number, item in out.values():
                        waiting.appendleft((number, item))
                    out.clear()
                    executor.shutdown(wait=False)
                    executor = self.new()
        finally:
            executor.shutdown(wait=False)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


def local(jobs: int) -> Workers:
    """Processes of this machine, one cell each at a time."""
    context = get_context("spawn")  # the solver's threads do not survive a fork
    return Workers(lambda: _Stoppable(max_workers=jobs, mp_context=context, initializer=_leave_signals), jobs * AHEAD)


class _Stoppable(ProcessPoolExecutor):
    """Ends its processes when it is shut down without waiting: a solver cannot be asked to stop."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        processes = list((getattr(self, "_processes", None) or {}).values())
        super().shutdown(wait=wait, cancel_futures=cancel_futures or not wait)
        if not wait:
            for process in processes:
                process.terminate()


def _leave_signals() -> None:
    """Ctrl-C is for the program that started the workers, which ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def cluster(address: str, seconds: float = 10) -> Iterator[Workers]:
    """The workers of a Dask scheduler.

    Raises:
        ClusterError: Dask is not installed, or nobody answers there.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "a cluster needs the package `distributed`: pip install 'jru-roster[cluster]' here and on every worker"
        ) from None
    client: Any
    try:
        client = Client(address, timeout=seconds, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(f"{address}: no Dask scheduler answers there ({_said(error)})") from None
    try:
        threads = sum(client.nthreads().values())
        # A task that is lost with its worker goes to another: that is for the scheduler. Each cell is asked once, so
        # two that look the same are two.
        yield Workers(lambda: client.get_executor(pure=False), max(4, threads * AHEAD))
    finally:
        client.close(timeout=seconds)


__all__ = ["ClusterError", "Workers", "cluster", "local"]
