"""The names of the sheets, and references to their cells for formulas of other sheets."""

from __future__ import annotations

from roster.io.xlsx.kit.page import place, stretch
from roster.planning.results.money import Case

BOARD, GRID, HEAT, COVER, CHARTS = "Board", "Grid", "Heat map", "Cover", "Charts"
OPTIONS, DIFFERENCES, DETAILS = "Options", "Differences", "Details"
BESIDE, ROTAS = "Side by side", "Rotas"
MONEY, ASSUMPTIONS, KINDS, WORKING, METHOD = "Money", "Assumptions", "Duty kinds", "Working", "Method"

CASES = tuple(Case)


def on(sheet: str, row: int, column: int) -> str:
    """The address of a cell of another sheet: `'Duty kinds'!$D$5`."""
    return f"'{sheet}'!{place(row, column, fixed=True)}"


def span(sheet: str, first: tuple[int, int], last: tuple[int, int]) -> str:
    """The address of a range of another sheet: `'Working'!$D$5:$D$9`."""
    return stretch(first, last, f"'{sheet}'", fixed=True)
