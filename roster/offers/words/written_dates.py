"""Reads dates out of free text: `Fri 4 Dec until 22:00; Saturdays 5th & 12th December`, with or without a year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.clock import spoken_date
from models.errors import RosterError
from models.period import Period
from models.text.dates_and_times import month_named, weekday_named, written_date
from roster.offers.asking.slots import Slot
from roster.offers.words.answers import AnswerError, DateAnswer, is_unsure, read_answer
from roster.offers.words.named_days import with_named_days
from roster.tables.cells.text import normalised

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_DASH = r"(?:[-\u2010-\u2015\u2212]|to|till|until)"
_ITEM = rf"(?:{_WEEKDAY},?\s*(?:the\s+)?)?(?<![\d:])\d{{1,2}}{_ORDINAL}(?![\d:.]\d|\d|\s*[ap]\.?m\b)"
_JOIN = rf"\s*(?:,|&|\+|and|/|{_DASH})\s*"
_TIMES_FOLLOW = r"(?!\d|:|\s*(?:hrs|hours|[-\u2010-\u2015]\s*\d|(?:to|till|until)\s*\d{4}\b))"  # then 2000 is a time
_YEAR = rf"(?:(?:,?\s+|[-/])(?:20\d\d|'\d\d){_TIMES_FOLLOW}|[-/]\d\d(?![\d:]))?"
_NAMED = re.compile(rf"(?P<days>{_ITEM}(?:{_JOIN}{_ITEM})*)\s*(?:of\s+)?[-/]?(?P<month>{_MONTH})(?P<year>{_YEAR})")
_MONTH_FIRST = re.compile(
    rf"(?:(?P<weekday>{_WEEKDAY}),?\s*)?(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}){_ORDINAL}(?![\d:.]\d|\d)(?P<year>{_YEAR})"
)
_NUMBERS = re.compile(
    rf"(?:(?P<weekday>{_WEEKDAY}),?\s*)?(?P<text>\d{{4}}-\d\d-\d\d(?:t\d\d:\d\d(?::\d\d)?| 00:00:00)?"
    r"|\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d\d)(?!\d))"
)
_SHORT_NUMBERS = re.compile(
    rf"(?:(?P<weekday>{_WEEKDAY}),?\s*)?(?<![\d:/.])(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?![\d/])"
)
_EVERY = re.compile(
    rf"\b(?:all|every|any|each)\s+(?P<days>{_WEEKDAY}(?:\s*(?:,|&|and|or|/)\s*{_WEEKDAY})*)|(?P<plural>{_WEEKDAY}(?:\s*(?:,|&|and|or|/)\s*{_WEEKDAY})*)"
)
_NUMBER = re.compile(rf"(?:({_WEEKDAY}),?\s*(?:the\s+)?)?(\d{{1,2}}){_ORDINAL}")
_MARKS = " ,;.&+/()|:*!\u2022"
_JOINING = re.compile(r"(?:^|[\s,;])(?:and|also|plus|on|or|then|the|-)$")
_BETWEEN = re.compile(
    r"^[\s,;.&+/:()|*\u2022-]*(?:(?:and|also|plus|the|on|or|then|date[s]?|night[s]?|evening[s]?)\b[\s,;.&+/:()-]*)*$"
)

_LEADS = {
    "i", "can", "could", "do", "work", "am", "i'm", "available", "free", "on", "the", "yes", "happy", "to",
    "offer", "dates", "date", "following", "these", "my", "are", "will", "be", "please", "hi", "hello", "put",
    "me", "down", "for", "all", "of", "any", "either", "would", "like",
}  # fmt: skip


@dataclass(frozen=True)
class _Found:
    """Dates written in one place of a text, and where that is."""

    start: int
    end: int
    dates: tuple[date, ...]


@dataclass
class TextReading:
    """What a free text offers, and what of it is not understood."""

    answers: list[DateAnswer] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class _DateError(RosterError, ValueError):
    """A date that does not exist, or whose day of the week is wrong."""


def dates_in(text: str, period: Period) -> tuple[list[date], list[str]]:
    """The dates that a text names, and a sentence for each that is wrong."""
    plain, problems = with_named_days(normalised(text), period), list[str]()
    found = list(_scan(plain, period, problems))
    return [day for item in found for day in item.dates], problems


def read_dates(text: str, period: Period, slots_on: Callable[[date], Sequence[Slot]]) -> TextReading:
    """Reads the dates that a text offers, each with what is written behind it: a limit of time, or yes.

    A text of which a part is not understood offers nothing: 'not' may belong to any of its dates.

    Args:
        text: what the person wrote.
        period: of the book; a date without a year lies in it.
        slots_on: the shifts that the person could work on a date.
    """
    reading = TextReading()
    plain = with_named_days(normalised(text), period)
    found = sorted(_scan(plain, period, reading.problems), key=lambda item: item.start)
    if reading.problems:
        return TextReading([], [f"'{_short(text)}': {problem}" for problem in reading.problems])
    head = plain[: found[0].start] if found else plain
    if not found or not (_BETWEEN.match(head) or read_lead(head)):
        reading.problems.append(f"'{_short(text)}' is not understood" + ("" if found else ": it names no date"))
        return reading
    ends = [item.start for item in found[1:]] + [len(plain)]
    for item, end in zip(found, ends, strict=True):
        behind = _behind(plain[item.end : end])
        for day in item.dates:
            try:
                reading.answers += read_answer(behind, day, slots_on(day)) if behind else [DateAnswer(day)]
            except AnswerError:
                reading.problems.append(f"'{_short(text)}': '{behind}' after {spoken_date(day)} is not understood")
                break  # the same words stand behind the other dates of that place
    # Part of a text may mean something else without the rest of it: 'not' may belong to any of its dates.
    return reading if not reading.problems else TextReading([], reading.problems)


def _behind(text: str) -> str:
    """What is said of a date: the text up to the next one, without what only joins the two."""
    plain = _JOINING.sub("", text.strip(_MARKS)).strip(_MARKS)
    plain = re.sub(r"(?:^|[\s,;])(?:thanks?|thank you|please|cheers|ta)(?:[\s,;.!x]*)$", "", plain)
    return re.sub(r"^[-\u2010-\u2015]\s+", "", plain).strip(_MARKS)


def read_lead(text: str) -> bool:
    """Whether words before the first date only say that dates follow: `I can do`, `available on`."""
    words = re.findall(r"[^\s,;.:!]+", text)
    return not is_unsure(text) and all(word in _LEADS for word in words)


def _scan(plain: str, period: Period, problems: list[str]) -> Iterator[_Found]:
    """Finds every date, longer forms first; text that belongs to one form is not read as another."""
    masked = plain
    for pattern, dates_of in _FORMS:
        for match in list(pattern.finditer(masked)):
            try:
                dates = tuple(dates_of(match, period))
            except _DateError as error:
                problems.append(str(error))
                dates = ()
            if dates:
                yield _Found(match.start(), match.end(), dates)
            if dates or problems:
                masked = masked[: match.start()] + "\x00" * (match.end() - match.start()) + masked[match.end() :]


def _day_month(day: int, month: int, year: str, period: Period, weekday: str | None) -> date:
    """The date of a day and month; without a year, the one in the period or nearest to it."""
    digits = re.sub(r"\D", "", year)
    years = (
        [int(digits) + (2000 if len(digits) == 2 else 0)]
        if digits
        else sorted({period.first.year, period.last.year, period.first.year - 1, period.last.year + 1})
    )
    dates = [found for number in years if (found := _made(number, month, day)) is not None]
    if not dates:
        raise _DateError(f"there is no day {day} in month {month}")
    best = min(dates, key=lambda found: max((period.first - found).days, (found - period.last).days, 0))
    _check_weekday(best, weekday)
    return best


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _check_weekday(day: date, weekday: str | None) -> None:
    if weekday and weekday_named(weekday.rstrip(".").removesuffix("s") if len(weekday) > 4 else weekday) not in (
        day.weekday(),
        None,
    ):
        raise _DateError(f"{spoken_date(day)} {day.year} is a {day:%A}, not '{weekday.strip(' .,')}'")


def _named(match: re.Match[str], period: Period) -> Iterator[date]:
    month = month_named(match["month"].rstrip("."))
    numbers = list(_NUMBER.finditer(match["days"]))
    before: date | None = None
    for place, item in enumerate(numbers):
        before_it, behind_it = (
            match["days"][numbers[at].end() : numbers[at + 1].start()] if 0 <= at < len(numbers) - 1 else ""
            for at in (place - 1, place)
        )
        if before_it.strip() == "/" and int(item[2]) == month and not item[1] and behind_it.strip() != "/":
            if not behind_it:
                raise _DateError(f"'{match[0].strip()}' may be one date or two; write each with its month")
            continue  # 4/12 and 25 December: the 12 is the month of the 4th
        day = _day_month(int(item[2]), month, match["year"], period, item[1])
        if before is not None and re.fullmatch(rf"\s*{_DASH}\s*", before_it):
            if day <= before:
                raise _DateError(f"'{match[0].strip()}' ends before it begins")
            yield from (date.fromordinal(number) for number in range(before.toordinal() + 1, day.toordinal()))
        yield day
        before = day


def _month_first(match: re.Match[str], period: Period) -> Iterator[date]:
    yield _day_month(
        int(match["day"]), month_named(match["month"].rstrip(".")), match["year"], period, match["weekday"]
    )


def _numbers(match: re.Match[str], period: Period) -> Iterator[date]:
    text = re.split(r"[t ]", match["text"])[0]
    day = written_date(text)
    swapped = written_date(re.sub(r"^(\d+)([/.\-])(\d+)", r"\3\2\1", text)) if not re.match(r"\d{4}", text) else None
    if day is None or (day not in period and swapped is not None and swapped in period):
        hint = f"; is it {spoken_date(swapped)}, with the month first?" if swapped else ""
        raise _DateError(f"'{text}' is {'no date' if day is None else 'outside the period'}{hint}")
    _check_weekday(day, match["weekday"])
    yield day


def _short_numbers(match: re.Match[str], period: Period) -> Iterator[date]:
    day, month = int(match["day"]), int(match["month"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise _DateError(f"'{match[0].strip()}' is no date; write it as 4 Dec")
    yield _day_month(day, month, "", period, match["weekday"])


def _every(match: re.Match[str], period: Period) -> Iterator[date]:
    words = re.findall(_WEEKDAY, match["days"] or match["plural"])
    if match["plural"] and not all(
        word.rstrip(".").endswith("s") and word.rstrip(".") not in ("tues", "weds", "thurs") for word in words
    ):
        return
    numbers = {weekday_named(word.rstrip(".").removesuffix("s")) for word in words}
    yield from (day for day in period.dates if day.weekday() in numbers)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:119] + "\u2026"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Period], Iterator[date]]], ...] = (
    (_NUMBERS, _numbers),
    (_NAMED, _named),
    (_MONTH_FIRST, _month_first),
    (_SHORT_NUMBERS, _short_numbers),
    (_EVERY, _every),
)
