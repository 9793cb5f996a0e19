"""The kinds of cells, and how a cell of each is read and written: a date, a time, a list, fields in YAML.

Reading never refuses a value that it does not understand: it returns the text as it stands, and the models report the
problem in their usual words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from models.base import format_minutes
from models.text.contacts import phone_cell
from models.text.dates_and_times import (
    spelt_date,
    tidy,
    weekdays_written,
    written_clock,
    written_moment,
    written_yes_or_no,
)
from roster.io import yaml_text
from roster.io.xlsx.kit.page import safe_text
from roster.io.xlsx.raw_sheets.raw_sheet import CellValue

EXAMPLE = "e.g. "  # starts the cells of an example row, which is not read

Raw = Any  # JSON data

_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")  # Excel reads this as an escaped character
_FIRST_OF_EXCEL = date(1900, 3, 1)  # Excel has a 29 February 1900, so that earlier dates differ by a day


def can_hold(text: str) -> bool:
    """Whether a cell can hold a text unchanged."""
    return safe_text(text) == text and not text.startswith(EXAMPLE) and not _ESCAPED.search(text)


@dataclass(frozen=True)
class Kind:
    """A kind of cell.

    Attributes:
        name: in messages.
        read: makes raw data of the value of a cell that is not blank; raises ValueError when that is impossible.
        write: makes the value of a cell from raw data; raises ValueError or TypeError when no cell can hold it.
        number_format: the format in which Excel shows it.
        choices: the words it may hold; empty for any.
    """

    name: str
    read: Callable[[CellValue], Raw]
    write: Callable[[Raw], CellValue]
    number_format: str = "General"
    choices: tuple[str, ...] = ()

    def holds(self, raw: Raw) -> bool:
        """Whether raw data written into a cell is read back as the same data."""
        try:
            cell = self.write(raw)
            if isinstance(cell, str) and not (can_hold(cell) and _stripped(cell)):
                return False
            back = self.read(cell)
        except (TypeError, ValueError, AttributeError):
            return False
        return bool(back == raw) and isinstance(back, bool) == isinstance(raw, bool)


# --- words and numbers


def _stripped(text: str) -> str:
    return text.replace("_x000D_\n", "\n").strip().strip("\u00a0\u200b\ufeff").strip()


def said(found: CellValue) -> str:
    """Returns the value of a cell as the text that a person would have typed."""
    if isinstance(found, str):
        return _stripped(found)
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, float) and found.is_integer() and abs(found) < 1e15:
        return str(int(found))
    if isinstance(found, datetime):
        return f"{found:%Y-%m-%d}" if found.time() == time() else f"{found:%Y-%m-%d %H:%M}"
    if isinstance(found, time):
        return f"{found:%H:%M}"
    if isinstance(found, timedelta):
        return format_minutes(round(found.total_seconds() / 60))
    return str(found)


def _word(found: CellValue) -> str:
    return tidy(said(found))


def _phone(found: CellValue) -> Raw:
    return tidy(said(phone_cell(found)))


def _text_only(raw: Raw) -> str:
    if not isinstance(raw, str):
        raise TypeError("only text")
    return raw


def _whole(found: CellValue) -> Raw:
    if isinstance(found, float) and found.is_integer():
        return int(found)
    if isinstance(found, str) and re.fullmatch(r"[-+]?\d{1,9}", tidy(found)):
        return int(tidy(found))
    return found if isinstance(found, int) and not isinstance(found, bool) else said(found)


def _number(found: CellValue) -> Raw:
    if isinstance(found, str) and re.fullmatch(r"[-+]?\d{0,12}(\.\d{0,12})?", tidy(found)) and re.search(r"\d", found):
        return float(tidy(found))
    return found if isinstance(found, int | float) and not isinstance(found, bool) else said(found)


def _number_only(raw: Raw) -> int | float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise TypeError("only numbers")
    return raw


def _figure(found: CellValue) -> Raw:
    number = _number(found)
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _figure_only(raw: Raw) -> int | float:
    if isinstance(raw, float) and raw.is_integer():
        raise TypeError("a sheet makes 16 of 16.0")
    return _number_only(raw)


def _hours(found: CellValue) -> Raw:
    if isinstance(found, datetime) and found.year <= 1904:  # more than 24 hours, in a cell that is formatted as a time
        found = found - datetime(1899, 12, 31)
    if isinstance(found, time):
        found = timedelta(hours=found.hour, minutes=found.minute)
    if isinstance(found, timedelta):
        return _figure(found / timedelta(hours=1))
    text = tidy(found).lower().replace(" ", "") if isinstance(found, str) else ""
    if match := re.fullmatch(r"(\d{1,4}(?:\.\d+)?)(?:h|hrs?|hours?)", text):
        return _figure(match[1])
    if match := re.fullmatch(r"(\d{1,4})(?:h|:)([0-5]\d)m?", text):  # 7h30 and 7:30
        return _figure(int(match[1]) + int(match[2]) / 60)
    return _figure(found)


def _yes_no(found: CellValue) -> Raw:
    if isinstance(found, bool):
        return found
    meant = written_yes_or_no(said(found))
    return said(found) if meant is None else meant


def _yes_only(raw: Raw) -> str:
    return {True: "yes", False: "no"}[raw]


# --- dates and times


def _date(found: CellValue) -> Raw:
    if isinstance(found, datetime):
        return found.date().isoformat() if found.time() == time() else f"{found:%Y-%m-%d %H:%M}"
    if isinstance(found, date):
        return found.isoformat()
    return spelt_date(said(found))


def _date_cell(raw: Raw) -> CellValue:
    day = date.fromisoformat(raw)
    return day if day >= _FIRST_OF_EXCEL else str(raw)


def _clock(found: CellValue) -> Raw:
    if isinstance(found, datetime) and found.year <= 1904:
        found = found.time()
    if isinstance(found, timedelta):
        found = found.total_seconds() / 86400
    if isinstance(found, float) and 0 <= found <= 1:  # a time in a cell without a time format
        minutes = round(found * 1440)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(found, time):
        rounded = datetime.combine(date(2000, 1, 1), found) + timedelta(seconds=0.5)
        return f"{rounded:%H:%M}" if rounded.second == 0 else f"{found:%H:%M:%S}"
    text = _word(found)
    clock = written_clock(text)
    if clock is None or clock.zone is not None or clock.after_midnight % timedelta(minutes=1):
        return text
    minutes = clock.after_midnight // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _clock_cell(raw: Raw) -> CellValue:
    return time.fromisoformat(raw)


def _moment(found: CellValue) -> Raw:
    if isinstance(found, datetime):
        near = found + timedelta(seconds=0.5)
        return f"{near:%Y-%m-%d %H:%M}" if near.second == 0 else f"{found:%Y-%m-%d %H:%M:%S}"
    if isinstance(found, date):
        return f"{found} 00:00"
    text = _word(found)
    moment = written_moment(text)
    if moment is None or moment.zone is not None:
        return text.replace("T", " ")
    whole = moment.wall == moment.wall.replace(second=0, microsecond=0)
    return f"{moment.wall:%Y-%m-%d %H:%M}" if whole else str(moment.wall)


def _moment_cell(raw: Raw) -> CellValue:
    moment = datetime.fromisoformat(raw)
    return moment if moment.date() >= _FIRST_OF_EXCEL else str(raw)


def _span(found: CellValue) -> Raw:
    if isinstance(found, time):
        return format_minutes(found.hour * 60 + found.minute)
    return _word(found).replace(" ", "")


# --- lists and fields


def _items(found: CellValue) -> list[str]:
    return [word for part in re.split(r"[,;\n]", said(found)) if (word := tidy(part))]


def _joined(raw: Raw) -> str:
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        raise TypeError("only lists of words")
    return ", ".join(raw)


def _dates(found: CellValue) -> Raw:
    if isinstance(found, date):
        return [_date(found)]
    return [spelt_date(item) for item in re.split(r"[,;\n]", said(found)) if tidy(item)]


def _weekdays(found: CellValue) -> Raw:
    return [day for word in _items(found) for day in weekdays_written(word) or [word]]


def _fields(found: CellValue) -> Raw:
    text = said(found)
    if text.startswith("{") and text.endswith("}"):
        text = text[1:-1]
    try:
        read = yaml_text.parse("{" + text + "\n}")
    except yaml_text.YamlError as error:
        reason = re.sub(r"line \d+, column \d+: |line \d+: ", "", str(error))
        raise ValueError(f"cannot be read as fields, as in `hours: 11, per: week`: {reason}") from None
    plain_data = plain(read)
    for name, value in plain_data.items():
        if value is None and not re.search(re.escape(name) + r"['\"]?\s*:", text):
            raise ValueError(f"'{name}' has no value; write fields as in `hours: 11, per: week`")
    return plain_data


def _fields_text(raw: Raw) -> str:
    if not isinstance(raw, dict) or not raw:
        raise TypeError("only fields")
    return yaml_text.inline(raw)[1:-1]


def _by_date(found: CellValue) -> Raw:
    dates: dict[str, Any] = {}
    for key, value in _fields(found).items():
        day = spelt_date(str(key))
        if day in dates:
            raise ValueError(f"the date {day} is there twice")
        dates[day] = value
    return dates


def plain(data: Any) -> Any:
    """Returns data as JSON data: dates and keys become text."""
    if isinstance(data, dict):
        return {str(plain(key)): plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(item) for item in data]
    return data.isoformat() if isinstance(data, date) else data


WORD = Kind("word", _word, _text_only, "@")
TEXT = Kind("text", said, _text_only)
PHONE = Kind("phone number", _phone, _text_only, "@")
WHOLE = Kind("whole number", _whole, _number_only, "0")
NUMBER = Kind("number", _number, _number_only, "0.##")
FIGURE = Kind("figure", _figure, _figure_only)
HOURS = Kind("hours", _hours, _figure_only)
YES_NO = Kind("yes or no", _yes_no, _yes_only, choices=("yes", "no"))
DATE = Kind("date", _date, _date_cell, "dd mmm yyyy")
CLOCK = Kind("time", _clock, _clock_cell, "hh:mm")
MOMENT = Kind("date and time", _moment, _moment_cell, "dd mmm yyyy hh:mm")
SPAN = Kind("length of time", _span, _text_only, "@")
WORDS = Kind("list", _items, _joined, "@")
DATES = Kind("dates", _dates, _joined, "@")
WEEKDAYS = Kind("weekdays", _weekdays, _joined, "@")
FIELDS = Kind("fields", _fields, _fields_text, "@")
BY_DATE = Kind("by date", _by_date, _fields_text, "@")


def choice(words: Sequence[str]) -> Kind:
    """Makes a kind of cell that holds one of some words; capital and small letters are equal."""
    by_lower = {word.lower(): word for word in words}

    def read(found: CellValue) -> Raw:
        word = _word(found)
        return by_lower.get(word.lower(), word)

    return replace(WORD, name="choice", read=read, choices=tuple(words))
