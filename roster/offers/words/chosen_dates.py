"""Reads answers that choose among the dates of the period: `any`, `Fridays except the 18th`, `first and third Sat`.

An answer is read here as a whole or not at all; every other text is left to `written_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time, timedelta

from models.period import Period
from models.text.dates_and_times import month_named, weekday_named
from roster.offers.asking.slots import Slot
from roster.offers.words.answers import DateAnswer, chosen
from roster.offers.words.named_days import names_group, with_named_days
from roster.offers.words.written_dates import TextReading, dates_in, read_dates
from roster.tables.cells.text import normalised

SlotsOn = Callable[[date], Sequence[Slot]]

_DAY = r"(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_AND = r"\s*(?:,|;|&|\+|/|\n|\band\b|\bor\b)\s*"
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_ORDINAL = "|".join(_ORDINALS)
_NIGHTS = r"(?P<nights>\s+(?:nights?|evenings?))?"
_WHOLE = r"(?:\s+(?:all month|every week|each week|throughout))?"
_OF = _WHOLE + r"(?:\s+(?:in|of|this|for)\s+(?:the\s+|this\s+)?(?P<month>[a-z]+))?"
_END = r"(?:\s+(?:only|please|thanks?|thank you))*[\s.!]*"
_LEAD = r"(?:(?:i can (?:do|work)|i am|i'm|available|free|happy to (?:do|work)|yes)[\s,:]+)*(?:on\s+)?"
_EVERY_DATE = re.compile(
    rf"{_LEAD}(?:(?:all|any|every|each)(?:\s+(?:day|days|date|dates|night|nights|evening|evenings|one|shift|shifts"
    r"|of (?:them|these|the dates|those)))?|anything|everything|(?:the\s+)?(?:whole|entire) month|all month|any ?time)"
    rf"{_OF}{_END}"
)
_WEEKDAYS = re.compile(rf"{_LEAD}(?:(?:all|any|every|each)\s+)?(?P<days>{_DAY}(?:{_AND}{_DAY})*){_NIGHTS}{_OF}{_END}")
_NTH = re.compile(
    rf"{_LEAD}(?:the\s+)?(?P<which>(?:{_ORDINAL})(?:{_AND}(?:the\s+)?(?:{_ORDINAL}))*)\s+(?P<days>{_DAY}(?:{_AND}{_DAY})*)"
    rf"{_NIGHTS}{_OF}{_END}"
)
_ALTERNATE = re.compile(
    rf"{_LEAD}(?:every\s+(?:other|second|2nd)|alternate|alternating)\s+(?P<days>{_DAY}(?:{_AND}{_DAY})*){_NIGHTS}"
    rf"(?:,?\s+(?:from|starting|beginning|commencing|start)(?:\s+(?:on|with|from))?\s+(?P<start>.+?))?{_END}"
)
_ITEM = rf"(?:(?P<weekday>{_DAY})\.?,?\s+)?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
_PLAIN_ITEM = re.sub(r"\?P<\w+>", "?:", _ITEM)
_ITEMS = re.compile(rf"{_PLAIN_ITEM}(?:{_AND}{_PLAIN_ITEM})*{_END}")
_EXCEPT = re.compile(
    r"[\s,;(-]+(?:except(?:ing)?(?: for)?|apart from|but(?: not)?|excluding|other than|bar|not)\s+(?:on\s+)?",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"{_LEAD}(?:from\s+|between\s+)?(?P<first>.+?)\s+(?:to|until|till|through|-|\u2013)\s+(?P<last>.+?)(?:\s+inclusive)?{_END}"
)
_EVENING = time(16)  # a shift that starts from then on is an evening or a night


def read_offered(text: str, period: Period, slots_on: SlotsOn) -> TextReading:
    """Reads the dates that a text offers, chosen among those of the period or written one by one.

    Args:
        text: what the person wrote.
        period: of the book; a date without a year lies in it.
        slots_on: the shifts that the person could work on a date.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        readings = [read_offered(line, period, slots_on) for line in lines]
        if not any(reading.problems for reading in readings):
            return TextReading([answer for reading in readings for answer in reading.answers])
    plain = with_named_days(normalised(text), period)
    answers = _chosen(plain, period, slots_on, grouped=names_group(normalised(text)))
    if answers:
        return TextReading(answers)
    reading = read_dates(text, period, slots_on)
    if reading.problems and (parts := _in_parts(text, period, slots_on)):
        return TextReading(parts)
    if (match := _ALTERNATE.fullmatch(plain)) and match["start"] is None:
        first = next((day for day in period.dates if day.weekday() in _numbers(match["days"])), period.first)
        written = f"'{text.strip()} from {first.day} {first:%b}'"
        return TextReading(
            [], [f"'{text.strip()}' does not say with which date it begins; write the dates, or {written}"]
        )
    return reading


