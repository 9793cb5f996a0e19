"""The rule that some pairs of people do not share a car."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.base import DutyRule
from constraints.facts import Facts
from constraints.shared.pairs import Pairs, trouble_with_pairs
from models.duty import Duty
from models.rota import Breach
from models.rules import DUTIES

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class UnwantedPairs(DutyRule):
    """The two people of each pair are not on the same duty, whatever their seats.

    Each duty they share counts once. Duties of other call signs at the same time are no matter.

    Source: practice (partners, relatives, a grievance); the reason is nobody's business and has no place in a book.
    """

    kind: ClassVar[str] = "unwanted-pairs"
    unit: ClassVar[str] = "pairs"
    example: ClassVar[str] = "- {kind: unwanted-pairs, pairs: [[SC07, SC12]]}"
    holds_for: ClassVar[tuple[str, ...]] = DUTIES

    pairs: Pairs

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """People that the book does not know, people paired with themselves, pairs named twice."""
        return trouble_with_pairs(facts, self.pairs, either_order=True)

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """States at most one of the two."""
        people = model.facts.people
        for pair in self.pairs:
            one, other = (model.on(people[name], duty) for name in pair)
            if one and other:
                model.at_most(self, [(literal, 1) for literal in (*one, *other)], 1)

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """Each pair on one duty."""
        crew = {assignment.person for assignment in view.crew_of(duty)}
        for one, other in self.pairs:
            if one in crew and other in crew:
                yield self.breach(
                    1,
                    f"{one} and {other} are both on {duty.spoken}, and are not to be on one duty",
                    person=one,
                    duty=duty.id,
                    date=duty.date,
                )
