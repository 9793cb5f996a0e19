"""The rule that some weekends of several running are free."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, model_validator

from constraints.facts import Facts
from constraints.shared.weekend_rule import WeekendRule
from models.clock import spoken_date
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView

WEEK = timedelta(days=7)


class FreeWeekends(WeekendRule):
    """Of any `of` weekends running, a person has at least `free` on which they start no duty.

    Carried-in duties, work elsewhere and tours of one's team count; weekends outside the period with nothing listed are
    free. Each row of weekends that has too few counts. Where the rule names duties, a weekend without those is free.

    Source: coordinators' practice; agreements commonly name a number of free weekends in four.
    """

    kind: ClassVar[str] = "free-weekends"
    unit: ClassVar[str] = "weekends"
    example: ClassVar[str] = "- {kind: free-weekends, free: 2, of: 4}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    free: Annotated[int, Field(ge=1, le=9)] = 1
    of: Annotated[int, Field(ge=1, le=9)] = 4

    @model_validator(mode="after")
    def _possible(self) -> FreeWeekends:
        if self.free > self.of:
            raise ValueError(f"{self.free} of {self.of} weekends cannot be free")
        return self

    def _rows(self, facts: Facts, person: Person) -> Iterator[tuple[list[date], set[date], int]]:
        """Each row of weekends that touches the period: those that the rota decides, and how many it may work."""
        fixed = {self.weekend_of(day) for day in self.known(facts, person).fixed}
        inside = self.weekends(facts)
        if not inside:
            return
        first = inside[0] - (self.of - 1) * WEEK
        while first <= inside[-1]:
            row = [first + number * WEEK for number in range(self.of)]
            taken = sum(weekend in fixed for weekend in row)
            yield row, {weekend for weekend in row if weekend not in fixed}, max(0, self.of - self.free - taken)
            first += WEEK

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Limits the weekends worked in every row."""
        worked = {}
        for first in self.weekends(model.facts):
            duties = [duty for day in self.dates_of_weekend(first) for duty in model.duties_on(person, day)]
            worked[first] = [(literal, 1) for literal in model.any_of(person, duties)]
        for _, open_to, room in self._rows(model.facts, person):
            model.at_most(self, [term for first in sorted(open_to) for term in worked.get(first, ())], room)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each row with too few free weekends."""
        chosen = {self.weekend_of(day) for day in self.chosen(view, person, self.known(view.facts, person))}
        for row, open_to, room in self._rows(view.facts, person):
            excess = len(open_to & chosen) - room
            if excess > 0:
                yield self.breach(
                    excess,
                    f"{person.id} works {len(row) - len(open_to - chosen)} of the {self.of} weekends from"
                    f" {spoken_date(row[0])} to {spoken_date(row[-1])} (at least {self.free} free){self.only}",
                    person=person.id,
                    date=row[0],
                )
