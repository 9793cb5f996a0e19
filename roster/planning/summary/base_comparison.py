"""A cell against the base, draw by draw: the luck is the same in both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from roster.planning.results.cell import CellResult

_HAIR = 1e-9


@dataclass(frozen=True)
class BaseComparison:
    """In how many draws a larger share of the duties runs than in the base, the same, and a smaller one."""

    better: int
    same: int
    worse: int

    @property
    def words(self) -> str:
        """The three numbers, as they stand in tables: `3 / 1 / 1`."""
        return f"{self.better} / {self.same} / {self.worse}"

    @property
    def score(self) -> float:
        """How often it is better, less how often it is worse, as a share of the draws."""
        return round((self.better - self.worse) / (self.better + self.same + self.worse), 6)


def compare_with_base(cell: CellResult, base: CellResult) -> BaseComparison | None:
    """A cell beside the base; None for the base itself, and where fewer than two draws can be compared."""
    ours, theirs = _running(cell), _running(base)
    both = [draw for draw in ours if draw in theirs]
    if cell is base or len(theirs) < 2 or not both:
        return None
    better = sum(ours[draw] > theirs[draw] + _HAIR for draw in both)
    worse = sum(ours[draw] < theirs[draw] - _HAIR for draw in both)
    return BaseComparison(better, len(both) - better - worse, worse)


def _running(cell: CellResult) -> Mapping[int, float]:
    """By draw, the share of duties that run."""
    found: dict[int, list[int]] = {}
    for month in cell.months:
        sums = found.setdefault(month.draw, [0, 0])
        sums[0] += month.running
        sums[1] += month.duties
    return {draw: running / max(1, duties) for draw, (running, duties) in found.items()}
