"""The sheet `Board`: page one. Which option, what cover, what it costs, what is proven."""

from __future__ import annotations

from collections.abc import Callable

from roster.io.xlsx.kit.cell_styles import BODY, HEADER, HOURS, NOTE, SECTION, SUBTITLE, TITLE, WRAPPED
from roster.io.xlsx.kit.page import Page, Value, place, short_text, stretch
from roster.io.xlsx.kit.stored_values import Formula
from roster.planning.results.money import Case, CellMoney
from roster.planning.summary.board_options import board_options, same_in_all
from roster.planning.summary.options import TIED, Option
from roster.planning.summary.report_data import ReportData
from roster.planning.xlsx import grid_sheet as grid
from roster.planning.xlsx.assumptions_sheet import AssumptionCells
from roster.planning.xlsx.charts_sheet import Bars, ceiling_chart, money_chart
from roster.planning.xlsx.grid_sheet import GridCells

_CHART_WIDTH = 18  # centimetres: two side by side
_HEADS = {
    "Option": 44,
    "Duties asked for": 9,
    "Cover": 9,
    "10th to 90th percentile": 16,
    "Proven": 15,
    "Duties on the road": 10,
    "Costs": 10,
    "Avoided, cautious": 11,
    "Avoided, central": 11,
    "Avoided, favourable": 11,
    "Avoided less costs": 11,
}
_COVER, _PROVEN, _COSTS, _LOW, _MID, _HIGH = 3, 5, 7, 8, 9, 10
_ANSWER, _VALUE = 4, 9  # columns of the best option's name and value
_SHARE = HOURS.but(number_format="0.0%", across="center")
_GBP = HOURS.but(number_format="#,##0")
_ASKED = _GBP.but(across="center")
_THOUSANDS = HOURS.but(number_format="#,##0,;-#,##0,;0")  # no false precision on page one


def write_board(page: Page, plan: ReportData, cells: GridCells, figures: AssumptionCells) -> None:
    """Fill the sheet."""
    page.widths(list(_HEADS.values()))
    page.put(1, 1, short_text(plan.table.name), TITLE)
    said = f"{plan.table.book}; {plan.period}; {len(plan.options)} options; {plan.drawn}."
    page.put(2, 1, said[:1].upper() + said[1:], SUBTITLE)
    row = 3
    if plan.table.description:
        page.put(row, 1, short_text(plan.table.description, 220), SUBTITLE)
    row = _answers(page, plan, cells, row + 2)
    first, row = _options(page, plan, cells, figures, row + 1)
    for line in _notes(plan):
        page.put(row, 1, line, NOTE)
        row += 1
    if plan.done:
        shown = Bars(page.sheet, first - 1, len(board_options(plan)), names=1)
        covers = ceiling_chart(shown, _COVER, _PROVEN, numbers=False)
        moneys = money_chart(shown, _COSTS, _LOW, _MID, _HIGH, thousands=True)
        for column, chart in ((1, covers), (5, moneys)):
            chart.width, chart.height = _CHART_WIDTH, round(4 + 0.8 * shown.count)
            page.sheet.add_chart(chart, place(row + 1, column))
    page.print_set_up(plan.table.name, plan.period, (1, 1), reader="Amounts in GBP")
    page.sheet.page_setup.fitToHeight = 1  # page one is one page


def _answers(page: Page, plan: ReportData, cells: GridCells, row: int) -> int:
    """The best option by each measure, live: change an assumption and another may win."""
    page.put(row, 1, "In short", SECTION)
    row += 1
    plain = HEADER.but(border=None)
    page.put_row(row, ["Best by", None, None, "Option", None, None, None, None, "Value", None, None], plain)
    page.put(row, _VALUE, "Value", plain.but(across="right"))
    if plan.done:
        for words, column, function, look, value in (
            ("Highest cover", grid.COVER, "MAX", _SHARE, lambda o: o.figures.cover.median if o.figures else 0.0),
            ("Most hours on the road", grid.ROAD_HOURS, "MAX", _GBP, lambda o: _money(o).hours),
            ("Least cost of an hour on the road, GBP", grid.HOUR_COSTS, "MIN", _GBP, _an_hour),
            ("Cost avoided less costs, GBP", grid.NETS, "MAX", _GBP, _net),
        ):
            row += 1
            _best(page, row, plan, cells, words, column, function, value)
            page.put(row, _VALUE, _extreme(plan, cells, column, function, value), look.but(bold=True, across="right"))
            page.put(row, _VALUE + 1, _as_good(plan, cells, column, function, value), BODY)
    if plan.table.fewest is not None:
        row += 1
        page.put_row(
            row,
            [f"Fewest for {plan.table.fewest.target:.0%}", None, None, plan.table.fewest.sentence, *[None] * 7],
            BODY,
        )
    return row + 1


Measure = Callable[[Option], float]


def _best(
    page: Page, row: int, plan: ReportData, cells: GridCells, words: str, column: int, function: str, value: Measure
) -> None:
    where = cells.all(column)
    text = f"=INDEX({cells.all(2)},MATCH({function}({where}),{where},0))"
    winner = (max if function == "MAX" else min)(plan.done, key=value)
    looks = [BODY, BODY, BODY, BODY.but(bold=True), *[BODY] * 7]
    page.put_row(row, [words, None, None, Formula(text, winner.name), *[None] * 7], looks)


