"""People's names for everything that a person reads, with the id where two people share a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from models.people import Person
from models.problems import did_you_mean


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


def unknown_person(people: Iterable[Person], given: str) -> str | None:
    """The sentence for an id that no person has, with the person who may be meant; None where a person has it.

    Args:
        people: of the book.
        given: what was given as an id; it may be a name, or misspelt.
    """
    by_id = {person.id: person for person in people}
    if given in by_id:
        return None
    named = [f"'{person.id}'" for person in by_id.values() if person.name.casefold() == given.strip().casefold() != ""]
    if named:
        return f"'{given}' is a name; give the id: {' or '.join(named)}"
    meant = did_you_mean(given, by_id)
    if not meant:
        names = {person.name: person.id for person in by_id.values() if person.name}
        close = did_you_mean(given, names)
        found = next((name for name in names if f"'{name}'" in close), None)
        meant = f"; did you mean '{names[found]}' ({found})?" if found else ""
    return f"person '{given}' is unknown{meant}"
