"""What workers tell while they work, and how they are asked to stop, on this machine or in a cluster.

Only the latest of what is told about a thing matters. Here it is a file of its own, so that a worker that is killed
while it tells something holds up nobody; in a cluster (`executor.py`) it is an event of Dask's.
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


class WorkersEnd(Protocol):
    """The end at which somebody works."""

    def tell(self, number: int, news: bytes) -> None:
        """Tell something about the thing of that number; what was told before no longer matters."""

    def stopped(self) -> bool:
        """Whether the work is to end."""


@dataclass(frozen=True)
class Wire:
    """The end of whoever gave the work out.

    Attributes:
        theirs: goes along with the work, and makes the other end where that is done.
        heard: what has been told since the last time, by number.
        stop: asks everybody to stop.
    """

    theirs: Callable[[], WorkersEnd]
    heard: Callable[[], dict[int, bytes]]
    stop: Callable[[], None]


@contextmanager
def local_wire() -> Iterator[Wire]:
    """Between processes of this machine."""
    with tempfile.TemporaryDirectory(prefix="roster-", ignore_cleanup_errors=True) as name:
        folder = _Folder(Path(name))
        seen: dict[int, tuple[int, int]] = {}
        yield Wire(partial(_Folder, folder.path), partial(folder.heard, seen), folder.stop)


@dataclass(frozen=True)
class _Folder:
    path: Path

    def tell(self, number: int, news: bytes) -> None:
        written = self.path / f"{number}.new-{uuid.uuid4().hex}"
        written.write_bytes(news)
        written.replace(self.path / f"{number}.told")

    def stopped(self) -> bool:
        return not self.path.exists() or (self.path / "stop").exists()

    def stop(self) -> None:
        (self.path / "stop").touch()

    def heard(self, seen: dict[int, tuple[int, int]]) -> dict[int, bytes]:
        found = {}
        for file in self.path.glob("*.told"):
            number, about = int(file.stem), file.stat()
            which = (about.st_ino, about.st_mtime_ns)  # clocks tick in milliseconds: two may have the same time
            if seen.get(number) != which:
                seen[number] = which
                found[number] = file.read_bytes()
        return found
