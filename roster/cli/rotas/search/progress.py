"""Shows the progress of a search: level, value, lower bound, gap and time."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.status import Status

from roster.analysis.words import plain
from roster.engine.levels import Progress

PLAIN_EVERY = 10.0  # seconds between two lines where the output is no terminal


class ProgressLine:
    """Shows progress as one live line on a terminal; elsewhere as a line for each level and one every ten seconds.

    Args:
        console: where to print.
        quiet: print nothing.
    """

    def __init__(self, console: Console, *, quiet: bool) -> None:
        self._console = console
        self._quiet = quiet
        self._last_plain = 0.0
        self._status: Status | None = None
        if console.is_terminal and not quiet:
            self._status = console.status("building the model", spinner="line")

    def __enter__(self) -> ProgressLine:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def __call__(self, progress: Progress) -> None:
        """Shows where the search stands."""
        if self._quiet:
            return
        text = _words(progress)
        if progress.done:
            self._console.print(text)
        elif self._status is not None:
            self._status.update(text)
        elif progress.seconds - self._last_plain >= PLAIN_EVERY:
            self._last_plain = progress.seconds
            self._console.print(text)


def _words(progress: Progress) -> str:
    value = "-" if progress.value is None else plain(progress.value)
    bound = "-" if progress.bound is None else plain(progress.bound)
    if progress.value is None or progress.bound is None:
        gap = "-"
    else:
        gap = f"{(progress.value - progress.bound) / max(progress.value, 1e-9):.1%}" if progress.value else "0.0%"
    head = "done   " if progress.done else "solving"
    return f"{head} {progress.level:<11} value {value:>8}  bound {bound:>8}  gap {gap:>6}  {progress.seconds:6.1f} s"
