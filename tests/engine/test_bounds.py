"""No bound is claimed that a rota can beat: those of each solver, those told on the way, and those of whole books."""

from __future__ import annotations

import random
import threading
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from constraints.admission import admit
from constraints.registry import installed
from models.book import Book
from models.rota import POINT
from models.rules import Level
from roster.engine.options import SearchOptions
from roster.engine.params.search_params import SearchParams
from roster.engine.solve import solve
from roster.engine.solvers import cpsat_on_program as subsolver
from roster.engine.solvers import highs
from roster.engine.solvers.highs import Effort
from roster.engine.solvers.integer_program import UNBOUNDED, Program
from roster.engine.solvers.objectives import expression
from roster.errors import ConflictError
from tests.benchmarks.synthetic import Size, book_of
from tests.constraints.random_books import books
from tests.engine.solvers.programs import Plain, ints, plains
from tests.engine.solvers.test_linearise import model_of
from tests.engine.tuning import AS_LARGE, DEFAULTS

QUIET = list(HealthCheck)
LONG = Effort(120.0)


def covering(seed: int, size: int = 48, *, dearest: int = 50, step: int = 1, constant: int = 0) -> Program:
    """Covers and limits of literals: its relaxation is far from whole, so that bounds rise step by step."""
    draws = random.Random(seed)
    rows = [(2, UNBOUNDED, [(index, 1) for index in draws.sample(range(size), 6)]) for _ in range(size)]
    rows += [(-UNBOUNDED, 4, [(index, 1) for index in draws.sample(range(size), 8)]) for _ in range(size // 10)]
    costs = [draws.randint(dearest // 2, dearest) * step for _ in range(size)]
    return Plain([(0, 1)] * size, costs, constant, rows, [False] * len(rows)).program


def can_be_beaten(program: Program, bound: int) -> bool:
    """Whether CP-SAT finds a solution below a bound."""
    model = cp_model.CpModel()
    variables = [
        model.new_int_var(low, high, "")
        for low, high in zip(program.lower.tolist(), program.upper.tolist(), strict=True)
    ]
    for row, (least, most) in enumerate(zip(program.least.tolist(), program.most.tolist(), strict=True)):
        entries = range(int(program.begins[row]), int(program.begins[row + 1]))
        total = sum(int(program.factors[entry]) * variables[program.columns[entry]] for entry in entries)
        model.add_linear_constraint(
            cp_model.LinearExpr.sum([total]),
            cp_model.INT_MIN if least <= -UNBOUNDED else least,
            cp_model.INT_MAX if most >= UNBOUNDED else most,
        )
    model.add(cp_model.LinearExpr.weighted_sum(variables, program.costs.tolist()) <= bound - 1 - program.constant)
    return _has_solution(model)


def _has_solution(model: cp_model.CpModel) -> bool:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE)
    return bool(status != cp_model.INFEASIBLE)


class Told:
    """Keeps what is told while a solver works."""

    def __init__(self) -> None:
        self.bounds: list[int] = []
        self.values: list[int] = []

    def __call__(self, bound: int, best: int | None) -> None:
        self.bounds.append(bound)
        if best is not None:
            self.values.append(best)


@settings(max_examples=60, suppress_health_check=QUIET)
@given(plains(), st.booleans(), st.sampled_from([0, 1, None]))
def test_tiny_programs(plain: Plain, begins: bool, nodes: int | None) -> None:
    """Both solvers, from a solution or from none, with next to no effort or with enough: the best is never below."""
    program, solutions = plain.program, plain.solutions()
    best = min(solutions.values(), default=None)
    start = ints(next(iter(solutions))) if begins and solutions else None
    told = Told()
    for answer in (
        highs.minimise(program, start, Effort(60.0, nodes), tell=told),
        subsolver.minimise(program, start, Effort(60.0, nodes)),
    ):
        if best is None:
            assert answer.solution is None
            continue
        assert answer.bound is None or answer.bound <= best
        if answer.solution is not None:
            assert program.accepts(answer.solution)
            assert program.value(answer.solution) >= best
        assert answer.optimal == (answer.solution is not None and answer.bound == program.value(answer.solution))
        if nodes is None:
            assert answer.optimal
            assert answer.ended
    if best is not None:
        assert all(bound <= best for bound in told.bounds)
        assert all(value >= best for value in told.values)


@pytest.mark.parametrize(("step", "constant", "dearest"), [(1, 0, 50), (60, -7, 50), (60, 10**6, 10**7)])
def test_bounds_told_on_the_way(step: int, constant: int, dearest: int) -> None:
    """What HiGHS' log tells while it works is a value the objective can have, and is never above the best."""
    program = covering(dearest % 7, dearest=dearest, step=step, constant=constant)
    found = subsolver.minimise(program, None, LONG)
    assert found.optimal
    assert found.bound is not None
    for nodes in (1, 30, None):
        told = Told()
        answer = highs.minimise(program, None, Effort(120.0, nodes), seed=3, tell=told)
        assert answer.bound is not None
        assert all((number - constant) % step == 0 for number in [*told.bounds, *told.values, answer.bound])
        assert max([*told.bounds, answer.bound]) <= found.bound
        assert min(told.values, default=found.bound) >= found.bound
        if nodes is None:
            assert told.bounds, "no line of the log is understood"
            assert max(told.bounds) > program.least_cost(program.components()[0]) + constant
            assert answer.optimal
            assert answer.bound == found.bound


@pytest.mark.parametrize("seed", range(3))
def test_a_claimed_bound_cannot_be_beaten(seed: int) -> None:
    """Each bound a solver stops with, early, is tried with one less."""
    program = covering(seed, 50, step=[1, 60][seed % 2])
    claims = [highs.minimise(program, None, Effort(60.0, nodes), seed=seed).bound for nodes in (1, 10)]
    claims += [subsolver.minimise(program, None, Effort(60.0, nodes), seed=seed).bound for nodes in (1, 10)]
    told = [claim for claim in claims if claim is not None]
    assert told
    assert not can_be_beaten(program, max(told))
    best = subsolver.minimise(program, None, LONG)
    assert best.bound is not None
    assert can_be_beaten(program, best.bound + program.granularity)  # what tries to beat bounds can


def test_the_relaxation_is_a_bound() -> None:
    for seed in range(4):
        program = covering(seed, 40, step=60, constant=-11)
        relaxed = highs.relax(program, Effort(60.0))
        best = subsolver.minimise(program, None, LONG)
        assert relaxed is not None
        assert best.bound is not None
        assert relaxed.bound <= best.bound


def first_false_claim(solved: Book) -> Level | None:
    """The first level at which a rota beats the claimed bound, those before it held; None where none does."""
    model = model_of(solved)
    assert solved.rota is not None
    for score in solved.rota.scores:
        objective = model.objectives[score.level]
        if score.bound is not None:
            tried = model.cp.clone()
            tried.add(_in(tried, objective) <= round(score.bound * POINT) - 1)
            if _has_solution(tried):
                return score.level
        model.cp.add(expression(objective) <= round(score.value * POINT))
    return None


def _in(model: cp_model.CpModel, objective) -> cp_model.LinearExprT:  # type: ignore[no-untyped-def]
    """An objective over the variables of a copy."""
    variables = [model.get_int_var_from_proto_index(variable.index) for variable, _ in objective.terms]
    return objective.constant + cp_model.LinearExpr.weighted_sum(variables, [factor for _, factor in objective.terms])


def _solved(book: Book, stop_after: int, **options: object) -> Book | None:
    """The book as solved until something has been reported so many times; None where pins contradict each other."""
    admitted = admit(book, installed())
    stop, reports = threading.Event(), 0

    def report(progress: object) -> None:
        nonlocal reports
        reports += 1
        if reports >= stop_after:
            stop.set()

    given_options = SearchOptions(**{"time_limit": 60, "workers": 2, "seed": 1, **options})  # type: ignore[arg-type]
    try:
        return solve(admitted.facts, admitted.rules, given_options, stop=stop, report=report)
    except ConflictError:
        return None


@pytest.fixture(params=["as it comes", "as a large book"])
def size(request: pytest.FixtureRequest) -> SearchParams:
    """Once with CP-SAT on the whole, once with parts and HiGHS alone, as where a book is large."""
    return AS_LARGE if request.param == "as a large book" else DEFAULTS


@settings(max_examples=6, suppress_health_check=[*QUIET, HealthCheck.function_scoped_fixture])
@given(book=books(), stop_after=st.integers(1, 12))
def test_random_books_stopped_early(size: SearchParams, book: Book, stop_after: int) -> None:
    solved = _solved(book, stop_after, params=size)
    assert solved is None or first_false_claim(solved) is None


@cache
def _some_books() -> list[Book]:
    return [book_of(Size(1, 14)), book_of(Size(1, 8, 3, 4, 8), levels=True), book_of(Size(2, 7, 3, 4, 6), seed=2)]


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("stop_after", [5, 30])
def test_synthetic_books_stopped_early(size: SearchParams, number: int, stop_after: int) -> None:
    solved = _solved(_some_books()[number], stop_after, seed=stop_after, params=size)
    assert solved is not None
    assert first_false_claim(solved) is None


def test_no_time_to_speak_of() -> None:
    for book in _some_books():
        solved = _solved(book, 10**6, time_limit=0.2)
        assert solved is not None
        assert first_false_claim(solved) is None
