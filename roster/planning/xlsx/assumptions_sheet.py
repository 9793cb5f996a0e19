"""The sheet `Assumptions`: every figure that money comes from, to be changed there, and what follows at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.worksheet.datavalidation import DataValidation

from roster.io.xlsx.kit.cell_styles import GRID, HEADER, NOTE, SECTION, SUBTITLE, TITLE, WRAPPED
from roster.io.xlsx.kit.page import Page, place
from roster.io.xlsx.kit.stored_values import Formula
from roster.planning.money.assumptions import AssumptionValues
from roster.planning.money.pay import hour_of_pay, officer_hours
from roster.planning.results.money import Assumption, Case
from roster.planning.summary.report_data import ReportData
from roster.planning.xlsx.sheet_names import ASSUMPTIONS, CASES, on

HEADER_ROW = 4
_FIRST_CASE = 3
_HEADS = ["Figure", "Unit", *(case.value.capitalize() for case in CASES), "Stands", "Source", "Of", "Beware"]
_INPUT = WRAPPED.but(colour="FFF2CC", across="right", border=GRID, upright="top")
_RESULT = WRAPPED.but(across="right", upright="top")
_HOURS_A_YEAR, _DUTIES_A_YEAR = 2091, 365  # of PC time, Medway & Swale "2019/2021"; one car on every day


@dataclass(frozen=True)
class AssumptionCells:
    """Where each figure stands, so that formulas can name it."""

    rows: dict[str, int]
    worked_out: dict[str, int]

    def ref(self, name: str, case: Case) -> str:
        """The cell of a figure in a case."""
        return on(ASSUMPTIONS, self.rows[name], _column(case))

    def result(self, name: str, case: Case) -> str:
        """The cell of what follows from the figures: `hour`, `officer_hours`, `officer`."""
        return on(ASSUMPTIONS, self.worked_out[name], _column(case))

    @property
    def days(self) -> str:
        """The cell of how many days amounts are for."""
        return self.ref("days", Case.CENTRAL)


def _column(case: Case) -> int:
    return _FIRST_CASE + CASES.index(case)


def write_assumptions(page: Page, plan: ReportData) -> AssumptionCells:
    """Fill the sheet."""
    page.put(1, 1, "Assumptions", TITLE)
    page.put(
        2,
        1,
        "Change a yellow cell, and every amount in this workbook follows. “Cautious” makes an option look"
        " worse, “favourable” better.",
        SUBTITLE,
    )
    page.put_row(HEADER_ROW, _HEADS, [HEADER, HEADER, *[HEADER.but(across="right")] * 3, *[HEADER] * 4])
    rows: dict[str, int] = {}
    row, group = HEADER_ROW, ""
    for figure in plan.figures.values():
        if figure.group != group:
            row, group = row + 1, figure.group
            page.put(row, 1, group, SECTION)
            page.height(row, 22)
        row += 1
        rows[figure.name] = row
        _figure(page, row, figure)
    worked_out = _worked_out(page, plan, rows, row + 1)
    _limits(page, plan, rows)
    page.widths([40, 9, 10, 10, 10, 11, 44, 12, 44])
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, 2)
    page.print_set_up(plan.table.name, plan.period, (HEADER_ROW, HEADER_ROW), reader="Amounts in GBP")
    return AssumptionCells(rows, worked_out)


def _figure(page: Page, row: int, figure: Assumption) -> None:
    looks = _INPUT.but(number_format=_format(figure.unit))
    values = [figure.at(case) for case in CASES]
    page.put_row(row, [figure.title, figure.unit], WRAPPED)
    if figure.name == "days":  # one for all: amounts of other days cannot be compared
        central = place(row, _FIRST_CASE + 1)
        same = Formula(f"={central}", values[1])
        page.put_row(row, [same, values[1], same], [_RESULT, looks, _RESULT], _FIRST_CASE)
    else:
        page.put_row(row, values, looks, _FIRST_CASE)
    texts = [figure.standing.value, figure.source, figure.dated or None, figure.caveat or None]
    page.put_row(row, texts, [WRAPPED.but(bold=figure.standing.value == "assumed"), *[WRAPPED] * 3], _FIRST_CASE + 3)


def _format(unit: str) -> str:
    return {"GBP": "#,##0.00", "share": "0.00", "days": "0.##", "method": "0"}.get(unit, "0.##")


def _limits(page: Page, plan: ReportData, rows: dict[str, int]) -> None:
    """Refuse what no such figure can be, so that a slip is seen at once."""
    kinds = {
        "share": DataValidation(
            "decimal",
            operator="between",
            formula1="0",
            formula2="1",
            showErrorMessage=True,
            errorTitle="A share",
            error="A share is a number from 0 to 1.",
        ),
        "method": DataValidation(
            "whole",
            operator="between",
            formula1="1",
            formula2="3",
            showErrorMessage=True,
            errorTitle="A method",
            error="Write 1, 2 or 3.",
        ),
        "": DataValidation(
            "decimal",
            operator="greaterThanOrEqual",
            formula1="0",
            showErrorMessage=True,
            errorTitle="An amount",
            error="Write a number, 0 or more.",
        ),
    }
    for figure in plan.figures.values():
        cells = f"{place(rows[figure.name], _FIRST_CASE)}:{place(rows[figure.name], _FIRST_CASE + 2)}"
        kinds.get(figure.unit, kinds[""]).add(cells)
    for kind in kinds.values():
        if kind.sqref:
            page.sheet.add_data_validation(kind)


def _worked_out(page: Page, plan: ReportData, rows: dict[str, int], row: int) -> dict[str, int]:
    """Write what follows from the figures alone."""
    found: dict[str, int] = {}

    def line(
        name: str, title: str, unit: str, text: Callable[[Case], str], value: Callable[[AssumptionValues], float]
    ) -> None:
        nonlocal row
        row += 1
        found[name] = row
        page.put_row(row, [title, unit], WRAPPED)
        for case in CASES:
            formula = Formula("=" + text(case), value(AssumptionValues(plan.figures, case)))
            look = _RESULT.but(number_format="#,##0.00", bold=True)
            page.put(row, _column(case), formula, look)

    def cell(name: str, case: Case) -> str:
        return place(found[name] if name in found else rows[name], _column(case), fixed=True)

    page.put(row, 1, "What follows", SECTION)
    line(
        "hour",
        "An hour of plain time of a Band 6 paramedic, with on-costs",
        "GBP",
        lambda c: f"{cell('pay_point', c)}/({cell('pay_weeks', c)}*{cell('pay_hours', c)})*(1+{cell('on_costs', c)})",
        hour_of_pay,
    )
    line(
        "officer_hours",
        "Time of one officer that is spared at one incident",
        "h",
        lambda c: (
            f"CHOOSE({cell('police_method', c)},({cell('cycle_usual', c)}-{cell('cycle_joint', c)})/60,"
            f"{cell('cycle_usual', c)}/60,{cell('officer_incident', c)}/{cell('officer_hour', c)})"
        ),
        officer_hours,
    )
    line(
        "officer",
        "An hour of a constable, in prices of the pay points",
        "GBP",
        lambda c: f"{cell('officer_hour', c)}*{cell('price_rise', c)}",
        lambda v: v["officer_hour"] * v["price_rise"],
    )
    line(
        "ambulance_incident",
        "Ambulance cost avoided at an average incident",
        "GBP",
        lambda c: (
            f"{cell('ambulance_sent', c)}*(1-{cell('conveyed', c)})*{cell('ambulance', c)}"
            f"*{cell('ambulance_share', c)}*{cell('price_rise', c)}"
        ),
        lambda v: v["ambulance_sent"] * (1 - v["conveyed"]) * v["ambulance"] * v["ambulance_share"] * v["price_rise"],
    )
    line(
        "police_incident",
        "Police cost avoided at an average incident",
        "GBP",
        lambda c: (
            f"{cell('police_sent', c)}*{cell('officers_spared', c)}*{cell('officer_hours', c)}*{cell('officer', c)}"
        ),
        lambda v: v["police_sent"] * v["officers_spared"] * officer_hours(v) * v["officer_hour"] * v["price_rise"],
    )
    row += 1
    page.put(row + 1, 1, "Do they agree with what the sources report?", SECTION)
    row += 1
    line(
        "check",
        f"Hours of PC time that one car spares in {_DUTIES_A_YEAR} duties",
        "h",
        lambda c: (
            f"{_DUTIES_A_YEAR}*{cell('incidents_per_duty', c)}*{cell('police_sent', c)}"
            f"*{cell('officers_spared', c)}*{cell('officer_hours', c)}"
        ),
        lambda v: _DUTIES_A_YEAR * v["incidents_per_duty"] * v["police_sent"] * v["officers_spared"] * officer_hours(v),
    )
    page.put(
        row,
        _FIRST_CASE + 4,
        f"Reported: {_HOURS_A_YEAR:,} hours, GBP 65,466, Medway & Swale, “the year 2019/2021”"
        f" [HEE]. If that was one year, {_HOURS_A_YEAR:,} h; if two, {_HOURS_A_YEAR / 2:,.0f} h a year.",
        WRAPPED,
    )
    page.put(
        row + 1,
        1,
        "Response time (36 against 112 minutes) and job cycle (34 against 64) are different measures: they"
        " are never added, and response time is not priced.",
        NOTE,
    )
    return found


__all__ = ["HEADER_ROW", "AssumptionCells", "write_assumptions"]
