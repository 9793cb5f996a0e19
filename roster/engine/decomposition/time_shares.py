"""Divides the time that is left among the sections of a model."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence


class TimeShares:
    """Gives each section a share of the time, by its size among the sections that wait.

    A section that is finished early leaves its time to those that wait.

    Args:
        ends: the end of the time for all sections, as `time.monotonic()` counts.
        travel: seconds until a worker has begun and its result is back.
        slots: sections that are worked on at a time.
        sizes: of the sections, by number.
        equal: give each section all the time that is left: for a reproducible search, which the clock does not end.
    """

    def __init__(self, ends: float, travel: float, slots: int, sizes: Sequence[int], *, equal: bool) -> None:
        self._ends = ends
        self._travel = travel
        self._slots = slots
        self._sizes = sizes
        self._equal = equal
        self._waiting: set[int] = set()
        self._out: dict[int, float] = {}  # by section, when its share of the time ends

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._ends - time.monotonic()

    def begin(self, numbers: Iterable[int]) -> None:
        """Begins a round in which these sections wait."""
        self._waiting, self._out = set(numbers), {}

    def give(self, number: int) -> float:
        """Gives a share of the time, in seconds, to a section that is sent out now."""
        self._waiting.discard(number)
        now = time.monotonic()
        share = left = max(0.0, self.left - self._travel)
        if not self._equal:
            given = sum(max(0.0, end - now) for end in self._out.values())
            size = self._sizes[number]
            waiting = size + sum(self._sizes[other] for other in self._waiting)
            share = min(left, (left * self._slots - given) * size / waiting)
        self._out[number] = now + share
        return share

    def is_out(self, number: int) -> bool:
        """Tells whether a section is being worked on."""
        return number in self._out

    def end(self, number: int) -> None:
        """Takes back the time of a section whose work has ended."""
        self._out.pop(number, None)
