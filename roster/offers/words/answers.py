"""Reads the answer to one date: yes, no, a limit of time, the name of a shift or a call sign."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from models.errors import RosterError
from roster.offers.asking.slots import Slot
from roster.offers.words.time_limits import LimitError, TimeLimit, take_limit, window
from roster.tables.cells.text import normalised

_TICKS = "\u2713\u2714\u2611\u2705\U0001f5f8\U0001f44d"
_CROSSES = "\u2717\u2718\u2610\u274c\u274e"
YES = {
    "yes", "y", "x", "1", "true", "ok", "okay", "yep", "yeah", "yup", "tick", "ticked", "a", "avail", "available",
    "can", "can do", "i can", "can work", "i can work", "free", "i am free", "i'm free", "i am available", "sure",
    "i'm available", "happy to", "yes please", "please", "any", "all day", "all night", "all", "any time",
    "anytime", "both", "offer", "offered", "definitely", "of course", "yes can do", *_TICKS,
}  # fmt: skip
NO = {
    "no", "n", "0", "false", "-", "\u2013", "\u2014", "n/a", "na", "nil", "none", "nope", "not available",
    "unavailable", "can't", "cant", "cannot", "can not", "i can't", "i cannot", "can't do", "cannot do",
    "cant do", "busy", "no thanks", "no thank you", "sorry", "sorry no", "not free", "off", "working", "at work",
    "not able", "unable", *_CROSSES,
}  # fmt: skip
AWAY = {"leave", "annual leave", "al", "a/l", "hols", "holiday", "on holiday", "on leave", "sick", "away", "on a/l"}
_FILLERS = {
    "only", "just", "can", "do", "i", "am", "im", "i'm", "will", "could", "work", "yes", "but", "and", "y", "x",
    "ok", "please", "available", "for", "need", "to", "must", "be", "have", "finish", "at", "on", "the", "then",
    "free", "would", "sorry", "if", "that's", "that", "helps", "thanks", "thank", "you", "hours", "hrs", "-",
    "shift", "duty", "is", "fine", "good", "me",
}  # fmt: skip
_UNSURE = re.compile(
    r"\b(?:not|no|never|n't|maybe|perhaps|possibl[ey]|might|unless|unsure|depends?|if|except|probably|hopefully|tbc|tbd|cannot|cant"
    r"|without|swap|reserve|standby|emergenc\w+|last resort)\b|n't\b|\?"
)
_SPAN = re.compile("(\\d\\d:\\d\\d)\\s*(?:[-\u2010-\u2015]|to)\\s*(\\d\\d:\\d\\d)")
_SEPARATORS = re.compile(r"[;,\n/&()|\[\]]|\band\b|\s[-\u2010-\u2015]\s")
_WORD = re.compile(r"[^\s,;.!()/]+")


@dataclass(frozen=True)
class DateAnswer:
    """What a person offers on one date.

    Attributes:
        date: the date.
        start, end: the window of time; both None for the whole date.
        call_signs: the only call signs; empty for any.
    """

    date: date
    start: time | None = None
    end: time | None = None
    call_signs: tuple[str, ...] = ()

    def __str__(self) -> str:
        text = f"{self.date:%a} {self.date.day} {self.date:%b}"
        if self.start is not None and self.end is not None:
            text += f" {self.start:%H:%M}-{self.end:%H:%M}"
        return f"{text} ({', '.join(self.call_signs)})" if self.call_signs else text


class AnswerError(RosterError, ValueError):
    """An answer that is not understood; the message says why, and how to write it."""


def said_no(text: str) -> bool | None:
    """Whether an answer says no (True) or yes (False); None where it says something else, or nothing."""
    word = _without_pictures(normalised(text)).strip(" .!,")
    if word in NO or word in AWAY or word == "-":
        return True
    return False if word in YES or (word and set(word) <= set(_TICKS)) else None


def _without_pictures(text: str) -> str:
    """A text without the pictures that phones put beside words, unless it is nothing but pictures."""
    plain = "".join(
        letter for letter in text if unicodedata.category(letter) not in ("So", "Sk", "Mn") or letter in _CROSSES
    )
    return plain if plain.strip() else text


def is_unsure(text: str) -> bool:
    """Whether a text holds words that may take back or limit what it offers: not, maybe, unless."""
    return _UNSURE.search(normalised(text)) is not None


def chosen(slots: Sequence[Slot], every: Sequence[Slot]) -> list[DateAnswer]:
    """The offers of some of a person's shifts on one date; of all of them, the whole date."""
    if len(slots) == len(every):
        return [DateAnswer(slots[0].date)]
    return [DateAnswer(slot.date, slot.start.time(), slot.end.time(), slot.call_signs) for slot in slots]


def limited(limit: TimeLimit, day: date, slots: Sequence[Slot]) -> DateAnswer:
    """The offer of a date within a limit of time.

    Raises:
        AnswerError: it is not clear what the limit means.
    """
    try:
        return DateAnswer(day, *window(limit, day, slots))
    except LimitError as error:
        raise AnswerError(str(error)) from None


def read_answer(text: str, day: date, slots: Sequence[Slot]) -> list[DateAnswer]:
    """Reads the answer to a date.

    Args:
        text: what stands in the cell, or behind the date; an empty text offers nothing.
        day: the date.
        slots: the shifts that the person could work on it.

    Returns:
        What is offered; empty for no.

    Raises:
        AnswerError: the text is not understood.
    """
    word = normalised(text).strip(" .!,")
    if not word:
        return []
    no = said_no(text)
    if no is not None:
        return [] if no else [DateAnswer(day)]
    if found := _named_shifts(text, slots):
        return found
    limit, rest = take_limit(word)
    if limit is not None and not is_unsure(rest) and not _strange(rest):
        return [limited(limit, day, slots)]
    raise AnswerError(f"'{text}' is neither yes nor no, nor a limit such as 'until 22:00'")


def _strange(rest: str) -> list[str]:
    """The words that are neither fillers nor punctuation."""
    return [word for word in _WORD.findall(rest) if word not in _FILLERS]


def _named_shifts(text: str, slots: Sequence[Slot]) -> list[DateAnswer]:
    """The offers of a text that only names shifts, times or call signs of a date; none for any other text."""
    plain = _SPAN.sub(r"\1-\2", normalised(text))
    parts = [part for word in _SEPARATORS.split(plain) if (part := word.strip(" .:"))]
    signs = {sign.casefold(): sign for slot in slots for sign in slot.call_signs}
    named = tuple(dict.fromkeys(signs[part] for part in parts if part in signs))
    words = [part for part in parts if part not in signs]
    if not parts or not all(any(_names(part, slot) for slot in slots) for part in words):
        return []
    shifts = [slot for slot in slots if all(_names(part, slot) for part in words)]
    shifts = shifts or [slot for slot in slots if any(_names(part, slot) for part in words)]
    if not named:
        return chosen(shifts, slots)
    if len(shifts) == len(slots):
        return [DateAnswer(slots[0].date, call_signs=named)]
    return [
        DateAnswer(
            slot.date, slot.start.time(), slot.end.time(), tuple(sign for sign in named if sign in slot.call_signs)
        )
        for slot in shifts
    ]


def _names(part: str, slot: Slot) -> bool:
    """Whether a part of a text is the name or the times of a shift, or both."""
    name = slot.shift.casefold()
    return part in (name, slot.times, f"{name} {slot.times}", f"{slot.times} {name}")
