"""The base class of rules about which shift may or must follow which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from constraints.facts import Facts
from constraints.facts.fixed_work import shifts_of
from constraints.shared.worked_dates_rule import WorkedDatesRule
from models.base import Id
from models.people import Person
from models.problems import did_you_mean

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView

Followers = Annotated[Mapping[Id, tuple[Id, ...]], Field(min_length=1)]


class SuccessionRule(WorkedDatesRule):
    """A rule about the shifts that may or must follow a shift.

    Of which shifts fixed work is, `constraints.facts.fixed_work` says.
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
            found[item.date].update(shifts_of(facts, person, item))
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
                for duty in model.duties_on(person, day)
                if (duty.shift.id in shifts) is not others and duty.shift.id not in fixed.get(day, ())
            ],
        )

    def chosen_shifts(
        self, view: RotaView, person: Person, fixed: Mapping[date, Collection[str]]
    ) -> dict[date, set[str]]:
        """By date, the shifts of the duties of the rota that are not fixed there already."""
        found: dict[date, set[str]] = defaultdict(set)
        for duty in view.duties_of(person):
            if duty.shift.id not in fixed.get(duty.date, ()):
                found[duty.date].add(duty.shift.id)
        return found
