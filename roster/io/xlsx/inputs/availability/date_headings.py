"""Finds the date of each column of the sheet Availability.

A heading is a date, or enough of one to name a single day of the period: `Sat 5`, `5 Dec`, `5`; a weekday alone is not
enough. Entries under a heading that is no date of the period are reported with their cell, never ignored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from models.text.dates_and_times import month_named, tidy, weekday_named
from models.text.lists import first_few
from roster.io.xlsx.inputs.availability.cell_codes import AvailabilityCodes
from roster.io.xlsx.inputs.availability.template_dates import calculate
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
from roster.io.xlsx.inputs.sheets.cell_kinds import DATE, said
from roster.io.xlsx.raw_sheets.raw_sheet import CellFault, CellValue, Place, RawSheet

_EXCEL_DAY_0 = date(1899, 12, 30)
_LONGEST_PERIOD = 1_500  # days; the models refuse a longer one


@dataclass
class GridDates:
    """The columns of the grid.

    Attributes:
        columns: column -> its date (YYYY-MM-DD).
        others: columns of the user, without a date.
        missing: dates of the period without a column.
    """

    columns: dict[int, str] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def read_dates(
    book: ParsedBook, sheet: RawSheet, heading_row: int, ours: set[int], entries: Mapping[int, Sequence[Any]],
    codes: AvailabilityCodes,
) -> GridDates:  # fmt: skip
    """Reads the dates above the columns, and reports problems to the book.

    Args:
        ours: the columns of the person and the name.
        entries: column -> values below its heading, without examples.
        codes: tell entries of the grid from remarks.
    """
    reader = _Dates(book, sheet, heading_row, entries)
    for column in sorted((set(sheet.rows[heading_row]) | set(entries)) - ours):
        reader.read(column)
    reader.refuse_columns_without_date(codes)
    return reader.found


class _Dates:
    """Reads the date headings of the grid."""

    def __init__(
        self, book: ParsedBook, sheet: RawSheet, heading_row: int, entries: Mapping[int, Sequence[Any]]
    ) -> None:
        self.book = book
        self.sheet = sheet
        self.row = heading_row
        self.entries = entries
        self.period = _days_of(book.raw.get("period"))
        self.found = GridDates()
        self._by_formula: dict[int, str] = {}
        self._seen: dict[str, Place] = {}
        self._wrong = 0

    def read(self, column: int) -> None:
        """Reads one heading."""
        found = self.sheet.rows[self.row].get(column)
        if isinstance(found, CellFault):
            day = calculate(found.formula, self.book.raw.get("period"), self._by_formula)
            if day is None:
                self._refuse(column, found.sentence)
            elif day:
                self._by_formula[column] = day
                self._add(column, day)
            elif column in self.entries:
                self._refuse(column, "has entries below it and stands for no date of the period")
            return
        try:
            meant = day_meant(found, self.period) if found is not None else None
        except ValueError as error:
            self._refuse(column, str(error))
            return
        if meant is None:
            self.found.others.append(column)
        else:
            self._by_formula[column] = meant
            self._add(column, meant)

    def _add(self, column: int, day: str) -> None:
        place = self.sheet.place(self.row, column)
        if day in self._seen:
            self.book.add_problem((), place, f"the date {day} is there twice; the first is {self._seen[day]}")
            return
        self._seen[day] = place
        if self.period and date.fromisoformat(day) not in self.period:
            self._refuse(column, f"the date {day} is not in the period, {self.period[0]} to {self.period[-1]}")
        else:
            self.found.columns[column] = day

    def _refuse(self, column: int, sentence: str) -> None:
        """Reports a problem with a heading, if there are entries below it."""
        if column in self.entries:
            self._wrong += 1
            self.book.add_problem((), self.sheet.place(self.row, column), sentence)

    def refuse_columns_without_date(self, codes: AvailabilityCodes) -> None:
        """Reports columns with entries and no date; remarks of the user beside the grid are allowed."""
        found = self.found
        found.missing = [day.isoformat() for day in self.period if day.isoformat() not in self._seen]
        first, last = (min(found.columns), max(found.columns)) if found.columns else (0, 0)
        for column in list(found.others):
            below = self.entries.get(column, ())
            if not below or (self._wrong and not found.columns and not _all_codes(below, codes)):
                continue
            text = self.sheet.text(self.row, column)
            between = first < column < last
            looks_lost = _all_codes(below, codes) and (not text or bool(found.missing))
            if between or looks_lost:
                what = f"'{text}' is not a date" if text else "there is no date"
                self._refuse(column, f"{what}, and there are entries below; write a date as DD/MM/YYYY")
        if not found.columns and self.entries and not self._wrong:
            cells = [self.sheet.place(self.row, column).cell for column in sorted(self.entries)]
            self.book.add_problem((), self.sheet.whole, f"has entries and no dates over them: {first_few(cells)}")


def day_meant(found: CellValue, period: Sequence[date]) -> str | None:
    """Returns the date (YYYY-MM-DD) that a heading means; None for a heading that is about something else.

    Raises:
        ValueError: it looks like a date, but names no single day of the period; with a sentence.
    """
    if isinstance(found, int | float) and not isinstance(found, bool):
        return _day_of_number(found, period)
    text = tidy(said(found))
    day = str(DATE.read(found))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return day
    no_date = f"'{text}' is not a date; write it as DD/MM/YYYY"
    words = re.findall(r"[^\W\d_]+|\d+", re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text, flags=re.IGNORECASE))
    weekdays = [number for word in words if (number := weekday_named(word)) is not None]
    months = [month for word in words if (month := month_named(word))]
    numbers = [int(word) for word in words if word.isdigit()]
    if not weekdays and not months and not numbers and text.upper() not in set("MTWFS"):
        return None
    if isinstance(found, datetime) or len(weekdays) + len(months) + len(numbers) < len(words):
        raise ValueError(no_date)
    if len(weekdays) > 1 or len(months) > 1 or not 1 <= len(numbers) + len(months) <= 2 or not numbers:
        raise ValueError(no_date)
    if len(numbers) == 2:
        months = [numbers.pop()]
    fitting = [
        day
        for day in period
        if day.day == numbers[0]
        and (not months or day.month == months[0])
        and (not weekdays or day.weekday() == weekdays[0])
    ]
    if len(fitting) != 1:
        raise ValueError(no_date)
    return fitting[0].isoformat()


def _day_of_number(number: float, period: Sequence[date]) -> str:
    """Returns the date that a number means: a serial number of Excel, or a day of the month."""
    fitting = [day for day in period if day.day == number or day - _EXCEL_DAY_0 == timedelta(days=number)]
    if len(fitting) != 1:
        raise ValueError(f"'{said(number)}' is not a date; write it as DD/MM/YYYY")
    return fitting[0].isoformat()


def _all_codes(below: Sequence[Any], codes: AvailabilityCodes) -> bool:
    """Whether all entries of a column are codes."""
    for found in below:
        try:
            codes.codes_in(found)
        except ValueError:
            return False
    return True


def _days_of(period: object) -> list[date]:
    """Returns the days of a raw period; empty when its dates cannot be read."""
    ends = [period.get(name) for name in ("first", "last")] if isinstance(period, dict) else []
    try:
        first, last = (date.fromisoformat(str(end)) for end in ends)
    except ValueError:
        return []
    return [first + timedelta(days=n) for n in range(min((last - first).days + 1, _LONGEST_PERIOD))]
