"""Reads spans of time as rotas write them: 18:00-02:00, 6pm-2am, 1800-0200, 18-02, 6 to 2pm.

A span such as `6-2` may be 06:00 to 14:00 or 18:00 to 02:00; then nothing is guessed, and both are returned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from models.text.dates_and_times import clock_time, written_clock
from roster.tables.cells.text import cell_text

_CLOCK = r"\d{1,2}(?:[:.h]?\d\d)?(?::00)?\s*(?:[ap]\.?m?\.?(?![a-z]))?\s*(?:hours|hrs|hr|h)?|noon|midday|midnight"
_SPAN = re.compile(
    rf"(?<![\w:./\-])(?P<start>{_CLOCK})\s*(?:[-\u2010-\u2015\u2212~>]|to|till|until|til|(?<=\d)x(?=\d)|(?<=\d\d\d\d)/(?=\d\d\d\d)|(?<=:\d\d)\s(?=\d\d?:\d\d))+\s*(?P<end>{_CLOCK})(?![\w:/\-])",
    re.IGNORECASE,
)
_HALF = re.compile(r"([ap])\.?m?\.?\s*$", re.IGNORECASE)
_DAY = 24 * 60
_LONGEST = 16 * 60  # minutes; a span longer than this, or of two hours at most, is read again as hours to twelve
_SHORTEST = 2 * 60


@dataclass(frozen=True, order=True)
class TimeSpan:
    """A span of local time; an end not after the start is on the next day."""

    start: time
    end: time

    @property
    def minutes(self) -> int:
        """How long it is by the clock on the wall; a day where both are equal."""
        return (_minute(self.end) - _minute(self.start)) % _DAY or _DAY

    def on(self, day: date) -> tuple[datetime, datetime]:
        """The naive local start and end on a date."""
        start = datetime.combine(day, self.start)
        return start, start + timedelta(minutes=self.minutes)

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True)
class WrittenSpan:
    """A span found in a text.

    Attributes:
        readings: what it may mean; one where it is clear.
        text: the part of the text that writes it.
        rest: the rest of the text.
    """

    readings: tuple[TimeSpan, ...]
    text: str
    rest: str

    @property
    def clear(self) -> TimeSpan | None:
        """The span, where it can mean only one."""
        return self.readings[0] if len(self.readings) == 1 else None


@lru_cache(4096)
def span_in(text: str) -> WrittenSpan | None:
    """Finds the first span of time in a text; None where there is none."""
    match = _SPAN.search(text)
    if match is None:
        return None
    readings = _readings(match["start"].strip(), match["end"].strip())
    if not readings:
        return None
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return WrittenSpan(readings, match[0].strip(), " ".join(rest.replace("()", " ").split()))


def clock_of(value: object) -> time | None:
    """The time of day a cell holds by itself: a time, `18:00`, `1800`, `6pm`, a bare hour is none."""
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0) if value.year <= 1900 else None
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, timedelta):
        return _time(round(value.total_seconds() / 60)) if timedelta() <= value <= timedelta(days=1) else None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float) and 0 < value < 1:
        return _time(round(value * _DAY))
    text = cell_text(value)
    if text.isdigit() and len(text) == 3:
        text = f"0{text}"
    return clock_time(text)


def _readings(start: str, end: str) -> tuple[TimeSpan, ...]:
    one, two = _hours(start), _hours(end)
    if not one or not two:
        return ()
    if len(one) == 1 and len(two) == 1:
        return (TimeSpan(one[0], two[0]),)
    spans = [TimeSpan(first, last) for first in one for last in two]
    if len(one) == 1 or len(two) == 1:
        return (min(spans, key=lambda span: span.minutes),)
    if _padded(start) or _padded(end) or any(_minute(part[0]) >= 13 * 60 for part in (one, two)):
        return (spans[0],)
    literal = spans[0]
    if ":" in start and _SHORTEST < literal.minutes <= _LONGEST:
        return (literal,)
    shortest = min(span.minutes for span in spans)
    return tuple(sorted({span for span in spans if span.minutes == shortest}))


def _hours(text: str) -> list[time]:
    """The times one side of a span may mean, that by the 24-hour clock first."""
    if text.lower() == "midnight":
        return [time()]
    stated = _HALF.search(text)
    if stated and not text.lower().rstrip(". ").endswith("m"):  # 6p
        text = f"{text[: stated.start()]}{stated[1]}m"
    bare = re.sub(r"\s*(?:hours|hrs|hr|h)$", "", text, flags=re.IGNORECASE)
    if re.fullmatch(r"\d{3}", bare):
        bare = f"0{bare}"
    if re.fullmatch(r"\d{1,2}", bare):
        bare = f"{bare}:00"
    clock = written_clock(bare)
    if clock is None:
        return []
    first = _time(int(clock.after_midnight.total_seconds()) // 60)
    if stated or first.hour > 12 or _padded(text) or bare == "24:00" or text[0].isalpha():
        return [first]
    return [first, _time(_minute(first) + 12 * 60)]


def _padded(text: str) -> bool:
    """Whether an hour is written with two digits where one would do, as only the 24-hour clock does."""
    return bool(re.match(r"0\d|\d{4}", text))


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
