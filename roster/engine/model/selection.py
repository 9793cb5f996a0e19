"""Whom to consider where there is no time to consider everybody: enough for every seat, of every kind of person."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable

from constraints.deadline import Deadline
from constraints.facts import Facts
from models.people import Person

Kind = tuple[object, ...]


class Selection:
    """Who could sit where, to choose some people from.

    Args:
        seed: decides by lot who of people of one kind comes first.
        deadline: by which it is worked out.

    Raises:
        OutOfTimeError: it is not.
    """

    def __init__(self, facts: Facts, seed: int, deadline: Deadline) -> None:
        self._cells: dict[tuple[str, str, Kind], list[str]] = defaultdict(list)
        self._size: dict[str, int] = defaultdict(int)
        people = list(facts.people.values())
        random.Random(seed).shuffle(people)
        for person in people:
            deadline.keep()
            kind = _kind(person)
            for duty, _ in facts.open_to(person):
                if facts.absent(person, duty):
                    continue
                for seat in facts.seats_for(person, duty):
                    self._cells[duty.id, seat.id, kind].append(person.id)
                    self._size[person.id] += 1

    def chosen(self, always: Iterable[str], most: int) -> frozenset[str]:
        """The ids of people who can sit in some `most` seats of duties together, or a few more.

        Each round gives every seat of every duty twice as many people of each kind as the one before, as far as there
        are so many: seats and kinds of which there are few people keep them all.

        Args:
            always: ids of people who are chosen whatever they come to.
        """
        found = set(always)
        left = most - sum(self._size[name] for name in found)
        aim, largest = 1, max(map(len, self._cells.values()), default=0)
        while left > 0 and aim < 2 * largest:
            for people in self._cells.values():
                lacking = aim - sum(name in found for name in people[:aim])
                for name in people[:aim]:
                    if lacking <= 0 or left <= 0:
                        break
                    if name not in found:
                        found.add(name)
                        left -= self._size[name]
                        lacking -= 1
            aim *= 2
        return frozenset(found)


def _kind(person: Person) -> Kind:
    """What rules about crews can tell people apart by."""
    return person.role, frozenset(held.id for held in person.qualifications), frozenset(person.tags), person.team
