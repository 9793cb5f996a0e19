"""Page one of the board paper, the sheet `Board`: the recommendation, at most five options, two pictures."""

from __future__ import annotations

from collections.abc import Iterator

from roster.io.xlsx.kit.cell_styles import BODY, HEADER, HOURS, NOTE, SECTION, SUBTITLE, TITLE, WRAPPED, Look
from roster.io.xlsx.kit.page import Page, Value, place, short_text, stretch
from roster.io.xlsx.kit.stored_values import Formula
from roster.planning.results.money import Case
from roster.planning.summary.board.board_options import BoardLine, board_lines
from roster.planning.summary.board.drawn_base import drawn_base_sentence
from roster.planning.summary.board.recommendation import (
    LEAST_SAVING,
    NO_SAVING,
    STAY,
    most_duties,
    recommend,
    without_advice,
)
from roster.planning.summary.options import Option
from roster.planning.summary.proven import is_best
from roster.planning.summary.report_data import ReportData
from roster.planning.xlsx import grid_sheet as grid
from roster.planning.xlsx.assumptions_sheet import AssumptionCells
from roster.planning.xlsx.charts_sheet import Bars, ceiling_chart, saving_chart
from roster.planning.xlsx.grid_sheet import GridCells

_CHART_WIDTH = 18  # centimetres: two side by side
_HEADS = {
    "Option": 44,
    "Duties asked for": 9,
    "Duties that run, %": 10,
    "Beside as it is, points": 11,
    "Certain to, points": 10,
    "Most there can be, %": 15,
    "Duties on the road": 10,
    "Costs, GBP": 12,
    "Saves at worst, GBP": 13,
    "Saves, likely, GBP": 13,
    "Saves at best, GBP": 13,
}
_COVER, _MOST, _WORST, _LIKELY, _BEST = 3, 6, 9, 10, 11
_SHARE = HOURS.but(number_format="0.0%", across="center")
_POINTS = HOURS.but(number_format="+0.0;-0.0;0.0", across="center")
_GBP = HOURS.but(number_format="#,##0")
_ASKED = _GBP.but(across="center")
_CERTAIN = _POINTS.but(number_format="0.0")
_SAVING = HOURS.but(number_format="+#,##0;-#,##0;0", bold=True)
_ADVICE = BODY.but(bold=True, size=13)
_PLAIN = BODY.but(size=11)


def write_board(page: Page, data: ReportData, cells: GridCells, figures: AssumptionCells) -> None:
    """Fills the sheet.

    Args:
        data: the data of the board paper.
        cells: where each option is on the sheet Grid.
        figures: where the assumptions are.
    """
    page.widths(list(_HEADS.values()))
    page.put(1, 1, short_text(data.table.name), TITLE)
    page.put(2, 1, f"{data.table.book}; {data.period}; {len(data.options)} options; {data.months_tried}.", SUBTITLE)
    row = 3
    if data.table.description:
        page.put(row, 1, short_text(data.table.description, 220), SUBTITLE)
    row = _advice(page, data, cells, row + 2)
    first, row = _options(page, data, cells, figures, row + 1)
    for line in _notes(data):
        page.put(row, 1, line, NOTE)
        row += 1
    if data.done:
        shown = Bars(page.sheet, first - 1, len(board_lines(data)), names=1)
        covers = ceiling_chart(shown, _COVER, _MOST, numbers=False)
        saved = saving_chart(shown, _WORST, _LIKELY, _BEST)
        for column, chart in ((1, covers), (6, saved)):
            chart.width, chart.height = _CHART_WIDTH, round(4 + 0.9 * shown.count)
            page.sheet.add_chart(chart, place(row + 1, column))
    page.print_set_up(data.table.name, data.period, (1, 1), reader="Amounts in GBP")
    page.sheet.page_setup.fitToHeight = 1  # page one is one page


def _advice(page: Page, data: ReportData, cells: GridCells, row: int) -> int:
    """Writes the recommendation as formulas: when an assumption changes, another option may be recommended."""
    page.put(row, 1, "What to decide", SECTION)
    advice = recommend(data.options)
    if advice is None:
        row += 1
        page.put(row, 1, without_advice(data.options), _ADVICE)
    else:
        most = most_duties(data.options)
        stay = f'"{STAY}"' if most is None else f'"{NO_SAVING}"&{cells.ref(most.number, grid.HEADLINE)}'
        money, balance, sure, costs = (
            '""' if most is None else cells.ref(most.number, column)
            for column in (grid.MONEY_WORDS, grid.BALANCE, grid.SURE, grid.COST_WORDS)
        )
        for column, text, shown, look in (
            (grid.HEADLINE, stay, advice.sentence, _ADVICE),
            (grid.MONEY_WORDS, money, advice.money, _PLAIN.but(bold=True)),
            (grid.BALANCE, balance, advice.balance, _PLAIN.but(bold=True)),
            (grid.SURE, sure, advice.sure, _PLAIN),
            (grid.COST_WORDS, costs, advice.costs, _PLAIN),
        ):
            row += 1
            page.put(row, 1, Formula(_of_the_best(cells, column, text), shown), look)
            page.height(row, 18)
    if data.table.fewest is not None:
        row += 1
        page.put(row, 1, f"Fewest for {data.table.fewest.target:.0%}: {data.table.fewest.sentence}", _PLAIN)
    return row + 1


