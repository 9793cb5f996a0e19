"""Carries what a search says into the store: progress, checkpoints, signs of life; and the wish to stop back to it."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from models.book import Book
from models.rota import Rota
from roster.desk.store import Claim, LostClaimError, Store, StoreError

if TYPE_CHECKING:
    from roster.engine.levels import Progress

BEAT_SECONDS = 1.0
GIVE_UP_SECONDS = 300.0  # a store that cannot be reached for so long: the search is stopped


@dataclass(frozen=True)
class Checkpoint:
    """Where an attempt came to.

    Attributes:
        rota: the best rota so far; None where there was none.
        seconds: of search that have been used up, in all attempts.
    """

    rota: Rota | None
    seconds: float

    def written(self) -> bytes:
        """As the document that the store keeps."""
        rota = self.rota.model_dump(mode="json") if self.rota is not None else None
        return json.dumps({"rota": rota, "seconds": self.seconds}).encode()

    @classmethod
    def read(cls, document: bytes | None) -> Checkpoint:
        """The checkpoint of a document; the beginning where there is none."""
        if not document:
            return cls(None, 0)
        data = json.loads(document)
        rota = Rota.model_validate(data["rota"]) if data["rota"] is not None else None
        return cls(rota, data["seconds"])


@dataclass(frozen=True)
class _Point:
    level: str
    value: float | None
    bound: float | None
    seconds: float

    def same_figures(self, other: _Point) -> bool:
        return (self.level, self.value, self.bound) == (other.level, other.value, other.bound)


class Keeper:
    """Writes to the store from a thread of its own, so that a slow store never holds up a search.

    Use it as a context; on leaving, the last progress is written.

    Args:
        store: where the job is.
        claim: this process's claim on the job; when another process has one, this search stops.
        before: where the attempts before came to.
    """

    def __init__(self, store: Store, claim: Claim, before: Checkpoint) -> None:
        self._store, self._claim, self._before = store, claim, before
        self._began = time.monotonic()
        self._points: list[_Point] = []
        self._best: Rota | None = None
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._work, name="keeper", daemon=True)
        self.stop = threading.Event()
        self.lost = False  # whether another process has taken the job over
        self.stop_asked = False  # whether somebody asked to stop, and keep what there is

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed.set()
        self._thread.join()

    @property
    def seconds(self) -> float:
        """Seconds of search, in all attempts."""
        return self._before.seconds + time.monotonic() - self._began

    def report(self, progress: Progress) -> None:
        """Takes a report of the search; of those between two signs of life, the last of each level is written."""
        point = _Point(str(progress.level), progress.value, progress.bound, round(self.seconds, 2))
        with self._lock:
            last = self._points[-1] if self._points else None
            if last is not None and last.level == point.level:
                if not last.same_figures(point):
                    self._points[-1] = point
            else:
                self._points.append(point)

    def better(self, book: Book) -> None:
        """Takes the best book so far; it is written with the next sign of life."""
        with self._lock:
            self._best = book.rota

    def _work(self) -> None:
        heard = time.monotonic()
        last: _Point | None = None
        while True:
            closing = self._closed.wait(BEAT_SECONDS)
            try:
                last = self._write(last)
                heard = time.monotonic()
            except LostClaimError:
                self.lost = True
                self.stop.set()
                return
            except StoreError:
                if time.monotonic() - heard > GIVE_UP_SECONDS:
                    self.stop.set()
            if closing:
                return

    def _write(self, last: _Point | None) -> _Point | None:
        """Writes what is new since the last point, and returns the last point written."""
        with self._lock:
            points, best = list(self._points), self._best
        fresh = [point for point in points if last is None or not point.same_figures(last)]
        document = Checkpoint(best, round(self.seconds, 2)).written() if best is not None else None
        go_on = True
        if document is not None and not fresh:
            fresh = points[-1:] or [_Point("", None, None, round(self.seconds, 2))]
        for number, point in enumerate(fresh):
            saved = document if number == len(fresh) - 1 else None
            go_on = self._store.jobs.progress(self._claim, point.__dict__, saved)
        if not fresh:
            go_on = self._store.jobs.beat(self._claim)
        if not go_on:
            self.stop_asked = True
            self.stop.set()
        with self._lock:
            self._points = self._points[max(0, len(points) - 1) :]
            if self._best is best:
                self._best = None
        return fresh[-1] if fresh else last
