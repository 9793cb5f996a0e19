"""What is proven of a cell's cover, as it is shown: never less than is proven."""

from __future__ import annotations

from roster.analysis.words import at_most, rounded_up
from roster.planning.results.cell import CellResult
from roster.planning.results.fewest import FewestStep

BEST = "best possible"  # of cover that no rota goes beyond, in every month of every draw
_HAIR = 1e-9
OPEN = "open: all might run"


def is_best(cell: CellResult) -> bool:
    """Whether no rota of any of its months runs more duties: proven."""
    return bool(cell.months) and all(month.proven for month in cell.months)


def is_in_a_row(cell: CellResult) -> bool:
    """Whether months follow one another in it: each is proven after the rota of the one before, the whole is not."""
    return len(cell.months) > len({month.draw for month in cell.months})


def is_cut_short(cell: CellResult) -> bool:
    """Whether time ran out in one of its months: then another run, or more time, may come to something else."""
    return any(month.cut_short for month in cell.months)


def most_cover(cell: CellResult) -> float:
    """The share that no rota goes beyond, median of the draws: what was reached where that is best, else rounded up."""
    if cell.figures is None:
        return 0.0
    return cell.figures.cover.median if is_best(cell) else rounded_up(cell.figures.most_cover.median)


def proven(cell: CellResult) -> str:
    """The same in words: `best possible`, `at most 93.6 %`."""
    if cell.figures is None:
        return "-"
    if is_best(cell):
        return BEST
    most = cell.figures.most_cover.median
    return at_most(most) if rounded_up(most) < 1 else OPEN


def proven_with(step: FewestStep, target: float) -> str:
    """What is proven of a number of people that was tried."""
    return BEST if step.most <= step.cover + _HAIR else at_most(step.most, target)