def _in_parts(text: str, period: Period, slots_on: SlotsOn) -> list[DateAnswer]:
    """The dates of a list of which every part can be read by itself: `Fri 4/Sat 5 Dec; Fri 18`; none of another text.

    What stands behind "except" belongs to all that is before it, so such a text has no parts.
    """
    parts = [part for part in re.split(r"[;,\n]", text) if part.strip()]
    if len(parts) < 2 or _EXCEPT.search(normalised(text)):
        return []
    readings = [read_offered(part, period, slots_on) for part in parts]
    if any(reading.problems or not reading.answers for reading in readings):
        return []
    return list(dict.fromkeys(answer for reading in readings for answer in reading.answers))


def _chosen(plain: str, period: Period, slots_on: SlotsOn, *, grouped: bool) -> list[DateAnswer] | None:
    base, *rest = _EXCEPT.split(plain, maxsplit=1)
    found = _base(base, period)
    if found is None:
        return None
    days, nights, running = found
    if rest:
        out = _excepted(rest[0].rstrip(" )."), period)
        if out is None or not out <= set(days):
            return None  # it excepts a date that is not among those before it: something else is meant
        days = [day for day in days if day not in out]
    days = [day for day in days if slots_on(day)] if running or grouped else days
    answers = [answer for day in days for answer in _offered(day, slots_on(day), nights=nights)]
    return answers or None


def _offered(day: date, slots: Sequence[Slot], *, nights: bool) -> list[DateAnswer]:
    if not nights or not slots:
        return [DateAnswer(day)]
    late = [slot for slot in slots if slot.start.time() >= _EVENING or slot.end.date() > slot.start.date()]
    return chosen(late, slots) if late else []


def _base(text: str, period: Period) -> tuple[list[date], bool, bool] | None:
    """What a text chooses before any exception; None for any other text.

    Returns:
        The dates, whether only their nights, and whether only those on which the person could work at all.
    """
    if match := _EVERY_DATE.fullmatch(text):
        days = _of_month(match["month"], period)
        return (days, "night" in text or "evening" in text, True) if days else None
    if match := _NTH.fullmatch(text):
        days = _of_month(match["month"], period)
        which = [_ORDINALS[word] for word in re.findall(rf"\b(?:{_ORDINAL})\b", match["which"])]
        return (list(_nth(days, _numbers(match["days"]), which)), bool(match["nights"]), False) if days else None
    if (match := _WEEKDAYS.fullmatch(text)) and (match["nights"] or _several(match["days"]) or _every(text)):
        days = _of_month(match["month"], period)
        return ([day for day in days if day.weekday() in _numbers(match["days"])], bool(match["nights"]), False)
    if _ALTERNATE.fullmatch(text):
        return _alternate(text, period)
    if _ITEMS.fullmatch(text) and (re.search(_DAY, text) or _are_days(text)):
        named = _items(text, period, weekday_needed=re.search(_DAY, text) is not None)
        return (sorted(named), False, False) if named else None
    return (between, False, True) if (between := _range(text, period)) else None


