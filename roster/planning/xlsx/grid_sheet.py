"""The sheet `Grid`: every option on a row with all its figures, coloured from little to much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.formatting.rule import ColorScaleRule, Rule

from roster.io.xlsx.kit.cell_styles import BODY, COUNT, HEADER, HOURS, NOTE, SUBTITLE, TITLE, Look
from roster.io.xlsx.kit.page import Page, Value, fitting, place, stretch
from roster.io.xlsx.kit.stored_values import Formula
from roster.planning.results.money import Case
from roster.planning.summary.board.money_sentence import (
    balance_formula,
    balance_words,
    cost_formula,
    cost_words,
    differences,
    money_formula,
    money_words,
)
from roster.planning.summary.board.recommendation import candidates, headline, how_sure
from roster.planning.summary.options import Option
from roster.planning.summary.proven import BEST, OPEN
from roster.planning.summary.report_data import ReportData
from roster.planning.xlsx.assumptions_sheet import AssumptionCells
from roster.planning.xlsx.sheet_names import GRID, on, span
from roster.planning.xlsx.working_sheets import AVOIDED, COST, NET, POSTS, MoneyCells

HEADER_ROW = 4


FORMATS = {
    "share": HOURS.but(number_format="0.0%", across="center"),
    "proven": HOURS.but(number_format="0.0%", across="center"),
    "hours": HOURS.but(number_format="#,##0"),
    "count": HOURS.but(number_format="#,##0.0"),
    "GBP": HOURS.but(number_format="#,##0"),
    "whole": HOURS.but(number_format="#,##0", across="center"),
}


# Pale enough for black text on each, and dark to light in grey as well: little is orange, much is green.
LITTLE, MIDDLE, MUCH = "F4B183", "FFF2CC", "C6E0B4"


_TOLERANCE = 1e-9


_VISIBLE = 0.5  # of an hour or a pound: a smaller difference is not seen


@dataclass(frozen=True)
class Column:
    """A column of figures of the sheet.

    Attributes:
        heading: its heading.
        look: `share`, `hours`, `count`, `whole`, `GBP`, or `proven` for a bound in words.
        good: whether a large amount is good (True), bad (False), or neither (None): the colours.
        value: the value of an option.
    """

    heading: str
    look: str
    good: bool | None
    value: Callable[[Option], Value]


def _median(name: str) -> Callable[[Option], Value]:
    def value(option: Option) -> Value:
        return option.spread(name).median

    return value


_FACTS = (
    Column("Duties asked for", "whole", None, _median("duties")),
    Column("Cover", "share", True, _median("cover")),
    Column("10th percentile", "share", None, lambda option: option.spread("cover").p10),
    Column("90th percentile", "share", None, lambda option: option.spread("cover").p90),
    Column("Proven", "proven", None, lambda option: option.most_cover),
    Column("Crewed", "share", None, _median("crewed")),
    Column("Part-crewed", "share", None, _median("part_crewed")),
    Column("Stood down", "share", None, _median("stood_down")),
    Column("Hours short of promises", "hours", False, _median("promise_unmet")),
    Column("Contract hours not used", "hours", False, _median("contract_unmet")),
    Column("Overtime hours", "hours", False, _median("overtime")),
    Column("Hours of extra shifts", "hours", False, _median("extra")),
    Column("Overtime and extra turns", "count", None, _median("extra_duties")),
    Column("Widest gap of duties between two people", "count", False, _median("uneven")),
)


_FIRST = 3  # column of the first figure


ASKED, COVER, P10, P90, MOST_COVER, CREWED, PART_CREWED, STOOD_DOWN = range(_FIRST, _FIRST + 8)


ROAD = _FIRST + len(_FACTS)


ROAD_HOURS, COSTS, AVOIDED_LOW, AVOIDED_MID, AVOIDED_HIGH, NETS, HOUR_COSTS, VERDICT = range(ROAD + 1, ROAD + 9)


# Hidden columns from which page one makes its recommendation: what an option saves more than the base at worst, most
# likely and at best; the same as a rank, for those that may be recommended; and the sentences about it.
WORST, LIKELY, BEST_CASE, RANK, HEADLINE, MONEY_WORDS, BALANCE, SURE, COST_WORDS = range(VERDICT + 1, VERDICT + 10)
_HIDDEN_HEADS = [
    "Saves at worst",
    "Saves, likely",
    "Saves at best",
    "Rank",
    "Sentence",
    "Money",
    "In all",
    "How sure",
    "Costs",
]


_MONEY_HEADS = [
    "Duties on the road",
    "Hours on the road",
    "Costs, central",
    "Avoided, cautious",
    "Avoided, central",
    "Avoided, favourable",
    "Avoided less costs, central",
    "Costs of an hour on the road",
    "Beaten?",
]


@dataclass(frozen=True)
class GridCells:
    """Where each option is on the sheet, for the formulas of other sheets.

    Attributes:
        rows: the row of each option, by its number.
        last_row: the last row of the list.
    """

    rows: dict[int, int]
    last_row: int

    def ref(self, option: int, column: int) -> str:
        """The address of a cell of an option."""
        return on(GRID, self.rows[option], column)

    def all(self, column: int) -> str:
        """The address of a whole column of the list."""
        return span(GRID, (HEADER_ROW + 1, column), (self.last_row, column))


def write_grid(page: Page, data: ReportData, cells: AssumptionCells, money: MoneyCells) -> GridCells:
    """Fills the sheet; returns the place of each option."""
    page.put(1, 1, "Grid", TITLE)
    page.put(2, 1, f"Every option; {data.period}", SUBTITLE)  # short: on paper it stands beside each part of the sheet
    drawn = data.drawn[:1].upper() + data.drawn[1:]
    page.put(2, _FIRST, f"{drawn}. Shares and hours are those of the period.", SUBTITLE)
    if notes := " ".join(note for note in (data.other_spans, data.cut_short) if note):
        page.put(3, _FIRST, notes, NOTE)
    days = Formula(
        f'="On the road and GBP: for "&ROUND({cells.days},1)&" days, mean of the months tried"',
        f"On the road and GBP: for {data.days:g} days, mean of the months tried",
    )
    page.put(3, ROAD, days, NOTE)
    heads = ["No.", "Option", *(column.heading for column in _FACTS), *_MONEY_HEADS]
    page.put_row(HEADER_ROW, heads, [HEADER, HEADER, *[HEADER.but(across="center", indent=0)] * (len(heads) - 2)])
    page.height(HEADER_ROW, 66)
    found = GridCells(
        {option.number: HEADER_ROW + option.number for option in data.options}, HEADER_ROW + len(data.options)
    )
    for option in data.options:
        _line(page, found, option, money, cells)
    _recommendations(page, found, data, money, cells)
    _colour(page, found)
    page.widths(
        [
            6,
            fitting((option.name for option in data.options), 26, 46),
            *[11] * 4,
            13,
            *[11] * (len(_FACTS) - 5),
            *[11.5] * 8,
            12,
        ]
    )
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, _FIRST)
    page.filter(HEADER_ROW, found.last_row, len(heads))
    page.print_set_up(
        data.table.name, data.period, (HEADER_ROW, HEADER_ROW), repeat_columns=2, wide=2, reader="Amounts in GBP"
    )
    return found


def _line(page: Page, cells: GridCells, option: Option, money: MoneyCells, figures: AssumptionCells) -> None:
    row = cells.rows[option.number]
    name = BODY.but(bold=True, wrap=True)
    page.put_row(row, [option.number, option.name], [COUNT, name])
    if option.figures is None or option.money is None:
        page.put(row, _FIRST, f"not worked out: {option.cell.error or 'no figures'}", BODY.but(italic=True))
        return
    looks = [proven_look(option) if column.look == "proven" else FORMATS[column.look] for column in _FACTS]
    page.put_row(row, [column.value(option) for column in _FACTS], looks, _FIRST)
    number, mid = option.number, option.money.at(Case.CENTRAL)
    values: list[Value] = [
        Formula(f"={money.on_the_road(number, figures.days)}", option.money.duties),
        Formula(f"={money.on_the_road(number, figures.days, hours=True)}", option.money.hours),
        Formula(f"={money.ref(number, Case.CENTRAL, COST)}", mid.cost),
        *(
            Formula(f"={money.ref(number, case, AVOIDED)}", option.money.at(case).avoided)
            for case in (Case.CAUTIOUS, Case.CENTRAL, Case.FAVOURABLE)
        ),
        Formula(f"={money.ref(number, Case.CENTRAL, NET)}", mid.net),
        Formula(
            f'=IF({place(row, ROAD_HOURS)}=0,"-",{place(row, COSTS)}/{place(row, ROAD_HOURS)})', hour_costs(option)
        ),
        _beaten(row, cells, option),
    ]
    page.put_row(row, values, [FORMATS["GBP"]] * (len(values) - 1) + [BODY.but(across="center")], ROAD)


def _recommendations(
    page: Page, cells: GridCells, data: ReportData, money: MoneyCells, figures: AssumptionCells
) -> None:
    """Writes the hidden columns that page one reads."""
    page.put_row(HEADER_ROW, _HIDDEN_HEADS, HEADER, WORST)
    page.hide(WORST, COST_WORDS)
    base = data.options[0]
    if base.figures is None:
        return
    may_be = [option.number for option in candidates(data.options)]
    for option in data.done:
        row, number = cells.rows[option.number], option.number
        nets = [f"{money.ref(number, case, NET)}-{money.ref(base.number, case, NET)}" for case in Case]
        found = differences(option, base)
        low, mid, high = (place(row, column) for column in (WORST, LIKELY, BEST_CASE))

        def more(column: int, number: int = number) -> str:
            """The difference to the base in the central case, in a column of the sheet Money."""
            return f"({money.ref(number, Case.CENTRAL, column)}-{money.ref(base.number, Case.CENTRAL, column)})"

        sentence = money_formula(more(COST), more(AVOIDED), figures.days)
        values: list[Value] = [
            Formula(f"=MIN({','.join(nets)})", min(found)),
            Formula(f"={nets[list(Case).index(Case.CENTRAL)]}", option.more_net or 0.0),
            Formula(f"=MAX({','.join(nets)})", max(found)),
            Formula(f"={mid}", option.more_net or 0.0) if number in may_be else None,
            headline(option, base),
            Formula(f"={sentence}", money_words(option, base)),
            Formula(f"={balance_formula(mid, low, high)}", balance_words(option, base)),
            how_sure(option, base),
            Formula(f"={cost_formula([more(part) for part in range(POSTS, COST)])}", cost_words(option, base)),
        ]
        page.put_row(row, values, [FORMATS["GBP"]] * 4 + [BODY] * 5, WORST)


def proven_look(option: Option) -> Look:
    """The look of a cell with a proven bound: it holds a number, for charts, and shows words."""
    words = f'"{option.proven}"' if option.proven in (BEST, OPEN) else '"at most "0.0%'
    return FORMATS["share"].but(number_format=words)


def hour_costs(option: Option) -> float | str:
    """The cost of an hour on the road; a dash where there are no hours."""
    assert option.money is not None
    return option.money.at(Case.CENTRAL).cost / option.money.hours if option.money.hours else "-"


def _beaten(row: int, cells: GridCells, option: Option) -> Formula:
    """Whether another option has at least as many hours on the road for no more money, and is better in one of them."""
    hours, costs = (stretch((HEADER_ROW + 1, c), (cells.last_row, c), fixed=True) for c in (ROAD_HOURS, COSTS))
    hours_here, cost_here = place(row, ROAD_HOURS), place(row, COSTS)
    # The row of a failed option is blank: it counts as no hours, and cannot be better.
    as_good = f'({hours}<>"")*({hours}>={hours_here}-{_TOLERANCE:f})*({costs}<={cost_here}+{_TOLERANCE:f})'
    better = f"(({hours}>{hours_here}+{_VISIBLE})+({costs}<{cost_here}-{_VISIBLE})>0)"
    text = f'=IF(SUMPRODUCT({as_good}*{better})>0,"beaten","not beaten")'
    return Formula(text, "not beaten" if option.beaten_by is None else "beaten")


def _colour(page: Page, cells: GridCells) -> None:
    if cells.last_row == HEADER_ROW:
        return
    judged = {_FIRST + number: column.good for number, column in enumerate(_FACTS) if column.good is not None}
    judged |= {ROAD: True, COSTS: False, AVOIDED_MID: True, NETS: True}
    for column, good in judged.items():
        rule = cover_scale() if column == COVER else scale(good=good)
        page.sheet.conditional_formatting.add(stretch((HEADER_ROW + 1, column), (cells.last_row, column)), rule)


def scale(*, good: bool) -> Rule:
    """Colours from the smallest to the largest amount.

    Args:
        good: whether a large amount is good.
    """
    low, high = (LITTLE, MUCH) if good else (MUCH, LITTLE)
    made: Rule = ColorScaleRule(  # type: ignore[no-untyped-call]
        "min", None, low, "percent", 50, MIDDLE, "max", None, high
    )
    return made


def cover_scale() -> Rule:
    """Colours of shares of duties, the same in every table and workbook."""
    made: Rule = ColorScaleRule(  # type: ignore[no-untyped-call]
        "num", 0.7, LITTLE, "num", 0.88, MIDDLE, "num", 1, MUCH
    )
    return made
