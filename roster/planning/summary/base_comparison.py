"""Compares the cover of a cell with that of the base, draw by draw; both use the same random numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from roster.planning.results.cell import CellResult
from roster.planning.solving.cell_figures import spread_of

_TOLERANCE = 1e-9


@dataclass(frozen=True)
class BaseComparison:
    """The number of draws with more cover than the base, with the same, and with less."""

    better: int
    same: int
    worse: int

    @property
    def months(self) -> int:
        """The number of draws compared."""
        return self.better + self.same + self.worse

    @property
    def words(self) -> str:
        """The three numbers as text: `3 / 1 / 1`."""
        return f"{self.better} / {self.same} / {self.worse}"

    @property
    def score(self) -> float:
        """The number of better draws less the number of worse ones, as a share of the draws."""
        return round((self.better - self.worse) / (self.better + self.same + self.worse), 6)


@dataclass(frozen=True)
class PointsGained:
    """How much more cover a cell has than the base, over the draws that both have.

    Attributes:
        mean: the mean difference of the shares.
        error: half the width of its 95 % confidence interval; None with fewer than two draws.
    """

    mean: float
    error: float | None


def points_gained(cell: CellResult, base: CellResult) -> PointsGained | None:
    """The gain of cover over the base, draw by draw; None without a draw that both have."""
    cover, base_cover = _cover_by_draw(cell), _cover_by_draw(base)
    gains = [cover[draw] - base_cover[draw] for draw in cover if draw in base_cover]
    if not gains:
        return None
    spread = spread_of(gains)
    return PointsGained(spread.mean, spread.error)


def compare_with_base(cell: CellResult, base: CellResult) -> BaseComparison | None:
    """The comparison of a cell with the base; None for the base itself, or where the base has fewer than two draws."""
    cover, base_cover = _cover_by_draw(cell), _cover_by_draw(base)
    both = [draw for draw in cover if draw in base_cover]
    if cell is base or len(base_cover) < 2 or not both:
        return None
    better = sum(cover[draw] > base_cover[draw] + _TOLERANCE for draw in both)
    worse = sum(cover[draw] < base_cover[draw] - _TOLERANCE for draw in both)
    return BaseComparison(better, len(both) - better - worse, worse)


def _cover_by_draw(cell: CellResult) -> Mapping[int, float]:
    """Number of the draw -> the share of duties that run."""
    found: dict[int, list[int]] = {}
    for month in cell.months:
        sums = found.setdefault(month.draw, [0, 0])
        sums[0] += month.running
        sums[1] += month.duties
    return {draw: running / max(1, duties) for draw, (running, duties) in found.items()}
