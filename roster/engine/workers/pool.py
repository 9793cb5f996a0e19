"""The worker processes of one solve: how many work at once, and the signals between them and the search."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from roster.engine.params.search_params import DEFAULT_PARAMS, SearchParams
from roster.engine.workers.worker import Worker


class WorkerPool:
    """Worker processes, and what every search with them shares; a context that ends the processes.

    Args:
        workers: how many may work at once, threads of CP-SAT in this process included.
        stop: the user sets it to end the search.

    Attributes:
        size: how many may work at once.
        workers: one worker process each; they start when they are needed.
        answered: is set whenever a worker has answered.
    """

    def __init__(
        self, *, workers: int, seed: int, stop: threading.Event, params: SearchParams = DEFAULT_PARAMS
    ) -> None:
        self.size = workers
        self.seed = seed
        self.stop = stop
        self.params = params
        self.answered = threading.Event()
        self.workers = [Worker(self.answered, params.workers) for _ in range(workers)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def stopped(self) -> bool:
        """Whether the user has ended the search."""
        return self.stop.is_set()

    def start(self) -> None:
        """Starts the processes: it takes a moment, in which the caller can do other work."""
        for worker in self.workers:
            worker.start()

    def wait_until_stopped(self, at_most: int = 0) -> None:
        """Waits the moment that workers take to give up tasks that were stopped.

        Args:
            at_most: how many may still be busy when it returns.
        """
        while sum(worker.busy for worker in self.workers) > at_most:
            for worker in self.workers:
                worker.receive()
            self.answered.wait(self.params.workers.poll_seconds)
            self.answered.clear()

    def close(self) -> None:
        """Ends the processes; they can be started again."""
        for worker in self.workers:
            worker.close()
