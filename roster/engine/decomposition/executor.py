"""Work given to processes: those of this machine, or the workers of a Dask cluster, through one interface.

Both are executors of `concurrent.futures`. A worker that dies takes its work along: that is given to another, and when
it has killed a few of them (`tries`), it is bad. Never more is out than keeps the workers busy, so that whose fault it
was is known to within a few.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import uuid
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from roster.engine.decomposition.channel import Wire, local_wire
from roster.engine.params.groups import DecompositionParams
from roster.errors import ClusterError

Given = TypeVar("Given")
_DEFAULTS = DecompositionParams()


@dataclass(frozen=True)
class Workers:
    """Who does the work.

    Attributes:
        new: makes an executor; made again when its processes have died.
        ahead: pieces of work that may be out at a time.
        slots: how many are worked on at a time.
        wire: what workers tell while they work, and how they are asked to stop.
        params: tuning numbers.
    """

    new: Callable[[], Executor]
    ahead: int
    slots: int = 1
    wire: Callable[[], AbstractContextManager[Wire | None]] = nullcontext
    params: DecompositionParams = _DEFAULTS

    def done(
        self,
        work: Callable[[Any], bytes],
        items: Sequence[Given],
        *,
        sent: Callable[[Given], Any] = lambda item: item,
        tick: Callable[[], bool] | None = None,
    ) -> Iterator[tuple[Given, bytes | str]]:
        """Each item with what came of it, as they finish; a sentence where its workers died.

        Args:
            sent: what a worker is given for an item, made when it goes out.
            tick: called again and again meanwhile; with False all that is still out is left.
        """
        waiting = deque(enumerate(items))
        lost: Counter[int] = Counter()
        out: dict[Future[bytes], tuple[int, Given]] = {}
        executor = self.new()
        try:
            while waiting or out:
                broken = False
                while waiting and len(out) < self.ahead and not broken:
                    number, item = waiting[0]
                    # The last try is alone: who only happened to be out with a bad one is not given up with it.
                    if out and self.params.tries - 1 in (lost[number], *(lost[other] for other, _ in out.values())):
                        break
                    waiting.popleft()
                    try:
                        out[executor.submit(work, sent(item))] = (number, item)
                    except BrokenProcessPool:
                        waiting.appendleft((number, item))
                        broken = True
                ended, _ = wait(
                    out, timeout=self.params.tick_seconds if tick is not None else None, return_when=FIRST_COMPLETED
                )
                for future in ended:
                    number, item = out.pop(future)
                    error = future.exception()
                    if error is None:
                        yield item, future.result()
                        continue
                    broken |= isinstance(error, BrokenProcessPool)
                    lost[number] += 1
                    if lost[number] < self.params.tries:
                        waiting.append((number, item))
                    else:
                        tries = self.params.tries
                        yield item, f"given up: {tries} processes died of it, or could not be given it ({_said(error)})"
                if broken:
                    for number, item in out.values():
                        waiting.appendleft((number, item))
                    out.clear()
                    executor.shutdown(wait=False)
                    executor = self.new()
                if tick is not None and not tick():
                    return
        finally:
            executor.shutdown(wait=False)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


def local(jobs: int, ahead: int | None = None, params: DecompositionParams = _DEFAULTS) -> Workers:
    """Processes of this machine, one piece of work each at a time."""
    context = get_context("spawn")  # the solver's threads do not survive a fork
    return Workers(
        lambda: _Stoppable(max_workers=jobs, mp_context=context, initializer=_begin),
        jobs * (params.ahead if ahead is None else ahead),
        jobs,
        local_wire,
        params,
    )


class _Stoppable(ProcessPoolExecutor):
    """Ends its processes when it is shut down without waiting: a solver cannot be asked to stop."""

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        with _nobodys_script():
            return super().submit(work, *given, **named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        processes = list((getattr(self, "_processes", None) or {}).values())
        super().shutdown(wait=wait, cancel_futures=cancel_futures or not wait)
        if not wait:
            for process in processes:
                process.terminate()


@contextmanager
def _nobodys_script() -> Iterator[None]:
    """Processes that start meanwhile do not run the user's script, as they else would: all they want is ours."""
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
    """Ctrl-C is for the program that started the workers, which ends them; when that is gone, so are they."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def cluster(address: str, seconds: float = 10, params: DecompositionParams = _DEFAULTS) -> Iterator[Workers]:
    """The workers of a Dask scheduler.

    Raises:
        ClusterError: Dask is not installed, nobody answers there, or nobody works there.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "a cluster needs the package `distributed`: pip install 'jru-roster[cluster]' here and on every worker"
        ) from None
    client: Any
    try:
        client = Client(address, timeout=seconds, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:  # the latter two where TLS is not set right
        raise ClusterError(f"{address}: no Dask scheduler answers there ({_said(error)})") from None
    try:
        try:
            client.wait_for_workers(1, timeout=seconds)
        except TimeoutError:
            raise ClusterError(f"{address}: no worker has joined the Dask scheduler there") from None
        threads = sum(client.nthreads().values())
        # A task that is lost with its worker goes to another: that is for the scheduler. Each is asked once, so two
        # that look the same are two.
        yield Workers(
            lambda: client.get_executor(pure=False),
            max(4, threads * params.ahead),
            threads,
            lambda: _cluster_wire(client),
            params,
        )
    finally:
        client.close(timeout=seconds)


@contextmanager
def _cluster_wire(client: Any) -> Iterator[Wire]:
    """Between a client of Dask's scheduler and its workers."""
    from distributed import Event

    name = f"roster-{uuid.uuid4().hex}"
    lock = threading.Lock()
    latest: dict[int, bytes] = {}

    def note(event: tuple[float, Any]) -> None:
        number, news = event[1]
        with lock:
            latest[number] = news

    def heard() -> dict[int, bytes]:
        with lock:
            found = dict(latest)
            latest.clear()
        return found

    stop = Event(name, client=client)
    client.subscribe_topic(name, note)
    try:
        yield Wire(partial(_OnWorker, name), heard, stop.set)
    finally:
        stop.set()
        client.unsubscribe_topic(name)


class _OnWorker:
    """Made in the thread of Dask's worker in which the work is done."""

    def __init__(self, name: str) -> None:
        from distributed import Event, get_client, get_worker

        self._name = name
        self._worker = get_worker()
        self._stop = Event(name, client=get_client())

    def tell(self, number: int, news: bytes) -> None:
        self._worker.log_event(self._name, (number, news))

    def stopped(self) -> bool:
        return bool(self._stop.is_set())


__all__ = ["ClusterError", "Workers", "cluster", "local"]
