"""The base class of rules about how many duties a person has in a week, fortnight, month or period."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from constraints.base import PersonRule
from constraints.counting.stretches import Per
from constraints.facts import Facts
from models.people import Person

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView


class DutyCountRule(PersonRule):
    """A rule that counts a person's duties of this unit in stretches of time."""

    duties: Annotated[int, Field(ge=0, le=1000)]
    per: Per = Per.PERIOD

    def before(self, facts: Facts, person: Person, day: date) -> int:
        """Duties on record in the stretch in which a date lies; none are asked for where it is the period."""
        if self.per is Per.PERIOD:
            return 0
        period = facts.book.period
        stretch = self.per.key(day, period)
        return sum(
            item.on_unit and self.per.key(item.date, period) == stretch for item in self.commitments(facts, person)
        )

    def terms(self, model: RotaModel, person: Person) -> dict[object, tuple[date, list[tuple[Literal, int]]]]:
        """By stretch: the date of a duty in it, and the literals of all of them."""
        period = model.facts.book.period
        found: dict[object, tuple[date, list[tuple[Literal, int]]]] = {}
        for duty in model.duties_of(person):
            _, terms = found.setdefault(self.per.key(duty.date, period), (duty.date, []))
            terms += [(literal, 1) for literal in model.on(person, duty)]
        return found

    def counted(self, view: RotaView, person: Person) -> dict[object, list[date]]:
        """By stretch, the date of each duty that the rota gives."""
        found: dict[object, list[date]] = defaultdict(list)
        for duty in view.duties_of(person):
            found[self.per.key(duty.date, view.facts.book.period)].append(duty.date)
        return found
