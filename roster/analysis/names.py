"""What people are called wherever a rota is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from models.people import Person
from models.problems import did_you_mean


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


def unknown_person(people: Iterable[Person], said: str) -> str | None:
    """What to say where an id is nobody's: whose name it is, or whose id or name is like it; None where it is one."""
    by_id = {person.id: person for person in people}
    if said in by_id:
        return None
    named = [f"'{person.id}'" for person in by_id.values() if person.name.casefold() == said.strip().casefold() != ""]
    if named:
        return f"'{said}' is a name; give the id: {' or '.join(named)}"
    meant = did_you_mean(said, by_id)
    if not meant:
        names = {person.name: person.id for person in by_id.values() if person.name}
        close = did_you_mean(said, names)
        found = next((name for name in names if f"'{name}'" in close), None)
        meant = f"; did you mean '{names[found]}' ({found})?" if found else ""
    return f"person '{said}' is unknown{meant}"
