"""When a person may be asked."""

from __future__ import annotations

from typing import ClassVar

from constraints.base import CandidateRule
from constraints.facts import Candidate, Facts
from models.clock import spoken_date
from models.rota import Basis


class Availability(CandidateRule):
    """People are on duty only in their rostered time or where they offered, and never while absent.

    Nobody is available on a date before the one on which they joined.

    Source: a volunteer gives their own time: the rota may only use what was offered. Rostered time is a posting to the
    unit or a tour of one's response team.
    """

    kind: ClassVar[str] = "availability"
    example: ClassVar[str] = "- kind: availability"
    always: ClassVar[bool] = True

    def obstacle(self, facts: Facts, candidate: Candidate) -> str | None:
        """Not there yet, absent, not offered, or not rostered."""
        person, duty = facts.people[candidate.person], facts.duty[candidate.duty]
        if person.joined is not None and duty.date < person.joined:
            return f"joins only on {spoken_date(person.joined)}"
        for absence in person.absences:
            if absence.covers(duty.date, duty.wall_start, duty.wall_end):
                return f"is absent ({absence.kind})"
        if candidate.basis is Basis.OFFERED:
            return None if facts.offered(person, duty) else "has not offered it"
        if facts.rostered(person, duty):
            return None
        if person.team is not None:
            tour = facts.teams[person.team].shift_on(duty.date)
            if tour is None:
                return f"has a rest day on {spoken_date(duty.date)}"
            return f"works the team's {facts.shifts[tour].name or tour} on {spoken_date(duty.date)}"
        return "is not rostered then" if person.posting else "is not rostered"
