"""What shares no person and no rule is found apart, proven apart, held apart, and best together."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest

from models.book import Book
from models.rota import POINT, Ended
from models.rules import SOFT_LEVELS, Level
from roster.engine.levels import LevelSolver
from roster.engine.options import SearchOptions
from roster.engine.solve import solve
from roster.engine.solvers.integer_program import Program
from roster.engine.solvers.linearise import Linearised
from roster.engine.workers.pool import WorkerPool
from roster.engine.workers.worker import Worker
from tests.benchmarks import synthetic
from tests.constraints.brute_force import model_values
from tests.engine.area_books import CARS, levels_book, one_level_book
from tests.engine.solvers.test_linearise import model_of
from tests.engine.test_bounds import first_false_claim
from tests.engine.tuning import AS_LARGE

BOOKS = [levels_book, one_level_book]


def _areas(program: Program, names: list[str], book: Book) -> list[set[str]]:
    """Whose area the decisions of each priced component lie in."""
    area = {someone.id: someone.areas[0] for someone in book.people}
    found = []
    for component in program.priced_components():
        people = [names[index].split()[0] for index in component.tolist() if names[index].count(" ") == 3]
        found.append({area[name] for name in people if name in area})
    return found


@pytest.mark.parametrize("book", BOOKS)
def test_areas_that_share_nothing_are_components(book) -> None:
    """At every level at which anything is paid for; no component reaches into the other area."""
    admitted = book()
    model = model_of(admitted.facts.book)
    names = [variable.name for variable in model.cp.proto.variables]
    linear = Linearised(model.cp)
    priced = [level for level in model.levels if model.objectives[level].terms]
    assert priced
    for level in priced:
        found = _areas(linear.program(model.objectives[level]), names, admitted.facts.book)
        assert all(len(areas) <= 1 for areas in found)
        assert set().union(*found) == {"A01", "A02"}


@pytest.mark.parametrize("reproducible", [False, True])
@pytest.mark.parametrize("book", BOOKS)
def test_the_whole_is_best(book, reproducible: bool) -> None:
    """Level by level as good as what CP-SAT proves for the whole model."""
    admitted = book()
    options = SearchOptions(time_limit=120, workers=2, reproducible=reproducible, params=AS_LARGE)
    solved = solve(admitted.facts, admitted.rules, options)
    assert solved.rota is not None
    values = tuple(round(solved.rota.score_at(level).value * POINT) for level in SOFT_LEVELS)
    assert values == model_values(admitted.facts, admitted.rules)
    if not reproducible:  # steps may come to their end without a proof
        assert solved.rota.provenance.ended is Ended.PROVEN


def test_each_is_proven_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is asked to prove each component, and nobody the whole."""
    asked: list[np.ndarray | None] = []
    plain_submit = Worker.submit

    def submit(self: Worker, program: Program, task: Any) -> None:
        if getattr(task, "proves", False):
            asked.append(task.free)
        plain_submit(self, program, task)

    monkeypatch.setattr(Worker, "submit", submit)
    admitted = one_level_book()
    solved = solve(admitted.facts, admitted.rules, SearchOptions(time_limit=120, workers=2, params=AS_LARGE))
    assert solved.rota is not None
    assert solved.rota.provenance.ended is Ended.PROVEN
    model = model_of(admitted.facts.book)
    components = Linearised(model.cp).program(model.objectives[synthetic.LEVEL]).priced_components()
    assert len(components) >= CARS
    assert asked
    for free in asked:
        assert free is not None
        assert any(np.array_equal(np.flatnonzero(free), np.sort(component)) for component in components)


@pytest.mark.parametrize("workers", [1, 2])
def test_levels_are_held_apart(workers: int) -> None:
    """Once a level is proven each component is held by itself, so the later levels find them apart as well."""
    admitted = levels_book()
    model = model_of(admitted.facts.book)
    names = [variable.name for variable in model.cp.proto.variables]
    with WorkerPool(workers=workers, seed=1, stop=threading.Event(), params=AS_LARGE) as pool:
        outcome = LevelSolver(model, pool).solve(120)
    assert all(result.proven for result in outcome.levels)
    assert sum(result.value > 0 for result in outcome.levels) >= 3
    program = Linearised(model.cp).program(model.objectives[Level.WISHES])
    assert outcome.solution is not None
    assert program.accepts(np.array(outcome.solution))
    found = _areas(program, names, admitted.facts.book)
    assert all(len(areas) <= 1 for areas in found)
    assert set().union(*found) == {"A01", "A02"}
    # Together they are held at the values found, no less and no more.
    for result in outcome.levels:
        objective = model.objectives[result.level]
        paid = sum(factor * outcome.solution[variable.index] for variable, factor in objective.terms)
        assert objective.constant + paid == result.value


@pytest.mark.parametrize("stop_after", [5, 25, 50])
def test_bounds_add_up(stop_after: int) -> None:
    """Stopped early, with some components proven and others not, the sum of their bounds cannot be beaten."""
    for book in BOOKS:
        admitted = book()
        stop, reports = threading.Event(), 0

        def report(progress: object, stop: threading.Event = stop) -> None:
            nonlocal reports
            reports += 1
            if reports >= stop_after:
                stop.set()

        options = SearchOptions(time_limit=60, workers=2, seed=stop_after, params=AS_LARGE)
        solved = solve(admitted.facts, admitted.rules, options, stop=stop, report=report)
        assert first_false_claim(solved) is None
