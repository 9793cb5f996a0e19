"""The sheet `Cover`: how the duties of each call sign are crewed on each day of the week, for every option."""

from __future__ import annotations

from models.base import Weekday
from roster.io.xlsx.kit.cell_styles import BODY, COUNT, HEADER, HOURS, SUBTITLE, TITLE
from roster.io.xlsx.kit.page import Page, Value, fitting, stretch
from roster.planning.summary.cover import Cover, cover_of
from roster.planning.summary.options import Option
from roster.planning.summary.report_data import ReportData
from roster.planning.xlsx.grid_sheet import cover_scale

HEADER_ROW = 4
_DAYS = 4  # column of Monday
_SHARE = COUNT.but(number_format="0%")
_COUNT = HOURS.but(number_format="0.0")


def write_cover(page: Page, data: ReportData) -> None:
    """Fills the sheet."""
    page.put(1, 1, "Cover by vehicle and day", TITLE)
    page.put(
        2, 1, f"The share of duties that run, mean of the months tried, by the day they start; {data.period}.", SUBTITLE
    )
    heads = [
        "No.",
        "Option",
        "Call sign",
        *(day.capitalize() for day in Weekday),
        "All days",
        "Duties",
        "Crewed",
        "Part-crewed",
        "Stood down",
    ]
    page.put_row(HEADER_ROW, heads, [HEADER, HEADER, HEADER, *[HEADER.but(across="center", indent=0)] * 12])
    page.height(HEADER_ROW, 28)
    row = HEADER_ROW
    for option in data.done:
        for call_sign, by_day in cover_of(option.cell).items():
            row += 1
            _line(page, row, option, call_sign, by_day)
    page.sheet.conditional_formatting.add(
        stretch((HEADER_ROW + 1, _DAYS), (max(row, HEADER_ROW + 1), _DAYS + 7)), cover_scale()
    )
    page.widths([6, fitting((option.name for option in data.done), 26, 46), 12, *[8] * 7, 9, 9, 9, 11, 11])
    page.freeze(HEADER_ROW + 1, _DAYS)
    page.filter(HEADER_ROW, row, len(heads))
    page.print_set_up(data.table.name, data.period, (HEADER_ROW, HEADER_ROW), reader="")


def _line(page: Page, row: int, option: Option, call_sign: str, by_day: dict[Weekday, Cover]) -> None:
    every = Cover(
        sum(cover.crewed for cover in by_day.values()),
        sum(cover.part_crewed for cover in by_day.values()),
        sum(cover.stood_down for cover in by_day.values()),
    )
    shares: list[Value] = [by_day[day].share if day in by_day else None for day in Weekday]
    page.put_row(
        row,
        [
            option.number,
            option.name,
            call_sign,
            *shares,
            every.share,
            every.duties,
            every.crewed,
            every.part_crewed,
            every.stood_down,
        ],
        [COUNT, BODY, BODY.but(bold=True), *[_SHARE] * 7, _SHARE.but(bold=True), *[_COUNT] * 4],
    )
