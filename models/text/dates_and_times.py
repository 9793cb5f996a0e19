"""Reads dates and times as people and other systems write them: 25/12/2026, 25 Dec 26, 18.00, 6pm, 17:58:31, 02:00Z.

The day comes before the month, as in Britain. A text that is not understood gives None, and the caller reports it:
nothing is guessed.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

from models.base import Weekday

_BLANKS = re.compile("[\u00a0\u2007\u202f\t]")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_MONTHS = {f"{date(2000, month, 1):%B}".lower(): month for month in range(1, 13)}
_DAYS = {f"{date(2001, 1, day):%A}".lower(): day - 1 for day in range(1, 8)}  # 1 January 2001 was a Monday
_WORD = r"(?:([A-Za-z]{2,9})\.?,?\s+)?"  # a day of the week
_DAY_FIRST = re.compile(
    _WORD + r"(\d{1,2})(?:st|nd|rd|th)?[/.\-\s](\d{1,2}|[A-Za-z]{3,9})[/.\-\s,]+(\d{4}|\d\d)", re.IGNORECASE
)
_MONTH_NAMED_FIRST = re.compile(_WORD + r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d\d)\2(\d\d)")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d\d)")

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?P<mark>[:.h])(?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?)?"
    r"(?P<half>\s*[ap]\.?\s?m\.?)?(?P<hours>\s*(?:hours|hrs|hr|h)\.?)?",
    re.IGNORECASE,
)
_RADIO = re.compile(r"(?P<hour>\d{1,2})(?P<minute>\d\d)(?:\s*(?:hours|hrs|hr|h)\.?)?", re.IGNORECASE)  # 1800
# An offset that begins with a minus goes with seconds, or 18:00-02:00 would be no span of time.
_ZONE = re.compile(
    r"(?P<clock>.*?)\s*(?:(?P<name>Z|UTC|GMT|BST)|(?P<utc>UTC|GMT)?(?P<offset>\s*(?:\+|(?<=\d:\d\d:\d\d)-|(?<=[CTct])-)"
    r"\d\d(?::?\d\d)?))",
    re.IGNORECASE,
)
_ZONES: dict[str, tzinfo] = {"z": UTC, "utc": UTC, "gmt": UTC, "bst": timezone(timedelta(hours=1), "BST")}
_DAY = timedelta(days=1)
_CACHED = 4096  # texts whose meaning is cached: a column repeats the same texts
_YES = {"yes", "y", "true", "x", "1"}
_NO = {"no", "n", "false", "0"}
_DASH = re.compile("\\s*[-\u2010-\u2015\u2212]\\s*")
_WEEK = tuple(Weekday)
_BETWEEN = re.compile(r"(?<=\d)T(?=\d)|\s*,\s*|\s+(?:at\s+)?", re.IGNORECASE)


class Clock(NamedTuple):
    """A time of day.

    Attributes:
        after_midnight: up to 24 hours, with seconds.
        zone: the time zone it states; None where it is a local time.
    """

    after_midnight: timedelta
    zone: tzinfo | None = None


@dataclass(frozen=True)
class Moment:
    """A date and time of day.

    Attributes:
        wall: naive, as it was written, with seconds.
        zone: the time zone it states; None where it is a local time.
    """

    wall: datetime
    zone: tzinfo | None = None


def tidy(text: str) -> str:
    """Removes invisible characters and blanks at the ends, and turns special blanks into plain ones."""
    return _INVISIBLE.sub("", _BLANKS.sub(" ", text)).strip()


def written_yes_or_no(text: str) -> bool | None:
    """Whether a text says yes or no; None when neither."""
    word = tidy(text).lower()
    return True if word in _YES else False if word in _NO else None


@lru_cache(_CACHED)
def written_date(text: str) -> date | None:
    """The date a text writes: 25/12/2026, 25 Dec 26, Dec 25, 2026, 2026-12-25, 20261225."""
    text = tidy(text)
    if match := _DAY_FIRST.fullmatch(text):
        weekday, day, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(text):
        weekday, (year, _, month, day) = None, match.groups()
    elif match := _MONTH_NAMED_FIRST.fullmatch(text):
        weekday, month, day, year = match.groups()
    else:
        return None
    number = int(month) if month.isdigit() else month_named(month)
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None
    # `not 5 Dec 2026`, and `Mon 5/12/2026`, which is a Saturday, have no clear meaning.
    return found if weekday is None or weekday_named(weekday) == found.weekday() else None


def spelt_date(text: str) -> str:
    """Rewrites a date as YYYY-MM-DD, from 25/12/2026 or 25 Dec 26; any other text stays as it is."""
    found = written_date(text)
    return found.isoformat() if found is not None else tidy(text)


def month_first(text: str) -> date | None:
    """Reads two numbers and a year as a date with the month first, as in America; None where that is no date."""
    match = _NUMBERS.fullmatch(tidy(text))
    return written_date(f"{match[2]}/{match[1]}/{match[3]}") if match else None


@lru_cache(_CACHED)
def written_clock(text: str) -> Clock | None:
    """The time of day a text writes: 18:00, 18.00, 1800, 18h00, 6pm, 6:00 PM, 17:58:31, 02:00Z, noon; 24:00 too."""
    text = tidy(text)
    zone: tzinfo | None = None
    if match := _ZONE.fullmatch(text):
        zone = _zone(match["name"], match["offset"])
        text = match["clock"]
        if zone is None:
            return None
    if text.lower() in ("noon", "midday", "12 noon"):
        return Clock(timedelta(hours=12), zone)
    match = _RADIO.fullmatch(text) or _CLOCK.fullmatch(text)
    after_midnight = _after_midnight(match.groupdict()) if match else None
    return Clock(after_midnight, zone) if after_midnight is not None else None


def clock_time(text: str) -> time | None:
    """The local time of day that a text writes, in whole minutes: as `written_clock`, and `midnight`; 24:00 is 00:00.

    None where it writes none, or one of a stated time zone, or seconds.
    """
    if tidy(text).lower() == "midnight":
        return time()
    clock = written_clock(text)
    if clock is None or clock.zone is not None or clock.after_midnight % timedelta(minutes=1):
        return None
    minutes = clock.after_midnight // timedelta(minutes=1)
    return time(minutes // 60 % 24, minutes % 60)


@lru_cache(_CACHED)
def written_moment(text: str) -> Moment | None:
    """Reads a date followed by a time: 25/12/2026 18:00, 2026-12-25T18:00:00Z, 25 Dec 26 6pm; None for other text."""
    text = tidy(text)
    for gap in _BETWEEN.finditer(text):
        clock = written_clock(text[gap.end() :])
        day = written_date(text[: gap.start()]) if clock is not None else None
        if clock is not None and day is not None:
            try:
                return Moment(datetime.combine(day, time()) + clock.after_midnight, clock.zone)
            except OverflowError:  # 24:00 on the last day there is
                return None
    return None


def written_zone(text: str) -> tzinfo | None:
    """Reads a time zone, as letters or as an offset from UTC: Z, UTC, GMT, BST, +01:00."""
    match = _ZONE.fullmatch("00:00:00" + tidy(text))
    return _zone(match["name"], match["offset"]) if match and match["clock"] == "00:00:00" else None


def nearest_minute(moment: datetime) -> datetime:
    """A time rounded to the whole minute; half a minute goes up.

    Raises:
        OverflowError: beyond the last minute there is.
    """
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)


def month_named(word: str) -> int:
    """The number of the month that a word names, by three letters or more; 0 for none."""
    low = word.lower()
    return next((number for name, number in _MONTHS.items() if len(low) >= 3 and name.startswith(low)), 0)


def weekday_named(word: str) -> int | None:
    """The day of the week that a word names, 0 for Monday, by two letters or more: `Sa`, `Weds.`; None for none."""
    low = tidy(word).lower().rstrip(".")
    low = "wed" if low == "weds" else low
    return next((number for name, number in _DAYS.items() if len(low) >= 2 and name.startswith(low)), None)


def weekdays_written(text: str) -> list[str]:
    """The days of the week that a word, or two with a dash, name, as a book has them; none where it names none.

    `Sat` is `sat`; `fri-mon` is `fri`, `sat`, `sun`, `mon`.
    """
    ends = [weekday_named(part) for part in _DASH.split(text)]
    first, last = ends[0], ends[-1]
    if first is None or last is None or len(ends) > 2:
        return []
    return [_WEEK[(first + n) % 7].value for n in range((last - first) % 7 + 1)]


def _after_midnight(found: dict[str, str | None]) -> timedelta | None:
    """The time since midnight of the parts of a clock time; None where they are no time of day."""
    hour, half, mark = int(found["hour"] or 0), found.get("half"), found.get("mark")
    if found["minute"] is None and not half and not (found.get("hours") or "").strip():
        return None  # a bare number
    if mark == "." and found["hour"] == "0":
        return None  # 0.75 may be three quarters of a day, as a spreadsheet has it
    if half:
        if hour > 12 or found.get("hours") or (hour == 0 and "p" in half.lower()):
            return None
        hour = hour % 12 + (12 if "p" in half.lower() else 0)
    fraction = (found.get("fraction") or "")[:6].ljust(6, "0")
    minutes, seconds = int(found["minute"] or 0), int(found.get("second") or 0)
    if minutes > 59 or seconds > 59:
        return None
    after = timedelta(hours=hour, minutes=minutes, seconds=seconds, microseconds=int(fraction))
    return after if after <= _DAY else None


def _zone(name: str | None, offset: str | None) -> tzinfo | None:
    if name:
        return _ZONES[name.lower()]
    digits = re.sub(r"\D", "", offset or "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        return None
    sign = -1 if "-" in (offset or "") else 1
    return timezone(sign * timedelta(hours=hours, minutes=minutes))
