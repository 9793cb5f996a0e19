"""Column generation: finds rotas that improve the mixture, and a lower bound that no rota of the program beats."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from roster.engine.columns.graphs.cheapest import PersonRota
from roster.engine.columns.graphs.people import People
from roster.engine.columns.master import Master, Mixture
from roster.engine.columns.smoothing import Smoothing
from roster.engine.params.groups import ColumnParams
from roster.engine.solvers.integer_program import Floats, Ints, Mask, Program

PENALTY_FACTOR, MOST_RAISES = 10.0, 4  # of the price of broken rows, where the best mixture breaks some
IMPROVES = 1e-6  # a rota with a smaller gain, in units of the granularity, does not improve the mixture


@dataclass(frozen=True)
class _Priced:
    """The cheapest rotas for some dual values.

    Attributes:
        prices: by variable of the program, for these dual values.
        bound: lower bound of the program's value that they give; -inf in a dive.
        cheapest: of each person who was looked at, with the number of the person.
        better: those that improve the mixture, with the numbers of the people.
    """

    prices: Floats
    bound: float
    cheapest: list[tuple[int, PersonRota]]
    better: list[tuple[int, PersonRota]]


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
        self._smoothing = Smoothing(params)
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

    def rotas_of(self, options: Ints) -> list[tuple[int, PersonRota]]:
        """The rotas that take given options, by person and step, with the number of the person; only legal ones."""
        duals = np.zeros(len(self.master.rows))
        prices = self.master.prices(duals)
        return [
            (number, rota)
            for number, (graph, row) in enumerate(zip(self.people.graphs, options, strict=True))
            for rota in graph.cheapest(prices, self.master.weights(number, duals), 1, graph.only(row))
        ]

    def converge(
        self, over: Callable[[], bool], gap: float, tell: Callable[[float], None] = lambda bound: None
    ) -> Mixture:
        """Generates rotas until the mixture is optimal.

        Args:
            over: whether the time is up.
            gap: as a share of the mixture's value; it is near enough to the bound when it differs by no more.
            tell: called with each better bound, in units of the granularity.
        """
        raised = 0
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
            if not new:
                if kept or raised >= MOST_RAISES:
                    return mixture
                self.master.raise_penalty(PENALTY_FACTOR)
                raised += 1

    def step(self, allowed: Sequence[Mask | None] | None = None) -> tuple[Mixture, int]:
        """Solves the mixture and adds rotas that improve it; returns the mixture before, and how many were added.

        Args:
            allowed: by person, the slots that they may take; None for those who are not looked at. Without it the
                lower bound is raised.
        """
        mixture = self.master.solve()
        if allowed is not None:
            # In a dive rotas are priced by the dual values themselves.
            return mixture, self.master.add(self._priced(mixture, mixture.duals, allowed).better)
        tries = 0
        while True:
            between = self._smoothing.between(mixture.duals, tries)
            duals = self.master.usable(between)
            priced = self._priced(mixture, duals, None)
            if priced.bound > self.bound:
                self.bound, self._smoothing.best = priced.bound, duals
            if not tries:
                self._smoothing.learn(mixture.duals, self.master.slope(duals, priced.prices, priced.cheapest))
            if priced.better or between is mixture.duals:
                return mixture, self.master.add(priced.better)
            tries += 1

    def _priced(self, mixture: Mixture, duals: Floats, allowed: Sequence[Mask | None] | None) -> _Priced:
        """Seeks the cheapest rotas for some dual values."""
        master, params, graphs = self.master, self.params, self.people.graphs
        prices = master.prices(duals)
        real = prices if duals is mixture.duals else master.prices(mixture.duals)
        bound = master.bound_without_people(duals, prices) + self.constant if allowed is None else -math.inf
        least = params.rotas if allowed is None else params.rotas_in_dive
        count = max(least, params.rotas_together // len(graphs))
        better, cheapest = [], []
        for number, graph in enumerate(graphs):
            if allowed is not None and allowed[number] is None:
                continue
            mask = None if allowed is None else allowed[number]
            found = graph.cheapest(prices, master.weights(number, duals), count, mask)
            bound = bound + found[0].price if found else -math.inf
            cheapest += [(number, rota) for rota in found[:1]]
            weights = master.weights(number, mixture.duals)
            for rota in found:
                gain = mixture.worth[number] - float(rota.cost @ weights) - float(real[list(rota.decisions)].sum())
                if gain > IMPROVES:
                    better.append((number, rota))
        return _Priced(prices, bound, cheapest, better)
