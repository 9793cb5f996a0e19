"""What models and their fields mean, read from their docstrings: for references and for forms."""

from __future__ import annotations

import inspect
import re
from functools import cache

from pydantic import BaseModel

_IN_EVERY_MODEL = {
    "id": "what the rest of the book calls it; any short text without `@` or `/`",
    "name": "what people read",
}


@cache
def meanings(model: type[BaseModel]) -> dict[str, str]:
    """Field -> the line about it under `Attributes:`, those of the models it inherits from included."""
    found = dict(_IN_EVERY_MODEL)
    for base in reversed(model.__mro__):
        if base is not BaseModel and issubclass(base, BaseModel):
            found |= _attributes(inspect.getdoc(base) if base.__doc__ else "")
    return found


def summary(model: type[BaseModel]) -> str:
    """The paragraphs of a model's docstring, without the lists behind them."""
    return (inspect.getdoc(model) or "").split("\n\nAttributes:")[0].split("\n\nRaises:")[0]


def _attributes(doc: str | None) -> dict[str, str]:
    block = re.search(r"^Attributes:\n((?:    .*\n?|\n)+)", doc or "", re.MULTILINE)
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?=    \S)", block[1].rstrip() if block else ""):
        names, _, meaning = entry.strip().partition(": ")
        found |= {name.strip(): " ".join(meaning.split()) for name in names.split(",") if meaning}
    return found


__all__ = ["meanings", "summary"]
