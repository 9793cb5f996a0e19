"""What a kind of work is: something that gives a free worker a task when there is one, and takes the answers."""

from __future__ import annotations

from abc import ABC, abstractmethod

from roster.engine.search.strategy import SearchProblem
from roster.engine.workers.protocol import Answer
from roster.engine.workers.worker import Worker


class Job(ABC):
    """One kind of work of a search by the clock."""

    def __init__(self, problem: SearchProblem) -> None:
        self._problem = problem
        self._params = problem.params
        self._incumbent = problem.incumbent

    @abstractmethod
    def give(self, worker: Worker, now: float) -> bool:
        """Gives a free worker a task; returns whether there was one.

        Args:
            now: of `time.monotonic()`.
        """

    @abstractmethod
    def take(self, worker: Worker, answer: Answer) -> None:
        """Takes an answer about the task that was given to a worker."""
