"""People's names for everything that a person reads, with the id where two people share a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from models.book import Book
from models.lookup.names import NameLookup
from models.people import Person


class Names:
    """The names of some people by id."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._name = {person.id: person.name for person in people}
        self._shared = Counter(self._name.values())

    def short(self, person: str) -> str:
        """The name; with the id where two people share it; only the id where there is no name."""
        name = self._name.get(person)
        if not name:
            return person
        return f"{name} ({person})" if self._shared[name] > 1 else name

    def full(self, person: str) -> str:
        """The name with the id in brackets, for sentences; only the id where there is no name."""
        name = self._name.get(person)
        return f"{name} ({person})" if name else person


class NamesInSentences:
    """Puts names beside the ids of people in sentences: `P03 is absent` becomes `Ann Field (P03) is absent`.

    An id of digits alone may be any number, and one that something else of the book has may mean that: they stay.
    """

    def __init__(self, book: Book) -> None:
        others = {
            item.id
            for items in (book.call_signs, book.vehicles, book.areas, book.shifts, book.crews, book.roles)
            for item in items
        }
        self._names = {
            person.id: person.name
            for person in book.people
            if person.name and person.id not in others and not person.id.isdigit()
        }
        known = "|".join(re.escape(person) for person in sorted(self._names, key=len, reverse=True))
        self._ids = re.compile(rf"(?<![\w@/(\-])(?:{known})(?![\w@/)\-]|\.\w)") if known else None

    def named(self, sentence: str) -> str:
        """The sentence with the names."""
        if self._ids is None:
            return sentence
        return self._ids.sub(lambda match: f"{self._names[match[0]]} ({match[0]})", sentence)


def names_of_areas(book: Book) -> dict[str, str]:
    """Id -> name of each area of a book; the id where it has no name."""
    return {area.id: area.name or area.id for area in book.areas}


def person_lookup(people: Iterable[Person]) -> NameLookup:
    """Looks up people by id or name, as people write them."""
    return NameLookup((person.id, person.name) for person in people)


def person_named(people: Iterable[Person], given: str) -> str:
    """The id of the person that a text names.

    Args:
        people: of the book.
        given: an id, a name in any case (`Ann Field`, `field, ann`), or both (`Ann Field (P03)`).

    Raises:
        UnknownNameError: it names nobody, with the person who may be meant, or several people, with their ids.
    """
    return person_lookup(people).find(given, "person")
