"""The rule of which shifts may not follow a shift."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.facts import Facts
from constraints.shared.succession_rule import SuccessionRule
from models.clock import days, spoken_date
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class ForbiddenSuccessions(SuccessionRule):
    """After a duty of one shift a person starts none of certain others on the next `within_days` dates.

    `after` gives for each shift those that may not follow it. Only dates count, and duties between change nothing: with
    `within_days` 1 a rest day starts afresh. Tours of one's team are of the shift the team works, and a duty carried in
    is of the shifts it kept the times of; other work has no shift. Two spells of work of which neither is this rota's
    are passed over. Where the rule names duties, it looks only at those, before and after.

    Source: Police Federation fatigue advice (forward rotation); the shift rotation rule of Curtois and Qu's shift
    scheduling problems (2014).
    """

    kind: ClassVar[str] = "forbidden-successions"
    unit: ClassVar[str] = "successions"
    example: ClassVar[str] = "- {kind: forbidden-successions, after: {late: [early]}, within_days: 1}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    within_days: Annotated[int, Field(ge=1, le=14)] = 1

    def _days(self, facts: Facts) -> Iterator[tuple[date, date]]:
        period = facts.book.period
        for day in days(period.first - timedelta(days=self.within_days), period.last):
            for later in days(day + timedelta(days=1), day + timedelta(days=self.within_days)):
                yield day, later

    def _sets(self) -> Iterator[tuple[Collection[str], Collection[str]]]:
        """Shifts, and those that may follow none of them: in sets as large as can be where hard, else in pairs."""
        if not self.hard:
            for shift, followers in self.after.items():
                for follower in sorted(set(followers)):
                    yield {shift}, {follower}
            return
        for alike in {frozenset(names): None for names in self.after.values() if names}:
            yield {shift for shift, names in self.after.items() if alike <= set(names)}, alike

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Forbids one of the earlier shifts together with one of the later."""
        if not model.duties_of(person):
            return
        fixed = self.fixed_shifts(model.facts, person)
        for day, later in self._days(model.facts):
            for shifts, followers in self._sets():
                self._post(model, person, fixed, (day, shifts), (later, followers))

    def _post(
        self,
        model: RotaModel,
        person: Person,
        fixed: Mapping[date, Collection[str]],
        earlier: tuple[date, Collection[str]],
        later: tuple[date, Collection[str]],
    ) -> None:
        first, second = (self.literals(model, person, day, fixed, shifts) for day, shifts in (earlier, later))
        before, after = (not set(shifts).isdisjoint(fixed.get(day, ())) for day, shifts in (earlier, later))
        if before:
            model.not_each_of(self, [second], ())
        if after:
            model.not_each_of(self, [first], ())
        if not before and not after:
            model.not_each_of(self, [first, second], ())

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each two dates with a forbidden succession."""
        fixed = self.fixed_shifts(view.facts, person)
        chosen = self.chosen_shifts(view, person, fixed)
        for day, later in self._days(view.facts):
            for shift, follower, both_fixed in _pairs(day, later, fixed, chosen):
                if follower in self.after.get(shift, ()) and not both_fixed:
                    yield self.breach(
                        1,
                        f"{person.id} has {follower} on {spoken_date(later)} after {shift} on {spoken_date(day)}"
                        f"{self.only}",
                        person=person.id,
                        date=later,
                    )


def _pairs(
    day: date, later: date, fixed: Mapping[date, Collection[str]], chosen: Mapping[date, Collection[str]]
) -> Iterator[tuple[str, str, bool]]:
    """The shifts of a date and those of a later one, and whether both are fixed."""
    for shift in sorted({*fixed.get(day, ()), *chosen.get(day, ())}):
        for follower in sorted({*fixed.get(later, ()), *chosen.get(later, ())}):
            yield shift, follower, shift in fixed.get(day, ()) and follower in fixed.get(later, ())
