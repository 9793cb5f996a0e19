"""The limits people put on what they offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.base import PersonRule
from constraints.facts import Counting, Facts
from models.clock import monday_of, month_of, spoken_date
from models.duty import Duty
from models.people import Person
from models.rota import Basis, Breach

if TYPE_CHECKING:
    from constraints.context import RotaModel
    from constraints.view import RotaView


class OwnCaps(PersonRule):
    """What a person works of what they offered stays within their own caps on duties and hours.

    Weekend nights are duties that start on a Friday, Saturday or Sunday of one week. Duties of the unit worked earlier
    in the same month or week count.

    Source: a volunteer offers; more than that is never asked.
    """

    kind: ClassVar[str] = "own-caps"
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = "- kind: own-caps"
    always: ClassVar[bool] = True
    softenable: ClassVar[bool] = False

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Each cap, over each month, week or weekend it speaks of."""
        offered = {
            literal: model.facts.duty[candidate.duty]
            for duty in model.duties_of(person)
            for candidate, literal in model.candidates_of(person, duty)
            if candidate.basis is Basis.OFFERED
        }
        if not offered:
            return
        for spans, room, _, _ in self._caps(model.facts, person):
            terms = [(literal, spans[duty.id]) for literal, duty in offered.items() if duty.id in spans]
            model.at_most(self, terms, room)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each cap that is passed."""
        taken = [assignment.duty for assignment in view.assignments_of(person) if assignment.basis is Basis.OFFERED]
        if not taken:
            return
        for spans, room, what, unit in self._caps(view.facts, person):
            amount = sum(spans.get(duty, 0) for duty in taken)
            if amount > room:
                yield self.breach(amount - room, f"{person.id} {what}", unit=unit, person=person.id)

    @staticmethod
    def _caps(facts: Facts, person: Person) -> Iterator[tuple[dict[str, int], int, str, str]]:
        """For each cap and stretch of time: what each duty takes, what is left, how passing it reads, and the unit."""
        caps = person.caps
        duties = facts.reachable(person)
        months: dict[str, list[Duty]] = defaultdict(list)
        weeks: dict[str, list[Duty]] = defaultdict(list)
        for duty in duties:
            months[month_of(duty.date)].append(duty)
            weeks[str(monday_of(duty.date))].append(duty)
        past = [item for item in facts.commitments(person) if item.on_unit]
        for month, inside in months.items():
            before = [item for item in past if month_of(item.date) == month]
            called = f"{inside[0].date:%B %Y}"
            if caps.duties_per_month is not None:
                yield (
                    {duty.id: 1 for duty in inside},
                    max(0, caps.duties_per_month - len(before)),
                    f"is on more than the {_many(caps.duties_per_month, 'duty', 'duties')} they offered in {called}",
                    "duties",
                )
            if caps.hours_per_month is not None:
                worked = sum(item.rostered_minutes for item in before)
                yield (
                    {duty.id: facts.minutes(person, duty, Counting.ROSTERED) for duty in inside},
                    max(0, round(caps.hours_per_month * 60) - worked),
                    f"is on duty for more than the {caps.hours_per_month:g} hours they offered in {called}",
                    "hours",
                )
        for monday, inside in weeks.items():
            before = [item for item in past if str(monday_of(item.date)) == monday]
            spoken = spoken_date(monday_of(inside[0].date))
            if caps.duties_per_week is not None:
                yield (
                    {duty.id: 1 for duty in inside},
                    max(0, caps.duties_per_week - len(before)),
                    f"is on more than the {_many(caps.duties_per_week, 'duty', 'duties')} a week they offered,"
                    f" in the week of {spoken}",
                    "duties",
                )
            if caps.nights_per_weekend is not None:
                yield (
                    {duty.id: 1 for duty in inside if duty.date.weekday() >= 4},
                    max(0, caps.nights_per_weekend - sum(item.date.weekday() >= 4 for item in before)),
                    f"is on more than the {_many(caps.nights_per_weekend, 'night', 'nights')} a weekend they offered,"
                    f" in the week of {spoken}",
                    "duties",
                )


def _many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
