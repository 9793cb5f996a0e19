"""Words what is proven of a cell's cover; a bound is rounded up, so that it always holds."""

from __future__ import annotations

from roster.analysis.words import at_most, rounded_up
from roster.planning.results.cell import CellResult
from roster.planning.results.fewest import FewestStep

BEST = "best possible"  # the cover is proven optimal in every month of every draw
_TOLERANCE = 1e-9
OPEN = "open: all might run"


def is_best(cell: CellResult) -> bool:
    """Whether the cover of every month is proven optimal."""
    return bool(cell.months) and all(month.proven for month in cell.months)


def is_in_a_row(cell: CellResult) -> bool:
    """Whether its months are solved one after another: then each is proven by itself, and the whole is not."""
    return len(cell.months) > len({month.draw for month in cell.months})


def is_cut_short(cell: CellResult) -> bool:
    """Whether time ran out in one of its months: then another run, or more time, may give another result."""
    return any(month.cut_short for month in cell.months)


def most_cover(cell: CellResult) -> float:
    """The upper bound of the cover, median of the draws: the cover itself where it is optimal, else rounded up."""
    if cell.figures is None:
        return 0.0
    return cell.figures.cover.median if is_best(cell) else rounded_up(cell.figures.most_cover.median)


def proven(cell: CellResult) -> str:
    """What is proven of the cover, in words: `best possible`, `at most 93.6 %`."""
    if cell.figures is None:
        return "-"
    if is_best(cell):
        return BEST
    most = cell.figures.most_cover.median
    return at_most(most) if rounded_up(most) < 1 else OPEN


def proven_with(step: FewestStep, target: float) -> str:
    """What is proven for a number of people that was tried, in words."""
    return BEST if step.most <= step.cover + _TOLERANCE else at_most(step.most, target)
