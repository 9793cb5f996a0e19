"""The rule of how many weekends a person may work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.facts import Facts
from constraints.shared.weekend_rule import WeekendRule
from models.clock import spoken_date
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class MostWeekends(WeekendRule):
    """At most `most` weekends of the period on which a person starts a duty; one with both days worked counts once.

    Every weekend that touches the period is one of it. Carried-in duties, work elsewhere and tours of one's team count;
    where the rule names duties, those only. A Friday counts only where `weekend` names it.

    Source: coordinators' practice; a hard rule of Curtois and Qu's shift scheduling problems (2014).
    """

    kind: ClassVar[str] = "most-weekends"
    unit: ClassVar[str] = "weekends"
    example: ClassVar[str] = "- {kind: most-weekends, most: 2, weekend: [fri, sat, sun]}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    most: Annotated[int, Field(ge=0, le=120)]

    def _fixed(self, facts: Facts, person: Person) -> set[date]:
        """The weekends of the period that are worked in any case."""
        worked = {self.weekend_of(day) for day in self.known(facts, person).fixed}
        return {first for first in self.weekends(facts) if first in worked}

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Limits the weekends worked to what fixed work leaves."""
        fixed = self._fixed(model.facts, person)
        terms = []
        for first in self.weekends(model.facts):
            if first not in fixed:
                duties = [duty for day in self.dates_of_weekend(first) for duty in model.duties_on(person, day)]
                terms += [(literal, 1) for literal in model.any_of(person, duties)]
        model.at_most(self, terms, self.most - len(fixed))

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Weekends beyond the most allowed."""
        fixed = self._fixed(view.facts, person)
        days = self.chosen(view, person, self.known(view.facts, person))
        chosen = sorted({first for day in days if (first := self.weekend_of(day)) is not None} - fixed)
        excess = len(chosen) - max(0, self.most - len(fixed))
        if excess > 0:
            yield self.breach(
                excess,
                f"{person.id} works {len(chosen) + len(fixed)} weekends, the last from {spoken_date(chosen[-1])}"
                f" (at most {self.most}){self.only}",
                person=person.id,
                date=chosen[-1],
            )
