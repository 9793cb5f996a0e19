"""Who may sit in a seat."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from constraints.base import CandidateRule
from constraints.facts import Candidate, Facts
from models.clock import spoken_date
from models.duty import Duty
from models.people import Person


class SeatEligibility(CandidateRule):
    """A person has a role the seat takes, serves the area, and holds the seat's qualifications to the end of the duty.

    Source: the seat as the book describes it; a qualification must be valid on the local date on which the duty ends.
    """

    kind: ClassVar[str] = "seat-eligibility"
    example: ClassVar[str] = "- kind: seat-eligibility"
    always: ClassVar[bool] = True
    holds_for: ClassVar[tuple[str, ...]] = ()

    def obstacle(self, facts: Facts, candidate: Candidate) -> str | None:
        """The wrong role, another area, or a qualification that is missing or lapses."""
        person, duty = facts.people[candidate.person], facts.duty[candidate.duty]
        seat = duty.crew.seat(candidate.seat)
        if person.role not in seat.roles:
            return f"is a {person.role}, which the {seat.name or seat.id} seat does not take"
        if not facts.serves(person, facts.area_of(duty)):
            return f"does not serve {facts.area_of(duty)}"
        for qualification in seat.qualifications:
            if what := qualification_gap(person, duty, qualification):
                return what
        return None


def last_date(duty: Duty) -> date:
    """The local date on which a duty is last on: one that ends at midnight is not on the next."""
    return (duty.wall_end - timedelta(minutes=1)).date()


def qualification_gap(person: Person, duty: Duty, qualification: str) -> str | None:
    """Why a qualification does not hold for the whole of a duty; None when it does."""
    spells = [held for held in person.qualifications if held.id == qualification]
    if not spells:
        return f"does not hold {qualification}"
    last_moment = last_date(duty)
    # Two spells may follow each other within the duty, when a qualification is renewed that night.
    if all(any(held.valid_on(day) for held in spells) for day in (duty.date, last_moment)):
        return None
    lapsed = [held.valid_to for held in spells if held.valid_to and held.valid_to < last_moment]
    if lapsed:
        return f"holds {qualification} only to {spoken_date(max(lapsed))}, before the duty ends"
    begins = min(held.valid_from for held in spells if held.valid_from)
    return f"holds {qualification} only from {spoken_date(begins)}"
