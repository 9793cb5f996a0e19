"""Runs a sweep from the command line: the workers, the signals that stop it, and the line of progress."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn

from roster.analysis.words import counted
from roster.cli import terminal
from roster.cli.errors import WRONG, failure
from roster.cli.planning.durations import duration
from roster.engine.decomposition.cluster import cluster
from roster.engine.decomposition.local_processes import local
from roster.errors import ClusterError

if TYPE_CHECKING:
    from roster.engine.decomposition.executor import Workers
    from roster.planning.solving.fewest import FewestProgress
    from roster.planning.sweep.cell_plan import SweepPlan
    from roster.planning.sweep.run import SweepProgress

_WORTH_QUICK = 60.0  # seconds: below, nobody needs --quick
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


def effort_lines(plan: SweepPlan, jobs: int, *, quick: bool) -> Iterator[str]:
    """How long a sweep may take, and what --quick would give and lose."""
    from roster.planning.sweep.effort import QUICK_WORDS, estimated_seconds, quick_plan

    months = plan.tasks[0].draws.months
    of = f" of {counted(months, 'months')}" if months > 1 else ""
    seconds = estimated_seconds(plan, jobs)
    yield (
        f"{counted(len(plan.tasks), 'cells')}{of}: some {duration(seconds)} with {counted(jobs, 'jobs')} if nothing"
        " else runs, judged by the sizes; better known after the first cell"
    )
    if quick:
        yield f"--quick: {QUICK_WORDS}"
    elif seconds > _WORTH_QUICK:
        yield f"--quick would take some {duration(estimated_seconds(quick_plan(plan), jobs))}: {QUICK_WORDS}"


class _Bar:
    """A bar of progress on standard error, where that is a terminal.

    Args:
        first: what it says before anything is done.
        columns: what it shows besides.
        quiet: show none.
        transient: leave nothing on the terminal when it ends.
    """

    def __init__(self, first: str, *columns: ProgressColumn, quiet: bool, transient: bool = False) -> None:
        self._console = terminal.console(err=True)
        shown = (TextColumn("{task.description}"), BarColumn(), *columns)
        live = self._console.is_terminal and not quiet
        self._bar = Progress(*shown, console=self._console, transient=transient) if live else None
        self._task = self._bar.add_task(first, total=None) if self._bar is not None else None

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()


class FewestBar(_Bar):
    """The bar of progress of `--fewest`: which number is tried, and how many of its months are solved.

    How many numbers there are to try is not known before, so it shows how long it has run, and not how long is left.
    Where the output is no terminal, the line of each number that was tried is the progress.
    """

    def __init__(self, *, quiet: bool) -> None:
        super().__init__("the first number", TimeElapsedColumn(), quiet=quiet, transient=True)

    def __call__(self, progress: FewestProgress) -> None:
        """Shows how far the search is."""
        if self._bar is not None and self._task is not None:
            months = f": month {min(progress.months + 1, progress.of)} of {progress.of}" if progress.of > 1 else ""
            line = f"trying {progress.trying}{months}"
            self._bar.update(self._task, description=line, total=progress.of, completed=progress.months)


class ProgressLine(_Bar):
    """The bar of progress of a sweep: finished cells, of how many, time left."""

    def __init__(self, *, quiet: bool) -> None:
        super().__init__("the first cell", quiet=quiet)
        self._quiet = quiet
        self._last = 0.0

    def __call__(self, progress: SweepProgress) -> None:
        """Shows how far the sweep is."""
        if self._quiet:
            return
        left = f", {duration(progress.left)} left" if progress.left is not None and progress.cells < progress.of else ""
        bad = f", {progress.failed} failed" if progress.failed else ""
        line = f"{progress.cells} of {progress.of} cells{bad}, {duration(progress.seconds)}{left}"
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=line, total=progress.of, completed=progress.cells)
        elif progress.cells == progress.of or progress.seconds - self._last >= _PLAIN_EVERY:
            self._last = progress.seconds
            self._console.print(line)
