"""Runs a sweep from the command line: the workers, the signals that stop it, and the line of progress."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from roster.cli import terminal
from roster.cli.errors import WRONG, failure
from roster.cli.planning.durations import duration
from roster.engine.decomposition.cluster import cluster
from roster.engine.decomposition.local_processes import local
from roster.errors import ClusterError

if TYPE_CHECKING:
    from roster.engine.decomposition.executor import Workers
    from roster.planning.sweep.run import SweepProgress

_PLAIN_EVERY = 10.0  # seconds between two lines of progress where the output is no terminal


@contextmanager
def workers_for(jobs: int, address: str | None) -> Iterator[Workers]:
    """The workers that solve cells: processes of this machine, or a Dask cluster.

    Raises:
        ClickException: no scheduler answers at the address.
    """
    if address is None:
        yield local(jobs)
        return
    try:
        with cluster(address) as workers:
            yield workers
    except ClusterError as error:
        raise failure([str(error)], WRONG) from None


@contextmanager
def stoppable() -> Iterator[None]:
    """Makes SIGTERM stop the command as Ctrl-C does: finished results are kept. A second signal is ignored."""
    signals = (signal.SIGINT, signal.SIGTERM)

    def stop(number: int, frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)  # while workers end, and until this process does
        raise KeyboardInterrupt

    before = [signal.signal(each, stop) for each in signals]
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGINT) is stop:
            for each, handler in zip(signals, before, strict=True):
                signal.signal(each, handler)


class ProgressLine:
    """The line of progress of a sweep: finished cells, of how many, time left."""

    def __init__(self, *, quiet: bool) -> None:
        self._console = terminal.console(err=True)
        self._quiet = quiet
        self._last = 0.0
        live = self._console.is_terminal and not quiet
        self._status = self._console.status("solving the base", spinner="line") if live else None

    def __enter__(self) -> ProgressLine:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._status is not None:
            self._status.stop()

    def __call__(self, progress: SweepProgress) -> None:
        """Shows how far the sweep is."""
        if self._quiet:
            return
        left = f", {duration(progress.left)} left" if progress.left is not None and progress.cells < progress.of else ""
        bad = f", {progress.failed} failed" if progress.failed else ""
        line = f"{progress.cells} of {progress.of} cells{bad}, {duration(progress.seconds)}{left}"
        if self._status is not None:
            self._status.update(line)
        elif progress.cells == progress.of or progress.seconds - self._last >= _PLAIN_EVERY:
            self._last = progress.seconds
            self._console.print(line)
