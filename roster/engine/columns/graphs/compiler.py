"""Compiles what is counted for people with like rules into a graph of their rotas.

A state is what the sums that have begun and not ended have come to. A sum is cut to what can still matter: one that
cannot exceed 0 any more counts as nothing, and what exceeds it for certain is paid at once, so that people whose past
differs in nothing that matters meet in one state.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np

from models.errors import RosterError
from roster.engine.columns.graphs.counts import PersonCounts, Place
from roster.engine.columns.graphs.graph import Graph, Layer, merged
from roster.engine.columns.graphs.open_sums import OpenSums
from roster.engine.solvers.integer_program import Ints, Mask

ENOUGH = 0.3  # share of the most states that is aimed at when counts are left out, for there may be more to come


class TooLargeError(RosterError):
    """The graph has too many states.

    Attributes:
        keys: of the counts that are best left out.
    """

    def __init__(self, keys: Set[int]) -> None:
        super().__init__(len(keys))
        self.keys = keys


def compiled(people: Sequence[PersonCounts], steps: Sequence[Sequence[Place]], most_states: int) -> Graph:
    """Compiles the graph of some people.

    Args:
        steps: by step, the places of the decisions of which at most one may be taken.
        most_states: after any step.

    Raises:
        TooLargeError: there are more states.
    """
    return _Compiler(OpenSums(people, steps), steps, most_states).graph([person.part.person for person in people])


class _Compiler:
    """Builds one layer after another.

    The sums that are open stand in `_open`, by their numbers; the states in `_values`, by open sum and state.
    """

    def __init__(self, sums: OpenSums, steps: Sequence[Sequence[Place]], most_states: int) -> None:
        self._sums = sums
        self._steps = steps
        self._most_states = most_states
        self._factors = np.random.default_rng(0).integers(1, 2**62, len(sums.key), dtype=np.int64) | 1
        self._open: list[int] = np.flatnonzero(sums.differs & sums.live).tolist()
        self._values = sums.starts[:, self._open].T

    def graph(self, people: Sequence[int]) -> Graph:
        _, index, state = np.unique(self._hashed(self._open, self._values), return_index=True, return_inverse=True)
        self._values = self._values[:, index]
        first = dict(zip(people, state.tolist(), strict=True))
        layers, first = merged([self._layer(step) for step in range(len(self._steps))], first)
        return Graph(self._steps, layers, first, self._sums.measures)

    def _hashed(self, numbers: Sequence[int], values: Ints) -> Ints:
        """A number for each state; for different states it is the same with a chance of one in 10^18."""
        found = np.zeros(values.shape[1], dtype=np.int64)
        for number, row in zip(numbers, values, strict=True):
            found += row * self._factors[number]
        return found

    def _layer(self, step: int) -> Layer:
        """Builds the layer of a step, and takes the states after it as the next ones."""
        sums = self._sums
        starting = np.flatnonzero(sums.live & ~sums.differs & (sums.begin == step))
        at_start = np.maximum(sums.starts[0, starting], -sums.gain[step, starting])
        working = [*self._open, *starting.tolist()]
        begun = np.concatenate([self._values, np.repeat(at_start[:, None], self._values.shape[1], axis=1)])
        staying = [number for number in working if sums.ends[sums.key[number]] > step]
        before, options, costs, values = [], [], [], []
        for option in range(1 + len(self._steps[step])):
            made = begun + sums.added[step, option, working][:, None]
            price, after, legal = self._after(step, made, working, staying)
            chosen = np.flatnonzero(legal)
            before.append(chosen)
            options.append(np.full(len(chosen), option))
            costs.append(price[:, chosen])
            values.append(after[:, chosen])
        reached = np.concatenate(values, axis=1)
        _, index, state = np.unique(self._hashed(staying, reached), return_index=True, return_inverse=True)
        if len(index) > self._most_states:
            raise TooLargeError(self._widest(staying, reached[:, index]))
        self._open, self._values = staying, reached[:, index]
        return Layer.of(np.concatenate(before), state, np.concatenate(options), np.concatenate(costs, axis=1))

    def _after(self, step: int, made: Ints, working: list[int], staying: list[int]) -> tuple[Ints, Ints, Mask]:
        """Ends the counts that end in a step, and cuts the sums that stay open to what matters.

        Args:
            made: by working sum and state, what the sums have come to; changed in place.

        Returns:
            By measure and state, what is paid; the sums that stay; and whether each state is legal.
        """
        sums, place = self._sums, {number: position for position, number in enumerate(working)}
        costs = np.zeros((1 + len(sums.measures), made.shape[1]), dtype=np.int64)
        legal = np.ones(made.shape[1], dtype=bool)
        for key in dict.fromkeys(sums.key[number] for number in sorted(working)):
            if sums.ends[key] == step:
                self._end(key, made, place, costs, legal)
        after = made[[place[number] for number in staying]]
        for number, values in zip(staying, after, strict=True):  # each a view, changed in place
            least = sums.loss[step + 1, number]
            np.maximum(values, -sums.gain[step + 1, number], out=values)
            if not sums.counts[sums.key[number]].sizes:
                legal &= values + least <= 0
            elif sums.paid_at_once(number):
                certain = np.maximum(values + least, 0)
                if certain.any():
                    costs += sums.prices(sums.key[number]) * certain
                    values -= certain  # noqa: PLW2901
        return costs, after, legal

    def _end(self, key: int, made: Ints, place: dict[int, int], costs: Ints, legal: Mask) -> None:
        """Ends a count: pays for it, adds its variables to the sums that use them, and notes what is not legal."""
        sums = self._sums
        count = sums.counts[key]
        left = np.maximum(np.max([made[place[number]] for number in sums.numbers(key)], axis=0), 0)
        if not count.sizes:
            legal &= left == 0
            return
        prices = sums.prices(key)
        for variable, size in enumerate(count.sizes):
            value = np.minimum(left, size)
            left = left - value
            costs += prices[:, variable, None] * value
            for number, factor in sums.users[key, variable]:
                if number in place:
                    made[place[number]] += factor * value

    def _widest(self, numbers: list[int], values: Ints) -> set[int]:
        """The keys of counts without which there are far fewer states: time and again the one that saves most."""
        left_out: set[int] = set()
        hashed = self._hashed(numbers, values)
        spans = {number: int(self._sums.end[number] - self._sums.begin[number]) for number in numbers}
        # Short counts are what runs and rests are made of: without them the graph would say little.
        long = [position for position, number in enumerate(numbers) if spans[number] >= len(self._steps) // 2]
        while long and (not left_out or len(np.unique(hashed)) > self._most_states * ENOUGH):
            without = {place: hashed - values[place] * self._factors[numbers[place]] for place in long}
            best = min(long, key=lambda place: len(np.unique(without[place])))
            hashed = without[best]
            long.remove(best)
            left_out.add(self._sums.key[numbers[best]])
        return left_out or {self._sums.key[max(numbers, key=spans.__getitem__)]}
