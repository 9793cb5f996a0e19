"""The rule that weekends are worked whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from constraints.facts import Facts
from constraints.shared.weekend_rule import WeekendRule
from constraints.shared.worked_dates_rule import Known
from models.clock import spoken_date
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class WholeWeekends(WeekendRule):
    """A person works every day of a weekend or none; each day free in a weekend they work counts.

    Carried-in duties, work elsewhere and tours of one's team count; where the rule names duties, those only. A weekend
    with a day of which nothing is known, beyond the period and all work listed, is passed over, and so is one in which
    this rota has no part.

    Source: coordinators' practice; a common soft rule of published nurse rostering problems.
    """

    kind: ClassVar[str] = "whole-weekends"
    unit: ClassVar[str] = "days"
    example: ClassVar[str] = "- {kind: whole-weekends, level: fair, weight: 2}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    def _known_weekends(self, facts: Facts, known: Known) -> Iterator[list[date]]:
        for first in self.weekends(facts):
            dates = self.dates_of_weekend(first)
            if known.first <= dates[0] and dates[-1] <= known.last:
                yield dates

    def post_person(self, model: RotaModel, person: Person) -> None:
        """States that a person who works on one day of a weekend works on the others."""
        known = self.known(model.facts, person)
        for dates in self._known_weekends(model.facts, known):
            duties = {day: model.duties_on(person, day) for day in dates if day not in known.fixed}
            for free in duties:
                unless = [literal for duty in duties[free] for literal in model.on(person, duty)]
                others = [found for day, found in duties.items() if day != free]
                groups = others if self.hard else [[duty for found in others for duty in found]]
                for group in groups:
                    model.not_each_of(self, [model.any_of(person, group)], unless)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each weekend that is worked in part."""
        known = self.known(view.facts, person)
        chosen = self.chosen(view, person, known)
        for dates in self._known_weekends(view.facts, known):
            free = [day for day in dates if day not in chosen and day not in known.fixed]
            if free and not chosen.isdisjoint(dates):
                worked = [day for day in dates if day not in free]
                yield self.breach(
                    len(free),
                    f"{person.id} works {' and '.join(map(spoken_date, worked))}"
                    f" but not {' and '.join(map(spoken_date, free))} (the whole weekend or none of it){self.only}",
                    person=person.id,
                    date=worked[0],
                )
