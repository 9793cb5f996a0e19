"""The sheet `Assumptions`: every figure that money is computed from, in cells to change, and the derived amounts."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.worksheet.datavalidation import DataValidation

from roster.io.xlsx.kit.cell_styles import GRID, HEADER, NOTE, SECTION, SUBTITLE, TITLE, WRAPPED
from roster.io.xlsx.kit.page import Page, place
from roster.io.xlsx.kit.stored_values import Formula
from roster.planning.money.assumptions import AssumptionValues
from roster.planning.money.derived_amounts import DERIVED, DerivedAmount, derived
from roster.planning.results.money import Assumption, Case
from roster.planning.summary.report_data import ReportData
from roster.planning.xlsx.sheet_names import ASSUMPTIONS, CASES, on

HEADER_ROW = 4
_FIRST_CASE = 3
_HEADS = ["Figure", "Unit", *(case.value.capitalize() for case in CASES), "Stands", "Source", "Of", "Beware"]
_INPUT = WRAPPED.but(colour="FFF2CC", across="right", border=GRID, upright="top")
_RESULT = WRAPPED.but(across="right", upright="top")
_HOURS_A_YEAR = 2091  # of PC time, Medway & Swale "2019/2021"


@dataclass(frozen=True)
class AssumptionCells:
    """Where the assumptions and the derived amounts are on the sheet, for the formulas of other sheets.

    Attributes:
        rows: the row of each assumption.
        derived_rows: the row of each derived amount.
    """

    rows: dict[str, int]
    derived_rows: dict[str, int]

    def ref(self, name: str, case: Case) -> str:
        """The address of an assumption in a case."""
        return on(ASSUMPTIONS, self.rows[name], _column(case))

    def derived_ref(self, name: str, case: Case) -> str:
        """The address of a derived amount in a case: `hour`, `officer_hours`, `officer`."""
        return on(ASSUMPTIONS, self.derived_rows[name], _column(case))

    @property
    def days(self) -> str:
        """The address of the number of days that amounts are for."""
        return self.ref("days", Case.CENTRAL)


def _column(case: Case) -> int:
    return _FIRST_CASE + CASES.index(case)


def write_assumptions(page: Page, data: ReportData) -> AssumptionCells:
    """Fills the sheet; gives where its figures are."""
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
    for figure in data.figures.values():
        if figure.group != group:
            row, group = row + 1, figure.group
            page.put(row, 1, group, SECTION)
            page.height(row, 22)
        row += 1
        rows[figure.name] = row
        _figure(page, row, figure)
    derived_rows = _write_derived(page, data, rows, row + 1)
    _limits(page, data, rows)
    page.widths([40, 9, 10, 10, 10, 11, 44, 12, 44])
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, 2)
    page.print_set_up(data.table.name, data.period, (HEADER_ROW, HEADER_ROW), reader="Amounts in GBP")
    return AssumptionCells(rows, derived_rows)


def _figure(page: Page, row: int, figure: Assumption) -> None:
    looks = _INPUT.but(number_format=_format(figure.unit))
    values = [figure.at(case) for case in CASES]
    page.put_row(row, [figure.title, figure.unit], WRAPPED)
    if figure.name == "days":  # the same in all cases: amounts for different days cannot be compared
        central = place(row, _FIRST_CASE + 1)
        same = Formula(f"={central}", values[1])
        page.put_row(row, [same, values[1], same], [_RESULT, looks, _RESULT], _FIRST_CASE)
    else:
        page.put_row(row, values, looks, _FIRST_CASE)
    texts = [figure.standing.value, figure.source, figure.dated or None, figure.caveat or None]
    page.put_row(row, texts, [WRAPPED.but(bold=figure.standing.value == "assumed"), *[WRAPPED] * 3], _FIRST_CASE + 3)


def _format(unit: str) -> str:
    return {"GBP": "#,##0.00", "share": "0.00", "days": "0.##", "method": "0"}.get(unit, "0.##")


def _limits(page: Page, data: ReportData, rows: dict[str, int]) -> None:
    """Makes Excel refuse values that a figure cannot have."""
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
    for figure in data.figures.values():
        cells = f"{place(rows[figure.name], _FIRST_CASE)}:{place(rows[figure.name], _FIRST_CASE + 2)}"
        kinds.get(figure.unit, kinds[""]).add(cells)
    for kind in kinds.values():
        if kind.sqref:
            page.sheet.add_data_validation(kind)


def _write_derived(page: Page, data: ReportData, rows: dict[str, int], row: int) -> dict[str, int]:
    """Fills the rows of derived amounts, and compares one of them with what the sources report; gives their rows."""
    found: dict[str, int] = {}
    page.put(row, 1, "What follows", SECTION)
    for amount in DERIVED.values():
        if amount.name == "check":
            row += 2
            page.put(row, 1, "Do they agree with what the sources report?", SECTION)
        row += 1
        found[amount.name] = row
        _write_derived_row(page, data, amount, rows | found)
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


def _write_derived_row(page: Page, data: ReportData, amount: DerivedAmount, rows: dict[str, int]) -> None:
    row = rows[amount.name]
    page.put_row(row, [amount.title, amount.unit], WRAPPED)
    for case in CASES:
        column = _column(case)
        addresses = {name: place(other, column, fixed=True) for name, other in rows.items()}
        text = amount.formula.excel(addresses.__getitem__)
        value = derived(amount.name, AssumptionValues(data.figures, case))
        page.put(row, column, Formula(f"={text}", value), _RESULT.but(number_format="#,##0.00", bold=True))


__all__ = ["HEADER_ROW", "AssumptionCells", "write_assumptions"]
