"""The sheet `Method`: how the sweep was computed, what to beware of, and enough to repeat it."""

from __future__ import annotations

from roster.io.xlsx.kit.cell_styles import BODY, SECTION, SUBTITLE, TITLE, WRAPPED
from roster.io.xlsx.kit.page import Page
from roster.planning.money.assumptions import SOURCES
from roster.planning.summary.method import BEWARE, MONEY_STEPS, facts
from roster.planning.summary.report_data import ReportData


def write_method(page: Page, data: ReportData) -> None:
    """Fills the sheet."""
    page.put(1, 1, "Method", TITLE)
    page.put(2, 1, "Enough to do it again, and to know what it does not say.", SUBTITLE)
    plain = WRAPPED.but(border=None, indent=0)
    row = 3
    for name, value in facts(data.sweep):
        row += 1
        page.put_row(row, [name, value], [BODY.but(bold=True, border=None, indent=0, upright="top"), plain])
    for title, lines in (("How money is worked out", MONEY_STEPS), ("What to beware of", BEWARE)):
        row += 2
        page.put(row, 1, title, SECTION)
        for number, line in enumerate(lines, start=1):
            row += 1
            page.put_row(row, [f"{number}.", line], [BODY.but(border=None, across="right", upright="top"), plain])
    row += 2
    page.put(row, 1, "Sources", SECTION)
    for letters, words in SOURCES.items():
        row += 1
        page.put_row(row, [f"[{letters}]", words], [BODY.but(border=None, across="right", upright="top"), plain])
    page.widths([26, 120])
    page.fit_heights(4)
    page.print_set_up(data.table.name, data.period, (1, 1), reader="")
    page.sheet.page_setup.fitToHeight = 1  # a few sources alone on a page of their own help nobody
