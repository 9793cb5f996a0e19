"""Finds names that mean the same or the opposite: `fewest-duties` is no misspelt `most-duties`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import cache

# Each line is two directions, each in all the words for it that people use. Singular: `nights` is read as `night`.
_OPPOSITES = (
    ("most max maximum maximal longest largest highest", "fewest least min minimum minimal shortest smallest lowest"),
    ("more over above", "fewer less under below"),
    ("first start begin beginning from since earliest early", "last end finish to until till latest late"),
    ("before", "after"),
    ("next following", "previous prior"),
    ("required wanted allowed permitted mandatory", "forbidden unwanted banned barred disallowed prohibited"),
    ("add added include included extra", "remove removed exclude excluded"),
    ("with", "without no not never"),
    ("together", "apart"),
    ("same", "different"),
    ("on", "off"),
    ("in", "out"),
    ("up", "down"),
    ("forward", "backward back"),
    ("day", "night"),
    ("weekday", "weekend"),
    ("long longer", "short shorter"),
    ("large larger big", "small smaller"),
    ("high higher", "low lower"),
    ("hard", "soft"),
    ("open", "closed"),
    ("present", "absent"),
    ("newcomer", "leaver"),
)  # fmt: skip
# word -> (which line, which side of it)
_DIRECTIONS = {
    word: (line, side)
    for line, sides in enumerate(_OPPOSITES)
    for side, words in enumerate(sides)
    for word in words.split()
}
_LIMITS = {_DIRECTIONS["most"], _DIRECTIONS["fewest"]}
# A name that asks for a limit, or for the absence of something, is not answered with a name that does neither.
_NEVER_LEFT_OUT = _LIMITS | {_DIRECTIONS["without"]}
_NEGATIONS = ("un", "non", "in", "dis")
_TYPO = 0.8  # two words as alike as this are one, misspelt
_SHORTEST = 4  # letters of a word that is taken for a misspelt one, or to begin with a negation

Meaning = str | tuple[int, int]


def contrary(asked: str, offered: str) -> bool:
    """Whether a known name means something else than the one asked for: the opposite, or no limit on the same thing."""
    asked_words, offered_words = _words(asked, _words(offered)), _words(offered)
    said = {found for word in offered_words if (found := _DIRECTIONS.get(word))}
    meant = {found for word in asked_words if (found := _DIRECTIONS.get(_corrected(word, offered_words)))}
    if any((line, 1 - side) in said for line, side in meant) or not meant & _NEVER_LEFT_OUT <= said:
        return True
    limited = [word for word in asked_words if _DIRECTIONS.get(_spelt(word)) not in _LIMITS]
    if meant & _LIMITS and limited and not any(_same_word(one, other) for one in limited for other in offered_words):
        return True
    return any(_negates(one, other) or _negates(other, one) for one in asked_words for other in offered_words)


def of_one_meaning(asked: str, names: Iterable[str]) -> list[str]:
    """The names with the meaning of the one asked for, in other words: `maximum-duties` is `most-duties`."""
    return [name for name in names if _meaning(_words(asked, _words(name))) == _meaning(_words(name))]


def _meaning(words: Iterable[str]) -> frozenset[Meaning]:
    return frozenset(_DIRECTIONS.get(_spelt(word), word) for word in words)


def _words(name: str, parts: Iterable[str] = ()) -> list[str]:
    """The words of a name; `mostduties` is two where one of `parts` is `duty`."""
    found = []
    for word in re.findall(r"[^\W\d_]+|\d+", name.lower()):
        end = next((part for part in parts if word != part and _singular(word).endswith(part)), None)
        begin = _singular(word).removesuffix(end) if end else ""
        found += [begin, end] if end and len(begin) > 2 and begin in _DIRECTIONS else [_singular(word)]
    return found


def _singular(word: str) -> str:
    if len(word) > _SHORTEST and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) >= _SHORTEST and word.endswith("s") and not word.endswith("ss") else word


@cache
def _spelt(word: str) -> str:
    """Corrects a misspelt direction: `minmum` to `minimum`. Other words stay as they are."""
    if word in _DIRECTIONS or len(word) < _SHORTEST:
        return word
    close = get_close_matches(word, [known for known in _DIRECTIONS if len(known) >= _SHORTEST], n=1, cutoff=_TYPO)
    return close[0] if close else word


def _corrected(word: str, offered: Iterable[str]) -> str:
    """Corrects a misspelt word: to the offered word or the word of a direction, whichever it resembles more."""
    spelt = _spelt(word)
    nearest = max(offered, key=lambda other: _alike(word, other), default=spelt)
    return nearest if spelt != word and _alike(word, nearest) >= _alike(word, spelt) else spelt


def _negates(one: str, other: str) -> bool:
    """Whether the first word is the second with a negation before it: `unpaid` and `paid`."""
    for negation in _NEGATIONS:
        stem = one.removeprefix(negation)
        if stem != one and len(stem) >= _SHORTEST:
            likeness = _alike(stem, other)
            if likeness >= _TYPO and likeness > _alike(one, other):
                return True
    return False


def _same_word(one: str, other: str) -> bool:
    return _alike(one, other) >= _TYPO


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
