"""The rule that a person is on a duty only with another: a student with their tutor."""

from __future__ import annotations

from collections import defaultdict
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


class RequiredPairs(DutyRule):
    """The first of each pair is on a duty only together with the second; with `both_ways`, neither without the other.

    Who is the first of several pairs needs one of the partners, not all: a student with two tutors rides with either.
    A partner may look after several people at once (`accompanied` limits that).

    Source: practice (a student rides with the tutor who signs their portfolio).
    """

    kind: ClassVar[str] = "required-pairs"
    unit: ClassVar[str] = "people"
    example: ClassVar[str] = "- {kind: required-pairs, pairs: [[SC07, SC12]], both_ways: false}"
    holds_for: ClassVar[tuple[str, ...]] = DUTIES

    pairs: Pairs
    both_ways: bool = False

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """People that the book does not know, people paired with themselves, pairs named twice."""
        return trouble_with_pairs(facts, self.pairs, either_order=self.both_ways)

    def _partners(self) -> dict[str, list[str]]:
        """By person: the people of whom one must be on the same duty."""
        found: dict[str, list[str]] = defaultdict(list)
        for one, other in self.pairs:
            found[one].append(other)
            if self.both_ways:
                found[other].append(one)
        return found

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """States that the person is on the duty only if one of the partners is."""
        people = model.facts.people
        for person, partners in self._partners().items():
            model.at_most_as_many(
                self,
                [(literal, 1) for literal in model.on(people[person], duty)],
                [(literal, 1) for partner in partners for literal in model.on(people[partner], duty)],
            )

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """Yields a breach for each person on the duty whose partner is not on it."""
        crew = {assignment.person for assignment in view.crew_of(duty)}
        for person, partners in self._partners().items():
            if person in crew and crew.isdisjoint(partners):
                yield self.breach(
                    1,
                    f"{person} is on {duty.spoken} without {' or '.join(partners)}",
                    person=person,
                    duty=duty.id,
                    date=duty.date,
                )
