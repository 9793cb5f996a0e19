"""Page one of the board paper, the sheet `Board`: options with cover, proof and costs, and the best by each measure."""

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


def write_board(page: Page, data: ReportData, cells: GridCells, figures: AssumptionCells) -> None:
    """Fills the sheet.

    Args:
        data: the data of the board paper.
        cells: where each option is on the sheet Grid.
        figures: where the assumptions are.
    """
    page.widths(list(_HEADS.values()))
    page.put(1, 1, short_text(data.table.name), TITLE)
    subtitle = f"{data.table.book}; {data.period}; {len(data.options)} options; {data.drawn}."
    page.put(2, 1, subtitle[:1].upper() + subtitle[1:], SUBTITLE)
    row = 3
    if data.table.description:
        page.put(row, 1, short_text(data.table.description, 220), SUBTITLE)
    row = _answers(page, data, cells, row + 2)
    first, row = _options(page, data, cells, figures, row + 1)
    for line in _notes(data):
        page.put(row, 1, line, NOTE)
        row += 1
    if data.done:
        shown = Bars(page.sheet, first - 1, len(board_options(data)), names=1)
        covers = ceiling_chart(shown, _COVER, _PROVEN, numbers=False)
        moneys = money_chart(shown, _COSTS, _LOW, _MID, _HIGH, thousands=True)
        for column, chart in ((1, covers), (5, moneys)):
            chart.width, chart.height = _CHART_WIDTH, round(4 + 0.8 * shown.count)
            page.sheet.add_chart(chart, place(row + 1, column))
    page.print_set_up(data.table.name, data.period, (1, 1), reader="Amounts in GBP")
    page.sheet.page_setup.fitToHeight = 1  # page one is one page


def _answers(page: Page, data: ReportData, cells: GridCells, row: int) -> int:
    """Writes the best option by each measure as formulas: when an assumption changes, another may be best."""
    page.put(row, 1, "In short", SECTION)
    row += 1
    plain = HEADER.but(border=None)
    page.put_row(row, ["Best by", None, None, "Option", None, None, None, None, "Value", None, None], plain)
    page.put(row, _VALUE, "Value", plain.but(across="right"))
    if data.done:
        for words, column, function, look, value in (
            ("Highest cover", grid.COVER, "MAX", _SHARE, lambda o: o.figures.cover.median if o.figures else 0.0),
            ("Most hours on the road", grid.ROAD_HOURS, "MAX", _GBP, lambda o: _money(o).hours),
            ("Least cost of an hour on the road, GBP", grid.HOUR_COSTS, "MIN", _GBP, _an_hour),
            ("Cost avoided less costs, GBP", grid.NETS, "MAX", _GBP, _net),
        ):
            row += 1
            _best(page, row, data, cells, words, column, function, value)
            page.put(row, _VALUE, _extreme(data, cells, column, function, value), look.but(bold=True, across="right"))
            page.put(row, _VALUE + 1, _as_good(data, cells, column, function, value), BODY)
    if data.table.fewest is not None:
        row += 1
        page.put_row(
            row,
            [f"Fewest for {data.table.fewest.target:.0%}", None, None, data.table.fewest.sentence, *[None] * 7],
            BODY,
        )
    return row + 1


Measure = Callable[[Option], float]


def _best(
    page: Page, row: int, data: ReportData, cells: GridCells, words: str, column: int, function: str, value: Measure
) -> None:
    where = cells.all(column)
    text = f"=INDEX({cells.all(2)},MATCH({function}({where}),{where},0))"
    winner = (max if function == "MAX" else min)(data.done, key=value)
    looks = [BODY, BODY, BODY, BODY.but(bold=True), *[BODY] * 7]
    page.put_row(row, [words, None, None, Formula(text, winner.name), *[None] * 7], looks)


def _extreme(data: ReportData, cells: GridCells, column: int, function: str, value: Measure) -> Formula:
    best = (max if function == "MAX" else min)(value(option) for option in data.done)
    return Formula(f"={function}({cells.all(column)})", best)


def _as_good(data: ReportData, cells: GridCells, column: int, function: str, value: Measure) -> Formula:
    """The number of other options that are equally good, as text: `and 2 more`."""
    where, sign = cells.all(column), -1 if function == "MAX" else 1
    limit = f'"{">" if sign < 0 else "<"}="&({function}({where}){"+" if sign > 0 else "-"}{TIED:f})'
    values = [sign * value(option) for option in data.done]
    others = sum(value <= min(values) + TIED for value in values) - 1
    count = f"COUNTIF({where},{limit})"
    return Formula(f'=IF({count}>1,"and "&({count}-1)&" more","")', f"and {others} more" if others else "")


def _money(option: Option) -> CellMoney:
    assert option.money is not None  # only options with a result are compared
    return option.money


def _an_hour(option: Option) -> float:
    found = grid.hour_costs(option)
    return found if isinstance(found, float) else float("inf")


def _net(option: Option) -> float:
    return _money(option).at(Case.CENTRAL).net


def _options(page: Page, data: ReportData, cells: GridCells, figures: AssumptionCells, row: int) -> tuple[int, int]:
    """Writes the table of options; gives its first row, and the first free row below it."""
    shown = board_options(data)
    some = (
        ""
        if len(shown) == len(data.options)
        else f": the base and those not beaten (alike ones once), {len(shown)} of {len(data.options)} on the sheet Grid"
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
        page.put_row(row, _line(option, cells, data.table.draws), looks, 2)
    page.fit_heights(first)
    if len(shown) > 1:
        page.sheet.conditional_formatting.add(stretch((first, _COVER), (row, _COVER)), grid.cover_scale())
    head = "Duties on the road, and GBP in thousands: for "
    end = " days, mean of the draws, scaled from the period planned; figures on the sheet Assumptions."
    note = Formula(f'="{head}"&ROUND({figures.days},1)&"{end}"', f"{head}{data.days:g}{end}")
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


def _notes(data: ReportData) -> list[str]:
    found = [
        "“Best possible”: no rota of any kind runs more duties with these people, proven by the solver. “At most”: none"
        " runs more than these, proven too; whether they can be reached is open.",
        "“Beaten”: another option is as long on the road for no more money, and better in one of the two. How many"
        " officers are in the car is not weighed.",
    ]
    found += [note for note in (data.in_a_row, data.other_spans, data.cut_short, data.free_cars) if note]
    if data.uncounted:
        found.append(f"NOT counted, for no source says what they are paid: {', '.join(data.uncounted)}.")
    if data.table.draws > 1:
        slow = [option for option in data.done if option.cell.converged is False]
        found.append(
            f"The mean cover of {len(slow)} of {len(data.done)} options is not yet known to a percentage point:"
            " draw more months."
            if slow
            else "The mean cover of every option is known to within a percentage point (95 % confidence)."
        )
    found.append("A paper for a board: print the sheets from this one to Method; what follows are working papers.")
    return found
