"""The base class of rules about changes of a published rota, and what a change is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from constraints.base import PersonRule
from constraints.facts import Facts
from models.duty import Duty
from models.people import Person
from models.rules import Level

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class Change(NamedTuple):
    """A duty that a person lost, or one that they were not published for."""

    duty: Duty
    lost: bool

    @property
    def words(self) -> str:
        """The change in words: `off JR-04 on Fri 25 Dec`."""
        return f"{'off' if self.lost else 'on'} {self.duty.spoken}"


class Duties(NamedTuple):
    """A person's duties as a rule about changes sees them.

    Attributes:
        kept: published ones, which they should be on.
        others: ones that they were not published for, which they should not be on.
    """

    kept: list[Duty]
    others: list[Duty]


class PublishedChangeRule(PersonRule):
    """A rule that looks at what changes of each person's published duties.

    A change is a published duty the person is not on, or a duty they are on and were not published for; in which seat
    does not matter. A lost duty is no change where the book no longer has the duty, or where the person is not
    available for it: absent, not joined yet, or neither rostered for it nor offering it now. Duties of which there is
    a record are over, and no change either.
    """

    level: Level = Level.DISTURBANCE

    def looks_at(self, facts: Facts, duty: Duty) -> bool:
        """Whether a change of a duty matters to the rule."""
        return self.concerns_duty(facts, duty)

    def duties_for(self, model: RotaModel, person: Person) -> Duties:
        """The duties a person should be on, and those that would be new to them."""
        return self._sorted_out(model.facts, person, model.duties_of(person), model.sees)

    def changes(self, view: RotaView, person: Person) -> list[Change]:
        """What changes for a person, in order of start."""
        on = {duty.id: duty for duty in view.duties_of(person)}
        kept, others = self._sorted_out(view.facts, person, on.values(), view.sees)
        found = [Change(duty, lost=True) for duty in kept if duty.id not in on]
        found += [Change(duty, lost=False) for duty in others]
        return sorted(found, key=lambda change: (change.duty.start, change.duty.id))

    def _sorted_out(
        self, facts: Facts, person: Person, duties: Iterable[Duty], sees: Callable[[Person, Duty], bool]
    ) -> Duties:
        if facts.book.published is None:
            return Duties([], [])
        published = facts.once("person -> published duties", lambda: _published(facts)).get(person.id, {})
        return Duties(
            [
                duty
                for duty in published.values()
                if sees(person, duty) and self.looks_at(facts, duty) and _could_be_on(facts, person, duty)
            ],
            [duty for duty in duties if duty.id not in published and self.looks_at(facts, duty)],
        )


def _published(facts: Facts) -> Mapping[str, Mapping[str, Duty]]:
    """By person, the published duties that are still asked for."""
    found: dict[str, dict[str, Duty]] = {}
    for item in facts.book.published.assignments if facts.book.published else ():
        if item.duty in facts.duty:
            found.setdefault(item.person, {})[item.duty] = facts.duty[item.duty]
    return found


def _could_be_on(facts: Facts, person: Person, duty: Duty) -> bool:
    """Whether a person is available for a duty, and nothing is on record of it yet."""
    if (person.id, duty.id) in facts.fates:
        return False
    here = facts.rostered(person, duty) or facts.offered(person, duty)
    return here and not facts.absent(person, duty)
