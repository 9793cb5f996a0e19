"""Finds days that have names, such as Christmas Eve or Easter Monday, and groups of them: weekends, weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from models.period import Period

_FIXED = {
    r"(?:christmas|xmas)\s+eve": "24 december",
    r"(?:christmas|xmas)\s+day": "25 december",
    r"boxing\s+day": "26 december",
    r"(?:new\s+year'?s?'?\s+eve|nye|hogmanay)": "31 december",
    r"(?:new\s+year'?s?'?\s+day|nyd)": "1 january",
    r"valentine'?s?'?\s+(?:day|night)": "14 february",
    r"st\.?\s+patrick'?s?'?\s+day": "17 march",
    r"hallowe'?en": "31 october",
    r"(?:bonfire\s+night|guy\s+fawkes(?:\s+night)?)": "5 november",
}
_NAMED = [(re.compile(rf"\b{name}\b"), written) for name, written in _FIXED.items()]
_EASTER = re.compile(r"\b(?P<good>good\s+friday)\b|\beaster\s+(?P<day>saturday|sunday|monday|sat|sun|mon)\b")
_DAYS_AFTER_GOOD_FRIDAY = {"sat": 1, "sun": 2, "mon": 3}
_BANK_HOLIDAY = re.compile(r"\b(?:the\s+)?bank\s+holiday(?:\s+(?:mon(?:day)?|date))?\b")
_FOLLOWED = r"(?=\s+(?:nights|evenings|days)\b)"
_OTHER = r"(?P<other>every\s+(?:other|second|2nd)\s+|alternate\s+)"
_WEEKENDS = re.compile(
    rf"\b{_OTHER}weekends?\b|\b(?:all|any|every|each)\s+weekends?\b|\bweekends\b|\bweekend{_FOLLOWED}"
)
_WEEKDAYS = re.compile(rf"\b(?:all|any|every|each)\s+weekdays?\b|\bweekdays\b|\bweekday{_FOLLOWED}")


def with_named_days(plain: str, period: Period) -> str:
    """A text in small letters with the dates of days in the place of their names.

    Weekends are Saturdays and Sundays, and weekdays the others. A name that means no one date stays.

    Args:
        period: in which movable days, such as Easter, are looked up.
    """
    text = plain.replace("\u2019", "'")
    for pattern, written in _NAMED:
        text = pattern.sub(written, text)
    text = _EASTER.sub(lambda match: _easter(match, period), text)
    text = _BANK_HOLIDAY.sub(lambda match: _bank_holiday(match, period), text)
    text = _WEEKENDS.sub(lambda match: f"{match['other'] or ''}saturdays and sundays", text)
    return _WEEKDAYS.sub("mondays, tuesdays, wednesdays, thursdays and fridays", text)


def names_group(plain: str) -> bool:
    """Whether a text in small letters names a group of days, of which some may be days on which nothing runs."""
    return _WEEKENDS.search(plain) is not None or _WEEKDAYS.search(plain) is not None


def _easter(match: re.Match[str], period: Period) -> str:
    good = next((day for day, name in _holidays(period, timedelta(days=3)) if name == "Good Friday"), None)
    if good is None:
        return match[0]
    after = 0 if match["good"] else _DAYS_AFTER_GOOD_FRIDAY[match["day"][:3]]
    return _written(good + timedelta(days=after))


def _bank_holiday(match: re.Match[str], period: Period) -> str:
    """The only bank holiday of the period, or its only one on a Monday where the text says so."""
    monday = re.search(r"\bmon", match[0]) is not None
    days = [day for day, _ in _holidays(period) if not monday or day.weekday() == 0]
    return _written(days[0]) if len(days) == 1 else match[0]


def _holidays(period: Period, around: timedelta = timedelta()) -> Iterator[tuple[date, str]]:
    """Yields the public holidays of England in a period.

    Args:
        around: so long before and after the period as well.
    """
    import holidays  # here, not above: it is slow to import, and few replies need it

    first, last = period.first - around, period.last + around
    found = holidays.country_holidays("GB", subdiv="ENG", years=range(first.year, last.year + 1))
    yield from sorted((day, name) for day, name in found.items() if first <= day <= last)


def _written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}".lower()


__all__ = ["names_group", "with_named_days"]
