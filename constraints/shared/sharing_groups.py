"""Groups of people among whom something is shared: those of a role, or of a role and home area."""

from __future__ import annotations

from enum import StrEnum

from constraints.facts import Facts
from models.people import Person

Group = tuple[str, str | None]  # role, and home area where there is a group for each


class Within(StrEnum):
    """Which people form a group among whom something is shared: those of a role, or of a role and home area."""

    ROLE = "role"
    AREA = "area"  # the people of one role with the same home area

    def group_of(self, facts: Facts, person: Person) -> Group:
        """The group of a person."""
        return person.role, facts.home_area(person) if self is Within.AREA else None
