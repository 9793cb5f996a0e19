"""The input of a browser for what a field takes, which must never hide what was typed in it."""

from __future__ import annotations

import re

# What browsers help to fill in, and the one way in which each of these inputs writes its value.
_WRITES = {
    "date": r"\d{4}-\d\d-\d\d",
    "time": r"\d\d:\d\d",
    "datetime-local": r"\d{4}-\d\d-\d\dT\d\d:\d\d",
}


# What no keyboard types and no file keeps, but a line break and a tab.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
UNSEEN = "it holds a character that cannot be seen: delete it and type it again"


def has_unseen(text: str) -> bool:
    """Whether a text holds a control character, as pasting from a damaged document leaves behind."""
    return _UNSEEN.search(text) is not None


def input_type(kind: str, text: str, wrong: bool = False) -> str:
    """The type of an input; plain text where the browser's own would show the field empty.

    Args:
        kind: what the field takes, as HTML calls it: `date`, `time`, `datetime-local`, `text`.
        text: what is typed in it.
        wrong: whether something is wrong with it, so that what was typed must be seen and changed.
    """
    shown = kind in _WRITES and not wrong and (not text or re.fullmatch(_WRITES[kind], text))
    return kind if shown else "text"


__all__ = ["UNSEEN", "has_unseen", "input_type"]
