"""Column generation: finds rotas that improve the mixture, and a lower bound that no rota of the program beats."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from roster.engine.columns.graphs.people import People
from roster.engine.columns.master import Master, Mixture
from roster.engine.params.groups import ColumnParams
from roster.engine.solvers.integer_program import Floats, Mask, Program

PENALTY_FACTOR, MOST_RAISES = 10.0, 4  # of the price of broken rows, where the best mixture breaks some
IMPROVES = 1e-6  # a rota with a smaller gain, in units of the granularity, does not improve the mixture


class Generation:
    """Generates rotas for the mixture.

    Attributes:
        master: the mixture's linear program.
        bound: lower bound of the program's value, in units of its granularity; -inf when there is none yet.
    """

    def __init__(self, program: Program, people: People, params: ColumnParams, seed: int) -> None:
        self.master = Master(program, people)
        self.people = people
        self.params = params
        self.constant = program.constant / self.master.step
        self.bound = -math.inf
        self._smooth: Floats | None = None
        self._begin(program, seed)

    def _begin(self, program: Program, seed: int) -> None:
        """Adds rotas for prices that are drawn, so that the first mixture breaks few rows."""
        master, random = self.master, np.random.default_rng(seed)
        duals = np.zeros(len(master.rows))
        prices, most = master.prices(duals), float(np.abs(program.costs).max()) / master.step
        for share in self.params.first_worths:
            drawn = prices - random.random(len(prices)) * share * most
            for number, graph in enumerate(self.people.graphs):
                weights = master.weights(number, duals)
                master.add((number, rota) for rota in graph.cheapest(drawn, weights, self.params.rotas))

    def converge(
        self, over: Callable[[], bool], gap: float, tell: Callable[[float], None] = lambda bound: None
    ) -> Mixture:
        """Generates rotas until the mixture is optimal.

        Args:
            over: whether the time is up.
            gap: as a share of the mixture's value; it is near enough to the bound when it differs by no more.
            tell: called with each better bound, in units of the granularity.
        """
        settled, raised = False, 0
        while True:
            before = self.bound
            mixture, new = self.step()
            self.master.purge(self.params.rotas_kept)
            if self.bound > before:
                tell(self.bound)
            value = mixture.value + self.constant
            kept = mixture.broken < IMPROVES
            if over() or (kept and value - self.bound <= gap * abs(value) + IMPROVES):
                return mixture
            if new:
                settled = False
            elif not settled:
                settled, self._smooth = True, None  # what smoothing hid may still improve the mixture
            elif kept or raised >= MOST_RAISES:
                return mixture
            else:
                self.master.raise_penalty(PENALTY_FACTOR)
                raised, settled = raised + 1, False

    def step(self, allowed: Sequence[Mask | None] | None = None) -> tuple[Mixture, int]:
        """Solves the mixture and adds rotas that improve it; returns the mixture before, and how many were added.

        Args:
            allowed: by person, the slots that they may take; None for those who are not looked at. Without it the
                lower bound is raised.
        """
        master, params = self.master, self.params
        mixture = master.solve()
        duals = mixture.duals
        if allowed is None:
            keep = params.smoothing
            self._smooth = duals if self._smooth is None else keep * self._smooth + (1 - keep) * duals
            duals = master.usable(self._smooth)
        prices = master.prices(duals)
        # In a dive rotas are priced by the dual values themselves; else those say whether a rota improves the mixture.
        real = prices if duals is mixture.duals else master.prices(mixture.duals)
        bound = master.bound_without_people(duals, prices) + self.constant if allowed is None else -math.inf
        new = []
        for number, graph in enumerate(self.people.graphs):
            if allowed is not None and allowed[number] is None:
                continue
            mask = None if allowed is None else allowed[number]
            least = params.rotas if allowed is None else params.rotas_in_dive
            count = max(least, params.rotas_together // len(self.people.graphs))
            found = graph.cheapest(prices, master.weights(number, duals), count, mask)
            bound = bound + found[0].price if found else -math.inf
            weights = master.weights(number, mixture.duals)
            for rota in found:
                gain = mixture.worth[number] - float(rota.cost @ weights) - float(real[list(rota.decisions)].sum())
                if gain > IMPROVES:
                    new.append((number, rota))
        self.bound = max(self.bound, bound)
        return mixture, master.add(new)
