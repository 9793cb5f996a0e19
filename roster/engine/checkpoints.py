"""Checks the best rota so far while the search goes on, so that somebody may keep it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from models.book import Book
from roster.engine.answers import Answers
from roster.engine.levels import Better
from roster.engine.params.groups import CheckpointParams


class Keeper:
    """Hands on verified books, in a thread of its own: checking a large rota takes seconds."""

    def __init__(self, answers: Answers, better: Callable[[Book], None], params: CheckpointParams) -> None:
        self._params = params
        self._answers = answers
        self._better = better
        self._latest: Better | None = None
        self._news = threading.Event()
        self._closed = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="keeper", daemon=True)
        self._thread.start()

    def offer(self, found: Better) -> None:
        """Take a better solution; it is looked at when there is time."""
        self._latest = found
        self._news.set()

    def close(self) -> None:
        """Wait for what is being checked.

        Raises:
            EngineError: the checks did not confirm a solution, or what was to be done with one failed.
        """
        self._closed.set()
        self._news.set()
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        try:
            while True:
                self._news.wait()
                self._news.clear()
                found, self._latest = self._latest, None
                began = time.monotonic()
                if found is not None:
                    self._better(self._answers.book(found.solution, found.levels, interrupted=True))
                if self._closed.is_set():
                    return
                params = self._params
                self._closed.wait(max(params.every_seconds, params.rest_factor * (time.monotonic() - began)))
        except BaseException as error:  # told when the search is over
            self._error = error
