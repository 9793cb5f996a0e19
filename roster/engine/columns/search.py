"""Searches with columns: a lower bound, a first rota by a dive, then better ones by dives around the best."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from roster.engine.columns.dive import Dive
from roster.engine.columns.finish import left_open
from roster.engine.columns.generation import Generation
from roster.engine.columns.graphs.cheapest import PersonRota
from roster.engine.columns.graphs.graph import FREE, NOTHING
from roster.engine.columns.graphs.people import compiled_people
from roster.engine.columns.structure import Structure
from roster.engine.columns.tightened import tightened
from roster.engine.params.groups import ColumnParams
from roster.engine.solvers import cpsat_on_program, highs
from roster.engine.solvers.integer_program import Ints, Program


class ColumnSearch:
    """Minimises a program by rotas of one person at a time, in turns.

    The first turn generates rotas for a lower bound, and dives for a first rota if there is time. The second one raises
    the bound. Each of the others dives around the best rota that is known, whoever found it.

    Args:
        seconds: of wall time, for all turns.

    Raises:
        NoGraphsError: the rotas of people cannot be compiled.
    """

    def __init__(
        self, program: Program, structure: Structure, params: ColumnParams, *, seconds: float, seed: int
    ) -> None:
        self._began = time.monotonic()
        self._seconds, self._end = seconds, self._began + seconds
        self._program = program = tightened(program)
        self._structure = structure
        self._params = params
        self._random = np.random.default_rng(seed)
        compiling = time.process_time() + params.compiling_share * seconds
        self._people = compiled_people(program, structure, params, compiling)
        self._generation = Generation(program, self._people, params, seed)
        self._turns = 0
        self._best: Ints | None = None  # by person and step, the option that the best rota takes
        self._best_value: int | None = None
        self._best_rotas: list[tuple[int, PersonRota]] = []
        graphs = self._people.graphs
        self._shape = (len(graphs), len(graphs[0].graph.steps))

    @property
    def over(self) -> bool:
        """Whether the time is up, or the best rota is proven optimal."""
        bound = self._generation.bound - self._generation.constant
        proven = self._best_value is not None and highs.whole_value(self._program, bound) >= self._best_value
        return proven or time.monotonic() >= self._end

    def turn(self, best: Ints | None, tell: Callable[[int], None], found: Callable[[Ints], None]) -> None:
        """Takes the next turn.

        Args:
            best: the best solution that is known, None before there is one.
            tell: called with each better lower bound of the program's value.
            found: called with each better solution.
        """
        self._take(best)
        self._turns += 1
        if self._turns == 1:
            self._first(tell, found)
        elif self._turns == 2:
            self._raise_bound(time.monotonic() + self._params.bound_share * self._seconds, 0.0, tell)
        else:
            self._generation.master.add(self._best_rotas)  # so that some mixture keeps what is fixed
            self._dive(self._some_freed(), self._end, found)

    def _first(self, tell: Callable[[int], None], found: Callable[[Ints], None]) -> None:
        """A lower bound, and a rota by a dive if there is time: it takes some times as long as the bound did."""
        params, began = self._params, time.monotonic()
        self._raise_bound(self._began + params.first_share * self._seconds, params.first_gap, tell)
        now, end = time.monotonic(), self._began + params.first_dive_share * self._seconds
        if self._best is None or params.dive_needs * (now - began) <= end - now:
            self._dive(np.full(self._shape, FREE), end, found)

    def _raise_bound(self, end: float, gap: float, tell: Callable[[int], None]) -> None:
        """Generates rotas until the gap is closed, or until `end`, which is a moment of `time.monotonic()`."""
        end, constant = min(end, self._end), self._generation.constant
        self._generation.converge(
            lambda: time.monotonic() >= end,
            gap,
            lambda bound: tell(highs.whole_value(self._program, bound - constant)),
        )

    def _take(self, best: Ints | None) -> None:
        """Takes a solution that others found, if it is better: its rotas are mixed with the others."""
        if best is None:
            return
        value = self._program.value(best)
        if self._best_value is not None and value >= self._best_value:
            return
        self._best_value, self._best = value, self._options_of(best)
        self._best_rotas = self._generation.rotas_of(self._best)

    def _some_freed(self) -> Ints:
        """The best rota with some of it freed: some people over the whole period, or everybody on some dates."""
        if self._best is None:
            return np.full(self._shape, FREE)
        people, steps = self._shape
        fixed = self._best.copy()
        if self._random.random() < self._params.people_freed_chance:
            count = max(2, round(self._params.freed_share * people))
            fixed[self._random.choice(people, min(count, people), replace=False)] = FREE
        else:
            count = max(1, round(self._params.freed_share * steps))
            first = int(self._random.integers(0, max(1, steps - count + 1)))
            fixed[:, first : first + count] = FREE
        return fixed

    def _options_of(self, solution: Ints) -> Ints:
        """By person and step, the option that a solution takes."""
        found = np.full(self._shape, NOTHING)
        for row, graph in zip(found, self._people.graphs, strict=True):
            for step in range(len(row)):
                for option, slot in enumerate(graph.slots_of(step)):
                    if solution[graph.decisions_of(slot)].any():
                        row[step] = option
        return found

    def _dive(self, fixed: Ints, end: float, found: Callable[[Ints], None]) -> None:
        """Dives from what is fixed, and hands out the rota where it is better than the best."""
        options = Dive(self._generation, fixed, end).run()
        if options is None:
            return
        start, free = left_open(self._program, self._structure, self._people, options)
        sub = self._program.subproblem(start, free)
        solver = cpsat_on_program if (options == FREE).any() else highs
        answer = solver.minimise(sub.program, None, highs.Effort(self._params.finish_seconds))
        if answer.solution is None:
            return
        solution = sub.within(start, answer.solution)
        if not self._program.accepts(solution):
            return
        value = self._program.value(solution)
        if self._best_value is None or value < self._best_value:
            found(solution)
            self._take(solution)
