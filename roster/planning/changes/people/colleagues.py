"""Finds the colleagues of a newcomer: the people like whom a newcomer offers dates."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from models.people import Person
from models.period import Period

ENOUGH = 3  # colleagues; of fewer, one person's month would decide


def colleagues_of(newcomer: Person, people: Sequence[Person], period: Period) -> tuple[Person, ...]:
    """The colleagues of a newcomer, from the one who offers least to the one who offers most.

    They have the newcomer's role and kind (posted, in a team, or neither); of these, those with the same tags in one of
    the same areas, as long as they are enough.

    Args:
        newcomer: need not be among the people.
        people: everybody who may be a colleague, with the offers of the period.
        period: the period in which the dates offered are counted.
    """
    alike = [person for person in people if person.role == newcomer.role and _kind(person) == _kind(newcomer)]
    same_tags = [person for person in alike if set(person.tags) == set(newcomer.tags)]
    for some in (_near(newcomer, same_tags), same_tags, _near(newcomer, alike)):
        if len(some) >= ENOUGH:
            alike = some
            break
    return tuple(sorted(alike, key=lambda person: (dates_offered(person, period), person.id)))


def dates_offered(person: Person, period: Period) -> int:
    """The number of dates of a period on which a person offers anything."""
    return sum(any(offer.on(day) for offer in person.offers) for day in period.dates)


def _kind(person: Person) -> tuple[bool, bool]:
    return person.posting is not None, person.team is not None


def _near(newcomer: Person, people: Collection[Person]) -> list[Person]:
    """Those who may serve one of the newcomer's areas; who names no area serves all."""
    areas = set(newcomer.areas)
    return [person for person in people if not areas or not person.areas or areas & set(person.areas)]
