"""What people are called wherever a rota is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from models.people import Person


class Names:
    """The names of some people, told apart where two share one."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._name = {person.id: person.name for person in people}
        self._shared = Counter(self._name.values())

    def short(self, person: str) -> str:
        """A name; the id too where two share it, the id alone where there is none."""
        name = self._name.get(person)
        if not name:
            return person
        return f"{name} ({person})" if self._shared[name] > 1 else name

    def full(self, person: str) -> str:
        """A name with the id behind it, for sentences; the id alone where there is no name."""
        name = self._name.get(person)
        return f"{name} ({person})" if name else person
