"""Reads dates as headings of rotas write them, whole or in parts: 7 Dec, Mon 7, 7/12, Monday, December 2026.

The parts of several headings together make a date; what no heading says comes from titles and names of sheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from models.text.dates_and_times import month_named, weekday_named, written_date, written_moment

_EXCEL_DAY_0 = date(1899, 12, 30)
_SERIALS = range(36526, 73051)  # 2000 to 2099 as Excel counts days
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_NUMERIC = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_IN_TEXT = re.compile(
    r"(?<![\d/.\-])(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)?[\s/.\-]+(?:of\s+)?(?:\d{1,2}|[A-Za-z]{3,9})[\s/.\-,]+(?:20\d\d|\d\d(?!\d)))"
    r"(?![\d/])",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(r"(?<![\d/.\-])(\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s+)?([A-Za-z]{3,9})\b", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"\b([A-Za-z]{3,9})[\s\-_.,']*(20\d\d|\d\d)\b")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True)
class DateParts:
    """What one heading, or several together, say of a date; None where they do not."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None

    @property
    def is_strong(self) -> bool:
        """Whether it can hardly be anything but a date: a day with its month or its day of the week."""
        return self.day is not None and (self.month is not None or self.weekday is not None)

    def with_more(self, other: DateParts) -> DateParts:
        """These parts, with those of another heading where these are blank."""
        return DateParts(
            self.day if self.day is not None else other.day,
            self.month if self.month is not None else other.month,
            self.year if self.year is not None else other.year,
            self.weekday if self.weekday is not None else other.weekday,
        )


@dataclass(frozen=True)
class DateHints:
    """What titles and names of sheets say of dates.

    Attributes:
        start: a whole date: the first of a week.
        month, year: of the rota.
    """

    start: date | None = None
    month: int | None = None
    year: int | None = None

    def or_else(self, other: DateHints) -> DateHints:
        """These hints, completed by weaker ones."""
        return DateHints(self.start or other.start, self.month or other.month, self.year or other.year)


def date_parts(value: object) -> DateParts | None:
    """The parts of a date in a cell; None where it holds anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return _of(value.date()) if value.year > 1900 else None
    if isinstance(value, date):
        return _of(value)
    if isinstance(value, int | float):
        return _of_number(value)
    return _of_text(value) if isinstance(value, str) else None


def _of(day: date) -> DateParts:
    return DateParts(day.day, day.month, day.year, day.weekday())


def _of_number(number: float) -> DateParts | None:
    if number != int(number):
        return None
    if 1 <= number <= 31:
        return DateParts(day=int(number))
    return _of(_EXCEL_DAY_0 + timedelta(days=int(number))) if int(number) in _SERIALS else None


def _of_text(text: str) -> DateParts | None:
    text = " ".join(text.split())
    whole = written_date(text)
    if whole is None and (moment := written_moment(text)) is not None and not moment.wall.time().hour:
        whole = moment.wall.date()
    if whole is not None:
        return _of(whole)
    if len(text) > 32:
        return None
    plain = _ORDINAL.sub("", text)
    if match := _NUMERIC.fullmatch(re.sub(r"^[A-Za-z]+\.?,?\s*", "", plain)):
        words = _WORDS.findall(plain)
        weekday = weekday_named(words[0]) if words[0].isalpha() else None
        if words[0].isalpha() and weekday is None:
            return None
        return _checked(DateParts(int(match[1]), int(match[2]), None, weekday))
    return _of_words(_WORDS.findall(plain)) if not re.search(r"[:=+&@%()*]", plain) else None


def _of_words(words: list[str]) -> DateParts | None:
    """The parts that words and numbers name, if each of them names one."""
    found = DateParts()
    for word in words:
        if word.isdigit():
            number = int(word)
            part = DateParts(year=number) if len(word) == 4 and 2000 <= number < 2100 else DateParts(day=number)
            if found.day is not None and len(word) == 2 and found.month is not None and found.year is None:
                part = DateParts(year=2000 + number)
        elif (weekday := weekday_named(word)) is not None:
            part = DateParts(weekday=weekday)
        elif word.lower() == "sept" or month_named(word):
            part = DateParts(month=month_named(word) or 9)
        elif word.lower() in ("of", "the"):
            continue
        else:
            return None
        if any(
            getattr(part, name) is not None and getattr(found, name) is not None for name in DateParts.__annotations__
        ):
            return None
        found = found.with_more(part)
    return _checked(found) if found != DateParts() else None


def _checked(parts: DateParts) -> DateParts | None:
    """The parts, where such a date is possible."""
    if parts.day is not None and not 1 <= parts.day <= 31:
        return None
    if parts.month is not None and not 1 <= parts.month <= 12:
        return None
    if parts.day is not None and parts.month is not None:
        try:
            date(parts.year or 2024, parts.month, parts.day)  # 2024 has a 29 February
        except ValueError:
            return None
    return parts


def hints_in(texts: Iterable[str]) -> DateHints:
    """What some texts (titles, the name of a sheet) say of dates; earlier texts go first."""
    found = DateHints()
    for text in texts:
        found = found.or_else(_hints_of(text))
    return found


def _hints_of(text: str) -> DateHints:
    for match in _IN_TEXT.finditer(text):
        written = re.sub(r"\bof\s+", "", match[0], flags=re.IGNORECASE)
        if (day := written_date(written)) is not None:
            return DateHints(day, day.month, day.year)
    year = next((int(found) for found in _YEAR.findall(text)), None)
    for match in _DAY_MONTH.finditer(text):
        if month := month_named(match[2]):
            parts = _checked(DateParts(int(match[1]), month, year))
            if parts is not None:
                return DateHints(date(year, month, int(match[1])) if year else None, month, year)
    for match in _MONTH_YEAR.finditer(text):
        if month := month_named(match[1]):
            return DateHints(None, month, int(match[2]) % 100 + 2000)
    alone = next((number for word in re.findall(r"[A-Za-z]{3,9}", text) if (number := _month_word(word))), None)
    return DateHints(None, alone, year)


def _month_word(word: str) -> int:
    """The month a word of running text names: in full, or by three letters that are no other word."""
    number = month_named(word)
    full = number and date(2000, number, 1).strftime("%B").lower() == word.lower()
    return number if full or (number and len(word) == 3 and word.lower() not in ("may", "mar")) else 0


def year_by_weekdays(parts: Iterable[DateParts], around: int) -> int | None:
    """The year in which days, months and days of the week agree: the only one among the years around one.

    Args:
        around: the years looked at are the five before this one to the five after it.
    """
    known = [item for item in parts if item.day and item.month and item.weekday is not None]
    if not known:
        return None
    return next(
        (year for year in _nearest(around) if all(_falls(replace(item, year=year)) for item in known)),
        None,
    )


def _nearest(around: int) -> list[int]:
    return sorted(range(around - 2, around + 3), key=lambda year: abs(year - around))


def _falls(parts: DateParts) -> bool:
    try:
        day = date(parts.year or 0, parts.month or 0, parts.day or 0)
    except ValueError:
        return False
    return day.weekday() == parts.weekday
