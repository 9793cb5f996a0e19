"""HiGHS in stages: whatever the numbers come to, no bound is too high and no solution a wrong one."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.rules import Level
from roster.engine.solvers import cpsat_on_program as subsolver
from roster.engine.solvers import highs_in_stages as stages
from roster.engine.solvers.highs import Effort
from roster.engine.solvers.integer_program import UNBOUNDED, Ints, Program
from roster.engine.solvers.linearise import Linearised
from tests.benchmarks.synthetic import Size, book_of
from tests.engine.solvers.programs import Plain, ints, plains
from tests.engine.solvers.test_linearise import model_of
from tests.engine.test_bounds import LONG, Told


def shares(seed: int, people: int = 7, duties: int = 12, *, wide: int = 9) -> Program:
    """Duties shared out among people who would each like some; the largest share of anyone costs."""
    draws = random.Random(seed)
    places = [(person, duty) for person in range(people) for duty in range(duties) if draws.random() < 0.6]
    largest = len(places)
    rows = [
        (1, 1, [(at, 1) for at, place in enumerate(places) if place[1] == duty])
        for duty in range(duties)
        if any(place[1] == duty for place in places)
    ]
    rows += [
        (-UNBOUNDED, 0, [*((at, 1) for at, place in enumerate(places) if place[0] == person), (largest, -1)])
        for person in range(people)
    ]
    costs = [draws.randint(-2, 2) for _ in places] + [7]
    return Plain([(0, 1)] * len(places) + [(0, wide)], costs, 5, rows, [False] * len(rows)).program


def best_value(program: Program) -> int:
    answer = subsolver.minimise(program, None, LONG)
    assert answer.optimal
    assert answer.solution is not None
    return program.value(answer.solution)


def test_what_is_broad() -> None:
    """A number that costs and stands in several rows; not a literal, however many rows it stands in."""
    assert np.flatnonzero(shares(0).linking).tolist() == [shares(0).size - 1]
    assert not shares(0, wide=1).linking.any()
    assert not shares(0, people=3).linking.any()


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("nodes", [1, None])
def test_shares(seed: int, nodes: int | None) -> None:
    program = shares(seed)
    best = best_value(program)
    told = Told()
    found: list[Ints] = []
    proof = stages.prove(program, None, Effort(60.0, nodes), tell=told, found=found.append)
    better = stages.improve(program, None, Effort(60.0))
    for answer in (proof, better):
        assert answer.solution is not None
        assert program.accepts(answer.solution)
        assert answer.bound is not None
        assert answer.bound <= best <= program.value(answer.solution)
        assert answer.optimal == (answer.bound == program.value(answer.solution))
    assert all(program.accepts(solution) for solution in found)
    assert all(bound <= best for bound in told.bounds)
    if nodes is None:
        assert proof.optimal
    assert better.ended


@pytest.mark.parametrize("seed", range(4))
def test_a_solution_to_begin_with_is_never_lost(seed: int) -> None:
    program = shares(seed)
    best = subsolver.minimise(program, None, LONG).solution
    assert best is not None
    for minimise in (stages.improve, stages.prove):
        for effort in (Effort(60.0), Effort(0.0)):
            answer = minimise(program, best, effort)
            assert answer.solution is None or program.value(answer.solution) == program.value(best)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(plains(variables=6, rows=8), st.booleans())
def test_tiny_programs(plain: Plain, begins: bool) -> None:
    """Programs of any kind, those that nothing solves too."""
    program, solutions = plain.program, plain.solutions()
    best = min(solutions.values(), default=None)
    start = ints(next(iter(solutions))) if begins and solutions else None
    for answer in (stages.prove(program, start, LONG), stages.improve(program, start, LONG)):
        if best is None:
            assert answer.solution is None
            continue
        assert answer.solution is not None
        assert program.accepts(answer.solution)
        assert answer.bound is None or answer.bound <= best <= program.value(answer.solution)
    if best is not None:
        assert stages.prove(program, start, LONG).optimal


def test_a_book() -> None:
    """The shares of a whole month's book are such numbers."""
    model = model_of(book_of(Size(2, 10, 3, 4, 6)))
    program = Linearised(model.cp).program(model.objectives[Level.WISHES])
    assert program.linking.any()
    start = ints(model.completed({}))
    answer = stages.prove(program, start, LONG)
    assert answer.optimal
    assert answer.bound == best_value(program)
