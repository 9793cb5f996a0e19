"""The sheets `Duty kinds`, `Working` and `Money`: from duties and hours to pounds, every step a live formula.

The formulas state what `roster/planning/money` computes; its results are the values stored with them.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.base import Weekday
from roster.io.xlsx.kit.cell_styles import BODY, COUNT, HEADER, HOURS, SUBTITLE, TIME, TITLE
from roster.io.xlsx.kit.page import Page, Value, fitting, place
from roster.io.xlsx.kit.stored_values import Formula
from roster.planning.money.assumptions import AssumptionValues
from roster.planning.money.pay import by_most_hours, enhancement_of, incidents_of
from roster.planning.money.tally import DutyKind
from roster.planning.results.money import Case, Effects
from roster.planning.summary.options import Option
from roster.planning.summary.report_data import ReportData
from roster.planning.xlsx.assumptions_sheet import AssumptionCells
from roster.planning.xlsx.sheet_names import CASES, KINDS, MONEY, WORKING, on, span

HEADER_ROW = 4
_FINE = HOURS.but(number_format="0.00")
_WHOLE = HOURS.but(number_format="#,##0")
_BOLD = _WHOLE.but(bold=True)


# --- the kinds of duties

_KIND_HEADS = ["No.", "Call sign", "Day", "Holiday", "Shift", "From", "To", "Starts, h", "Ends, h", "Long, h"]
_START, _END, _LONG = 8, 9, 10
_INCIDENTS, _ENHANCED = 11, 14


def write_kinds(page: Page, data: ReportData, cells: AssumptionCells) -> dict[DutyKind, int]:
    """Fills the sheet `Duty kinds`; gives the row of each kind."""
    page.put(1, 1, "Duty kinds", TITLE)
    page.put(
        2, 1, "What one duty of each kind attends, and what enhancement an hour of a paramedic earns on it.", SUBTITLE
    )
    heads = [*_KIND_HEADS]
    heads += [f"{what}, {case.value}" for what in ("Incidents", "Enhancement") for case in CASES]
    page.put_row(HEADER_ROW, heads, [HEADER.but(across="center")] * len(heads))
    page.height(HEADER_ROW, 40)
    rows = {}
    for row, kind in enumerate(data.kinds, start=HEADER_ROW + 1):
        rows[kind] = row
        facts: list[Value] = [
            row - HEADER_ROW,
            kind.call_sign,
            kind.weekday.capitalize(),
            "yes" if kind.holiday else None,
            kind.shift,
            kind.starts,
            kind.ends,
            kind.start,
            kind.end,
        ]
        page.put_row(row, facts, [COUNT, BODY.but(bold=True), BODY, BODY, BODY, TIME, TIME, _FINE, _FINE])
        page.put(row, _LONG, Formula(f"={place(row, _END)}-{place(row, _START)}", kind.length), _FINE)
        for offset, case in enumerate(CASES):
            values = AssumptionValues(data.figures, case)
            incidents = Formula(_incidents(kind, row, cells, case), incidents_of(kind, values))
            enhanced = Formula(_enhancement(kind, row, cells, case), enhancement_of(kind, values))
            page.put(row, _INCIDENTS + offset, incidents, _FINE)
            page.put(row, _ENHANCED + offset, enhanced, _FINE.but(number_format="0.0%"))
    page.widths([6, 12, 7, 9, fitting((kind.shift for kind in data.kinds), 12, 26), 8, 8, 9, 9, 9, *[13] * 6])
    _end_of_list(page, data, len(heads), HEADER_ROW + len(data.kinds))
    return rows


def _incidents(kind: DutyKind, row: int, cells: AssumptionCells, case: Case) -> str:
    usual = cells.ref("usual_length", case)
    quiet = f"*{cells.ref('quiet_days', case)}" if kind.quiet else ""
    longer = f"(1+{cells.ref('longer_duties', case)}*({place(row, _LONG)}-{usual})/{usual})"
    busy = cells.ref(f"demand of {kind.call_sign}", case)
    expected = f"{cells.ref('incidents_per_duty', case)}*{busy}{quiet}*{longer}"
    return f"=MAX(0,MIN({cells.ref('most_incidents', case)},{expected}))"


def _enhancement(kind: DutyKind, row: int, cells: AssumptionCells, case: Case) -> str:
    lower, higher, start, stop = (
        cells.ref(name, case) for name in ("unsocial_lower", "unsocial_higher", "night_from", "night_to")
    )
    begins, ends, length = (place(row, column) for column in (_START, _END, _LONG))
    if by_most_hours(kind):
        night = f"(MAX(0,MIN({ends},{stop})-{begins})+MAX(0,MIN({ends},24+{stop})-MAX({begins},{start})))"
        unsocial = f"IF(2*{night}>{length},{lower},0)"
    else:
        first = higher if kind.holiday or kind.weekday is Weekday.SUN else lower
        after = f"MAX({ends}-24,0)"
        if kind.weekday is Weekday.SAT:
            second = f"{after}*{higher}"
        elif kind.weekday is Weekday.FRI:
            second = f"{after}*{lower}"
        else:
            second = f"MIN({after},{stop})*{lower}"
        unsocial = f"((MIN({ends},24)-{begins})*{first}+{second})/{length}"
    fixed = cells.ref("fixed_share", case)
    return f"=(1-{fixed})*{unsocial}+{fixed}*{cells.ref('fixed_rate', case)}"


# --- the duties of each option

_WORKING_HEADS = [
    "Option",
    "Call sign",
    "Day",
    "Shift",
    "Kind",
    "Asked for",
    "On the road",
    "Hours out",
    "Paramedic hours, rostered",
    "Paramedic hours, overtime",
    "Paramedic hours, offered without a post",
    "Turns of the same",
    "Constable hours, in tours",
    "Constable hours, beyond",
    "Volunteers' turns",
]
(
    _RUNNING,
    _HOURS_OUT,
    _POSTED,
    _BEYOND,
    _OFFERED,
    _OFFERED_TURNS,
    _CONSTABLES,
    _CONSTABLES_BEYOND,
    _VOLUNTEERS,
) = range(7, 16)
_FORMULAS = 16  # incidents, enhanced hours, overtime hours and hours offered without a post, in each case


@dataclass(frozen=True)
class WorkingRows:
    """The rows of each option on the sheet `Working`: first and last; the last is before the first without duties."""

    rows: dict[int, tuple[int, int]]

    def all(self, option: int, column: int) -> str:
        """The address of the cells of an option in a column."""
        first, last = self.rows[option]
        return span(WORKING, (first, column), (max(first, last), column))


def write_working(page: Page, data: ReportData, cells: AssumptionCells, kinds: dict[DutyKind, int]) -> WorkingRows:
    """Fills the sheet `Working`; gives the rows of each option."""
    page.put(1, 1, "Working", TITLE)
    page.put(
        2,
        1,
        "The duties of each option in the period planned, on average over the draws, and what each line brings.",
        SUBTITLE,
    )
    heads = [*_WORKING_HEADS]
    heads += [
        f"{what}, {case.value}"
        for what in ("Incidents", "Enhanced hours", "Overtime, as plain hours", "Offered, as plain hours")
        for case in CASES
    ]
    page.put_row(HEADER_ROW, heads, [HEADER.but(across="center")] * len(heads))
    page.height(HEADER_ROW, 54)
    row, rows = HEADER_ROW, {}
    for option in data.options:
        first = row + 1
        for kind in option.tally.lines:
            row += 1
            _working_row(page, row, option, kind, kinds[kind], data, cells)
        rows[option.number] = (first, row)
        row += not option.tally.lines  # an empty row, so that sums have cells to add
    page.widths([9, 12, 7, fitting((kind.shift for kind in data.kinds), 12, 26), 7, *[11] * 22])
    _end_of_list(page, data, len(heads), row)
    return WorkingRows(rows)


def _working_row(
    page: Page, row: int, option: Option, kind: DutyKind, kind_row: int, data: ReportData, cells: AssumptionCells
) -> None:
    line = option.tally.lines[kind]
    facts: list[Value] = [option.number, kind.call_sign, kind.weekday.capitalize(), kind.shift, kind_row - HEADER_ROW]
    page.put_row(row, facts, [COUNT, BODY, BODY, BODY, COUNT])
    amounts = [
        line.asked,
        line.running,
        line.hours,
        line.posted,
        line.beyond,
        line.offered,
        line.offered_turns,
        line.constables,
        line.constables_beyond,
        line.volunteers,
    ]
    page.put_row(row, amounts, _FINE, len(facts) + 1)
    rate = "overtime_holiday" if kind.holiday else "overtime"
    for offset, case in enumerate(CASES):
        values = AssumptionValues(data.figures, case)
        for block, text, value in (
            (
                0,
                f"{place(row, _RUNNING)}*{on(KINDS, kind_row, _INCIDENTS + offset)}",
                line.running * incidents_of(kind, values),
            ),
            (
                1,
                f"{place(row, _POSTED)}*{on(KINDS, kind_row, _ENHANCED + offset)}",
                line.posted * enhancement_of(kind, values),
            ),
            (2, f"{place(row, _BEYOND)}*{cells.ref(rate, case)}", line.beyond * values[rate]),
            (3, f"{place(row, _OFFERED)}*{cells.ref(rate, case)}", line.offered * values[rate]),
        ):
            page.put(row, _FORMULAS + 3 * block + offset, Formula(f"={text}", value), _FINE)


# --- pounds

_MONEY_HEADS = [
    "No.",
    "Option",
    "Case",
    "Days planned",
    "Paid hours of posts",
    "Call signs",
    "Times",
    "Incidents attended",
    "Ambulances spared",
    "Officer hours spared",
    "Ambulance avoided",
    "Police avoided",
    "ALL AVOIDED",
    "Paramedic posts",
    "Unsocial hours",
    "Overtime",
    "Paid shifts without a post",
    "Constables' time",
    "Volunteers' expenses",
    "Cars",
    "ALL COSTS",
    "AVOIDED LESS COSTS",
]
_DAYS, _SALARIED, _SIGNS, _TIMES = range(4, 8)
(
    INCIDENTS,
    AMBULANCES,
    OFFICER_HOURS,
    AMBULANCE,
    POLICE,
    AVOIDED,
    POSTS,
    UNSOCIAL,
    BEYOND,
    EXTRA,
    CONSTABLES,
    VOLUNTEERS,
    CARS,
    COST,
    NET,
) = range(8, 23)
_YEAR = 365


@dataclass(frozen=True)
class MoneyCells:
    """Where the money of each option is on the sheet `Money`.

    Attributes:
        rows: the row by number of the option and case.
        working: the rows of the sheet `Working`.
    """

    rows: dict[tuple[int, Case], int]
    working: WorkingRows

    def ref(self, option: int, case: Case, column: int) -> str:
        """The address of a cell of an option in a case."""
        return on(MONEY, self.rows[option, case], column)

    def on_the_road(self, option: int, days: str, *, hours: bool = False) -> str:
        """The formula of the number of duties (or hours) on the road in the days that amounts are for."""
        column = _HOURS_OUT if hours else _RUNNING
        return f"SUM({self.working.all(option, column)})*{self.ref(option, Case.CENTRAL, _TIMES)}"


def write_money(page: Page, data: ReportData, cells: AssumptionCells, working: WorkingRows) -> MoneyCells:
    """Fills the sheet `Money`, three rows for each option; returns their places."""
    page.put(1, 1, "Money", TITLE)
    text = Formula(
        f'="GBP for "&ROUND({cells.days},1)&" days, scaled from the period planned; three cases of each option."',
        f"GBP for {data.days:g} days, scaled from the period planned; three cases of each option.",
    )
    page.put(2, 1, text, SUBTITLE)
    page.put_row(HEADER_ROW, _MONEY_HEADS, [HEADER.but(across="center")] * len(_MONEY_HEADS))
    page.height(HEADER_ROW, 54)
    row, rows = HEADER_ROW, {}
    for option in data.done:
        for case in CASES:
            row += 1
            rows[option.number, case] = row
            _money_row(page, row, option, case, data, cells, working)
    page.widths([6, fitting((option.name for option in data.done), 24, 44), 11, 9, 10, 8, 8, *[11.5] * 15])
    _end_of_list(page, data, len(_MONEY_HEADS), row, freeze=4)
    return MoneyCells(rows, working)


def _money_row(
    page: Page, row: int, option: Option, case: Case, data: ReportData, cells: AssumptionCells, working: WorkingRows
) -> None:
    assert option.money is not None  # only options with a result are written
    counted, effects, offset = option.tally, option.money.at(case), CASES.index(case)
    bold = case is Case.CENTRAL
    page.put_row(
        row,
        [option.number, option.name, case.value, counted.planned_days, counted.salaried, counted.call_signs],
        [COUNT, BODY.but(bold=bold), BODY.but(bold=bold), COUNT, _WHOLE, COUNT],
    )
    here = {column: place(row, column) for column in range(1, NET + 1)}
    days = counted.planned_days
    times = Formula(f"=IF({here[_DAYS]}=0,0,{cells.days}/{here[_DAYS]})", data.days / days if days else 0.0)
    page.put(row, _TIMES, times, _FINE)

    def figure(name: str) -> str:
        return cells.ref(name, case)

    def total(column: int) -> str:
        return f"SUM({working.all(option.number, column)})"

    hour, officer = cells.derived_ref("hour", case), cells.derived_ref("officer", case)
    scale = here[_TIMES]
    constables = f"({total(_CONSTABLES)}+{total(_CONSTABLES_BEYOND)}*{figure('constable_overtime')})"
    unpaid = f"({total(_VOLUNTEERS)}+{total(_OFFERED_TURNS)}*(1-{figure('offered_paid')}))"
    texts = {
        INCIDENTS: f"{total(_FORMULAS + offset)}*{scale}",
        AMBULANCES: f"{here[INCIDENTS]}*{figure('ambulance_sent')}*(1-{figure('conveyed')})",
        OFFICER_HOURS: f"{here[INCIDENTS]}*{figure('police_sent')}*{figure('officers_spared')}"
        f"*{cells.derived_ref('officer_hours', case)}",
        AMBULANCE: f"{here[AMBULANCES]}*{figure('ambulance')}*{figure('ambulance_share')}*{figure('price_rise')}",
        POLICE: f"{here[OFFICER_HOURS]}*{officer}",
        AVOIDED: f"{here[AMBULANCE]}+{here[POLICE]}",
        POSTS: f"{here[_SALARIED]}*{hour}*{scale}",
        UNSOCIAL: f"{total(_FORMULAS + 3 + offset)}*{hour}*{scale}",
        BEYOND: f"{total(_FORMULAS + 6 + offset)}*{hour}*{scale}",
        EXTRA: f"{total(_FORMULAS + 9 + offset)}*{figure('offered_paid')}*{hour}*{scale}",
        CONSTABLES: f"{constables}*{officer}*{figure('count_constables')}*{scale}",
        VOLUNTEERS: f"{unpaid}*{figure('volunteer_expenses')}*{scale}",
        CARS: f"{here[_SIGNS]}*{figure('car_year')}*{here[_DAYS]}/{_YEAR}*{scale}",
        COST: f"SUM({here[POSTS]}:{here[CARS]})",
        NET: f"{here[AVOIDED]}-{here[COST]}",
    }
    for column, value in zip(texts, _in_order(effects), strict=True):
        look = _BOLD if column in (AVOIDED, COST, NET) else _WHOLE
        page.put(row, column, Formula(f"={texts[column]}", value), look)


def _in_order(effects: Effects) -> list[float]:
    return [
        effects.incidents,
        effects.ambulances_spared,
        effects.officer_hours_spared,
        effects.ambulance_avoided,
        effects.police_avoided,
        effects.avoided,
        effects.posts,
        effects.unsocial,
        effects.beyond_posts,
        effects.extra_shifts,
        effects.constables,
        effects.volunteers,
        effects.cars,
        effects.cost,
        effects.net,
    ]


def _end_of_list(page: Page, data: ReportData, columns: int, last_row: int, *, freeze: int = 3) -> None:
    page.freeze(HEADER_ROW + 1, freeze)
    page.filter(HEADER_ROW, last_row, columns)
    page.print_set_up(data.table.name, data.period, (HEADER_ROW, HEADER_ROW), reader="Amounts in GBP")
