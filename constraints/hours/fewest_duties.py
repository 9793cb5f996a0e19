"""The rule of the fewest duties in a week, fortnight, month or period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from constraints.counting.stretches import Per
from constraints.facts import Facts
from constraints.shared.duty_count_rule import DutyCountRule
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class FewestDuties(DutyCountRule):
    """At least `duties` of this unit in every `per`.

    It may be a week (from Monday), fortnight, calendar month, or the period.
    Weeks, fortnights and months that end after the period are not looked at; of those that began before it, duties of
    the unit carried in count. Where the rule names call signs, services, shifts or areas, it counts those known to be
    of these. Absence takes nothing off. Hard, it is for duties that are owed and can be worked: where they cannot there
    is no rota, and the answer names the rule. For what volunteers promise there is minimum-hours.

    Source: coordinators' practice; the assignments over the horizon of the Second International Nurse Rostering
    Competition (2015).
    """

    kind: ClassVar[str] = "fewest-duties"
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = "- {kind: fewest-duties, duties: 4, per: period, level: fair, weight: 2}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    def _stretches(self, facts: Facts, person: Person) -> Iterator[tuple[date, int]]:
        """The last date of each stretch that ends in the period, and the duties still to be had in it."""
        period = facts.book.period
        for key, day in {self.per.key(day, period): day for day in period.dates}.items():
            if self.per is Per.PERIOD or self.per.key(day + timedelta(days=1), period) != key:
                yield day, self.duties - self.before(facts, person, day)

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Asks of each stretch for what those on record leave to be had."""
        terms, period = self.terms(model, person), model.facts.book.period
        for day, lacking in self._stretches(model.facts, person):
            _, found = terms.get(self.per.key(day, period), (day, []))
            model.at_least(self, found, lacking)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each stretch with too few duties."""
        counted, period = self.counted(view, person), view.facts.book.period
        for day, lacking in self._stretches(view.facts, person):
            short = lacking - len(counted.get(self.per.key(day, period), ()))
            if short > 0:
                yield self.breach(
                    short,
                    f"{person.id} has {short} fewer than {self.duties} dut{'y' if self.duties == 1 else 'ies'} in"
                    f" {self.per.spoken(day, period)}{self.only}",
                    person=person.id,
                    date=day,
                )
