"""The sheet `Heat map`: for each figure a table of the grid, one axis across and the others down."""

from __future__ import annotations

from itertools import product

from models.text.lists import listed
from roster.io.xlsx.kit.cell_styles import BODY, HEADER, SECTION, SUBTITLE, TITLE
from roster.io.xlsx.kit.page import Page, stretch
from roster.io.xlsx.kit.stored_values import Formula
from roster.planning.summary.heat_maps import heat_maps_of
from roster.planning.summary.report_data import ReportData
from roster.planning.xlsx.grid_sheet import (
    COSTS,
    COVER,
    FORMATS,
    MOST_COVER,
    NETS,
    GridCells,
    cover_scale,
    proven_look,
    scale,
)

_ONE_PAGE = 70  # lines of heat maps that can be read on one page


_COLUMNS = {"cover": COVER, "bound": MOST_COVER, "cost": COSTS, "net": NETS}  # of the sheet Grid


def write_heat_map(page: Page, data: ReportData, grid: GridCells) -> None:
    """Fills the sheet: a table for each figure, the last axis across and the others down."""
    page.put(1, 1, "Heat map", TITLE)
    page.put(2, 1, f"The grid of {listed(list(data.table.axes))}; {data.period}.", SUBTITLE)
    *down, across = data.table.axes
    lines = list(product(*(data.table.axes[axis] for axis in down)))
    by_place = {tuple(option.cell.axes.items()): option for option in data.done if option.cell.axes}
    row = 4
    for figure in heat_maps_of(data):
        page.put(row, 1, figure.title, SECTION)
        heads = [*down, *(f"{across} {item}" for item in data.table.axes[across])]
        page.put_row(row + 1, heads, [*[HEADER] * len(down), *[HEADER.but(across="center")] * (len(heads) - len(down))])
        first = row + 2
        for line, values in enumerate(lines, start=first):
            page.put_row(line, values, BODY.but(bold=True))
            for column, item in enumerate(data.table.axes[across], start=len(down) + 1):
                option = by_place.get((*zip(down, values, strict=True), (across, item)))
                shown = (
                    Formula(f"={grid.ref(option.number, _COLUMNS[figure.figure])}", figure.value(option))
                    if option
                    else "-"
                )
                look = proven_look(option) if option and figure.look == "proven" else FORMATS[figure.look]
                page.put(line, column, shown, look.but(across="center"))
        last = first + len(lines) - 1
        rule = cover_scale() if figure.look in ("share", "proven") else scale(good=figure.good)
        page.sheet.conditional_formatting.add(stretch((first, len(down) + 1), (last, len(heads))), rule)
        row = last + 2
    page.widths([18] * len(down) + [16] * len(data.table.axes[across]))
    page.print_set_up(data.table.name, data.period, (1, 1), reader="Amounts in GBP")
    if row <= _ONE_PAGE:
        page.sheet.page_setup.fitToHeight = 1
