"""Reads dates, day before month; dates that look like month before day are a mistake or a note."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, time, timedelta

from models.clock import spoken_date
from models.period import Period
from models.text.dates_and_times import Moment, month_first, written_date, written_moment
from roster.tables.cells.findings import Findings

_HOW = "write it as 25/12/2026 or 2026-12-25"
_NUMBERS = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d\d)(?!\d)")
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE)
_NEAR = timedelta(days=62)  # dates this close to the period are expected in a table


@dataclass(frozen=True)
class _NumericDate:
    """A date written in numbers only: `04/12/2026`.

    Attributes:
        day: the date, read day before month.
        swapped: the date, read month before day; None where there is no such date.
    """

    row: int
    column: str
    text: str
    day: date
    swapped: date | None


@dataclass
class DateReader:
    """Reads the dates of a table, and afterwards checks all of them together."""

    period: Period
    findings: Findings
    _numeric: list[_NumericDate] = field(default_factory=list)

    def read(self, row: int, column: str, text: str) -> date | None:
        """Reads the date in a cell; adds a mistake and returns None where the cell holds no date."""
        day = written_date(text)
        if day is None and (moment := written_moment(text)) is not None:
            day = self._of_moment(row, column, moment)
        if day is None:
            wrong = wrong_weekday(text) or f"'{text}' is not a date; {month_first_question(text)}{_HOW}"
            self.findings.add_problem(row, column, wrong)
            return None
        self.remember(row, column, text, day)
        return day

    def _of_moment(self, row: int, column: str, moment: Moment) -> date:
        """The date of a cell that states a time too, in the period's time zone: midnight UTC may be another date."""
        wall = moment.wall
        if moment.zone is not None and 1 < wall.year < MAXYEAR:
            wall = wall.replace(tzinfo=moment.zone).astimezone(self.period.zone).replace(tzinfo=None)
        if wall.time() != time():
            self.findings.add_note(f"column {column} states a time as well, which is not read", row)
        return wall.date()

    def remember(self, row: int, column: str, text: str, day: date) -> None:
        """Remembers a date that was written in numbers, for `check_month_first`."""
        if match := _NUMBERS.match(text):
            self._numeric.append(_NumericDate(row, column, match[0], day, month_first(match[0])))

    def check_month_first(self) -> None:
        """Checks for dates that were probably written month before day, as in America.

        Such a date lies outside the period, and inside it when read month before day. It is a mistake, or where it lies
        close to the period, a note. Nothing is found where another date of the table can only be day before month.
        """
        if any(item.swapped is None for item in self._numeric):
            return
        for item in self._numeric:
            if item.swapped is None or item.day in self.period or item.swapped not in self.period:
                continue
            if self.period.first - _NEAR <= item.day <= self.period.last + _NEAR:
                self.findings.add_note(
                    f"{item.text} is taken to be {_spoken(item.day)}; with the month first it would be"
                    f" {_spoken(item.swapped)}",
                    item.row,
                )
            else:
                self.findings.add_problem(
                    item.row,
                    item.column,
                    f"{item.text} is {_spoken(item.day)}, outside the period; is it {_spoken(item.swapped)}, with the"
                    " month first? write it as 25/12/2026 or 2026-12-25",
                )


def wrong_weekday(text: str) -> str | None:
    """The mistake in a date (and time) whose day of the week is wrong; None for any other text."""
    match = _WEEKDAY.match(text)
    rest = text[match.end() :].lstrip(" .,") if match else ""
    moment = written_moment(rest)
    day = moment.wall.date() if moment else written_date(rest)
    return f"'{text}': {_spoken(day)} is a {day:%A}" if day else None


def month_first_question(text: str) -> str:
    """A question for a text that is a date only when read month before day: `is it ..., with the month first? `."""
    match = _NUMBERS.match(text)
    day = month_first(match[0]) if match and written_date(match[0]) is None else None
    return f"is it {_spoken(day)}, with the month first? " if day else ""


def _spoken(day: date) -> str:
    return f"{spoken_date(day)} {day.year}"
