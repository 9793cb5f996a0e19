"""Counts the time of a cell by the processor time it gets, so that a busy machine does not make its answer worse."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_STRETCH = 20.0  # a search may take this many times its limit in seconds that pass, and no more
_TOO_SHORT = 0.05  # seconds that pass, too few to tell how busy the machine is


def processor_seconds() -> float:
    """The processor time, in seconds, of this process and of those it started that have ended."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


@dataclass
class BusyClock:
    """A clock that goes slower while the machine is busy with other things.

    It counts the processor time of this process: at most as many seconds as pass, where several threads work at once,
    and at least a twentieth of them, so that a limit ends also what waits and does not work.

    Attributes:
        wall: the seconds that pass.
        processor: the processor time, in seconds.
    """

    wall: Callable[[], float] = time.monotonic
    processor: Callable[[], float] = processor_seconds
    _began: tuple[float, float] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._began = self.wall(), self.processor()

    def passed(self) -> float:
        """The seconds that passed since the clock was made."""
        return self.wall() - self._began[0]

    def counted(self) -> float:
        """The seconds that count, since the clock was made; they never become fewer."""
        passed = self.passed()
        return min(passed, max(self.processor() - self._began[1], passed / MOST_STRETCH))

    def lap(self) -> Lap:
        """A part of the time that begins now."""
        return Lap(self, self.passed(), self.counted())

    def stretch(self) -> float:
        """How many seconds passed for each one that counts, since the clock was made."""
        return Lap(self, 0.0, 0.0).stretch()


@dataclass(frozen=True)
class Lap:
    """A part of the time of a clock.

    Attributes:
        clock: the clock.
        passed, counted: its readings at the beginning.
    """

    clock: BusyClock
    passed: float
    counted: float

    def used(self) -> float:
        """The seconds that count, since the beginning."""
        return self.clock.counted() - self.counted

    def stretch(self) -> float:
        """How many seconds passed for each one that counts, from 1 to `MOST_STRETCH`."""
        passed = self.clock.passed() - self.passed
        if passed < _TOO_SHORT:
            return 1.0
        return min(MOST_STRETCH, max(1.0, passed / max(self.used(), passed / MOST_STRETCH)))


__all__ = ["MOST_STRETCH", "BusyClock", "Lap", "processor_seconds"]
