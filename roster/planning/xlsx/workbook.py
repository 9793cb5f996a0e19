"""A sweep as a workbook: page one for the board, the grid, charts, money in live formulas, rotas side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC

from openpyxl.workbook import Workbook

from roster.io.xlsx.kit.cell_styles import Looks
from roster.io.xlsx.kit.page import safe_text
from roster.io.xlsx.kit.stored_values import StoredValues
from roster.io.xlsx.workbook import new_page
from roster.planning.results.cells import Sweep
from roster.planning.results.money import Figure
from roster.planning.xlsx.assumptions import write_assumptions
from roster.planning.xlsx.board import write_board
from roster.planning.xlsx.charts import write_charts
from roster.planning.xlsx.contents import places
from roster.planning.xlsx.contents.plan import Plan
from roster.planning.xlsx.cover_sheet import write_cover
from roster.planning.xlsx.grid import write_grid, write_heat_map
from roster.planning.xlsx.method import write_method
from roster.planning.xlsx.option_sheets import write_details, write_differences, write_options
from roster.planning.xlsx.rota_sheets import with_rota, write_rotas
from roster.planning.xlsx.working import write_kinds, write_money, write_working

# What a board reads, and what is behind it: who prints the first part has a paper.
_ALWAYS = (
    places.BOARD,
    places.GRID,
    places.COVER,
    places.CHARTS,
    places.OPTIONS,
    places.DIFFERENCES,
    places.ASSUMPTIONS,
    places.METHOD,
    places.MONEY,
    places.DETAILS,
    places.KINDS,
    places.WORKING,
)


def sweep_workbook(sweep: Sweep, figures: Mapping[str, Figure] | None = None) -> bytes:
    """The workbook of a sweep. The same sweep gives the same bytes.

    Args:
        figures: that money is worked out from; ours when absent.
    """
    plan = Plan.of(sweep, figures)
    stored, looks = StoredValues(), Looks()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    pages = {name: new_page(workbook, name, stored, looks) for name in _sheets(plan)}
    # Sheets that others count on come first, whatever their place in the workbook.
    figure_cells = write_assumptions(pages[places.ASSUMPTIONS], plan)
    kinds = write_kinds(pages[places.KINDS], plan, figure_cells)
    working = write_working(pages[places.WORKING], plan, figure_cells, kinds)
    money = write_money(pages[places.MONEY], plan, figure_cells, working)
    grid = write_grid(pages[places.GRID], plan, figure_cells, money)
    source = pages[places.GRID].sheet
    if places.HEAT in pages:
        write_heat_map(pages[places.HEAT], plan, grid)
    write_cover(pages[places.COVER], plan)
    write_charts(pages[places.CHARTS], plan, source)
    write_options(pages[places.OPTIONS], plan)
    write_details(pages[places.DETAILS], plan)
    write_differences(pages[places.DIFFERENCES], plan, grid)
    if places.ROTAS in pages:
        write_rotas(pages[places.ROTAS], pages[places.BESIDE], plan)
    write_method(pages[places.METHOD], plan)
    write_board(pages[places.BOARD], plan, grid, figure_cells)
    workbook.properties.creator = "jru-roster"
    workbook.properties.title = safe_text(plan.table.name)
    workbook.properties.created = sweep.run.made_at.astimezone(UTC).replace(tzinfo=None)
    workbook.calculation.fullCalcOnLoad = True
    return stored.save(workbook, sweep.run.made_at)


def _sheets(plan: Plan) -> list[str]:
    names = list(_ALWAYS)
    if plan.table.axes:
        names.insert(names.index(places.COVER), places.HEAT)
    if with_rota(plan):
        after = names.index(places.DETAILS) + 1
        names[after:after] = [places.BESIDE, places.ROTAS]
    return names
