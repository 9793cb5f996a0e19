"""Finds the person that a row names: by id, by name, by surname and forename."""

from __future__ import annotations

from collections.abc import Sequence

from models.people import Person
from roster.analysis.names import person_lookup
from roster.tables.cells.findings import Findings


class PeopleLookup:
    """Looks up people of a book by id or name."""

    def __init__(self, people: Sequence[Person], findings: Findings) -> None:
        self._people = {person.id: person for person in people}
        self._lookup = person_lookup(people)
        self._known = [*(person.id for person in people), *(person.name for person in people if person.name)]
        self._findings = findings

    def find(self, row: int, texts: Sequence[str]) -> Person | None:
        """Finds the one person that all texts of a row name; adds a mistake and returns None where there is none.

        Args:
            row: the number of the row.
            texts: ids and names in the row; blank ones are ignored.
        """
        given = [text for text in texts if text]
        if not given:
            self._findings.add_problem(row, "person", "is empty")
            return None
        called = [(text, found) for text in given if (found := self._called(text))]
        if not called:
            suggestion = self._findings.suggestion(given[0], self._known)
            self._findings.add_problem(row, "person", f"'{given[0]}' is unknown{suggestion}")
            return None
        both = [person for person in called[0][1] if all(person in found for _, found in called)]
        if len(both) == 1:
            if len(called) < len(given):
                self._findings.add_note(
                    "one of the columns for the person names nobody of the book; the other does", row
                )
            return both[0]
        if both:
            ids = ", ".join(person.id for person in both)
            self._findings.add_problem(row, "person", f"'{called[0][0]}' is the name of {ids}; give the id")
        else:
            words = " and ".join(f"'{text}'" for text, _ in called)
            self._findings.add_problem(row, "person", f"{words} are different people")
        return None

    def _called(self, text: str) -> list[Person]:
        return [self._people[person] for person in self._lookup.ids(text)]
