"""Dates and times as they are typed in a form, with what is wrong with them beside their field."""

from __future__ import annotations

from datetime import date, time

from pydantic import TypeAdapter, ValidationError

from models.base import ClockTime, LocalDate

_DATE: TypeAdapter[date] = TypeAdapter(LocalDate)
_TIME: TypeAdapter[time] = TypeAdapter(ClockTime)
_OTHER_DATES = ("no such day", "cannot be meant")  # what is said of a date that is written as it should be


def typed_date(name: str, text: str, mistakes: dict[str, str]) -> date | None:
    """The date in a field; None with the mistake noted.

    Args:
        name: of the field.
        mistakes: what is wrong, by field; what is wrong here is added.
    """
    if not text.strip():
        mistakes[name] = "Say from which date."
        return None
    try:
        return _DATE.validate_python(text)
    except ValidationError as error:
        said = str(error.errors()[0]["ctx"]["error"])
        known = any(words in said for words in _OTHER_DATES)
        mistakes[name] = f"{said[:1].upper()}{said[1:]}." if known else "Write the date as YYYY-MM-DD."
        return None


def typed_time(name: str, text: str, mistakes: dict[str, str]) -> time | None:
    """The time in a field; None where it is empty, or with the mistake noted."""
    if not text.strip():
        return None
    try:
        return _TIME.validate_python(text)
    except ValidationError:
        mistakes[name] = "Write the time as HH:MM."
        return None


__all__ = ["typed_date", "typed_time"]
