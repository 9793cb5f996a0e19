"""Writes the sheet `Call sheet`: the people to ring, what to ask or tell each, and room for the answer."""

from __future__ import annotations

from models.clock import spoken_date
from roster.io.xlsx.kit.cell_styles import BODY, COUNT, DATE, HEADER, SUBTITLE, TITLE, WRAPPED
from roster.io.xlsx.kit.page import Page, fitting
from roster.lifecycle.call_sheet import CallSheet

HEADER_ROW = 4
_HEADERS = ["No.", "Person", "Role", "Date", "Day", "Call sign", "Notice", "Ask / tell", "What", "If not", "Answer"]


def write_calls(page: Page, sheet: CallSheet, title: str, period: str) -> None:
    """Fills the sheet: a row for each question or message, the soonest duty first."""
    page.put(1, 1, "Call sheet", TITLE)
    page.put(2, 1, _summary(sheet), SUBTITLE)
    page.put_row(HEADER_ROW, _HEADERS, HEADER)
    page.height(HEADER_ROW, 20)
    row = HEADER_ROW
    top = BODY.but(upright="top")
    for number, call in enumerate(sheet.calls, start=1):
        for line in call.lines:
            row += 1
            duty = line.change.duty
            page.put_row(
                row,
                [
                    number,
                    sheet.names.full(call.person.id),
                    call.person.role,
                    duty.date,
                    f"{duty.date:%a}",
                    duty.called,
                    line.notice,
                    "ask" if line.asks else "tell",
                    line.sentence,
                    "\n".join(map(sheet.names.full, line.otherwise)),
                    None,
                ],
                [
                    COUNT.but(upright="top"),
                    top.but(bold=True),
                    top,
                    DATE.but(upright="top"),
                    top,
                    top.but(bold=True),
                    COUNT.but(upright="top", number_format='0" d"'),
                    top.but(across="center", bold=line.asks),
                    WRAPPED,
                    WRAPPED,
                    WRAPPED,
                ],
            )
    people = fitting((sheet.names.full(call.person.id) for call in sheet.calls), 24, 36)
    page.widths([6, people, 12, 13, 7, 11, 9, 11, 56, 30, 22])
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, 3)
    page.filter(HEADER_ROW, max(row, HEADER_ROW + 1), len(_HEADERS))
    page.print_set_up(title, period, (HEADER_ROW, HEADER_ROW))


def _summary(sheet: CallSheet) -> str:
    if not sheet.calls:
        return "Nobody need be rung."
    asked = sum(call.asks for call in sheet.calls)
    return (
        f"{len(sheet.calls)} to ring, the soonest duty first: {asked} to ask, {len(sheet.calls) - asked} to tell."
        f" Notice counts from {spoken_date(sheet.as_of)}."
    )
