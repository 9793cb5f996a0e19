"""Who works on a model: helper processes, the model CP-SAT searches, and the signals between them."""

from __future__ import annotations

import threading

from ortools.sat.python import cp_model

from roster.engine.helpers import Helper


class Team:
    """As many helpers as workers, and what they share."""

    def __init__(self, model: cp_model.CpModel, *, workers: int, seed: int, stop: threading.Event) -> None:
        self.model = model
        self.workers = workers
        self.seed = seed
        self.stop = stop
        self.news = threading.Event()
        self.helpers = [Helper(self.news) for _ in range(workers)]

    @property
    def stopped(self) -> bool:
        """Whether the user has had enough."""
        return self.stop.is_set()

    def close(self) -> None:
        """End the helper processes."""
        for helper in self.helpers:
            helper.stop()
