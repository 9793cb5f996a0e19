"""The workers of a Dask cluster as an executor, with their channel."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from roster.engine.decomposition.channel import Channel
from roster.engine.decomposition.executor import DEFAULTS, Workers, first_line
from roster.engine.params.around_search import DecompositionParams
from roster.errors import ClusterError


@contextmanager
def cluster(address: str, seconds: float = 10, params: DecompositionParams = DEFAULTS) -> Iterator[Workers]:
    """Connects to the workers of a Dask scheduler.

    Args:
        address: of the scheduler, such as `tcp://host:8786`.
        seconds: how long to wait for the scheduler and for a first worker.

    Raises:
        ClusterError: Dask is not installed, no scheduler answers at the address, or it has no worker.
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
        raise ClusterError(f"{address}: no Dask scheduler answers there ({first_line(error)})") from None
    try:
        try:
            client.wait_for_workers(1, timeout=seconds)
        except TimeoutError:
            raise ClusterError(f"{address}: no worker has joined the Dask scheduler there") from None
        threads = sum(client.nthreads().values())
        yield Workers(
            # Dask itself gives a task to another worker when one is lost. `pure=False`: equal tasks are not merged.
            lambda: client.get_executor(pure=False),
            max(4, threads * params.ahead),
            threads,
            lambda: _channel(client),
            params,
        )
    finally:
        client.close(timeout=seconds)


@contextmanager
def _channel(client: Any) -> Iterator[Channel]:
    """Opens a channel between a client of Dask's scheduler and the workers."""
    from distributed import Event

    name = f"roster-{uuid.uuid4().hex}"
    lock = threading.Lock()
    latest: dict[int, bytes] = {}

    def note(event: tuple[float, Any]) -> None:
        number, data = event[1]
        with lock:
            latest[number] = data

    def new_reports() -> dict[int, bytes]:
        with lock:
            found = dict(latest)
            latest.clear()
        return found

    stop = Event(name, client=client)
    client.subscribe_topic(name, note)
    try:
        yield Channel(partial(_OnWorker, name), new_reports, stop.set)
    finally:
        stop.set()
        client.unsubscribe_topic(name)


class _OnWorker:
    """The worker's end; made in the thread of Dask's worker that does the work."""

    def __init__(self, name: str) -> None:
        from distributed import Event, get_client, get_worker

        self._name = name
        self._worker = get_worker()
        self._stop = Event(name, client=get_client())

    def report(self, number: int, data: bytes) -> None:
        self._worker.log_event(self._name, (number, data))

    def stop_requested(self) -> bool:
        return bool(self._stop.is_set())


__all__ = ["ClusterError", "cluster"]
