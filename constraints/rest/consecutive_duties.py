"""The rule of how many days running a person may work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.shared.run_lengths import post_most, too_long
from constraints.topics import Topic
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class ConsecutiveDuties(PersonRule):
    """At most `most` dates running on which a person starts a duty.

    Carried-in duties, work elsewhere and tours of one's team count. Where the rule names shifts, call signs, services
    or areas, only such duties make a run: `most: 3` for the shift `night` is three nights running.

    Source: Police Federation fatigue advice (6 shifts before rest days); GMP protocol (7).
    """

    kind: ClassVar[str] = "consecutive-duties"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.WEEKLY_REST})
    unit: ClassVar[str] = "days"
    example: ClassVar[str] = "- {kind: consecutive-duties, most: 6}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    most: Annotated[int, Field(ge=1, le=60)] = 6

    def post_person(self, model: RotaModel, person: Person) -> None:
        """States that one of every `most` + 1 dates is free."""
        if not model.duties_of(person):
            return
        fixed = {item.date for item in self.commitments(model.facts, person)}
        dates = [day for day in model.facts.book.period.dates if day not in fixed]
        on = {day: model.any_of(person, model.duties_on(person, day)) for day in dates}
        if self.hard:
            model.run_limits.note(person, on, most=self.most)
        post_most(model, self, self.most, fixed, on)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each run that is too long, once."""
        fixed = {item.date for item in self.commitments(view.facts, person)}
        for run in too_long(view.facts, self.most, fixed, view.dates_of(person)):
            yield self.breach(
                run.beyond,
                f"{person.id} works {run.spoken} (at most {self.most}){self.only}",
                person=person.id,
                date=run.first,
            )
