"""The rule of the most hours in a week, fortnight, month or period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.counting.stretches import Per
from constraints.facts import Counting, Facts
from models.base import format_minutes
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView


class MaximumHours(PersonRule):
    """At most `hours` in every `per`.

    It may be a week (from Monday), fortnight, calendar month, or the period.
    Fortnights follow each other from the Monday of the period's first week.
    Carried-in duties, work elsewhere and tours of one's team count; a rostered duty takes the place of its date's tour.
    Where the rule names duties, only the hours of these count.

    Source: GMP police protocol (70 hours in a week); Working Time Regulations 1998, reg. 4 (48 a week on average).
    """

    kind: ClassVar[str] = "maximum-hours"
    unit: ClassVar[str] = "hours"
    example: ClassVar[str] = "- {kind: maximum-hours, hours: 60, per: week, counting: elapsed}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    hours: Annotated[float, Field(gt=0, le=10000)]
    per: Per = Per.WEEK
    counting: Counting = Counting.ROSTERED

    def _room(self, facts: Facts, person: Person, day: date) -> int:
        """Minutes that commitments leave in the stretch in which a date lies."""
        period = facts.book.period
        taken = sum(
            facts.committed_minutes(person, item, self.counting)
            for item in self.commitments(facts, person)
            if self.per.key(item.date, period) == self.per.key(day, period)
            and (self.per is not Per.PERIOD or item.date in period)
        )
        return max(0, round(self.hours * 60) - taken)

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Limits the hours of each stretch to what commitments leave."""
        period = model.facts.book.period
        stretches: dict[object, tuple[date, list[tuple[Literal, int]]]] = {}
        fixed = self.commitments(model.facts, person)
        for duty in model.duties_of(person):
            _, terms = stretches.setdefault(self.per.key(duty.date, period), (duty.date, []))
            for candidate, literal in model.candidates_of(person, duty):
                if minutes := model.facts.added_minutes(candidate, self.counting, fixed):
                    terms.append((literal, minutes))
        for day, terms in stretches.values():
            model.at_most(self, terms, self._room(model.facts, person, day))

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each stretch with too many hours."""
        period = view.facts.book.period
        added: dict[object, int] = defaultdict(int)
        sample: dict[object, date] = {}
        fixed = self.commitments(view.facts, person)
        for assignment in view.assignments_of(person):
            day = view.facts.duty[assignment.duty].date
            key = self.per.key(day, period)
            added[key] += view.facts.added_minutes(view.facts.candidate(assignment), self.counting, fixed)
            sample.setdefault(key, day)
        for stretch, minutes in added.items():
            excess = minutes - self._room(view.facts, person, sample[stretch])
            if excess > 0:
                yield self.breach(
                    excess,
                    f"{person.id} has {format_minutes(excess)} more than {self.hours:g} hours"
                    f" in {self.per.spoken(sample[stretch], period)}{self.only}",
                    person=person.id,
                    date=sample[stretch],
                )
