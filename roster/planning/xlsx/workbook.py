"""Puts the workbook of a sweep together: its sheets in order, page one for the board first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC

from openpyxl.workbook import Workbook

from roster.io.xlsx.kit.cell_styles import Looks
from roster.io.xlsx.kit.page import safe_text
from roster.io.xlsx.kit.stored_values import StoredValues
from roster.io.xlsx.workbook import new_page
from roster.planning.results.money import Assumption
from roster.planning.results.sweep import Sweep
from roster.planning.summary.report_data import ReportData
from roster.planning.xlsx import sheet_names
from roster.planning.xlsx.assumptions_sheet import write_assumptions
from roster.planning.xlsx.board_page import write_board
from roster.planning.xlsx.charts_sheet import write_charts
from roster.planning.xlsx.cover_sheet import write_cover
from roster.planning.xlsx.grid_sheet import write_grid
from roster.planning.xlsx.heat_map_sheet import write_heat_map
from roster.planning.xlsx.method_sheet import write_method
from roster.planning.xlsx.option_sheets import write_details, write_differences, write_options
from roster.planning.xlsx.rota_sheets import with_rota, write_rotas
from roster.planning.xlsx.working_sheets import write_kinds, write_money, write_working

# The paper for a board: these sheets are shown and printed; the others, the appendix, are hidden unless asked for.
PAPER = (sheet_names.BOARD, sheet_names.GRID, sheet_names.OPTIONS, sheet_names.ASSUMPTIONS, sheet_names.METHOD)
_ALWAYS = (
    sheet_names.BOARD,
    sheet_names.GRID,
    sheet_names.COVER,
    sheet_names.CHARTS,
    sheet_names.OPTIONS,
    sheet_names.DIFFERENCES,
    sheet_names.ASSUMPTIONS,
    sheet_names.METHOD,
    sheet_names.MONEY,
    sheet_names.DETAILS,
    sheet_names.KINDS,
    sheet_names.WORKING,
)


def sweep_workbook(sweep: Sweep, figures: Mapping[str, Assumption] | None = None, *, appendix: bool = False) -> bytes:
    """The workbook of a sweep; the same sweep gives the same bytes.

    Args:
        figures: the assumptions about money; those of the package and the planner when absent.
        appendix: whether the sheets of the appendix are shown, and printed, too.
    """
    data = ReportData.of(sweep, figures)
    stored, looks = StoredValues(), Looks()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    pages = {name: new_page(workbook, name, stored, looks) for name in _sheets(data)}
    # Sheets are filled in the order in which their formulas refer to each other, not in the order of the workbook.
    figure_cells = write_assumptions(pages[sheet_names.ASSUMPTIONS], data)
    kinds = write_kinds(pages[sheet_names.KINDS], data, figure_cells)
    working = write_working(pages[sheet_names.WORKING], data, figure_cells, kinds)
    money = write_money(pages[sheet_names.MONEY], data, figure_cells, working)
    grid = write_grid(pages[sheet_names.GRID], data, figure_cells, money)
    source = pages[sheet_names.GRID].sheet
    if sheet_names.HEAT in pages:
        write_heat_map(pages[sheet_names.HEAT], data, grid)
    write_cover(pages[sheet_names.COVER], data)
    write_charts(pages[sheet_names.CHARTS], data, source)
    write_options(pages[sheet_names.OPTIONS], data)
    write_details(pages[sheet_names.DETAILS], data)
    write_differences(pages[sheet_names.DIFFERENCES], data, grid)
    if sheet_names.ROTAS in pages:
        write_rotas(pages[sheet_names.ROTAS], pages[sheet_names.BESIDE], data)
    write_method(pages[sheet_names.METHOD], data)
    write_board(pages[sheet_names.BOARD], data, grid, figure_cells)
    for name, page in pages.items():
        if name not in PAPER and not appendix:
            page.sheet.sheet_state = "hidden"  # formulas read it all the same; a reader may unhide it
    workbook.properties.creator = "jru-roster"
    workbook.properties.title = safe_text(data.table.name)
    workbook.properties.created = sweep.run.made_at.astimezone(UTC).replace(tzinfo=None)
    workbook.calculation.fullCalcOnLoad = True
    return stored.save(workbook, sweep.run.made_at)


def _sheets(data: ReportData) -> list[str]:
    names = list(_ALWAYS)
    if data.table.axes:
        names.insert(names.index(sheet_names.COVER), sheet_names.HEAT)
    if with_rota(data):
        after = names.index(sheet_names.DETAILS) + 1
        names[after:after] = [sheet_names.BESIDE, sheet_names.ROTAS]
    return names
