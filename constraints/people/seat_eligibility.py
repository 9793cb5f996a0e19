"""The rule of who may sit in a seat."""

from __future__ import annotations

from typing import ClassVar

from constraints.base import CandidateRule
from constraints.facts import Candidate, Facts
from constraints.facts.qualifications import qualification_gap
from constraints.obstacles import Obstacle, ObstacleKind


class SeatEligibility(CandidateRule):
    """A person has a role the seat takes, serves the area, and holds the seat's qualifications to the end of the duty.

    Source: the seat as the book describes it; a qualification must be valid on the local date on which the duty ends.
    """

    kind: ClassVar[str] = "seat-eligibility"
    example: ClassVar[str] = "- kind: seat-eligibility"
    always: ClassVar[bool] = True
    holds_for: ClassVar[tuple[str, ...]] = ()

    def obstacle(self, facts: Facts, candidate: Candidate) -> Obstacle | None:
        """The wrong role, another area, or a qualification that is missing or lapses."""
        person, duty = facts.people[candidate.person], facts.duty[candidate.duty]
        seat = duty.crew.seat(candidate.seat)
        if person.role not in seat.roles:
            return Obstacle(
                f"is a {person.role}, which the {seat.name or seat.id} seat does not take", ObstacleKind.ROLE
            )
        if not facts.serves(person, facts.area_of(duty)):
            return Obstacle(f"does not serve {facts.area_of(duty)}", ObstacleKind.AREA)
        for qualification in seat.qualifications:
            if what := qualification_gap(person, duty, qualification):
                return what
        return None
