"""Finds a date in a longer text, even one without its year or month, or only a day of the week."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.clock import spoken_date
from models.errors import RosterError
from models.text.dates_and_times import month_named, tidy, weekday_named, written_date

_ISO = re.compile(r"(?<![\d:])(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d:])")
_NUMBERS = re.compile(
    r"(?<![\d:/.-])(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d\d))?(?![\d:])"
)
_TAIL = r"(?:\s*,?\s+(?P<year>\d{4})(?![\d:]))?"
_DAY_FIRST = re.compile(
    r"(?<![\d:])(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s\-]*(?:of\s+)?(?P<month>[a-z]{3,9})\b\.?" + _TAIL, re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    r"\b(?P<month>[a-z]{3,9})\.?\s+(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:a-z])" + _TAIL, re.IGNORECASE
)
_DAY_ALONE = re.compile(r"(?<![\d:.a-z])(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:.a-z])", re.IGNORECASE)
_ONLY_NUMBERS = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_WORD = re.compile(r"[a-z]{3,9}", re.IGNORECASE)


class SpokenDateError(RosterError, ValueError):
    """A text that is no date, contradicts itself, or fits several dates."""


@dataclass(frozen=True)
class SpokenDate:
    """A date as far as a text states it; each part is None where it is not stated.

    Attributes:
        weekday: 0 for Monday.
    """

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None

    def fits(self, day: date) -> bool:
        """Whether a date is what the text states."""
        return self.fits_but_for_weekday(day) and self.weekday in (None, day.weekday())

    def fits_but_for_weekday(self, day: date) -> bool:
        """Whether a date has the stated day, month and year."""
        return self.day in (None, day.day) and self.month in (None, day.month) and self.year in (None, day.year)

    @property
    def stated(self) -> bool:
        """Whether the text states anything of a date."""
        return self.weekday is not None or self.day is not None


def take_date(text: str) -> tuple[SpokenDate, str]:
    """Reads the date in a text, and returns the text without it.

    `Sat 8 May JR20` gives Saturday, 8, 5 and ` JR20`.
    """
    weekday, rest = _take_weekday(text)
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _NUMBERS, _DAY_ALONE):
        for match in pattern.finditer(rest):
            if (found := _parts(match)) is not None:
                day, month, year = found
                return SpokenDate(weekday, day, month, year), f"{rest[: match.start()]} {rest[match.end() :]}"
    return SpokenDate(weekday), rest


def find_date(text: str, dates: Iterable[date]) -> date:
    """The date that a text means: a whole date, or the one of some dates that it fits (`Fri 11 Dec`, `Friday 11th`).

    Args:
        text: as a person wrote it.
        dates: those of the period.

    Raises:
        SpokenDateError: it is no date, contradicts itself, or fits none or several of the dates.
    """
    text = tidy(text)
    if (whole := written_date(text)) is not None:
        return whole
    spoken, rest = take_date(text)
    if not spoken.stated or rest.strip(" ,."):
        if _ONLY_NUMBERS.fullmatch(text):
            raise SpokenDateError("there is no such date")
        raise SpokenDateError(f"'{text}' is no date; write it as 2026-12-11 or Fri 11 Dec")
    of_period = list(dates)
    found = [day for day in of_period if spoken.fits(day)]
    if len(found) == 1:
        return found[0]
    if found:
        raise SpokenDateError(f"'{text}' fits {len(found)} dates: {', '.join(map(spoken_date, found))}")
    for day in of_period:
        if spoken.day is not None and spoken.fits_but_for_weekday(day):
            raise SpokenDateError(f"'{text}' contradicts itself: {spoken_date(day)} {day.year} is a {day:%A}")
    raise SpokenDateError(f"'{text}' is no date of the period")


def _take_weekday(text: str) -> tuple[int | None, str]:
    for match in _WORD.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        whole = not before[-1:].isalnum() and not after[:1].isalnum()
        weekday = weekday_named(match[0]) if whole else None
        if weekday is not None:
            return weekday, f"{before} {after.removeprefix('.')}"
    return None, text


def _parts(match: re.Match[str]) -> tuple[int, int | None, int | None] | None:
    """The day, month and year of a match; None where there is no such date."""
    parts = match.groupdict()
    day, month, year = int(parts["day"]), parts.get("month"), parts.get("year")
    number = None if month is None else int(month) if month.isdigit() else month_named(month)
    if not 1 <= day <= 31 or (number is not None and not 1 <= number <= 12):
        return None
    return day, number, None if year is None else int(year) + (2000 if len(year) == 2 else 0)
