"""What became of a duty, in the words of exports: worked, or cancelled, not attended, off sick; and its type."""

from __future__ import annotations

import re

from models.history import WorkedKind
from roster.frames.text import same

# Words for the types; any other means duty elsewhere for the force, and is told of.
TYPES = {
    **dict.fromkeys(("", "duty", "jru", "joint response unit", "worked"), WorkedKind.DUTY),
    **dict.fromkeys(("elsewhere", "other duty"), WorkedKind.ELSEWHERE),
    **dict.fromkeys(("training", "course", "officer safety training"), WorkedKind.TRAINING),
}
_WORKED = {
    "worked", "completed", "complete", "attended", "present", "finished", "closed", "approved", "authorised",
    "authorized", "verified", "done", "booked off", "signed off", "late", "yes", "ok",
}  # fmt: skip
_NOT_WORKED = {
    "absent", "dna", "fta", "failed to attend", "not worked", "declined", "withdrawn", "withdrew", "rejected", "void",
    "deleted", "stood down", "unfilled", "sick", "sickness", "off sick", "sick leave", "leave", "annual leave", "a/l",
    "al", "toil", "rest day", "day off", "off",
}  # fmt: skip
_CALLED_OFF = re.compile(
    r"cancell?(?:ed|ation)?\b|\bno[- ]?shows?\b|\b(?:did|does) ?n[o']t (?:attend|work|show)\w*"
    r"|\bnot (?:attended|worked)\b"
)
_TURNED_ROUND = re.compile(r"\b(?:not|no|never|un|cover\w*|replac\w*|instead)\b")


def was_worked(text: str) -> bool | None:
    """Whether a word for what became of a duty says that it was worked; None when it says neither."""
    word = same(text)
    if word in _WORKED:
        return True
    if word in _NOT_WORKED:
        return False
    if _CALLED_OFF.search(word) and not _TURNED_ROUND.search(_CALLED_OFF.sub("", word)):
        return False
    return None
