"""Who works on a model: how many at once, their helper processes, and the signals between them."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from roster.engine.params.search_params import DEFAULT_PARAMS, SearchParams
from roster.engine.workers.pool import Helper


class Team:
    """As many helpers as workers, and what they share; a context that ends their processes."""

    def __init__(
        self, *, workers: int, seed: int, stop: threading.Event, params: SearchParams = DEFAULT_PARAMS
    ) -> None:
        self.workers = workers
        self.seed = seed
        self.stop = stop
        self.params = params
        self.news = threading.Event()
        self.helpers = [Helper(self.news, params.workers) for _ in range(workers)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.dismiss()

    @property
    def stopped(self) -> bool:
        """Whether the user has had enough."""
        return self.stop.is_set()

    def call(self) -> None:
        """Start the helper processes: it takes a moment, in which others work."""
        for helper in self.helpers:
            helper.start()

    def settle(self) -> None:
        """Wait a moment for those that were stopped."""
        while any(helper.busy for helper in self.helpers):
            for helper in self.helpers:
                helper.hear()
            self.news.wait(self.params.workers.poll_seconds)
            self.news.clear()

    def dismiss(self) -> None:
        """End the helper processes; they start again when they are called."""
        for helper in self.helpers:
            helper.close()
