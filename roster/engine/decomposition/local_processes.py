"""Processes of this machine as an executor. They can be ended at any time, and end with the program."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import Any

from roster.engine.decomposition.channel import folder_channel
from roster.engine.decomposition.executor import DEFAULTS, Workers
from roster.engine.params.around_search import DecompositionParams


def local(jobs: int, ahead: int | None = None, params: DecompositionParams = DEFAULTS) -> Workers:
    """Makes worker processes on this machine to solve sections; each takes one section at a time.

    Args:
        jobs: number of processes.
        ahead: pieces of work given out for each process; `params.ahead` when None.
    """
    context = get_context("spawn")  # the solver's threads do not survive a fork
    return Workers(
        lambda: _ProcessPool(max_workers=jobs, mp_context=context, initializer=_begin),
        jobs * (params.ahead if ahead is None else ahead),
        jobs,
        folder_channel,
        params,
    )


class _ProcessPool(ProcessPoolExecutor):
    """Ends its processes when it is shut down without waiting: a solver that runs in one cannot be asked to stop."""

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        with _without_user_script():
            return super().submit(work, *given, **named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        processes = list((getattr(self, "_processes", None) or {}).values())
        super().shutdown(wait=wait, cancel_futures=cancel_futures or not wait)
        if not wait:
            for process in processes:
                process.terminate()


@contextmanager
def _without_user_script() -> Iterator[None]:
    """Hides the user's script from processes that start meanwhile.

    A spawned process normally runs the main script again. Our workers need only this package, so a script without
    `if __name__ == "__main__"` works as well.
    """
    main = sys.modules["__main__"]
    hidden = {name: vars(main)[name] for name in ("__spec__", "__file__") if name in vars(main)}
    try:
        main.__spec__ = None
        vars(main).pop("__file__", None)
        yield
    finally:
        for name, value in hidden.items():
            setattr(main, name, value)


def _begin() -> None:
    """Runs first in each process: Ctrl-C is left to the program that started it, and the process ends with that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
