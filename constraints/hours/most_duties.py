"""The rule of the most duties in a week, fortnight, month or period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.counting.stretches import Per
from constraints.facts import Facts
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView


class MostDuties(PersonRule):
    """At most `duties` of this unit in every week (from Monday), fortnight, calendar month, or the period.

    Fortnights follow each other from the Monday of the period's first week.
    It is also the cap on the tours that a response team gives to the unit. Duties of the unit carried in count; where
    the rule names call signs, services, shifts or areas, those known to be of these.

    Source: agreement between the unit and the teams its officers come from.
    """

    kind: ClassVar[str] = "most-duties"
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = "- {kind: most-duties, duties: 6, per: period, applies_to: {roles: [constable]}}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    duties: Annotated[int, Field(ge=0, le=1000)]
    per: Per = Per.PERIOD

    def _room(self, facts: Facts, person: Person, day: date) -> int:
        """Duties that those on record leave in the stretch in which a date lies."""
        if self.per is Per.PERIOD:
            return self.duties
        period = facts.book.period
        stretch = self.per.key(day, period)
        before = sum(
            item.on_unit and self.per.key(item.date, period) == stretch for item in self.commitments(facts, person)
        )
        return max(0, self.duties - before)

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Limits the duties of each stretch to what those on record leave."""
        period = model.facts.book.period
        stretches: dict[object, tuple[date, list[tuple[Literal, int]]]] = {}
        for duty in model.duties_of(person):
            _, terms = stretches.setdefault(self.per.key(duty.date, period), (duty.date, []))
            terms += [(literal, 1) for literal in model.on(person, duty)]
        for day, terms in stretches.values():
            model.at_most(self, terms, self._room(model.facts, person, day))

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each stretch with too many duties."""
        period = view.facts.book.period
        counted: dict[object, list[date]] = defaultdict(list)
        for duty in view.duties_of(person):
            counted[self.per.key(duty.date, period)].append(duty.date)
        for dates in counted.values():
            excess = len(dates) - self._room(view.facts, person, dates[0])
            if excess > 0:
                yield self.breach(
                    excess,
                    f"{person.id} has {excess} more than {self.duties} duties in"
                    f" {self.per.spoken(dates[0], period)}{self.only}",
                    person=person.id,
                    date=dates[0],
                )
