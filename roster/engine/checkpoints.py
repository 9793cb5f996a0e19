"""Checks the best rota so far while the search goes on, and hands the book out, so that a caller can save it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from models.book import Book
from roster.engine.answers import Answers
from roster.engine.levels import Improvement
from roster.engine.params.around_search import CheckpointParams


@contextmanager
def checkpoints(
    answers: Answers, better: Callable[[Book], None] | None, params: CheckpointParams
) -> Iterator[Callable[[Improvement], None]]:
    """Hands out checked books for as long as the context lasts; waits at its end for the last one.

    Args:
        answers: turns solutions into checked books.
        better: called with each checked book, from another thread; where it is None, nothing is checked.

    Yields:
        A function that takes a better solution and returns at once.

    Raises:
        EngineError: the checks did not confirm a solution. Errors that `better` raises are raised as well.
    """
    if better is None:
        yield lambda found: None
        return
    checkpoint_thread = _CheckpointThread(answers, better, params)
    try:
        yield checkpoint_thread.offer
    finally:
        checkpoint_thread.close()


class _CheckpointThread:
    """Checks solutions in a thread, because checking a large rota takes seconds."""

    def __init__(self, answers: Answers, better: Callable[[Book], None], params: CheckpointParams) -> None:
        self._answers = answers
        self._better = better
        self._params = params
        self._latest: Improvement | None = None
        self._offered = threading.Event()
        self._closed = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="checkpoints", daemon=True)
        self._thread.start()

    def offer(self, found: Improvement) -> None:
        """Takes a better solution; it replaces an earlier one that has not been checked yet."""
        self._latest = found
        self._offered.set()

    def close(self) -> None:
        """Waits until the latest solution is checked, and raises the error that ended the thread, if any."""
        self._closed.set()
        self._offered.set()
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        try:
            while True:
                self._offered.wait()
                self._offered.clear()
                found, self._latest = self._latest, None
                began = time.monotonic()
                if found is not None:
                    self._better(self._answers.book(found.solution, found.levels, interrupted=True))
                if self._closed.is_set():
                    return
                took = time.monotonic() - began
                self._closed.wait(max(self._params.every_seconds, self._params.rest_factor * took))
        except BaseException as error:  # raised in the caller's thread by `close`
            self._error = error
