"""Whom a row means: by id, by name, by a name turned round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from models.people import Person
from roster.tables.cells.findings import Findings
from roster.tables.cells.text import normalised


class PeopleLookup:
    """Looks people up by what an export calls them."""

    def __init__(self, people: Sequence[Person], findings: Findings) -> None:
        self._ids = {person.id.lower(): person for person in people}
        self._named: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            if person.name:
                self._named[normalised(person.name)].append(person)
        self._known = [*(person.id for person in people), *(person.name for person in people if person.name)]
        self._findings = findings

    def find(self, row: int, texts: Sequence[str]) -> Person | None:
        """The one person whom all these texts of a row call; None, and the mistake is noted, if there is none."""
        said = [text for text in texts if text]
        if not said:
            self._findings.problem(row, "person", "is empty")
            return None
        called = [(text, found) for text in said if (found := self._called(text))]
        if not called:
            meant = self._findings.meant(said[0], self._known)
            self._findings.problem(row, "person", f"'{said[0]}' is unknown{meant}")
            return None
        both = [person for person in called[0][1] if all(person in found for _, found in called)]
        if len(both) == 1:
            if len(called) < len(said):
                self._findings.note("one of the columns for the person names nobody of the book; the other does", row)
            return both[0]
        if both:
            ids = ", ".join(person.id for person in both)
            self._findings.problem(row, "person", f"'{called[0][0]}' is the name of {ids}; give the id")
        else:
            words = " and ".join(f"'{text}'" for text, _ in called)
            self._findings.problem(row, "person", f"{words} are different people")
        return None

    def _called(self, text: str) -> list[Person]:
        if person := self._ids.get(text.lower()):
            return [person]
        if found := self._named.get(normalised(text)):
            return found
        surname, comma, forename = text.partition(",")
        return self._named.get(normalised(f"{forename} {surname}"), []) if comma else []
