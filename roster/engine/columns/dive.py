"""Dives from a mixture to a rota: fixes step by step what the mixture agrees on, and generates rotas in between."""

from __future__ import annotations

import math
import time

import numpy as np

from roster.engine.columns.generation import Generation
from roster.engine.columns.graphs.graph import FREE
from roster.engine.columns.master import Mixture
from roster.engine.solvers.integer_program import Floats, Ints, Mask


class Dive:
    """One dive.

    Args:
        fixed: by person and step, the option that is fixed from the start, FREE for the others.
        end: of `time.monotonic()`; the dive fixes as much at a time as it needs to come to its end before.

    Attributes:
        fixed: the same, as far as the dive has come.
    """

    def __init__(self, generation: Generation, fixed: Ints, end: float) -> None:
        self._generation = generation
        self._master = generation.master
        self._graphs = generation.people.graphs
        self._params = generation.params
        self._began, self._end = time.monotonic(), end
        self._fixings = 0
        self.fixed = fixed
        self._steps = fixed.shape[1]
        self._options = np.zeros((0, self._steps), dtype=np.int64)
        self._person = np.zeros(0, dtype=np.int64)
        self._out = np.zeros(0, dtype=bool)
        self._widest = 1 + max(len(places) for graph in self._graphs for places in graph.graph.steps)

    def run(self) -> Ints | None:
        """Fixes everything that there is time for.

        Returns:
            The option of each person and step, FREE where few were left; None when there was no time or no rota.
        """
        self._master.purge(self._params.rotas_kept)
        try:
            return self._dived()
        finally:
            self._master.forbid(np.flatnonzero(self._out), forbidden=False)

    def _dived(self) -> Ints | None:
        params = self._params
        batch, last, most_value = params.batch, self.fixed, np.inf
        accepted = 0  # mixtures that are taken as they are: the one after a step back, and the one after that
        while time.monotonic() < self._end:
            self._refresh()
            mixture = self._priced()
            if not accepted and mixture.value > most_value:
                self.fixed, accepted = last, 2
                batch = max(params.least_batch, batch * params.batch_shrinks)
                continue
            accepted = max(0, accepted - 1)
            free = self.fixed == FREE
            if not free.any():
                return None if mixture.broken > 0.5 else self.fixed
            most_value = mixture.value + params.tolerance * abs(mixture.value)
            last = self.fixed
            self._fix(mixture, free, batch)
            batch = min(params.batch, batch * params.batch_grows)
        few = (self.fixed == FREE).mean() <= params.handed_over_share
        return self.fixed if few else None

    def _priced(self) -> Mixture:
        """Generates rotas that keep what is fixed, a few times."""
        allowed = [self._allowed(number) for number in range(len(self._graphs))]
        for _ in range(self._params.rounds):
            mixture, new = self._generation.step(allowed)
            if not new:
                return mixture
            self._refresh()
        mixture = self._master.solve()
        if self._master.purge(self._params.rotas_kept):
            self._person = self._person[:0]
            self._master.forbid(np.arange(len(self._master.rotas)), forbidden=False)
            self._refresh()
            mixture = self._master.solve()
        return mixture

    def _allowed(self, number: int) -> Mask | None:
        """The slots that are left to a person; None when all their steps are fixed."""
        fixed = self.fixed[number]
        if (fixed != FREE).all():
            return None
        return self._graphs[number].only(fixed)

    def _refresh(self) -> None:
        """Takes rotas out of the mixture that differ from what is fixed, and lets in those that do not any more."""
        if not len(self._person):
            self._options, self._out = np.zeros((0, self._steps), dtype=np.int64), np.zeros(0, dtype=bool)
        new = self._master.rotas[len(self._person) :]
        if new:
            self._options = np.concatenate([self._options, np.array([rota.options for _, rota in new])])
            self._person = np.concatenate([self._person, np.array([number for number, _ in new])])
            self._out = np.concatenate([self._out, np.zeros(len(new), dtype=bool)])
        wanted = self.fixed[self._person]
        out = ((wanted != FREE) & (wanted != self._options)).any(axis=1)
        self._master.forbid(np.flatnonzero(out & ~self._out))
        self._master.forbid(np.flatnonzero(~out & self._out), forbidden=False)
        self._out = out

    def _fix(self, mixture: Mixture, free: Mask, batch: float) -> None:
        """Fixes the options with the greatest shares of the mixture: all that are nearly certain, else a few."""
        shares = self._shares(mixture)
        best, option = np.where(free, shares.max(axis=2), -1.0), shares.argmax(axis=2)
        order = np.argsort(-best, axis=None, kind="stable")[: int(free.sum())]
        sure = int((best.ravel()[order] >= self._params.sure).sum())
        most, least = (max(1, round(share * len(order))) for share in (batch, self._params.least_batch))
        chosen = order[: max(least, min(most, sure), self._needed(len(order)))]
        self._fixings += 1
        self.fixed = self.fixed.copy()
        self.fixed.ravel()[chosen] = option.ravel()[chosen]

    def _needed(self, free: int) -> int:
        """How many steps have to be fixed now for the dive to end in time, at the pace so far."""
        now = time.monotonic()
        if not self._fixings:
            return 0
        left = (self._end - now) * self._params.pace_share * self._fixings / (now - self._began)
        return math.ceil(free / max(1.0, left))

    def _shares(self, mixture: Mixture) -> Floats:
        """By person, step and option, the share that the mixture gives it."""
        found = np.zeros((*self.fixed.shape, self._widest))
        for column in np.flatnonzero(mixture.shares > 1e-7).tolist():
            found[self._person[column], np.arange(self._steps), self._options[column]] += mixture.shares[column]
        return found
