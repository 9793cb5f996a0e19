"""Translates words that people write for an absence (`A/L`, `hols`, `off sick`, `N/A`) into kinds of absence.

Only unambiguous words are here. `S`, `x`, `T`, `H`, `?` or `O/T` mean different things at different stations, so cells
with them are refused.
"""

from __future__ import annotations

import re
import unicodedata

from models.people import AbsenceKind
from models.text.dates_and_times import tidy

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u0060\u00b4\uff07]")
_BETWEEN_LETTERS = re.compile(r"[./\\'_\-\s]")  # allowed between the letters of an abbreviation: A/L, N.A.

_WORDS: dict[AbsenceKind, str] = {
    AbsenceKind.ANNUAL_LEAVE: "annual leave, a/l, leave, on leave, annual, ann leave, lv, holiday, holidays, hol, hols,"
    " on holiday, on hols, vacation",
    AbsenceKind.TRAINING: "training, trg, on training, course, on course, training course, training day",
    AbsenceKind.SICKNESS: "sickness, sick, off sick, sick leave, sick day, ill",
    AbsenceKind.ABSTRACTION: "abstraction, abstracted",
    AbsenceKind.REST_DAY: "rest day, rest days, r/d, rest, rest day off, rdo",
    AbsenceKind.OTHER: "other",
}
_REFUSALS = (
    "no, n/a, not available, not avail, unavailable, unavail, not free, off, day off, away, absent, can't, cannot,"
    " can not, cannot do, can't do, can't make it, not working, no thanks, nope, never"
)


def plain(text: str) -> str:
    """Normalises a text: full-width letters, typographic dashes and apostrophes, blanks of every kind."""
    text = tidy(unicodedata.normalize("NFKC", text))
    text = _APOSTROPHES.sub("'", _DASHES.sub("-", text))
    return " ".join(text.split())


def _key(text: str) -> str:
    return _BETWEEN_LETTERS.sub("", plain(text).casefold())


def _keys(words: str) -> frozenset[str]:
    return frozenset(_key(word) for word in words.split(","))


_KINDS = {key: kind for kind, words in _WORDS.items() for key in _keys(words)}
_REFUSED = _keys(_REFUSALS)


def absence_kind(text: str) -> AbsenceKind | None:
    """Returns the kind of absence that a text means; None when it means none, or gives no reason."""
    return _KINDS.get(_key(text))


def means_not_available(text: str) -> bool:
    """Whether a text means that a person is not available, without a reason."""
    return _key(text) in _REFUSED
