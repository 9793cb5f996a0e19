"""Describes each kind of rule in one sentence, for the sheets Rules and Lists."""

from __future__ import annotations

import inspect
import re

from constraints.base import Rule
from constraints.registry import installed
from models.text.dates_and_times import tidy

# How parameters in a rule's docstring are read: "at least `hours` of rest" as "at least so many hours of rest".
_COUNTED = ("hours", "days", "duties", "weeks", "nights")
_PLAIN_NUMBERS = ("most", "least", "free", "of", "minimum", "within_days")


def sentence_of(rule: type[Rule]) -> str:
    """Returns the first paragraph of a rule's docstring, with `so many` in place of its parameters."""
    text = " ".join((inspect.getdoc(rule) or "").partition("\n\n")[0].split())
    return re.sub(r"`(\w+)`", lambda match: _figure(match[1]), text)


def _figure(name: str) -> str:
    if name in _PLAIN_NUMBERS:
        return "so many"
    return f"so many {name}" if name in _COUNTED else name.replace("_", " ")


def sentence_of_kind(kind: object) -> str:
    """Returns the sentence of the kind that a cell names; empty where there is no such kind."""
    word = tidy(kind) if isinstance(kind, str) else ""
    return sentence_of(installed()[word]) if word in installed() else ""


__all__ = ["sentence_of", "sentence_of_kind"]
