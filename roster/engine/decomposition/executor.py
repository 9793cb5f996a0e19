"""Gives pieces of work to workers, whatever executor they belong to, and gives work again that was lost with a worker.

Processes of this machine (`local_processes.py`) and Dask clusters (`cluster.py`) are both executors of
`concurrent.futures`. When a process of a pool dies, the pool loses all work that is out, and which piece killed it is
not known. So only as much is given out as keeps the workers busy, each piece is tried a few times, the last time with
nothing else out, and then given up.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from roster.engine.decomposition.channel import Channel
from roster.engine.params.around_search import DecompositionParams

Item = TypeVar("Item")
DEFAULTS = DecompositionParams()


@dataclass(frozen=True)
class Workers:
    """Some workers, and how to give them work.

    Attributes:
        new: makes an executor; called again when the processes of the last one have died.
        ahead: pieces of work that may be out at a time.
        slots: pieces of work that are worked on at a time.
        channel: opens the channel by which workers report; none where the workers do not report.
        params: tuning numbers.
    """

    new: Callable[[], Executor]
    ahead: int
    slots: int = 1
    channel: Callable[[], AbstractContextManager[Channel | None]] = nullcontext
    params: DecompositionParams = DEFAULTS

    def done(
        self,
        work: Callable[[Any], bytes],
        items: Sequence[Item],
        *,
        sent: Callable[[Item], Any] = lambda item: item,
        tick: Callable[[], bool] | None = None,
    ) -> Iterator[tuple[Item, bytes | str]]:
        """Does some work for each item.

        Args:
            work: what a worker does with what it is sent.
            items: in the order in which they are given out.
            sent: makes what a worker is sent for an item, when it is given out.
            tick: called at short intervals meanwhile; when it returns False, work that is still out is abandoned.

        Yields:
            Each item with its result, as they finish; a sentence in place of the result where its workers died.
        """
        run = _Run(self, work, items, sent)
        timeout = self.params.tick_seconds if tick is not None else None
        try:
            while run.unfinished:
                run.give_out()
                yield from run.finished(timeout)
                run.restart_if_broken()
                if tick is not None and not tick():
                    return
        finally:
            run.executor.shutdown(wait=False)


class _Run(Generic[Item]):
    """The work of one call of `Workers.done`."""

    def __init__(
        self, workers: Workers, work: Callable[[Any], bytes], items: Sequence[Item], sent: Callable[[Item], Any]
    ) -> None:
        self._workers = workers
        self._work = work
        self._sent = sent
        self._waiting = deque(enumerate(items))
        self._out: dict[Future[bytes], tuple[int, Item]] = {}
        self._lost: Counter[int] = Counter()  # how often a worker was lost, by number of the item
        self._broken = False
        self.executor = workers.new()

    @property
    def unfinished(self) -> bool:
        """Whether any item waits or is out."""
        return bool(self._waiting or self._out)

    def give_out(self) -> None:
        """Gives out items until the workers have enough, or the executor turns out to be broken."""
        while self._waiting and len(self._out) < self._workers.ahead and not self._broken:
            number, item = self._waiting[0]
            if self._out and self._has_last_try(number):
                return
            self._waiting.popleft()
            try:
                self._out[self.executor.submit(self._work, self._sent(item))] = (number, item)
            except BrokenProcessPool:
                self._waiting.appendleft((number, item))
                self._broken = True

    def _has_last_try(self, number: int) -> bool:
        """Tells whether this item, or one that is out, has its last try.

        Nothing else is out during a last try, so that no item is given up because of another one.
        """
        numbers = (number, *(other for other, _ in self._out.values()))
        return self._workers.params.tries - 1 in (self._lost[item] for item in numbers)

    def finished(self, timeout: float | None) -> Iterator[tuple[Item, bytes | str]]:
        """Waits, for `timeout` seconds at most, until any item has finished; yields items with results."""
        ended, _ = wait(self._out, timeout=timeout, return_when=FIRST_COMPLETED)
        tries = self._workers.params.tries
        for future in ended:
            number, item = self._out.pop(future)
            error = future.exception()
            if error is None:
                yield item, future.result()
                continue
            self._broken |= isinstance(error, BrokenProcessPool)
            self._lost[number] += 1
            if self._lost[number] < tries:
                self._waiting.append((number, item))
            else:
                yield item, f"given up: {tries} processes died of it, or could not be given it ({first_line(error)})"

    def restart_if_broken(self) -> None:
        """Replaces an executor whose processes died; items that were out wait again."""
        if not self._broken:
            return
        self._broken = False
        for number, item in self._out.values():
            self._waiting.appendleft((number, item))
        self._out.clear()
        self.executor.shutdown(wait=False)
        self.executor = self._workers.new()


def first_line(error: BaseException) -> str:
    """Returns the kind of an error and the first line of its message, shortened."""
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]
