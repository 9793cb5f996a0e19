"""The rule of the most duties in a week, fortnight, month or period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.shared.duty_count_rule import DutyCountRule
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class MostDuties(DutyCountRule):
    """At most `duties` of this unit in every `per`.

    It may be a week (from Monday), fortnight, calendar month, or the period.
    Fortnights follow each other from the Monday of the period's first week.
    It is also the cap on the tours that a response team gives to the unit. Duties of the unit carried in count; where
    the rule names call signs, services, shifts or areas, those known to be of these.

    Source: agreement between the unit and the teams its officers come from.
    """

    kind: ClassVar[str] = "most-duties"
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = "- {kind: most-duties, duties: 6, per: period, applies_to: {roles: [constable]}}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Limits the duties of each stretch to what those on record leave."""
        for day, terms in self.terms(model, person).values():
            model.at_most(self, terms, self.duties - self.before(model.facts, person, day))

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each stretch with too many duties."""
        period = view.facts.book.period
        for dates in self.counted(view, person).values():
            excess = len(dates) - max(0, self.duties - self.before(view.facts, person, dates[0]))
            if excess > 0:
                yield self.breach(
                    excess,
                    f"{person.id} has {excess} more than {self.duties} duties in"
                    f" {self.per.spoken(dates[0], period)}{self.only}",
                    person=person.id,
                    date=dates[0],
                )
