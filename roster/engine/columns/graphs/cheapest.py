"""Finds the cheapest rotas of a person in their graph, for given prices of duties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from roster.engine.columns.graphs.counts import PersonCounts
from roster.engine.columns.graphs.graph import FREE, NOTHING, Graph
from roster.engine.solvers.integer_program import Floats, Ints, Mask


@dataclass(frozen=True)
class PersonRota:
    """A rota of one person.

    Attributes:
        options: by step, what they do in it: NOTHING, or an option of their graph.
        decisions: the variables that are 1.
        cost: by measure of the graph, what the rota adds up to, the costs of single decisions left out.
        price: what it costs by the prices it was found for.
    """

    options: Ints
    decisions: tuple[int, ...]
    cost: Ints
    price: float


class PersonGraph:
    """A graph of people as one of them walks it.

    Attributes:
        person: their number.
        graph: which they may share with others.
        slots: number of all options of all steps.
        first_slot: by step, the slot of NOTHING; those of the other options follow it.
    """

    def __init__(self, counts: PersonCounts, graph: Graph) -> None:
        self.person = counts.part.person
        self.graph = graph
        sizes = np.array([1 + len(places) for places in graph.steps], dtype=np.int64)
        self.first_slot = np.cumsum(sizes) - sizes
        self.slots = int(sizes.sum())
        slot_of = {
            place: int(self.first_slot[step]) + option + 1
            for step, places in enumerate(graph.steps)
            for option, place in enumerate(places)
        }
        pairs = sorted((slot_of[place], index) for index, place in counts.place.items())
        self._slot = np.array([slot for slot, _ in pairs], dtype=np.int64)
        self._decision = np.array([index for _, index in pairs], dtype=np.int64)
        self._begins = np.searchsorted(self._slot, np.arange(self.slots + 1))
        self._nothing = graph.first[self.person]

    def slots_of(self, step: int) -> range:
        """The slots of a step, by option."""
        first = int(self.first_slot[step])
        return range(first, first + 1 + len(self.graph.steps[step]))

    def decisions_of(self, slot: int) -> Ints:
        """The decisions of which one is taken in a slot; none in that of NOTHING."""
        return self._decision[self._begins[slot] : self._begins[slot + 1]]

    def only(self, options: Ints) -> Mask:
        """The slots of given options, one a step; all slots of a step where its option is FREE."""
        mask = np.ones(self.slots, dtype=bool)
        for step in np.flatnonzero(options != FREE).tolist():
            slots = self.slots_of(step)
            mask[slots.start : slots.stop] = False
            mask[slots[options[step]]] = True
        return mask

    def cheapest(self, prices: Floats, weights: Floats, count: int, allowed: Mask | None = None) -> list[PersonRota]:
        """Returns the cheapest rota and some other cheap ones; none where nothing is allowed.

        Args:
            prices: by variable of the program, what taking a decision costs.
            weights: by measure, how much a unit counts.
            count: rotas at most.
            allowed: by slot, whether it may be taken; all where None.
        """
        graph, layers = self.graph, self.graph.layers
        slot_prices = np.full(self.slots, np.inf)
        np.minimum.at(slot_prices, self._slot, prices[self._decision])
        slot_prices[self.first_slot] = 0.0
        if allowed is not None:
            slot_prices[~allowed] = np.inf
        values = np.full(1 + max(graph.first.values()), np.inf)
        values[self._nothing] = 0.0
        through: list[Floats] = []
        for layer, first in zip(layers, self.first_slot.tolist(), strict=True):
            arcs = values[layer.before]
            arcs += slot_prices[first + layer.option]
            for row, weight in zip(layer.costs, weights.tolist(), strict=True):
                arcs += weight * row
            through.append(arcs)
            values = np.minimum.reduceat(arcs, layer.begins[:-1])
        last = through[-1]
        chosen = np.argpartition(last, count)[:count] if len(last) > count else np.arange(len(last))
        chosen = chosen[np.argsort(last[chosen], kind="stable")]
        return [self._walked(int(arc), through, prices) for arc in chosen if np.isfinite(last[arc])]

    def _walked(self, arc: int, through: Sequence[Floats], prices: Floats) -> PersonRota:
        """The rota of the cheapest path that ends in an arc of the last step."""
        graph = self.graph
        price = float(through[-1][arc])
        options = np.zeros(len(graph.layers), dtype=np.int64)
        decisions = []
        cost = np.zeros(1 + len(graph.measures), dtype=np.int64)
        for step in range(len(graph.layers) - 1, -1, -1):
            layer = graph.layers[step]
            option = int(layer.option[arc])
            cost += layer.costs[:, arc]
            if option != NOTHING:
                options[step] = option
                possible = self.decisions_of(self.slots_of(step)[option])
                decisions.append(int(possible[prices[possible].argmin()]) if len(possible) > 1 else int(possible[0]))
            if step:
                state, earlier = layer.before[arc], graph.layers[step - 1]
                begin, end = earlier.begins[state], earlier.begins[state + 1]
                arc = int(begin + through[step - 1][begin:end].argmin())
        return PersonRota(options, tuple(reversed(decisions)), cost, price)
