"""Which shift follows which. No rule, but what rules about successions stand on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from constraints.counting.worked_dates import WorkedDatesRule
from constraints.facts import Commitment, Facts
from models.base import Id
from models.clock import minutes_between
from models.people import Person
from models.problems import did_you_mean
from models.service import Shift

if TYPE_CHECKING:
    from constraints.context import Literal, RotaModel
    from constraints.view import RotaView

Followers = Annotated[Mapping[Id, tuple[Id, ...]], Field(min_length=1)]


class SuccessionRule(WorkedDatesRule):
    """A rule about the shifts that may or must follow a shift.

    Tours of one's team are of the shift the team works; a duty carried in is of the shifts with its start and length;
    of other work no shift is known.
    """

    after: Followers

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Shifts the book does not know."""
        for shift in sorted({*self.after, *(name for names in self.after.values() for name in names)}):
            if shift not in facts.shifts:
                yield "after", f"shift '{shift}' is unknown{did_you_mean(shift, facts.shifts)}"

    def fixed_shifts(self, facts: Facts, person: Person) -> dict[date, set[str]]:
        """By date, the shifts of fixed work."""
        found: dict[date, set[str]] = defaultdict(set)
        for item in self.commitments(facts, person):
            found[item.date].update(_shifts_of(facts, person, item))
        return found

    def literals(
        self,
        model: RotaModel,
        person: Person,
        day: date,
        fixed: Mapping[date, Collection[str]],
        shifts: Collection[str],
        *,
        others: bool = False,
    ) -> list[Literal]:
        """Literals whose sum says whether the person is on a duty of one of the shifts (or of none of them).

        Shifts that are fixed on that date are left out: a duty of theirs adds nothing.
        """
        return model.any_of(
            person,
            [
                duty
                for duty in self.duties_on(model, person, day)
                if (duty.shift.id in shifts) is not others and duty.shift.id not in fixed.get(day, ())
            ],
        )

    def chosen_shifts(
        self, view: RotaView, person: Person, fixed: Mapping[date, Collection[str]]
    ) -> dict[date, set[str]]:
        """By date, the shifts of the duties of the rota that are not fixed there already."""
        found: dict[date, set[str]] = defaultdict(set)
        for duty in view.duties_of(person):
            if self.concerns_duty(view.facts, duty) and duty.shift.id not in fixed.get(duty.date, ()):
                found[duty.date].add(duty.shift.id)
        return found


def _shifts_of(facts: Facts, person: Person, item: Commitment) -> set[str]:
    """The shifts that fixed work may be of."""
    if item.tour and person.team is not None:
        shift = facts.teams[person.team].shift_on(item.date)
        return {shift} if shift else set()
    if not item.on_unit:
        return set()
    start = item.start.astimezone(facts.book.period.zone).time()
    return {
        shift.id
        for shift in facts.shifts.values()
        if shift.start == start and _minutes(shift, item.date) == item.rostered_minutes
    }


def _minutes(shift: Shift, day: date) -> int:
    ending = shift.end_on(day)
    if ending is None:
        return shift.length or 0
    return minutes_between(datetime.combine(day, shift.start), ending[0])
