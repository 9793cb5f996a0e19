"""The channel between the caller and its workers: workers report while they work, and can be asked to stop.

Only the latest report about each piece of work matters. On this machine a report is a file, so that a worker that is
killed while it writes blocks nobody else; in a cluster (`cluster.py`) it is an event of Dask.
"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol


class WorkerEnd(Protocol):
    """The worker's end of a channel."""

    def report(self, number: int, data: bytes) -> None:
        """Reports about the piece of work with a number; replaces earlier reports about it."""

    def stop_requested(self) -> bool:
        """Tells whether the caller has asked all workers to stop."""


@dataclass(frozen=True)
class Channel:
    """The caller's end of a channel.

    Attributes:
        worker_end: makes the worker's end in the process of the worker; it is sent along with the work.
        new_reports: returns the reports since the last call, by number of the piece of work.
        request_stop: asks all workers to stop.
    """

    worker_end: Callable[[], WorkerEnd]
    new_reports: Callable[[], dict[int, bytes]]
    request_stop: Callable[[], None]


@contextmanager
def folder_channel() -> Iterator[Channel]:
    """Opens a channel between processes of this machine: a temporary folder with a file for each report."""
    with tempfile.TemporaryDirectory(prefix="roster-", ignore_cleanup_errors=True) as name:
        folder = _Folder(Path(name))
        seen: dict[int, tuple[int, int]] = {}
        yield Channel(partial(_Folder, folder.path), partial(folder.new_reports, seen), folder.request_stop)


@dataclass(frozen=True)
class _Folder:
    path: Path

    def report(self, number: int, data: bytes) -> None:
        written = self.path / f"{number}.new-{uuid.uuid4().hex}"
        written.write_bytes(data)
        written.replace(self.path / f"{number}.report")

    def stop_requested(self) -> bool:
        return not self.path.exists() or (self.path / "stop").exists()

    def request_stop(self) -> None:
        (self.path / "stop").touch()

    def new_reports(self, seen: dict[int, tuple[int, int]]) -> dict[int, bytes]:
        found = {}
        for file in self.path.glob("*.report"):
            number, about = int(file.stem), file.stat()
            identity = (about.st_ino, about.st_mtime_ns)  # file times are coarse: two files may have the same
            if seen.get(number) != identity:
                seen[number] = identity
                found[number] = file.read_bytes()
        return found
