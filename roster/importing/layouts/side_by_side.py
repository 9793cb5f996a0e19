"""Parts a sheet on which tables with the same headings stand side by side, as two months on one page do."""

from __future__ import annotations

from roster.importing.grid import Grid
from roster.importing.words.dates import date_parts
from roster.importing.words.headings import heading_kind
from roster.tables.cells.text import normalised

_FEWEST = 2  # headings of each of the tables
_BEGINS = {"date", "weekday", "person", "first", "last", "id"}


def parted(grid: Grid) -> list[Grid]:
    """The tables of a sheet that stand side by side, each with the titles above it; the sheet itself where it is one.

    A row above or below the tables with one text alone belongs to each of them.
    """
    found = next(((row, starts) for row in grid.rows if (starts := _starts(grid, row))), None)
    if found is None:
        return [grid]
    row, starts = found
    shared = {other for other in grid.rows if len(grid.columns(other)) == 1 and not _is_entry(grid, row, other)}
    grids = []
    for index, first in enumerate(starts):
        last = starts[index + 1] - 1 if index + 1 < len(starts) else max(map(max, map(grid.columns, grid.rows)))
        low = 1 if index == 0 else first
        grids.append(
            Grid(
                grid.name,
                {at: value for at, value in grid.cells.items() if low <= at[1] <= last or at[0] in shared},
                [area for area in grid.merged if low <= area[0] <= last or area[1] in shared],
                {at: fault for at, fault in grid.faults.items() if low <= at[1] <= last},
            )
        )
    return grids


def _starts(grid: Grid, row: int) -> list[int]:
    """The first column of each table whose headings a row holds; empty where it holds those of one table at most."""
    columns = grid.columns(row)
    texts = [normalised(grid.text(row, column)) for column in columns]
    for width in range(_FEWEST, len(texts) // 2 + 1):
        groups = [texts[at : at + width] for at in range(0, len(texts), width)]
        if len(texts) % width or any(group != groups[0] for group in groups[1:]) or len(set(groups[0])) < width:
            continue
        kinds = [heading_kind(text) for text in groups[0]]
        if kinds[0] in _BEGINS and "date" in kinds and not any(map(date_parts, groups[0][1:])):
            return columns[::width]
    return []


def _is_entry(grid: Grid, heading: int, row: int) -> bool:
    """Whether the one cell of a row is an entry of a table: it stands below a heading, and is no sentence."""
    column = grid.columns(row)[0]
    return row > heading and len(grid.text(row, column).split()) < 3