def _extreme(plan: ReportData, cells: GridCells, column: int, function: str, value: Measure) -> Formula:
    best = (max if function == "MAX" else min)(value(option) for option in plan.done)
    return Formula(f"={function}({cells.all(column)})", best)


def _as_good(plan: ReportData, cells: GridCells, column: int, function: str, value: Measure) -> Formula:
    """How many more are as good: `and 2 more`."""
    where, sign = cells.all(column), -1 if function == "MAX" else 1
    limit = f'"{">" if sign < 0 else "<"}="&({function}({where}){"+" if sign > 0 else "-"}{TIED:f})'
    values = [sign * value(option) for option in plan.done]
    others = sum(own <= min(values) + TIED for own in values) - 1
    count = f"COUNTIF({where},{limit})"
    return Formula(f'=IF({count}>1,"and "&({count}-1)&" more","")', f"and {others} more" if others else "")


def _money(option: Option) -> CellMoney:
    assert option.money is not None  # only options that were worked out are compared
    return option.money


def _an_hour(option: Option) -> float:
    found = grid.hour_costs(option)
    return found if isinstance(found, float) else float("inf")


def _net(option: Option) -> float:
    return _money(option).at(Case.CENTRAL).net


def _options(page: Page, plan: ReportData, cells: GridCells, figures: AssumptionCells, row: int) -> tuple[int, int]:
    """The table of options: its first row, and the first one that is free below it."""
    shown = board_options(plan)
    some = (
        ""
        if len(shown) == len(plan.options)
        else f": the base and those not beaten (alike ones once), {len(shown)} of {len(plan.options)} on the sheet Grid"
    )
    page.put(row, 1, f"Options{some}", SECTION)
    row += 1
    page.put_row(row, list(_HEADS), [HEADER, *[HEADER.but(across="center", indent=0)] * (len(_HEADS) - 1)])
    page.height(row, 28)
    first = row + 1
    for row, option in enumerate(shown, start=first):
        page.put(row, 1, f"{option.number} {option.name}", WRAPPED.but(bold=True, upright="center"))
        if option.figures is None:
            page.put(row, 2, f"not worked out: {option.cell.error}", BODY.but(italic=True))
            continue
        looks = [_ASKED, _SHARE.but(bold=True), BODY.but(across="center"), grid.proven_look(option), _GBP]
        looks += [*[_THOUSANDS] * 4, _THOUSANDS.but(bold=True)]
        page.put_row(row, _line(option, cells, plan.table.draws), looks, 2)
    page.fit_heights(first)
    if len(shown) > 1:
        page.sheet.conditional_formatting.add(stretch((first, _COVER), (row, _COVER)), grid.cover_scale())
    head = "Duties on the road, and GBP in thousands: for "
    end = " days, mean of the draws, scaled from the period planned; figures on the sheet Assumptions."
    note = Formula(f'="{head}"&ROUND({figures.days},1)&"{end}"', f"{head}{plan.days:g}{end}")
    page.put(row + 1, 1, note, NOTE)
    return first, row + 2


def _line(option: Option, cells: GridCells, draws: int) -> list[Value]:
    assert option.figures is not None
    number, cover, money = option.number, option.figures.cover, _money(option)
    mid = money.at(Case.CENTRAL)
    between = f"{cover.p10:.1%} to {cover.p90:.1%}" if cover.p10 != cover.p90 else same_in_all(draws)

    def of(column: int, value: float) -> Formula:
        return Formula(f"={cells.ref(number, column)}", value)

    return [
        of(grid.ASKED, option.figures.duties.median),
        of(grid.COVER, cover.median),
        between,
        of(grid.MOST_COVER, option.most_cover),
        of(grid.ROAD, money.duties),
        of(grid.COSTS, mid.cost),
        of(grid.AVOIDED_LOW, money.at(Case.CAUTIOUS).avoided),
        of(grid.AVOIDED_MID, mid.avoided),
        of(grid.AVOIDED_HIGH, money.at(Case.FAVOURABLE).avoided),
        of(grid.NETS, mid.net),
    ]


def _notes(plan: ReportData) -> list[str]:
    found = [
        "“Best possible”: no rota of any kind runs more duties with these people, proven by the solver. “At most”: none"
        " runs more than these, proven too; whether they can be reached is open.",
        "“Beaten”: another option is as long on the road for no more money, and better in one of the two. How many"
        " officers are in the car is not weighed.",
    ]
    found += [said for said in (plan.in_a_row, plan.other_spans, plan.cut_short, plan.free_cars) if said]
    if plan.uncounted:
        found.append(f"NOT counted, for no source says what they are paid: {', '.join(plan.uncounted)}.")
    if plan.table.draws > 1:
        slow = [option for option in plan.done if option.cell.converged is False]
        found.append(
            f"The mean cover of {len(slow)} of {len(plan.done)} options is not yet known to a percentage point:"
            " draw more months."
            if slow
            else "The mean cover of every option is known to within a percentage point (95 % confidence)."
        )
    found.append("A paper for a board: print the sheets from this one to Method; what follows are working papers.")
    return found
