"""The sheets `Options`, `Details`, `Differences`: each option in words, its hours, and its difference to the base."""

from __future__ import annotations

from roster.io.xlsx.kit.cell_styles import COUNT, HEADER, HOURS, NOTE, SUBTITLE, TITLE, WRAPPED
from roster.io.xlsx.kit.page import Page, Value, fitting
from roster.io.xlsx.kit.stored_values import Formula
from roster.planning.results.money import Case
from roster.planning.summary.base_comparison import compare_with_base
from roster.planning.summary.details import hours_in_words, levels_in_words
from roster.planning.summary.options import Option
from roster.planning.summary.report_data import READER, ReportData
from roster.planning.summary.rota_changes import people_concerned, rota_changes
from roster.planning.xlsx.grid_sheet import COSTS, COVER, NETS, ROAD, GridCells

HEADER_ROW = 4
_TOP_COUNT = COUNT.but(upright="top")
_NAME = WRAPPED.but(bold=True)


def write_options(page: Page, data: ReportData) -> None:
    """Fills the sheet `Options`: what each option changes, what is proven, its bottleneck and its gains."""
    page.put(1, 1, "Options", TITLE)
    common = f" All of them: {'; '.join(data.table.common)}." if data.table.common else ""
    page.put(2, 1, f"What each one changes, what is proven of it, and what holds it back.{common}", SUBTITLE)
    if data.first_month_only:
        page.put(3, 1, data.first_month_only, NOTE)
    heads = ["No.", "Option", "What it changes", "In a sentence", "What holds it back first", "One more of a role"]
    page.put_row(HEADER_ROW, heads, HEADER)
    for row, option in enumerate(data.options, start=HEADER_ROW + 1):
        cell = option.cell
        texts = [
            option.name,
            data.changed(cell),
            "; ".join([cell.sentence or f"not worked out: {cell.error}", *cell.notes]),
            cell.bottleneck.sentence if cell.bottleneck else "not looked for" if not cell.error else "",
            "\n".join(gain.for_a_board for gain in cell.gains),
        ]
        page.put_row(row, [option.number, *(text or None for text in texts)], [_TOP_COUNT, _NAME, *[WRAPPED] * 4])
    page.widths([6, fitting((option.name for option in data.options), 24, 30), 34, 40, 40, 46])
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, 3)
    page.print_set_up(data.table.name, data.period, (HEADER_ROW, HEADER_ROW), reader=READER)


def write_details(page: Page, data: ReportData) -> None:
    """Fills the sheet `Details`: the hours of each option by role, and the levels that were solved."""
    page.put(1, 1, "Details", TITLE)
    page.put(2, 1, "Hours and fairness by role, and every level that was solved: the first month of each.", SUBTITLE)
    page.put_row(HEADER_ROW, ["No.", "Option", "Hours and people", "Levels: value, and what is proven of it"], HEADER)
    for row, option in enumerate(data.options, start=HEADER_ROW + 1):
        texts = [option.name, hours_in_words(option.cell), levels_in_words(option.cell)]
        page.put_row(row, [option.number, *(text or None for text in texts)], [_TOP_COUNT, _NAME, WRAPPED, WRAPPED])
    page.widths([6, fitting((option.name for option in data.options), 24, 30), 100, 50])
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, 3)
    page.print_set_up(data.table.name, data.period, (HEADER_ROW, HEADER_ROW), reader=READER)


def write_differences(page: Page, data: ReportData, grid: GridCells) -> None:
    """Fills the sheet `Differences`: the difference of each option to the base."""
    page.put(1, 1, "Differences", TITLE)
    page.put(
        2,
        1,
        f"Each option beside “{data.options[0].name}”. The last four columns lay the rotas of the first month"
        " beside each other.",
        SUBTITLE,
    )
    heads = [
        "No.",
        "Option",
        "What it changes",
        "Cover, points",
        "Duties on the road",
        "Costs, GBP",
        "Net, GBP",
        "Draws: better / same / worse",
        "Duties crewed otherwise",
        "Run only here",
        "Run only in the base",
        "People concerned",
    ]
    page.put_row(HEADER_ROW, heads, [HEADER, HEADER, HEADER, *[HEADER.but(across="center", indent=0)] * 9])
    page.height(HEADER_ROW, 54)
    for option in data.options[1:]:
        _difference(page, HEADER_ROW + option.number - 1, data, option, grid)
    page.widths([6, fitting((option.name for option in data.options), 26, 40), 44, *[11] * 9])
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, 3)
    page.filter(HEADER_ROW, HEADER_ROW + max(1, len(data.options) - 1), len(heads))
    page.print_set_up(data.table.name, data.period, (HEADER_ROW, HEADER_ROW), repeat_columns=2, reader="Amounts in GBP")


def _difference(page: Page, row: int, data: ReportData, option: Option, grid: GridCells) -> None:
    base = data.options[0]
    page.put_row(row, [option.number, option.name, data.changed(option.cell)], [_TOP_COUNT, _NAME, WRAPPED])
    amount = HOURS.but(number_format="+#,##0;-#,##0;0", upright="top")
    if option.figures is None or base.figures is None or option.money is None or base.money is None:
        page.put(row, 4, "not worked out", WRAPPED.but(italic=True))
        return
    central, base_central = option.money.at(Case.CENTRAL), base.money.at(Case.CENTRAL)
    values: list[Value] = []
    for column, times, value in (
        (COVER, "*100", 100 * (option.figures.cover.median - base.figures.cover.median)),
        (ROAD, "", option.money.duties - base.money.duties),
        (COSTS, "", central.cost - base_central.cost),
        (NETS, "", central.net - base_central.net),
    ):
        text = f"={grid.ref(option.number, column)}-{grid.ref(1, column)}"
        values.append(Formula(f"=({text[1:]}){times}" if times else text, value))
    page.put_row(row, values, [amount.but(number_format="+0.0;-0.0;0.0"), amount, amount, amount], 4)
    changes = rota_changes(base.cell.rota, option.cell.rota)
    both_have_rotas = base.cell.rota is not None and option.cell.rota is not None
    counts: list[Value] = [
        len(changes),
        sum(change.runs_only_after for change in changes),
        sum(change.runs_only_before for change in changes),
        people_concerned(changes),
    ]
    comparison = compare_with_base(option.cell, base.cell)
    page.put_row(
        row, [comparison.words if comparison else None, *(counts if both_have_rotas else [None] * 4)], _TOP_COUNT, 8
    )