def _alternate(text: str, period: Period) -> tuple[list[date], bool, bool] | None:
    """Every other Friday from a date on: those 14 days apart; None where no date says with which it begins."""
    match = _ALTERNATE.fullmatch(text)
    begins = _excepted(match["start"], period) if match and match["start"] else None
    if match is None or not begins or len(begins) != 1:
        return None
    (first,) = begins
    wanted = _numbers(match["days"])
    days = [day for day in period.dates if day.weekday() in wanted and day >= first and (day - first).days % 14 < 7]
    return days, bool(match["nights"]), False


def _are_days(text: str) -> bool:
    """Whether bare numbers are days of the month: `4th, 5th`, or several in rising order: `4, 5, 11`."""
    numbers = [int(number) for number in re.findall(r"\d{1,2}", text)]
    ordinals = re.findall(r"\d(?:st|nd|rd|th)\b", text)
    return len(ordinals) == len(numbers) or (len(numbers) > 1 and numbers == sorted(set(numbers)))


def _of_month(word: str | None, period: Period) -> list[date]:
    """The dates of the period, or of one month of it; none where the word is no month."""
    if word in (None, "month", "period"):
        return list(period.dates)
    number = month_named(word or "")
    return [day for day in period.dates if day.month == number]


def _numbers(text: str) -> set[int]:
    words = re.findall(_DAY, text)
    return {number for word in words if (number := weekday_named(word if len(word) < 4 else word[:3])) is not None}


def _several(text: str) -> bool:
    """Whether every day of the week is in the plural: `Fridays and Saturdays`; `Friday` alone may be any of them."""
    return all(word.endswith("s") and word not in ("tues", "weds", "thurs") for word in re.findall(_DAY, text))


def _every(text: str) -> bool:
    return re.search(r"\b(?:all|any|every|each|throughout)\b", text) is not None


def _nth(days: Sequence[date], weekdays: set[int], which: Sequence[int]) -> Iterator[date]:
    """The first, third or last of some days of the week in each month."""
    for day in days:
        number = (day.day - 1) // 7 + 1
        last = (day + timedelta(days=7)).month != day.month
        if day.weekday() in weekdays and (number in which or (last and -1 in which)):
            yield day


def _items(text: str, period: Period, *, weekday_needed: bool) -> set[date] | None:
    """The dates of days without a month: `Friday 4th, Sat 5`; None where one of them is not the only such date."""
    found: set[date] = set()
    for match in re.finditer(_ITEM, text):
        weekday = weekday_named(match["weekday"][:3]) if match["weekday"] else None
        days = [day for day in period.dates if day.day == int(match["day"])]
        days = [day for day in days if weekday in (None, day.weekday())]
        if len(days) != 1 or (weekday_needed and weekday is None):
            return None
        found |= set(days)
    return found


def _excepted(text: str, period: Period) -> set[date] | None:
    """The dates that an exception names; None where it is not understood."""
    if _ITEMS.fullmatch(text):
        return _items(text, period, weekday_needed=False)
    reading = read_dates(text, period, lambda day: ())
    named = {answer.date for answer in reading.answers if answer.start is None}
    if named and not reading.problems and named == set(dates_in(text, period)[0]):
        return named
    parts = [part for part in re.split(_AND, text) if part]
    found = [_excepted(part, period) for part in parts] if len(parts) > 1 else [None]
    return None if None in found else {day for days in found if days for day in days}


def _range(text: str, period: Period) -> list[date] | None:
    """The dates from one to another: `Fri 4 Dec to Sun 6 Dec inclusive`, `from 4 to 12 Dec`."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    last = _excepted(match["last"], period)
    first = _excepted(match["first"], period)
    if not first or not last or len(first) != 1 or len(last) != 1:
        return None
    (start,), (end,) = first, last
    days = [day for day in period.dates if start <= day <= end]
    return days if days and {start, end} <= set(days) else None


__all__ = ["read_offered"]
