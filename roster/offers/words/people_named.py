"""Finds the person that a reply names: by id, by name in any order, case and accents, or by e-mail."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from models.errors import RosterError
from models.people import Person
from models.problems import did_you_mean
from roster.tables.cells.text import normalised

_NOBODY = {"anonymous", "n/a", "-"}  # what forms write where nobody was signed in
_WORD = re.compile(r"[^\W_]+")


class WhoError(RosterError, ValueError):
    """Nobody, or more than one person, is named; the message says which."""


class PeopleNamed:
    """Finds people of a book by what they write of themselves."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._by_id = {normalised(person.id): person for person in people}
        self._by_name: dict[frozenset[str], list[Person]] = defaultdict(list)
        self._by_email: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            if person.name:
                self._by_name[_words(person.name)].append(person)
            if person.email:
                self._by_email[normalised(person.email)].append(person)
        self._known = [word for person in people for word in (person.id, person.name) if word]

    def find(self, text: str) -> list[Person]:
        """The people that one text may mean: an id, a name, `name (id)` or an e-mail; none where it names nobody."""
        word = normalised(text)
        if not word or word in _NOBODY:
            return []
        if person := self._by_id.get(word):
            return [person]
        if "@" in word:
            return self._by_email.get(word.removeprefix("mailto:"), [])
        if found := self._by_name.get(_words(text)):
            return found
        return self._with_id(text)

    def _with_id(self, text: str) -> list[Person]:
        """The person of `Special 12 (SC12)` or `SC12 - Special 12`, where both parts name the same one."""
        for match in re.finditer(r"[^\s(),;]+", text):
            person = self._by_id.get(normalised(match[0]))
            rest = _words(text.replace(match[0], " ", 1))
            if person is not None and (not rest or rest == _words(person.name)):
                return [person]
        return []

    def one_of(self, texts: Iterable[str]) -> Person:
        """The one person that texts name together; texts that name nobody are passed over when another does.

        Raises:
            WhoError: they name nobody, several people, or different ones.
        """
        given = [text for text in texts if normalised(text) and normalised(text) not in _NOBODY]
        if not given:
            raise WhoError("does not say whose reply it is")
        found = [(text, people) for text in given if (people := self.find(text))]
        if not found:
            raise WhoError(f"'{given[0]}' is nobody in the book{self._hint(given[0])}")
        both = [person for person in found[0][1] if all(person in people for _, people in found)]
        if len(both) == 1:
            return both[0]
        if both:
            ids = ", ".join(person.id for person in both)
            raise WhoError(f"'{found[0][0]}' is the name of {ids}; give the id")
        given_words = " and ".join(f"'{text}'" for text, _ in found)
        raise WhoError(f"{given_words} are different people")

    def _hint(self, text: str) -> str:
        hint = did_you_mean(text, self._known)
        if not hint:
            return hint
        meant = next(word for word in self._known if f"'{word}'" in hint)
        people = self.find(meant)
        return hint if len(people) != 1 or people[0].id == meant else hint.replace("?", f" ({people[0].id})?")


def _words(name: str) -> frozenset[str]:
    """The words of a name in any order, without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("\u2019", "'")
    return frozenset(_WORD.findall(letters.replace("'", "").casefold()))
