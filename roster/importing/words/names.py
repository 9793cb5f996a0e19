"""Reads people's names as rotas write them: Alex Smith, Smith, Alex, SMITH Alex, Sgt A. Smith 1234, PC 567."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.text.dates_and_times import month_named, weekday_named
from roster.importing.words.roles import RoleWord, role_named, title_role
from roster.tables.cells.text import normalised

_WORD = re.compile(r"[^\W\d_][^\W\d_'\u2019.\-]*(?:['\u2019.\-][^\W\d_]*)*")
_NUMBER = re.compile(r"\(?#?\b(\d{2,8})\b\)?")
_CALLED_BY_ID = re.compile(r"([A-Za-z]+(?: [A-Za-z]+)?)([\- ]?)0*\d{1,5}[A-Za-z]?")  # SC12, Special 01
_NOTE = re.compile(r"[(\[][^)\]]*[)\]]|\*+$")
_PARTICLES = {
    "van",
    "von",
    "de",
    "der",
    "den",
    "la",
    "le",
    "du",
    "del",
    "da",
    "al",
    "el",
    "bin",
    "st",
    "mac",
    "mc",
    "o",
}
_NOT_NAMES = {
    "total", "totals", "sum", "count", "hours", "hrs", "staff", "cover", "required", "notes", "note", "key", "legend",
    "codes", "vacant", "vacancy", "tbc", "tba", "none", "nobody", "night", "nights", "day", "days", "early", "late",
    "shift", "shifts", "leave", "sick", "training", "rest", "off", "date", "week", "team", "watch", "section", "unit",
    "rota", "relief", "on", "duty", "available", "minimum", "target", "and", "the", "please", "all", "no", "not",
    "commencing", "holiday", "annual", "bank", "published", "version", "page", "issued", "by", "see", "with", "for",
}  # fmt: skip
_NOBODY = re.compile(
    r"vacan\w*|tb[acd]|n/?a|none|nil|nobody|no[ -]?one|no cover|gap|unfilled|uncovered|empty|stood down|not crewed|x+"
    r"|\?+|[-\u2010-\u2015\u2212._/ ]+|cancelled|no car|not running|open|to fill|required|un(?:allocated|assigned)",
    re.IGNORECASE,
)
_SHORT_NAME = re.compile("[B-DF-HJ-NP-TV-Z][AEIOUY]|AL|ED|EM|NG")  # other pairs of capitals are initials: AJ, TJ
_SEVERAL = re.compile(r"\s*(?:[;\n/&+|]|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class WrittenName:
    """A person as one cell writes them.

    Attributes:
        name: first name or initial, then surname; the number where no name is given.
        role: what a title before the name says.
        number: the collar or staff number.
        note: what stands in brackets beside the name.
    """

    name: str
    role: RoleWord | None = None
    number: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """The name for comparison."""
        return normalised(re.sub(r"[.,]", " ", self.name))


def means_nobody(text: str) -> bool:
    """Whether a cell says that nobody is there: VACANT, TBC, a dash."""
    return _NOBODY.fullmatch(text.strip()) is not None


@lru_cache(8192)
def name_written(text: str) -> WrittenName | None:
    """The person a text names; None where it names none."""
    note = " ".join(found.strip("()[] ") for found in _NOTE.findall(text) if not _NUMBER.fullmatch(found))
    plain = " ".join(_NOTE.sub(_keep_number, text).split()).strip(" *:")
    number = next(iter(_NUMBER.findall(plain)), "")
    if match := _CALLED_BY_ID.fullmatch(plain):
        role = role_named(match[1])
        return WrittenName(plain, role, "", note) if role or (len(match[1]) < 5 and not match[2]) else None
    plain = _NUMBER.sub(" ", plain)
    role, rest = _title(plain)
    surname, comma, first = rest.partition(",")
    if comma:
        title, first = _title(first)
        role = role or title
        rest = f"{first.strip()} {surname.strip()}"
    words = rest.split()
    if not words:
        return WrittenName(number, role, number, note) if number else None
    if not comma:
        words = _surname_last(words)
    if not _is_name(words):
        return None
    return WrittenName(" ".join(_all_spelt(words)), role, number, note)


def looks_like_name(text: str) -> bool:
    """Whether a text is a name of two words or more, with a title, or `Surname, First`."""
    found = name_written(text)
    if found is None or role_named(text) is not None:
        return False
    return len(found.name.split()) > 1 or found.role is not None


def one_word_name(text: str) -> bool:
    """Whether a text may be a first name or a surname alone."""
    if not re.fullmatch(r"[A-Z][^\W\d_A-Z][^\W\d_]+(?:[-'\u2019][^\W\d_]+)*", text) or role_named(text) is not None:
        return False
    return normalised(text) not in _NOT_NAMES and weekday_named(text) is None and not month_named(text)


def several_names(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The names in one cell: parted by line breaks, `/`, `&`, `+`, `;`, `and`; by commas but in `Surname, First`.

    Args:
        known: names (`WrittenName.key`) that stand alone in other cells.
    """
    found: list[str] = []
    for part in _SEVERAL.split(text):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        keys = [written.key for piece in pieces if (written := name_written(piece)) is not None]
        alone = len(pieces) == len(keys) and all(key in known for key in keys)
        full = all(len(piece.split()) > 1 for piece in pieces)
        found += pieces if len(pieces) != 2 or alone or full else [part.strip()]
    return [part for part in found if part]


def _keep_number(match: re.Match[str]) -> str:
    return match[0] if _NUMBER.fullmatch(match[0]) else " "


def _title(text: str) -> tuple[RoleWord | None, str]:
    """Takes titles off the front of a name; returns the role they give, and the rest."""
    words = text.split()
    role = None
    while len(words) > 1 or (words and role is None):
        is_title, given = title_role(words[0])
        if not is_title:
            break
        role = given or role
        words = words[1:]
    return role, " ".join(words)


def _surname_last(words: list[str]) -> list[str]:
    """`SMITH Alex` as `Alex SMITH`: a surname in capitals before a first name that is not."""
    shouted = [word for word in words if len(word) > 2 and word.isupper()]
    short_surname = _SHORT_NAME.fullmatch(words[-1]) is not None  # PAT NG: all in capitals, in the usual order
    if not short_surname and 0 < len(shouted) < len(words) and words[: len(shouted)] == shouted:
        return [*words[len(shouted) :], *shouted]
    if len(words) == 2 and len(words[0].strip(".")) > 1 and len(words[1].strip(".")) == 1:
        return [words[1], words[0]]  # Smith A
    return words


def _is_name(words: list[str]) -> bool:
    if not 1 <= len(words) <= 5 or any(_WORD.fullmatch(word) is None for word in words):
        return False
    if any(normalised(word.strip(".")) in _NOT_NAMES for word in words):
        return False
    return all(word[0].isupper() or normalised(word) in _PARTICLES for word in words) or (
        len(words) <= 3 and all(word.islower() for word in words)
    )


def _all_spelt(words: Sequence[str]) -> Iterator[str]:
    """Yields the words of a name; where all of it is in capitals, short first names and surnames as well: BO RAY."""
    shouted = len(words) > 1 and all(word.isupper() for word in words)
    for place, word in enumerate(words):
        short = len(word) == 2 and word.isalpha()
        last = place == len(words) - 1
        yield word.capitalize() if shouted and short and (last or _SHORT_NAME.fullmatch(word)) else _spelt(word)


def _spelt(word: str) -> str:
    if len(word.strip(".")) == 1:
        return word.strip(".").upper()
    return "-".join(part.capitalize() for part in word.split("-")) if word.isupper() and len(word) > 2 else word
