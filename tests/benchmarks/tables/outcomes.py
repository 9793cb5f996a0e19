"""What a table compares: how its runs are made, and the outcome of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Book = dict[str, Any]


@dataclass(frozen=True)
class Bench:
    """How a run of a table is made."""

    budget: float
    seed: int
    workers: int | None
    folder: Path
    params: Path | None = None


@dataclass(frozen=True)
class Level:
    """What one level came to, in points."""

    name: str
    value: float | None
    bound: float | None

    @property
    def proven(self) -> bool:
        """Whether the bound is reached."""
        return self.value is not None and self.bound is not None and self.bound >= self.value - 1e-6


@dataclass(frozen=True)
class Point:
    """One line of a trace: where a level stood."""

    seconds: float
    level: str
    value: float | None
    bound: float | None


@dataclass(frozen=True)
class Outcome:
    """What a solver made of a book.

    Attributes:
        checks: what the program's own checks say of the rota: legal, not legal, or that there is none.
        assignments: None where there is no rota.
        cpu: processor seconds of the command and of all that it started and waited for.
    """

    name: str
    seconds: float
    memory: float
    levels: Sequence[Level] = ()
    checks: str = "no rota"
    assignments: Sequence[Mapping[str, str]] | None = None
    trace: Sequence[Point] = ()
    cpu: float = 0

    def level(self, name: str) -> Level:
        """What a level came to."""
        return next((level for level in self.levels if level.name == name), Level(name, None, None))

    @property
    def first(self) -> float | None:
        """Seconds until the first rota, as far as the trace tells."""
        return next((point.seconds for point in self.trace if point.value is not None), None)

    def better_than(self, value: float, level: str) -> float | None:
        """Seconds until a level was better than a value, as far as the trace tells."""
        found = (point for point in self.trace if point.level == level and point.value is not None)
        return next((point.seconds for point in found if point.value is not None and point.value < value), None)
