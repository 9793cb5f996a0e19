"""The sums of some people's counts over the steps of a graph: what each option adds, and what can still come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from roster.engine.columns.graphs.counts import Count, PersonCounts, Place
from roster.engine.solvers.integer_program import Ints, Mask


class OpenSums:
    """All sums of the counts of some people, each with a number.

    Attributes:
        counts: of all of the people, by key, each after those it needs.
        measures: rows that link people to which variables of counts contribute.
        number: by key of a count and position of a sum, the sum's number.
        key: by number, the key of its count.
        begin, end: by number, the first and the last step in which the sum can change.
        ends: by key, the step in which the count is complete.
        added: by step, option and number, what the option adds to the sum.
        gain, loss: by step and number, the most and the least that a sum can still gain in this step and later.
        users: by key and position of a variable, (number, factor) of the sums it is added to.
        starts: by person and number, the sum before the first step, cut to what matters.
        differs: by number, whether people differ in it before the first step.
        live: by number, whether the sum matters for anybody.
    """

    def __init__(self, people: Sequence[PersonCounts], steps: Sequence[Sequence[Place]]) -> None:
        self.counts: dict[int, Count] = {}
        for person in people:
            self.counts.update({key: count for key, count in person.counts.items() if key not in self.counts})
        rows = {row for count in self.counts.values() for linked in count.linked for row, _ in linked}
        self.measures = sorted(rows)
        sums = [(key, position) for key, count in self.counts.items() for position in range(len(count.sums))]
        self.number = {pair: number for number, pair in enumerate(sums)}
        self.key = [key for key, _ in sums]
        self._add_up(steps)
        self._find_starts(people)

    def _add_up(self, steps: Sequence[Sequence[Place]]) -> None:
        step_of = {
            place: (step, 1 + option) for step, places in enumerate(steps) for option, place in enumerate(places)
        }
        size, options = len(self.key), 1 + max(map(len, steps), default=0)
        self.added = np.zeros((len(steps), options, size), dtype=np.int64)
        self.begin, self.end = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        self.ends: dict[int, int] = {}
        self.users: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        arriving = np.zeros((2, len(steps), size), dtype=np.int64)  # the most and the least, from other counts
        for key, count in self.counts.items():
            for position, one in enumerate(count.sums):
                number, at = self.number[key, position], []
                for place, factor in one.decisions:
                    step, option = step_of[place]
                    self.added[step, option, number] += factor
                    at.append(step)
                for other, variable, factor in one.counted:
                    self.users[other, variable].append((number, factor))
                    at.append(self.ends[other])
                    amount = factor * self.counts[other].sizes[variable]
                    arriving[0 if amount > 0 else 1, at[-1], number] += amount
                self.begin[number], self.end[number] = min(at, default=0), max(at, default=0)
            self.ends[key] = max(int(self.end[self.number[key, position]]) for position in range(len(count.sums)))
        self.gain = _from_now_on(self.added.max(axis=1).clip(min=0) + arriving[0])
        self.loss = _from_now_on(self.added.min(axis=1).clip(max=0) + arriving[1])

    def _find_starts(self, people: Sequence[PersonCounts]) -> None:
        dead = -self.gain[0]  # with so little a sum never exceeds 0
        self.starts = np.tile(dead, (len(people), 1))
        for row, person in zip(self.starts, people, strict=True):
            for key, offsets in person.offsets.items():
                for position, offset in enumerate(offsets):
                    number = self.number[key, position]
                    row[number] = max(offset, dead[number])
        self.differs: Mask = (self.starts != self.starts[0]).any(axis=0)
        self.begin[self.differs] = 0  # people differ in it from the start
        matters = {key for key, used in zip(self.key, (self.starts > dead).any(axis=0), strict=True) if used}
        self.live: Mask = np.array([key in matters for key in self.key], dtype=bool)

    def numbers(self, key: int) -> list[int]:
        """The numbers of the sums of a count."""
        return [self.number[key, position] for position in range(len(self.counts[key].sums))]

    def prices(self, key: int) -> Ints:
        """By measure, the cost being the first, and variable of a count: what one unit adds."""
        count = self.counts[key]
        found = np.zeros((1 + len(self.measures), len(count.sizes)), dtype=np.int64)
        for position, (cost, linked) in enumerate(zip(count.costs, count.linked, strict=True)):
            found[0, position] = cost
            for row, factor in linked:
                found[1 + self.measures.index(row), position] += factor
        return found

    def paid_at_once(self, number: int) -> bool:
        """Whether each unit of a sum above 0 costs the same, so that what is certain can be paid before its end."""
        key = self.key[number]
        count = self.counts[key]
        if len(count.sums) != 1 or len(count.sizes) != 1 or self.users[key, 0]:
            return False
        return int(self.starts[:, number].max() + self.gain[0, number]) <= count.sizes[0]


def _from_now_on(amounts: Ints) -> Ints:
    """By step, the sum of amounts of it and all later steps; one row more for after the last."""
    total: Ints = np.concatenate(
        [np.cumsum(amounts[::-1], axis=0)[::-1], np.zeros((1, amounts.shape[1]), dtype=np.int64)]
    )
    return total
