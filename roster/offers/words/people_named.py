"""Finds the person that a reply names: by id, by name in any order, case and accents, or by e-mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from models.errors import RosterError
from models.people import Person
from models.problems import did_you_mean
from roster.analysis.names import person_lookup
from roster.tables.cells.text import normalised

_NOBODY = {"anonymous", "n/a", "-"}  # what forms write where nobody was signed in


class WhoError(RosterError, ValueError):
    """Nobody, or more than one person, is named; the message says which."""


class PeopleNamed:
    """Finds people of a book by what they write of themselves."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._by_id = {person.id: person for person in people}
        self._lookup = person_lookup(people)
        self._by_email: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            if person.email:
                self._by_email[normalised(person.email)].append(person)
        self._known = [word for person in people for word in (person.id, person.name) if word]

    def find(self, text: str) -> list[Person]:
        """The people that one text may mean: an id, a name, `name (id)` or an e-mail; none where it names nobody."""
        word = normalised(text)
        if not word or word in _NOBODY:
            return []
        if "@" in word:
            return self._by_email.get(word.removeprefix("mailto:"), [])
        return [self._by_id[found] for found in self._lookup.ids(text)]

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
