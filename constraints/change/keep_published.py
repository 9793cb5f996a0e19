"""The rule that people keep the duties that were published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from constraints.shared.change_rule import PublishedChangeRule
from constraints.topics import Topic
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView

MOST_NAMED = 3  # changes that a sentence names


class Count(StrEnum):
    """What is paid for."""

    PEOPLE = "people"
    DUTIES = "duties"


class KeepPublished(PublishedChangeRule):
    """People keep the duties that were published; whoever gains or loses one is disturbed, and is paid for once.

    With `count: duties` each duty that a person gains or loses is paid for. A move to another seat of the same duty is
    no change. Losing a duty does not count where the person is absent from it, joins later, or is neither rostered for
    it nor offers it now, nor where no service asks for it any more; a duty given in its place does. Duties that are
    over count as all others do. A book in which nothing is published has nothing to keep.

    Source: practice; a published roster changes only where it has to (Police Regulations 2003, reg. 22 and Annex E, as
    the Police Federation in Kent tells them: for exigencies of duty). No figure is laid down for it.
    """

    kind: ClassVar[str] = "keep-published"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.CHANGES})
    suggested_for: ClassVar[Mapping[Topic, tuple[str, ...]]] = {Topic.CHANGES: ()}
    unit: ClassVar[str] = "people"
    example: ClassVar[str] = "- {kind: keep-published, count: people}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    count: Count = Count.PEOPLE

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Prices a person whose duties change, or each duty that does."""
        kept, others = self.duties_for(model, person)
        if self.count is Count.PEOPLE and not self.hard:
            model.price(self, [(literal, 1) for literal in model.differs(person, kept, others)])
            return
        for duty in kept:
            model.at_least(self, [(literal, 1) for literal in model.on(person, duty)], 1)
        model.forbid(self, [literal for duty in others for literal in model.on(person, duty)])

    def disturbed(self, model: RotaModel) -> list[Literal]:
        """Literals whose sum is the number of people whose duties change, for limits that are not rules of the book."""
        found = []
        for person in model.facts.people.values():
            if self.concerns_person(person):
                seen = self.model_for(model, person)
                found += seen.differs(person, *self.duties_for(seen, person))
        return found

    def changed(self, model: RotaModel) -> tuple[list[tuple[Literal, int]], int]:
        """Terms and a constant whose sum is the number of duties that people gain or lose."""
        terms, constant = [], 0
        for person in model.facts.people.values():
            if self.concerns_person(person):
                seen = self.model_for(model, person)
                kept, others = self.duties_for(seen, person)
                constant += len(kept)
                terms += [(literal, -1) for duty in kept for literal in seen.on(person, duty)]
                terms += [(literal, 1) for duty in others for literal in seen.on(person, duty)]
        return terms, constant

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """A person whose duties change, or each duty that does."""
        changes = self.changes(view, person)
        if self.count is Count.DUTIES:
            for change in changes:
                yield self.breach(
                    1,
                    f"{person.id} is {change.words}, not as published",
                    unit="duties",
                    person=person.id,
                    duty=change.duty.id,
                    date=change.duty.date,
                )
        elif changes:
            named = [change.words for change in changes[:MOST_NAMED]]
            if len(changes) > MOST_NAMED:
                named.append(f"{len(changes) - MOST_NAMED} more")
            told = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
            # No date: the person counts once, whichever duties it is that change.
            yield self.breach(1, f"{person.id} is {told}, not as published", person=person.id)
