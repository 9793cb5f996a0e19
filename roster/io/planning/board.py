"""The sheet `Board`: page one. Which option, what cover, what it costs, what is proven."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from models.money import Case, CellMoney
from roster.io.planning import grid
from roster.io.planning.assumptions import FigureCells
from roster.io.planning.charts import ceiling_chart, money_chart
from roster.io.planning.grid import GridCells
from roster.io.planning.plan import Plan
from roster.io.workbook.page import Page, Value, place, short_text, stretch
from roster.io.workbook.stored import Formula
from roster.io.workbook.style import BODY, HEADER, HOURS, NOTE, SECTION, SUBTITLE, TITLE, WRAPPED
from roster.report.planning.options import TIED, Option

MOST_LINES = 16  # options on page one; the sheet Grid has the rest
_CHART_WIDTH = 17  # centimetres: two side by side
_WIDTHS = (44, 9, 15, 25, 13, 13, 13, 13, 14, 12)
_SHARE = HOURS.but(number_format="0.0%", across="center")
_GBP = HOURS.but(number_format="#,##0")
_THOUSANDS = HOURS.but(number_format="#,##0,;-#,##0,;0")  # no false precision on page one


def write_board(page: Page, plan: Plan, source: Worksheet, cells: GridCells, figures: FigureCells) -> None:
    """Fill the sheet."""
    page.widths(_WIDTHS)
    page.put(1, 1, short_text(plan.table.name), TITLE)
    said = f"{plan.table.book}; {plan.period}; {len(plan.options)} options; {plan.drawn}."
    page.put(2, 1, said[:1].upper() + said[1:], SUBTITLE)
    row = 3
    if plan.table.description:
        page.put(row, 1, short_text(plan.table.description, 220), SUBTITLE)
    row = _answers(page, plan, cells, row + 2)
    row = _options(page, plan, cells, figures, row + 1)
    for line in _notes(plan):
        page.put(row, 1, line, NOTE)
        row += 1
    if plan.done:
        count = min(len(plan.options), MOST_LINES)
        for column, chart in ((1, ceiling_chart(source, count, numbers=False)), (5, money_chart(source, count))):
            chart.width, chart.height = _CHART_WIDTH, round(3 + 0.62 * count)
            page.sheet.add_chart(chart, place(row + 1, column))
    page.print_set_up(plan.table.name, plan.period, (1, 1), reader="Amounts in GBP")
    page.sheet.page_setup.fitToHeight = 1  # page one is one page


def _answers(page: Page, plan: Plan, cells: GridCells, row: int) -> int:
    """The best option by each measure, live: change an assumption and another may win."""
    page.put(row, 1, "In short", SECTION)
    row += 1
    page.put_row(row, ["Best by", "", "", "Option", "", "", "", "", "Value", ""], HEADER)
    if plan.done:
        for words, column, function, look, value in (
            ("Highest cover", grid.COVER, "MAX", _SHARE, lambda o: o.figures.cover.median if o.figures else 0.0),
            ("Most hours on the road", grid.ROAD_HOURS, "MAX", _GBP, lambda o: _money(o).hours),
            ("Least cost of an hour on the road, GBP", grid.HOUR_COSTS, "MIN", _GBP, _an_hour),
            ("Cost avoided less costs, GBP", grid.NETS, "MAX", _GBP, _net),
        ):
            row += 1
            _best(page, row, plan, cells, words, column, function, value)
            page.put(row, 9, _extreme(plan, cells, column, function, value), look.but(bold=True))
            page.put(row, 10, _as_good(plan, cells, column, function, value), BODY)
    if plan.table.fewest is not None:
        row += 1
        page.put_row(
            row,
            [f"Fewest for {plan.table.fewest.target:.0%}", None, None, plan.table.fewest.sentence, *[None] * 6],
            BODY,
        )
    return row + 1


Measure = Callable[[Option], float]


def _best(
    page: Page, row: int, plan: Plan, cells: GridCells, words: str, column: int, function: str, value: Measure
) -> None:
    where = cells.all(column)
    text = f"=INDEX({cells.all(2)},MATCH({function}({where}),{where},0))"
    winner = (max if function == "MAX" else min)(plan.done, key=value)
    looks = [BODY, BODY, BODY, BODY.but(bold=True), *[BODY] * 6]
    page.put_row(row, [words, None, None, Formula(text, winner.name), *[None] * 6], looks)


def _extreme(plan: Plan, cells: GridCells, column: int, function: str, value: Measure) -> Formula:
    best = (max if function == "MAX" else min)(value(option) for option in plan.done)
    return Formula(f"={function}({cells.all(column)})", best)


def _as_good(plan: Plan, cells: GridCells, column: int, function: str, value: Measure) -> Formula:
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


def _options(page: Page, plan: Plan, cells: GridCells, figures: FigureCells, row: int) -> int:
    shown = chosen(plan)
    some = (
        ""
        if len(shown) == len(plan.options)
        else f": the base and those not beaten, {len(shown)} of {len(plan.options)}"
    )
    page.put(row, 1, f"Options{some}", SECTION)
    row += 1
    heads = [
        "Option",
        "Cover",
        "10th to 90th",
        "Proven: no rota covers more than",
        "Costs",
        "Avoided, cautious",
        "Avoided, central",
        "Avoided, favourable",
        "Avoided less costs",
        "Beaten?",
    ]
    page.put_row(row, heads, [HEADER, *[HEADER.but(across="center", indent=0)] * 9])
    page.height(row, 28)
    first = row + 1
    for row, option in enumerate(shown, start=first):
        page.put(row, 1, option.name, WRAPPED.but(bold=True, upright="center"))
        if option.figures is None:
            page.put(row, 2, f"not worked out: {option.cell.error}", BODY.but(italic=True))
            continue
        page.put_row(
            row,
            _line(option, cells, plan.table.draws),
            [
                _SHARE.but(bold=True),
                BODY.but(across="center"),
                BODY.but(across="center"),
                *[_THOUSANDS] * 4,
                _THOUSANDS.but(bold=True),
                BODY.but(across="center"),
            ],
            2,
        )
    page.fit_heights(first)
    if len(shown) > 1:
        page.sheet.conditional_formatting.add(stretch((first, 2), (row, 2)), grid.cover_scale())
    end = " days, mean of the draws, scaled from the period planned; figures on the sheet Assumptions."
    note = Formula(f'="GBP thousand for "&ROUND({figures.days},1)&"{end}"', f"GBP thousand for {plan.days:g}{end}")
    page.put(row + 1, 1, note, NOTE)
    return row + 2


def _line(option: Option, cells: GridCells, draws: int) -> list[Value]:
    assert option.figures is not None
    number, cover, money = option.number, option.figures.cover, _money(option)
    mid = money.at(Case.CENTRAL)
    between = f"{cover.p10:.1%} to {cover.p90:.1%}" if cover.p10 != cover.p90 else same_in_all(draws)
    beaten = "not beaten" if option.beaten_by is None else "beaten"
    values: Sequence[tuple[int, float | str]] = (
        (grid.COSTS, mid.cost),
        (grid.AVOIDED_LOW, money.at(Case.CAUTIOUS).avoided),
        (grid.AVOIDED_MID, mid.avoided),
        (grid.AVOIDED_HIGH, money.at(Case.FAVOURABLE).avoided),
        (grid.NETS, mid.net),
        (grid.VERDICT, beaten),
    )
    formulas = [Formula(f"={cells.ref(number, column)}", value) for column, value in values]
    return [Formula(f"={cells.ref(number, grid.COVER)}", cover.median), between, option.proven, *formulas]


def same_in_all(draws: int) -> str:
    """What stands in place of percentiles that do not differ."""
    return "the same in all" if draws > 1 else "one draw"


def chosen(plan: Plan) -> list[Option]:
    """The options of page one: all, or where they are too many the base and those that are not beaten."""
    if len(plan.options) <= MOST_LINES:
        return plan.options
    good = [option for option in plan.done if option.beaten_by is None and option.number > 1]
    return [plan.options[0], *good][:MOST_LINES]


def _notes(plan: Plan) -> list[str]:
    found = [
        "“The most there can be”: no rota of any kind runs more duties with these people, proven by the solver. A bound"
        " is proven too; whether it can be reached is open.",
        "“Beaten”: another option is as long on the road for no more money, and better in one of the two.",
    ]
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
    return found
