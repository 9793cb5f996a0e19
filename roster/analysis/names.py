"""People's names for everything that a person reads, with the id where two people share a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

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
