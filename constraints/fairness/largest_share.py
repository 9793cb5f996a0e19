"""The rule that the largest number of duties of any person is as small as can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.base import Rule
from constraints.facts import Facts
from constraints.facts.fixed_work import is_of
from constraints.shared.sharing_groups import Group, Within
from models.duty import Duty
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE, Level

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class LargestShare(Rule):
    """Of the people of a role, or of a role and home area, whoever has most duties has as few as can be.

    The largest number of each group costs, each duty of it alike, so that a second person with as many costs nothing
    more: simpler than an even share, and blind to who is second. Only the duties of this rota count, wherever they are;
    who names several areas belongs to the first.

    Source: practice; the plainest measure of fairness in the literature on rostering (least greatest load).
    """

    kind: ClassVar[str] = "largest-share"
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = "- {kind: largest-share, within: area, weight: 5}"
    hardenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    level: Level = Level.FAIR
    within: Within = Within.ROLE

    def _groups(self, facts: Facts) -> list[list[Person]]:
        """The groups of people that it concerns."""
        groups: dict[Group, list[Person]] = defaultdict(list)
        for person in facts.people.values():
            if self.concerns_person(person):
                groups[self.within.group_of(facts, person)].append(person)
        return list(groups.values())

    def _counted(self, facts: Facts, duties: list[Duty]) -> list[Duty]:
        return [duty for duty in duties if self.concerns_duty(facts, duty)]

    def _worked(self, facts: Facts, person: Person) -> int:
        """Duties of the unit on record in the period."""
        return sum(
            item.on_unit and item.date in facts.book.period and is_of(facts, person, item, self.applies_to)
            for item in facts.commitments(person)
        )

    def post(self, model: RotaModel) -> None:
        """Prices the largest number of each group."""
        for group in self._groups(model.facts):
            model.price_greatest(
                self,
                [
                    (
                        [
                            (literal, 1)
                            for duty in self._counted(model.facts, model.duties_of(person))
                            for literal in model.on(person, duty)
                        ],
                        self._worked(model.facts, person),
                    )
                    for person in group
                ],
            )

    def check(self, view: RotaView) -> Iterator[Breach]:
        """The largest number of each group, with the person who has it."""
        for group in self._groups(view.facts):
            numbers = {
                person.id: len(self._counted(view.facts, view.duties_of(person))) + self._worked(view.facts, person)
                for person in group
            }
            most = max(numbers, key=numbers.__getitem__)
            if numbers[most]:
                where = view.facts.home_area(group[0]) if self.within is Within.AREA else None
                yield self.breach(
                    numbers[most],
                    f"{most} has {numbers[most]} dut{'y' if numbers[most] == 1 else 'ies'}, the most of any"
                    f" {group[0].role}{f' of {where}' if where else ''}",
                    person=most,
                )
