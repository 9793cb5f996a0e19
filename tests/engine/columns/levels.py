"""The programs of a book's levels, each with those before it fixed, in which nobody takes two duties on a date."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from constraints.rota_model import RotaModel, completed
from models.book import Book
from roster.engine.columns.structure import Structure
from roster.engine.model.variable_index import NOWHERE, VariableIndex
from roster.engine.search.portfolio import Portfolio
from roster.engine.solvers import cpsat_on_program
from roster.engine.solvers.highs import Effort
from roster.engine.solvers.integer_program import Ints, Program
from roster.engine.workers.pool import WorkerPool
from tests.engine.solvers.programs import ints
from tests.engine.solvers.test_linearise import model_of
from tests.engine.tuning import DEFAULTS


@dataclass(frozen=True)
class LevelProgram:
    """The program of one level, and what columns need to know besides.

    Attributes:
        constants: variables that are 1 whatever is decided.
        best: the value of an optimal solution.
    """

    program: Program
    structure: Structure
    constants: tuple[int, ...]
    best: int

    def completed(self, decided: Mapping[int, int]) -> Ints:
        """All values, from those of some decisions; fixed variables have the only value they can have."""
        fixed = {
            index: int(self.program.lower[index])
            for index in np.flatnonzero(self.program.lower == self.program.upper).tolist()
        }
        return ints(completed(self.program.size, {**fixed, **decided}, self.constants, self.structure.definitions))


def level_programs(book: Book, *, join: bool = False) -> Iterator[LevelProgram]:
    """Yields the levels' programs in order; none from the first that no rota obeys.

    Args:
        join: fix each level by one constraint, as where its optimum is not proven, and not one for each component.
    """
    model = model_of(book)
    size = len(model.cp.proto.variables)
    _forbid_two_duties_a_date(model)
    structure = Structure(VariableIndex.of(model, size), model.definitions)
    pool = WorkerPool(workers=1, seed=1, stop=threading.Event(), params=DEFAULTS)
    portfolio = Portfolio(model, pool)
    for level in model.levels:
        objective = model.objectives[level]
        program = portfolio._linearised.program(objective)
        answer = cpsat_on_program.minimise(program, None, Effort(60.0))
        if answer.solution is None:
            return
        assert answer.optimal
        best = program.value(answer.solution)
        yield LevelProgram(program, structure, tuple(model.constants), best)
        portfolio.fix(objective, best, answer.solution.tolist(), proven=not join)


def _forbid_two_duties_a_date(model: RotaModel) -> None:
    """Columns are for books in which rest forbids it; those that are drawn seldom are."""
    on: dict[tuple[str, object], list[object]] = defaultdict(list)
    for candidate, literal in model.assigned.items():
        on[candidate.person, model.facts.duty[candidate.duty].date].append(literal)
    for literals in on.values():
        model.cp.add_at_most_one(literals)


def pinned(level: LevelProgram, decisions: Mapping[int, int]) -> LevelProgram | None:
    """The same with some decisions fixed, as pins do; None where no rota is left."""
    lower, upper = level.program.lower.copy(), level.program.upper.copy()
    for index, value in decisions.items():
        lower[index] = upper[index] = value
    return solved(replace(level.program, lower=lower, upper=upper), level.structure, level.constants)


def solved(program: Program, structure: Structure, constants: tuple[int, ...] = ()) -> LevelProgram | None:
    """A program with its optimum; None where it has none."""
    answer = cpsat_on_program.minimise(program, None, Effort(60.0))
    if answer.solution is None:
        return None
    assert answer.optimal
    return LevelProgram(program, structure, constants, program.value(answer.solution))


def decisions_by_date(level: LevelProgram, decisions: list[int]) -> list[list[int]]:
    """Some decisions, those of each date together."""
    by_date: dict[int, list[int]] = defaultdict(list)
    for index in decisions:
        assert level.structure.person[index] != NOWHERE
        by_date[int(level.structure.date[index])].append(index)
    return list(by_date.values())
