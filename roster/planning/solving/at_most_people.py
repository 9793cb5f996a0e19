"""The rule with which the search for the fewest people leaves the choice of people to the solver."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.base import Rule
from constraints.view import RotaView
from models.rota import Breach

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel


class AtMostPeople(Rule):
    """No more than `most` of these people have a duty.

    Attributes:
        most: the limit.
        people: the ids of the people.
    """

    kind: ClassVar[str] = "at-most-people"
    unit: ClassVar[str] = "people"
    example: ClassVar[str] = "- {kind: at-most-people, most: 5, people: [P01, P02]}"

    most: int
    people: tuple[str, ...]

    def post(self, model: RotaModel) -> None:
        """Limits the number of people with any duty."""
        people = [model.facts.people[name] for name in self.people]
        used = [literal for person in people for literal in model.any_of(person, model.duties_of(person))]
        model.at_most(self, [(literal, 1) for literal in used], self.most)

    def check(self, view: RotaView) -> Iterator[Breach]:
        """Reports the people beyond the limit."""
        used = [name for name in self.people if view.duties_of(view.facts.people[name])]
        if len(used) > self.most:
            yield self.breach(len(used) - self.most, f"{len(used)} people are needed, {self.most} at most are there")
