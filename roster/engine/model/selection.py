"""Chooses some people of a large book, where there is no time to build a model with everybody."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable

from constraints.deadline import Deadline
from constraints.facts import Facts
from models.people import Person

Kind = tuple[object, ...]


class Selection:
    """For each seat of each duty and each kind of person, the people who could take it.

    Two people are of one kind where rules about crews cannot tell them apart: see `_kind`.

    Args:
        seed: shuffles the people, so that chance decides who of one kind comes first.
        deadline: when to give up.

    Raises:
        OutOfTimeError: the deadline passed.
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
        """Returns the ids of people, of every kind enough for every seat.

        Each round doubles the number of people of each kind for every seat of every duty, as far as there are as many.
        So where few people can take a seat, all of them are chosen.

        Args:
            always: ids of people who are chosen in any case.
            most: stops when the chosen people can take this many seats, added up over the people.
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
    """Returns what rules about crews can see of a person."""
    return person.role, frozenset(held.id for held in person.qualifications), frozenset(person.tags), person.team
