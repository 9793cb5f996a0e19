"""The base class of all models, and the small value types of a book: dates, times, lengths of time, ids."""

import re
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NaiveDatetime,
    PlainSerializer,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)


class Model(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def remade(self, **fields: Any) -> Self:
        """Builds the record with other fields, validated as a whole; no cached value of this one is kept.

        Raises:
            pydantic.ValidationError: as for any record.
        """
        current = {name: getattr(self, name) for name in type(self).model_fields} | (self.model_extra or {})
        return type(self).model_validate(current | fields)


def _only_iso_date(value: Any) -> Any:
    # pydantic would read 20261225 or "1766620800" as seconds since 1970: a typing slip must not become a date.
    if isinstance(value, datetime) or not isinstance(value, date | str):
        raise ValueError("write a date as YYYY-MM-DD")
    if isinstance(value, date):
        return value
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        raise ValueError(f"'{value}' is not a date; write it as YYYY-MM-DD")
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(f"'{value}' is not a date: that month has no such day") from None


def _plausible_year(value: date) -> date:
    # 9999-12-31 is what many systems write for "no end"; the first year is a slip.
    if value.year < 1900:
        raise ValueError(f"the year {value.year} cannot be meant")
    return value


def _only_clock_time(value: Any) -> Any:
    if isinstance(value, time):
        if value.second or value.microsecond or value.tzinfo is not None:
            raise ValueError("a time of day is in whole minutes and local")
        return value
    match = re.fullmatch(r"(\d{1,2}):(\d\d)(?::00)?", value.strip()) if isinstance(value, str) else None
    if not match or int(match[1]) > 24 or int(match[2]) > 59 or (int(match[1]) == 24 and match[2] != "00"):
        raise ValueError(f"'{value}' is not a time of day; write it as HH:MM, for example 18:00")
    return time(int(match[1]) % 24, int(match[2]))


def _only_local_datetime(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?", value.strip()):
        raise ValueError(f"'{value}' is not a local date and time; write it as YYYY-MM-DD HH:MM")
    return value.strip().replace(" ", "T")


def _whole_minute(value: datetime) -> datetime:
    if value.second or value.microsecond:
        raise ValueError("times are whole minutes")
    return value


# The validation context of a book or a scenario that a person wrote; what the program makes has none.
AS_WRITTEN = "as written"


def parse_minutes(value: Any) -> Any:
    """Reads a length of time written `30m`, `10h` or `7h30m` as minutes.

    Raises:
        ValueError: when the text is none of these forms.
    """
    if isinstance(value, str):
        match = re.fullmatch(r"(?:(\d{1,4})h)?(?:(\d{1,4})m)?", value.strip())
        if match and (match[1] or match[2]):
            return int(match[1] or 0) * 60 + int(match[2] or 0)
    raise ValueError(f"'{value}' is not a length of time; write it as 30m, 10h or 7h30m")


def _as_minutes(value: Any, info: ValidationInfo) -> Any:
    """The minutes of a length of time; a bare number that a person wrote is refused: it may be hours or minutes."""
    if not isinstance(value, int) or isinstance(value, bool):
        return parse_minutes(value)
    if info.context is AS_WRITTEN:
        raise ValueError(f"{value} is a length of time without a unit; write it as {value}m or {value}h")
    return value


def format_minutes(minutes: int) -> str:
    """Writes minutes as `parse_minutes` reads them: 450 as `7h30m`."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}h{rest}m" if hours and rest else f"{hours}h" if hours else f"{rest}m"


LocalDate = Annotated[date, BeforeValidator(_only_iso_date), AfterValidator(_plausible_year)]
ClockTime = Annotated[
    time,
    BeforeValidator(_only_clock_time),
    PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}:\d\d$"}),
]
LocalDateTime = Annotated[
    NaiveDatetime,
    BeforeValidator(_only_local_datetime),
    AfterValidator(_whole_minute),
    AfterValidator(_plausible_year),
    PlainSerializer(lambda value: value.strftime("%Y-%m-%d %H:%M"), return_type=str, when_used="json"),
]
Duration = Annotated[
    int,
    BeforeValidator(_as_minutes),
    Field(ge=0, le=9999 * 60),
    PlainSerializer(format_minutes, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^(\d+h)?(\d+m)?$"}),
]
# `@` and `/` separate the parts of a duty's name (JR-04@2026-12-25/peak), so no id may hold them.
Id = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\s@/](?:[^@/\n\r\t]*[^\s@/])?$")]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Text = Annotated[str, StringConstraints(max_length=2000)]


class Weekday(StrEnum):
    """A day of the week, Monday first, as written in a book."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @classmethod
    def of(cls, day: date) -> "Weekday":
        """The weekday of a date."""
        return _WEEKDAYS[day.weekday()]


_WEEKDAYS = tuple(Weekday)
