"""Finds the item that a text names: by id, by name, by surname and forename, in any case, with accents or without."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from models.errors import RosterError
from models.problems import MOST_NAMES, did_you_mean
from models.text.dates_and_times import tidy

# Letters that Unicode does not split into a plain letter and an accent.
_PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"})
_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bc]")
_NO_WORD = re.compile(r"[^\w]+|_")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "pc", "dc", "ps", "sgt", "insp"})
_IN_BRACKETS = re.compile(r"(?P<name>.+?)\s*[(\[](?P<id>[^()\[\]]+)[)\]]")
_BESIDE = re.compile(r"\s*[,:;]\s*|\s+[-\u2013\u2014]\s+|\s+")  # parts an id from the name beside it
_MOST_MEANT = 3  # names that one "did you mean" offers


class UnknownNameError(RosterError, ValueError):
    """A text that names no item, or several."""


@lru_cache(8192)
def same_spelling(text: str) -> str:
    """A name for comparison, without differences of capitals, of blanks and of how accents are encoded."""
    plain = unicodedata.normalize("NFKC", tidy(text)).replace("\u2019", "'")
    return " ".join(plain.casefold().split())


@lru_cache(8192)
def plain_words(text: str) -> str:
    """The words of a name without accents, apostrophes, hyphens and capitals: `Zoë O'Hara-Lee` is `zoe ohara lee`."""
    split = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", tidy(text)))
    letters = "".join(letter for letter in split if not unicodedata.combining(letter)).casefold()
    return " ".join(_NO_WORD.sub(" ", letters.translate(_PLAIN_LETTERS)).split())


def _surname_last(text: str) -> str:
    """The words of a name; of one written as `Field, Ann` with the forename first."""
    surname, comma, forename = text.partition(",")
    return plain_words(f"{forename} {surname}") if comma and forename.strip() else plain_words(text)


def _in_any_order(text: str) -> str:
    """The words of a name in the order of the alphabet, without a title in front."""
    words = plain_words(text).split()
    if len(words) > 2 and words[0] in _TITLES:
        words = words[1:]
    return " ".join(sorted(words)) if len(words) > 1 else ""


_SPELLINGS: tuple[Callable[[str], str], ...] = (same_spelling, plain_words, _surname_last, _in_any_order)


class NameLookup:
    """Looks up items, such as the people or the roles of a book, by id or name.

    An id is looked for before a name, and a way of writing that is nearer to the text before one that differs more:
    what a text means is not changed by another item that only resembles it.
    """

    def __init__(self, items: Iterable[tuple[str, str]]) -> None:
        """Prepares the lookup.

        Args:
            items: the id and the name of each item; the name is empty where it has none. An item with several names is
                there several times.
        """
        self._names: dict[str, list[str]] = defaultdict(list)
        for item_id, name in items:
            names = self._names[item_id]
            if name and name not in names:
                names.append(name)
        self._ids: dict[str, list[str]] = defaultdict(list)
        self._spelt: list[dict[str, list[str]]] = [defaultdict(list) for _ in _SPELLINGS]
        for item_id, names in self._names.items():
            self._ids[same_spelling(item_id)].append(item_id)
            for spelling, found in zip(_SPELLINGS, self._spelt, strict=True):
                for key in dict.fromkeys(spelling(name) for name in names):
                    if key:
                        found[key].append(item_id)

    def ids(self, text: str) -> tuple[str, ...]:
        """The ids of the items that a text may name: one where it is clear, several where it is not, none."""
        text = tidy(text)
        return self._with_id(text) or self._with_name(text) or self._with_both(text)

    def find(self, text: str, noun: str) -> str:
        """The id of the one item that a text names.

        Args:
            text: an id, a name, or both.
            noun: what an item is called in the error: `person`.

        Raises:
            UnknownNameError: it names no item, or several, which the sentence lists.
        """
        found = self.ids(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownNameError(self.ambiguous(text, found))
        raise UnknownNameError(f"{noun} '{text}' is unknown{self.suggestion(text)}")

    def ambiguous(self, text: str, found: Iterable[str]) -> str:
        """The sentence for a text that names several items."""
        return f"'{tidy(text)}' is the name of {', '.join(found)}; give the id"

    def suggestion(self, text: str) -> str:
        """`; did you mean 'P03' (Ann Field)?` for an item that may be meant; empty where none is near."""
        if meant := did_you_mean(text, self._names):
            return meant
        near = self._of_some_words(text)
        if not near and len(self._names) <= MOST_NAMES:
            close = did_you_mean(text, (name for names in self._names.values() for name in names))
            near = [(item, name) for item, names in self._names.items() for name in names if f"'{name}'" in close]
        meant = " or ".join(f"'{item}' ({name})" for item, name in near[:_MOST_MEANT])
        return f"; did you mean {meant}?" if meant else ""

    def _of_some_words(self, text: str) -> list[tuple[str, str]]:
        """The items of whose names a text has some words or initials: `Field` and `A Field` of `Ann Field`."""
        asked = plain_words(text).split()
        if not any(len(word) > 2 and not word.isdigit() for word in asked):
            return []
        near = [
            (item_id, name)
            for item_id, names in self._names.items()
            for name in names
            if all(_fits_a_word(word, plain_words(name).split()) for word in asked)
        ]
        return near if len(near) <= _MOST_MEANT else []

    def _with_id(self, text: str) -> tuple[str, ...]:
        return (text,) if text in self._names else tuple(self._ids.get(same_spelling(text), ()))

    def _with_name(self, text: str) -> tuple[str, ...]:
        for spelling, found in zip(_SPELLINGS, self._spelt, strict=True):
            if ids := found.get(spelling(text)):
                return tuple(ids)
        return ()

    def _with_both(self, text: str) -> tuple[str, ...]:
        """The item of a text that holds its id and its name: `Ann Field (P03)`, `P03 Ann Field`, `Ann Field - P03`."""
        pairs = [(match["id"], match["name"])] if (match := _IN_BRACKETS.fullmatch(text)) else []
        for gap in _BESIDE.finditer(text):
            before, after = text[: gap.start()], text[gap.end() :]
            pairs += [(before, after), (after, before)]
        for item_id, name in pairs:
            found = self._with_id(item_id)
            if len(found) == 1 and found[0] in self._with_name(name):
                return found
        return ()


def _fits_a_word(word: str, words: Iterable[str]) -> bool:
    """Whether a word is one of some words, or the initial of one."""
    return any(word == other or (len(word) == 1 and other.startswith(word)) for other in words)