def _of_the_best(cells: GridCells, column: int, otherwise: str) -> str:
    """The formula of a sentence about the option that saves most; another text where none saves anything."""
    rank = cells.all(grid.RANK)
    found = f"INDEX({cells.all(column)},MATCH(MAX({rank}),{rank},0))"
    return f"=IF(MAX({rank})>{LEAST_SAVING},{found},{otherwise})"


def _options(page: Page, data: ReportData, cells: GridCells, figures: AssumptionCells, row: int) -> tuple[int, int]:
    """Writes the table of options; gives its first row, and the first free row below it."""
    shown = board_lines(data)
    some = "" if len(shown) == len(data.options) else f": {len(shown)} of {len(data.options)}; the sheet Grid has all"
    page.put(row, 1, f"Options{some}", SECTION)
    row += 1
    page.put_row(row, list(_HEADS), [HEADER, *[HEADER.but(across="center", indent=0)] * (len(_HEADS) - 1)])
    page.height(row, 28)
    first = row + 1
    for row, line in enumerate(shown, start=first):
        option = line.option
        page.put(row, 1, f"{option.number} {option.name}", WRAPPED.but(bold=True, upright="center"))
        if option.figures is None:
            page.put(row, 2, f"not worked out: {option.cell.error}", BODY.but(italic=True))
            continue
        looks = [_ASKED, _SHARE.but(bold=True), _POINTS, _CERTAIN, _most_look(option), _GBP, _GBP, *[_SAVING] * 3]
        values = _line(line, cells)
        page.put_row(row, values, looks[: len(values)], 2)
    page.fit_heights(first)
    if len(shown) > 1:
        page.sheet.conditional_formatting.add(stretch((first, _COVER), (row, _COVER)), grid.cover_scale())
    tail = (
        " days at the rate of the period. Saves: time freed, priced, less costs, beside option 1; minus: it costs more."
    )
    head = "Duties on the road and GBP: for "
    note = Formula(f'="{head}"&ROUND({figures.days},1)&"{tail}"', f"{head}{data.days:g}{tail}")
    page.put(row + 1, 1, note, NOTE)
    return first, row + 2


def _most_look(option: Option) -> Look:
    """The look of the proven bound: it holds a number, for the picture, and shows words."""
    return _SHARE.but(number_format='"as it runs: proven"' if is_best(option.cell) else "0.0%")


def _line(line: BoardLine, cells: GridCells) -> list[Value]:
    option, gained = line.option, line.gained
    assert option.figures is not None
    assert option.money is not None

    def of(column: int, value: float) -> Formula:
        return Formula(f"={cells.ref(option.number, column)}", value)

    found: list[Value] = [
        of(grid.ASKED, option.figures.duties.median),
        line.cover,
        None if gained is None else 100 * gained.mean,
        "-" if gained is None or gained.error is None else 100 * gained.error,
        line.cover if is_best(option.cell) else option.figures.most_cover.mean,
        of(grid.ROAD, option.money.duties),
        of(grid.COSTS, option.money.at(Case.CENTRAL).cost),
    ]
    columns = (grid.WORST, grid.LIKELY, grid.BEST_CASE)
    return [*found, *(of(column, value) for column, value in zip(columns, line.saved or (), strict=False))]


def _notes(data: ReportData) -> Iterator[str]:
    yield (
        "Certain to: the gain is this sure (95 %), since every option was tried in the same months. Most there can be:"
        " no rota with these people runs more duties, proven."
    )
    if sentence := drawn_base_sentence(data.table):
        yield sentence + "."
    yield from (
        note
        for note in (data.in_a_row, data.other_spans, data.cut_short, data.offered_shifts, data.not_in_costs)
        if note
    )
    if data.uncounted:
        yield f"NOT counted, for no source says what they are paid: {', '.join(data.uncounted)}."
    yield from data.not_worked_out
    yield "What is saved is the time of ambulances and officers for other work, priced; it is not cash."


__all__ = ["write_board"]
