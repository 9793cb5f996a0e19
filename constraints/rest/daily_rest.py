"""The rule on rest between duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.facts import Candidate, Commitment, Facts, cliques
from constraints.facts.fixed_work import is_of
from constraints.topics import Topic
from models.base import format_minutes
from models.clock import minutes_between
from models.duty import Duty
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class DailyRest(PersonRule):
    """At least `hours` of real time between the end of one duty and the start of the next.

    Work elsewhere, carried-in duties and tours of one's team count as duties; a rostered duty takes the place of its
    date's tour. Where the rule names shifts, call signs, services or areas, it asks for the rest after those duties,
    whatever duty comes next: `hours: 24` for the shift `night` is a day of rest after each night.

    Source: Working Time Regulations 1998, reg. 10 (11 hours in each 24); police rosters allow as much.
    """

    kind: ClassVar[str] = "daily-rest"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.DAILY_REST})
    suggested_for: ClassVar[Mapping[Topic, tuple[str, ...]]] = {Topic.DAILY_REST: ("hours",)}
    unit: ClassVar[str] = "hours"
    example: ClassVar[str] = "- {kind: daily-rest, hours: 11}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    hours: Annotated[float, Field(gt=0, le=72)] = 11

    @property
    def _minutes(self) -> int:
        return round(self.hours * 60)

    def unseen(self, facts: Facts) -> frozenset[str]:
        """No duty: after one that is named, any other may come too soon."""
        return frozenset()

    def _asks_rest_after(self, facts: Facts, person: Person, work: Duty | Commitment) -> bool:
        """Whether rest is asked for after a spell of work."""
        if isinstance(work, Duty):
            return self.concerns_duty(facts, work)
        return is_of(facts, person, work, self.applies_to)

    def post_person(self, model: RotaModel, person: Person) -> None:
        """States the rest between duties, and between each duty and fixed work."""
        duties = model.duties_of(person)
        for duty in duties if model.facts.commitments(person) else ():
            for candidate, literal in model.candidates_of(person, duty):
                for _, missing in self._short_of_commitments(model.facts, person, candidate):
                    model.forbid(self, [literal], missing)
        (self._post_hard if self.hard else self._post_soft)(model, person, duties)

    def _post_hard(self, model: RotaModel, person: Person, duties: Sequence[Duty]) -> None:
        """States at most one of all duties that are too close together."""
        rest = timedelta(minutes=self._minutes)
        spans = [
            (duty.start, duty.end + rest if self._asks_rest_after(model.facts, person, duty) else duty.end)
            for duty in duties
        ]
        for group in cliques(spans):
            model.at_most(self, [(lit, 1) for index in group for lit in model.on(person, duties[index])], 1)

    def _post_soft(self, model: RotaModel, person: Person, duties: Sequence[Duty]) -> None:
        """Prices each two duties that follow each other too closely, with none between them."""
        for index, earlier in enumerate(duties):
            if not self._asks_rest_after(model.facts, person, earlier):
                continue
            for place in range(index + 1, len(duties)):
                later = duties[place]
                missing = self._missing(earlier, later)
                if missing <= 0:  # those after it start later still
                    break
                between = [lit for duty in duties[index + 1 : place] for lit in model.on(person, duty)]
                for first, second in product(model.on(person, earlier), model.on(person, later)):
                    model.not_all(self, [first, second], between, missing)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each two duties with too little rest between them."""
        before: Duty | None = None
        for assignment in view.assignments_of(person):
            duty = view.facts.duty[assignment.duty]
            if before is not None and self._asks_rest_after(view.facts, person, before):
                missing = self._missing(before, duty)
                if missing > 0:
                    yield self._short(person, before.spoken, duty, missing, duty.spoken)
            before = duty
            for commitment, missing in self._short_of_commitments(view.facts, person, view.facts.candidate(assignment)):
                yield self._short(person, commitment.label, duty, missing, duty.spoken)

    def _short(self, person: Person, other: str, duty: Duty, missing: int, place: str) -> Breach:
        rest = format_minutes(max(0, self._minutes - missing))
        return self.breach(
            missing,
            f"{person.id} has {rest} of rest between {other} and {place} (at least {format_minutes(self._minutes)})",
            person=person.id,
            duty=duty.id,
            date=duty.date,
        )

    def _missing(self, earlier: Duty | Commitment, later: Duty | Commitment) -> int:
        """Minutes of rest missing between two spells of work, in order of start; at most the whole rest."""
        return self._minutes - max(0, minutes_between(earlier.end, later.start))

    def _short_of_commitments(
        self, facts: Facts, person: Person, candidate: Candidate
    ) -> Iterator[tuple[Commitment, int]]:
        """The commitments that a duty is too close to, with the minutes of rest that are missing."""
        duty = facts.duty[candidate.duty]
        rest = timedelta(minutes=self._minutes)
        for commitment in facts.commitments_within(person, duty.start - rest, duty.end + rest):
            if facts.replaces(candidate, commitment):
                continue
            in_order = (commitment, duty) if commitment.start <= duty.start else (duty, commitment)
            if self._asks_rest_after(facts, person, in_order[0]) and (missing := self._missing(*in_order)) > 0:
                yield commitment, missing
