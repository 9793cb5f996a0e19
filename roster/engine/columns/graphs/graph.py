"""A graph whose paths are the rotas of some people, each with what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from roster.engine.columns.graphs.counts import Place
from roster.engine.solvers.integer_program import Ints

NOTHING = 0  # the option of taking no duty
FREE = -1  # in place of an option: any may be taken


@dataclass(frozen=True)
class Layer:
    """The arcs of one step, in order of the state they lead to.

    Attributes:
        before, after: states.
        option: NOTHING, or 1 + the number of the place in `Graph.steps`.
        costs: by measure and arc.
        begins: where the arcs to each state begin; one more than there are states.
    """

    before: Ints
    after: Ints
    option: Ints
    costs: Ints = field(repr=False)
    begins: Ints = field(repr=False)

    @classmethod
    def of(cls, before: Ints, after: Ints, option: Ints, costs: Ints) -> Layer:
        """A layer of arcs in any order; states after it are numbered from 0 without a gap."""
        order = np.argsort(after, kind="stable")
        after = after[order]
        states = int(after[-1]) + 1 if len(after) else 0
        return cls(before[order], after, option[order], costs[:, order], np.searchsorted(after, np.arange(states + 1)))

    @property
    def states(self) -> int:
        """The number of states after it."""
        return len(self.begins) - 1


@dataclass(frozen=True)
class Graph:
    """The rotas of some people.

    In each step, mostly a date, a person takes one of the duties or none. A state stands for all ways to come to it
    that leave the same possibilities at the same costs.

    Attributes:
        steps: by step, the places of the decisions of which one may be taken.
        layers: one a step; all paths end in one state.
        first: by person, the state before the first step; NOWHERE for those who have no rota.
        measures: rows that link people for which paths add up something besides the cost; the cost itself is first.
    """

    steps: Sequence[Sequence[Place]]
    layers: Sequence[Layer]
    first: dict[int, int]
    measures: Sequence[int]

    @property
    def arcs(self) -> int:
        """The number of arcs."""
        return sum(len(layer.before) for layer in self.layers)


def merged(layers: Sequence[Layer], first: dict[int, int]) -> tuple[list[Layer], dict[int, int]]:
    """Leaves out states that do not lead to the end, and merges those from which the same options cost the same.

    Args:
        first: by person, the state before the first step.
    """
    done: list[Layer] = []
    renamed = np.zeros(layers[-1].states, dtype=np.int64)
    for step in reversed(range(len(layers))):
        layer = layers[step]
        kept = renamed[layer.after] >= 0
        before, option, costs = layer.before[kept], layer.option[kept], layer.costs[:, kept]
        after = renamed[layer.after[kept]]
        total = np.zeros(layers[step - 1].states if step else 1 + max(first.values()), dtype=np.int64)
        np.add.at(total, before, _hashed(option, after, *costs))
        living = np.unique(before)
        _, index, inverse = np.unique(total[living], return_index=True, return_inverse=True)
        renamed = np.full(len(total), -1, dtype=np.int64)
        renamed[living] = inverse
        chosen = np.isin(before, living[index])  # of states that are merged, the arcs of one
        done.append(Layer.of(renamed[before[chosen]], after[chosen], option[chosen], costs[:, chosen]))
    return done[::-1], {person: int(renamed[state]) for person, state in first.items()}


def _hashed(*rows: Ints) -> Ints:
    """A number for each column of some rows; for different columns it is the same with a chance of one in 10^18."""
    factors = np.random.default_rng(0).integers(1, 2**62, len(rows) + 1, dtype=np.int64) | 1
    found = np.zeros(len(rows[0]), dtype=np.int64)
    for row, factor in zip(rows, factors[1:], strict=True):
        found += (row + 1) * factor
        found ^= found >> 31
        found *= factors[0]
    found ^= found >> 29
    return found
