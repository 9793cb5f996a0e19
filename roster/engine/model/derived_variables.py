"""Derived variables: brings their values in line with the decisions that they are defined by."""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict

import numpy as np

from constraints.rota_model import RotaModel
from roster.engine.model.section import SectionModel
from roster.engine.solvers.integer_program import Ints, Mask, slices


class DerivedValues:
    """The derived variables of a model, recomputed only where a change of decisions can reach them.

    Attributes:
        defined: by variable index, whether the variable is derived from others.

    Args:
        size: the number of variables of the model.
    """

    def __init__(self, model: RotaModel | SectionModel, size: int) -> None:
        self._definitions = model.definitions
        self._users: dict[int, list[int]] = defaultdict(list)
        self.defined: Mask = np.zeros(size, dtype=bool)
        used, follows = array("q"), array("q")
        for number, (variables, sums) in enumerate(self._definitions):
            for index in {index for terms, _ in sums for index, _ in terms}:
                self._users[index].append(number)
            for index, _ in variables:
                self.defined[index] = True
                for terms, _ in sums:
                    used.extend(other for other, _ in terms)
                    follows.extend([index] * len(terms))
        others: Ints = np.array(used, dtype=np.int64)
        self._following = np.array(follows, dtype=np.int64)[np.argsort(others, kind="stable")]
        self._begins = np.concatenate([[0], np.cumsum(np.bincount(others, minlength=size))])

    def followers(self, chosen: Mask) -> Mask:
        """Returns the chosen variables and all that are derived from them, directly or through others."""
        found = chosen.copy()
        latest = np.flatnonzero(chosen)
        while len(latest):
            reached = np.unique(self._following[slices(self._begins, latest)])
            latest = reached[~found[reached]]
            found[latest] = True
        return found

    def merged(self, solution: Ints, before: Ints, after: Ints) -> Ints:
        """Returns a solution with the decisions changed that differ between two others, derived variables recomputed.

        Args:
            solution: the values to start from.
            before, after: the two others; changed decisions get their values in `after`.
        """
        values = solution.copy()
        changed = np.flatnonzero((before != after) & ~self.defined)
        values[changed] = after[changed]
        self._settle(values, changed)
        return values

    def _settle(self, values: Ints, changed: Ints) -> None:
        # A definition names only variables made before it, so definitions can be recomputed in their own order.
        waiting = list({number for index in changed.tolist() for number in self._users[index]})
        heapq.heapify(waiting)
        seen = -1
        while waiting:
            number = heapq.heappop(waiting)
            if number == seen:
                continue
            seen = number
            variables, sums = self._definitions[number]
            amount = max(
                0, *(offset + sum(factor * int(values[index]) for index, factor in terms) for terms, offset in sums)
            )
            for index, size in variables:
                new = min(amount, size)
                amount -= new
                if values[index] != new:
                    values[index] = new
                    for user in self._users[index]:
                        heapq.heappush(waiting, user)
