"""The rule that people are in one place at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.base import PersonRule
from constraints.facts import cliques
from models.people import Person
from models.rota import Breach

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class OneDutyAtATime(PersonRule):
    """Nobody sits in two seats, or on two duties that overlap, or on a duty while committed elsewhere.

    Times are half-open: a duty may start the minute another ends. A tour of one's team is a commitment, unless the duty
    is that tour.

    Source: plain necessity.
    """

    kind: ClassVar[str] = "one-duty-at-a-time"
    unit: ClassVar[str] = "overlaps"
    example: ClassVar[str] = "- kind: one-duty-at-a-time"
    always: ClassVar[bool] = True
    softenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = ()

    def post_person(self, model: RotaModel, person: Person) -> None:
        """States at most one of all duties that are on at one instant, and one seat of each."""
        duties = model.duties_of(person)
        grouped = cliques([(duty.start, duty.end) for duty in duties])
        single = set(range(len(duties))) - {index for group in grouped for index in group}
        for group in [*grouped, *([index] for index in single)]:
            model.at_most(self, [(literal, 1) for index in group for literal in model.on(person, duties[index])], 1)
        for duty in duties if model.facts.commitments(person) else ():
            for commitment in model.facts.commitments_within(person, duty.start, duty.end):
                model.forbid(
                    self,
                    [
                        literal
                        for candidate, literal in model.candidates_of(person, duty)
                        if not model.facts.replaces(candidate, commitment)
                    ],
                )

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each two duties that overlap, and each duty that overlaps fixed work."""
        assignments = view.assignments_of(person)
        for index, assignment in enumerate(assignments):
            duty = view.facts.duty[assignment.duty]
            for other in assignments[index + 1 :]:
                later = view.facts.duty[other.duty]
                if later is duty:
                    what = f"{person.id} sits in two seats of {duty.spoken}"
                elif later.start < duty.end:
                    what = (
                        f"{person.id} is on {duty.spoken} until {duty.wall_end:%H:%M}"
                        f" and on {later.spoken} from {later.wall_start:%H:%M}"
                    )
                else:
                    continue
                yield self.breach(1, what, person=person.id, duty=later.id, date=later.date)
            for commitment in view.facts.commitments_within(person, duty.start, duty.end):
                if not view.facts.replaces(view.facts.candidate(assignment), commitment):
                    yield self.breach(
                        1,
                        f"{person.id} is on {duty.spoken} while committed to {commitment.label}",
                        person=person.id,
                        duty=duty.id,
                        date=duty.date,
                    )
