"""Reads people's own limits as they write them: `3`, `max 2`, `16 h`, `none`; finds which limit a question asks for."""

from __future__ import annotations

import re
from calendar import month_name
from typing import Any

from pydantic import ValidationError

from models.errors import RosterError
from models.people import Caps
from roster.tables.cells.text import normalised

# Field of `Caps` -> how a sheet asks for it.
QUESTIONS = {
    "duties_per_month": "At most, duties a month",
    "duties_per_week": "At most, duties a week",
    "nights_per_weekend": "At most, nights a weekend",
    "hours_per_month": "At most, hours a month",
}
_NUMBER_WORDS = {"one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NO_LIMIT = {"no limit", "none", "unlimited", "no", "-", "n/a", "any", "no max", "no maximum", "nil"}
_NUMBER = re.compile(
    r"(?:(?:max(?:imum)?|at most|no more than|up to)\.?\s*)?(\d+(?:\.\d+)?|[a-z]+)\s*"
    r"(?:hours?|hrs?|h|duties|duty|nights?|shifts?|times?|dates?|days?)?(?:\s*(?:a|per|/|each)\s*(?:month|week|weekend))?"
    r"(?:\s*(?:max(?:imum)?|at most|please|only))?"
)
_LIMIT_WORDS = re.compile(r"\b(?:most|max\w*|limit|how many|no more|up to|cap)\b")
_IN_A_MONTH = re.compile(rf"\b(?:in|for|during) (?:{'|'.join(name.lower() for name in month_name[1:])})\b")


class CapError(RosterError, ValueError):
    """A limit that is not understood; the message says how to write it."""


def cap_asked(heading: str) -> str | None:
    """The field of `Caps` that a question asks for; None where it asks for none."""
    words = normalised(heading)
    if words in {normalised(text) for text in QUESTIONS.values()}:
        return next(name for name, text in QUESTIONS.items() if normalised(text) == words)
    if not _LIMIT_WORDS.search(words):
        return None
    hours = re.search(r"\bhours?\b|\bhrs\b", words) is not None
    if "weekend" in words:
        return None if hours else "nights_per_weekend"
    if re.search(r"\bweek(?:ly)?\b", words):
        return None if hours else "duties_per_week"
    if re.search(r"\bmonth(?:ly)?\b", words) or _IN_A_MONTH.search(words):
        return "hours_per_month" if hours else "duties_per_month"
    return None


def read_cap(name: str, text: str) -> float | int | None:
    """Reads the answer to the question for a limit: a number, or None for no limit.

    Args:
        name: the field of `Caps`.
        text: the answer, not blank.

    Raises:
        CapError: it is not understood, or no such limit is possible.
    """
    word = normalised(text).strip(" .!")
    if word in _NO_LIMIT:
        return None
    match = _NUMBER.fullmatch(word)
    number: Any = None
    if match:
        number = _NUMBER_WORDS.get(match[1], match[1])
    try:
        value = float(number)
        whole: float | int = int(value) if value.is_integer() else value
        Caps.model_validate({name: whole})
    except (TypeError, ValueError, ValidationError):
        raise CapError(
            f"'{text}' is not a number for '{QUESTIONS[name].lower()}'; write a number, or 'no limit'"
        ) from None
    return whole


def caps_text(caps: Caps) -> str:
    """The limits in words: `at most 3 duties a month and 1 night a weekend`; empty where there is none."""
    words = {
        "duties_per_month": ("duties a month", "duty a month"),
        "hours_per_month": ("hours a month", "hour a month"),
        "duties_per_week": ("duties a week", "duty a week"),
        "nights_per_weekend": ("nights a weekend", "night a weekend"),
    }
    parts = [
        f"{value:g} {one if value == 1 else many}"
        for name, (many, one) in words.items()
        if (value := getattr(caps, name)) is not None
    ]
    return f"at most {' and '.join(parts)}" if parts else ""
