"""What each kind of rule does, in a sentence for the sheets Rules and Lists."""

from __future__ import annotations

import inspect
import re

from constraints.base import Rule
from constraints.registry import installed
from models.text.dates_and_times import tidy

# What a rule's page says of its figures: `at least hours of rest` reads as `at least so many hours of rest`.
_COUNTED = ("hours", "days", "duties", "weeks", "nights")
_PLAIN_NUMBERS = ("most", "least", "free", "of", "minimum", "within_days")


def sentence_of(rule: type[Rule]) -> str:
    """The first sentence of a rule's page, with `so many` for the figures a book gives it."""
    text = " ".join((inspect.getdoc(rule) or "").partition("\n\n")[0].split())
    return re.sub(r"`(\w+)`", lambda match: _figure(match[1]), text)


def _figure(name: str) -> str:
    if name in _PLAIN_NUMBERS:
        return "so many"
    return f"so many {name}" if name in _COUNTED else name.replace("_", " ")


def sentence_of_kind(kind: object) -> str:
    """The same for a kind as a cell has it; empty where there is none of that name."""
    word = tidy(kind) if isinstance(kind, str) else ""
    return sentence_of(installed()[word]) if word in installed() else ""


__all__ = ["sentence_of", "sentence_of_kind"]
