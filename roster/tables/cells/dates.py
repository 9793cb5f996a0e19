"""Dates of a table: the day goes before the month, and what speaks against that in a table is a mistake or told."""

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
_NEAR = timedelta(days=62)  # a record of the last month, or of the one before it, is no surprise


@dataclass(frozen=True)
class _Seen:
    """A date written in numbers only.

    Attributes:
        turned: the date if the month went first; None where there is no such date.
    """

    row: int
    column: str
    text: str
    day: date
    turned: date | None


@dataclass
class DateReader:
    """Reads the dates of a table, and looks at all of them together."""

    period: Period
    findings: Findings
    _seen: list[_Seen] = field(default_factory=list)

    def read(self, row: int, column: str, text: str) -> date | None:
        """The date in a cell; None, and the mistake is noted, if there is none."""
        day = written_date(text)
        if day is None and (moment := written_moment(text)) is not None:
            day = self._of_moment(row, column, moment)
        if day is None:
            wrong = other_weekday(text) or f"'{text}' is not a date; {turned_round(text)}{_HOW}"
            self.findings.problem(row, column, wrong)
            return None
        self.look_at(row, column, text, day)
        return day

    def _of_moment(self, row: int, column: str, moment: Moment) -> date:
        """The date of a cell that states a time as well, by the period's clock: midnight is the eve in other zones."""
        wall = moment.wall
        if moment.zone is not None and 1 < wall.year < MAXYEAR:
            wall = wall.replace(tzinfo=moment.zone).astimezone(self.period.zone).replace(tzinfo=None)
        if wall.time() != time():
            self.findings.note(f"column {column} states a time as well, which is not read", row)
        return wall.date()

    def look_at(self, row: int, column: str, text: str, day: date) -> None:
        """Remember how a date was written."""
        if match := _NUMBERS.match(text):
            self._seen.append(_Seen(row, column, match[0], day, month_first(match[0])))

    def look_for_month_first(self) -> None:
        """Note the dates that were probably meant month first, as in America.

        One that lies outside the period, and inside it with the month first, is a mistake, unless another date of the
        table can only be written day first; one that lies just outside is told of.
        """
        if any(item.turned is None for item in self._seen):
            return
        for item in self._seen:
            if item.turned is None or item.day in self.period or item.turned not in self.period:
                continue
            if self.period.first - _NEAR <= item.day <= self.period.last + _NEAR:
                self.findings.note(
                    f"{item.text} is taken to be {_spoken(item.day)}; with the month first it would be"
                    f" {_spoken(item.turned)}",
                    item.row,
                )
            else:
                self.findings.problem(
                    item.row,
                    item.column,
                    f"{item.text} is {_spoken(item.day)}, outside the period; is it {_spoken(item.turned)}, with the"
                    " month first? write it as 25/12/2026 or 2026-12-25",
                )


def other_weekday(text: str) -> str | None:
    """What is wrong with a date, or a date and time, that names another day of the week; None with any other text."""
    match = _WEEKDAY.match(text)
    rest = text[match.end() :].lstrip(" .,") if match else ""
    moment = written_moment(rest)
    day = moment.wall.date() if moment else written_date(rest)
    return f"'{text}': {_spoken(day)} is a {day:%A}" if day else None


def turned_round(text: str) -> str:
    """A question whether the month goes first, for a text that is a date only then; else empty."""
    match = _NUMBERS.match(text)
    day = month_first(match[0]) if match and written_date(match[0]) is None else None
    return f"is it {_spoken(day)}, with the month first? " if day else ""


def _spoken(day: date) -> str:
    return f"{spoken_date(day)} {day.year}"
