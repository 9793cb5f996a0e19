"""Finds with whom somebody on a duty could change places: one for one, every duty as crewed as before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from models.people import Person
from models.rota import Assignment, Breach
from models.rules import SOFT_LEVELS
from roster.analysis.stepping_in.effects import Effect
from roster.analysis.stepping_in.replacement_finder import ReplacementFinder


@dataclass(frozen=True)
class Swap:
    """Two people who change places.

    Attributes:
        off: the two places as they are; the first is of the person who was asked about.
        on: the two places as they would be, in the same order of people.
        asks: ids of those of the two who have yet to offer the duty that they would take.
        effect: what it breaks and costs.
    """

    off: tuple[Assignment, Assignment]
    on: tuple[Assignment, Assignment]
    asks: frozenset[str]
    effect: Effect

    @property
    def against(self) -> list[Breach]:
        """The hard breaches that it adds, beside those that an offer takes away."""
        return [
            breach
            for breach in self.effect.broken
            if not (breach.rule == "availability" and breach.person in self.asks)
        ]

    @property
    def legal(self) -> bool:
        """Whether it breaks no hard rule once whoever has to has offered."""
        return not self.against

    @property
    def rank(self) -> tuple[bool, int, list[float], str]:
        """The sort key that puts the best swap first: legal, fewest to ask, least cost."""
        points = [round(self.effect.points.get(level, 0), 6) for level in SOFT_LEVELS]
        return not self.legal, len(self.asks), points, self.off[1].duty


class SwapFinder:
    """Tries exchanges of two people in the rota of a finder of replacements.

    Args:
        finder: knows the rota and its rules.
    """

    def __init__(self, finder: ReplacementFinder) -> None:
        self._finder, self._view, self._facts = finder, finder.view, finder.view.facts

    def swaps(self, item: Assignment, others: Iterable[Assignment]) -> list[Swap]:
        """The swaps that are legal, or would be once somebody offers the duty that they would take; the best first.

        Args:
            item: the place of the person who is to leave it.
            others: places with which it may be exchanged.
        """
        found = (swap for other in others for swap in self._best(item, other, legal=True))
        return sorted((swap for swap in found if swap.legal), key=lambda swap: swap.rank)

    def refused(self, item: Assignment, others: Iterable[Assignment]) -> list[Swap]:
        """The swaps of people whose roles and areas fit that are not legal, whoever offers what; with all reasons."""
        found = (swap for other in others for swap in self._best(item, other, legal=False))
        return [swap for swap in found if not swap.legal]

    def _best(self, item: Assignment, other: Assignment, *, legal: bool) -> Iterator[Swap]:
        if not self._may_sit(item, other) or not self._may_sit(other, item):
            return
        people = self._facts.people
        mine, theirs = people[item.person], people[other.person]
        ways = product(self._places(mine, other), self._places(theirs, item))
        tried = [swap for on in ways if (swap := self._tried((item, other), on, legal=legal)) is not None]
        if tried:
            yield min(tried, key=lambda swap: swap.rank)

    def unserved(self, item: Assignment, other: Assignment) -> list[tuple[Person, str]]:
        """Who of two people of fitting roles does not serve the area of the other's duty, with the area's id."""
        if not self._fits(item, other) or not self._fits(other, item):
            return []
        pairs = [(self._facts.people[one.person], self._area(there)) for one, there in ((item, other), (other, item))]
        return [(person, area) for person, area in pairs if not self._facts.serves(person, area)]

    def _may_sit(self, item: Assignment, other: Assignment) -> bool:
        """Whether a person's role and areas fit the other's seat, and they are not on that duty already."""
        serves = self._facts.serves(self._facts.people[item.person], self._area(other))
        return serves and self._fits(item, other)

    def _fits(self, item: Assignment, other: Assignment) -> bool:
        """Whether a person's role fits the other's seat, and they are not on that duty already."""
        person, duty = self._facts.people[item.person], self._facts.duty[other.duty]
        roles = duty.crew.seat(other.seat).roles
        return person.role in roles and all(one.person != person.id for one in self._view.crew_of(duty))

    def _area(self, item: Assignment) -> str:
        return self._facts.area_of(self._facts.duty[item.duty])

    def _places(self, person: Person, there: Assignment) -> list[Assignment]:
        """A person in the other's place, on each basis on which they may be."""
        bases = self._finder.bases_to_try(person, self._facts.duty[there.duty])
        return [Assignment(person=person.id, duty=there.duty, seat=there.seat, basis=basis) for basis in bases]

    def _tried(
        self, off: tuple[Assignment, Assignment], on: tuple[Assignment, Assignment], *, legal: bool
    ) -> Swap | None:
        """A swap with its effect; where only legal ones are wanted, None for others, as soon as that is known."""
        asks = frozenset(item.person for item in on if self._finder.not_offered(item))
        gates = [self._finder.gates_against(item) - ({"availability"} if item.person in asks else set()) for item in on]
        if legal and any(gates):
            return None
        # Most break a rule about hours or crews: what they would cost is asked of the others alone.
        swap = Swap(off, on, asks, self._finder.placement.effect_of_exchange(off, on, soft=False))
        if not swap.legal:
            return None if legal else swap
        return Swap(off, on, asks, self._finder.placement.effect_of_exchange(off, on, soft=True))


__all__ = ["Swap", "SwapFinder"]
