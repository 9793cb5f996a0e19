"""The rule that people are on duty only when they are available."""

from __future__ import annotations

from typing import ClassVar

from constraints.base import CandidateRule
from constraints.facts import Candidate, Facts
from constraints.facts.into_absence import IntoAbsence, first_day_run_into
from constraints.obstacles import Obstacle, ObstacleKind
from models.clock import spoken_date
from models.duty import Duty
from models.people import Absence
from models.rota import Basis


class Availability(IntoAbsence, CandidateRule):
    """People are on duty only in their rostered time or where they offered, and never while absent.

    Nobody is available on a date before the one on which they joined. Whole days away keep somebody off the duties that
    start on them, and off one of the day before that runs past `away_from` into them, but for the kinds of
    `may_run_into`: a rest day begins when the night before it ends. Exact times away keep somebody off whatever
    overlaps with them. What is on record as worked is not held against days away that followed.

    Source: a volunteer gives their own time: the rota may only use what was offered. Rostered time is a posting to the
    unit or a tour of one's response team.
    """

    kind: ClassVar[str] = "availability"
    example: ClassVar[str] = "- {kind: availability, away_from: '06:00', may_run_into: [rest day]}"
    always: ClassVar[bool] = True
    holds_for: ClassVar[tuple[str, ...]] = ()

    def obstacle(self, facts: Facts, candidate: Candidate) -> Obstacle | None:
        """Not there yet, absent, not offered, or not rostered."""
        person, duty = facts.people[candidate.person], facts.duty[candidate.duty]
        if person.joined is not None and duty.date < person.joined:
            return Obstacle(f"joins only on {spoken_date(person.joined)}", ObstacleKind.NOT_JOINED)
        if absence := facts.absence(person, duty, self):
            return Obstacle(f"is absent ({absence.kind}){self._run_into(absence, duty)}", ObstacleKind.ABSENT)
        if candidate.basis is Basis.OFFERED:
            return None if facts.offered(person, duty) else Obstacle("has not offered it", ObstacleKind.NOT_OFFERED)
        if facts.rostered(person, duty):
            return None
        if person.team is not None:
            tour, when = facts.teams[person.team].shift_on(duty.date), spoken_date(duty.date)
            other = "has a rest day" if tour is None else f"works the team's {facts.shifts[tour].name or tour}"
            return Obstacle(f"{other} on {when}", ObstacleKind.OTHER_TOUR)
        return Obstacle("is not rostered then" if person.posting else "is not rostered", ObstacleKind.NOT_ROSTERED)

    def _run_into(self, absence: Absence, duty: Duty) -> str:
        """The end of the sentence for a duty of the day before that runs into days away; "" for any other duty.

        It says on which day the absence begins, and when the duty ends.
        """
        begins = first_day_run_into(absence, duty)
        if begins is None:
            return ""
        return (
            f" from {self.away_from:%H:%M} on {spoken_date(begins.date())}, and the duty runs to {duty.wall_end:%H:%M}"
        )
