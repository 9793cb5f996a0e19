"""The linear form of a model takes exactly the solutions that CP-SAT takes, at the same price."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from constraints.admission import admit
from constraints.registry import installed
from constraints.rota_model import Objective, RotaModel
from models.book import Book
from models.rules import SOFT_LEVELS
from roster.engine.model.build import built_without_pins
from roster.engine.model.pins import pin_all
from roster.engine.solvers import cpsat_on_program as subsolver
from roster.engine.solvers import highs
from roster.engine.solvers.integer_program import Program
from roster.engine.solvers.linearise import Linearised, NotLinearError
from roster.engine.solvers.objectives import expression
from tests.constraints.brute_force import model_values
from tests.constraints.random_books import books
from tests.engine.solvers.programs import every_solution, ints

QUIET = list(HealthCheck)
EFFORT = highs.Effort(60.0)


def model_of(book: Book) -> RotaModel:
    admitted = admit(book, installed())
    model = built_without_pins(admitted.facts, admitted.rules)
    pin_all(model, book.pins)
    return model


class _Every(cp_model.CpSolverSolutionCallback):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[int, ...]] = set()

    def on_solution_callback(self) -> None:
        self.found.add(tuple(self.response_proto.solution))


def taken_by_cp_sat(model: cp_model.CpModel) -> set[tuple[int, ...]]:
    """Every solution, found by CP-SAT."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.enumerate_all_solutions = True
    every = _Every()
    assert solver.solve(model, every) in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return every.found


def takes(model: cp_model.CpModel, values: Sequence[int]) -> bool:
    """Whether CP-SAT takes one value for each variable."""
    fixed = model.clone()
    for index, value in enumerate(values):
        domain = fixed.proto.variables[index].domain
        low, high = list(domain)
        if not low <= value <= high:
            return False
        domain.clear()
        domain.extend([value, value])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(fixed)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return bool(status == cp_model.OPTIMAL)


@st.composite
def small_models(draw: st.DrawFn) -> cp_model.CpModel:
    """A few literals and numbers under constraints of every kind that rules post."""
    model = cp_model.CpModel()
    literals = [model.new_bool_var("") for _ in range(draw(st.integers(2, 5)))]
    numbers = [model.new_int_var(low, low + 2, "") for low in draw(st.lists(st.integers(-2, 1), max_size=2))]
    either = st.sampled_from(literals).flatmap(lambda literal: st.sampled_from([literal, literal.negated()]))
    some = st.lists(either, min_size=1, max_size=4)
    for kind in draw(st.lists(st.sampled_from(["sum", "range", "most", "exactly", "or", "any"]), max_size=4)):
        if kind == "most":
            model.add_at_most_one(draw(some))
        elif kind == "exactly":
            model.add_exactly_one(draw(some))
        elif kind == "or":
            model.add_bool_or(draw(some))
        elif kind == "any":
            model.add_max_equality(
                draw(st.sampled_from(literals)), draw(st.lists(st.sampled_from(literals), min_size=1))
            )
        else:
            of = [*draw(st.lists(st.sampled_from(literals), max_size=3)), *numbers]
            total = cp_model.LinearExpr.weighted_sum(of, [draw(st.integers(-3, 3)) for _ in of])
            low = draw(st.integers(-5, 4))
            model.add(total <= low) if kind == "sum" else model.add_linear_constraint(total, low, low + 3)
    return model


@settings(max_examples=150, suppress_health_check=QUIET)
@given(small_models())
def test_every_solution_of_small_models(model: cp_model.CpModel) -> None:
    assert set(every_solution(Linearised(model).program(Objective()))) == taken_by_cp_sat(model)


@settings(max_examples=40, suppress_health_check=QUIET)
@given(books(), st.randoms(use_true_random=False))
def test_random_books_take_the_same(book: Book, draws: random.Random) -> None:
    """Rotas at random with what follows from them, and the same with something changed that need not fit."""
    model = model_of(book)
    program = Linearised(model.cp).program(Objective())
    literals = [
        literal.index for places in (model.assigned, model.running, model.carried) for literal in places.values()
    ]
    for share in (0.0, 0.1, 0.5):
        values = model.completed({index: int(draws.random() < share) for index in literals})
        assert program.accepts(ints(values)) == takes(model.cp, values)
        for _ in range(3):
            index = draws.randrange(program.size)
            values[index] = draws.randint(int(program.lower[index]), int(program.upper[index]))
            assert program.accepts(ints(values)) == takes(model.cp, values)


def _level_by_level(model: RotaModel, best: Callable[[Program], int | None]) -> tuple[int, ...] | None:
    """The levels' least values, each found on the linear form of the model with those before it held."""
    linear = Linearised(model.cp)
    values = []
    for level in SOFT_LEVELS:
        objective = model.objectives[level]
        value = best(linear.program(objective))
        if value is None:
            return None
        values.append(value)
        model.cp.add(expression(objective) <= value)
    return tuple(values)


def _by_highs(program: Program) -> int | None:
    answer = highs.minimise(program, None, EFFORT)
    assert answer.ended
    assert answer.optimal == (answer.solution is not None)
    return None if answer.solution is None else program.value(answer.solution)


def _by_cp_sat(program: Program) -> int | None:
    answer = subsolver.minimise(program, None, EFFORT)
    assert answer.ended
    assert answer.optimal == (answer.solution is not None)
    return None if answer.solution is None else program.value(answer.solution)


@pytest.mark.parametrize("best", [_by_highs, _by_cp_sat])
@settings(max_examples=25, suppress_health_check=QUIET)
@given(book=books())
def test_random_books_cost_the_same(book: Book, best: Callable[[Program], int | None]) -> None:
    """Level by level, either solver of linear forms comes to what CP-SAT does on the model itself."""
    admitted = admit(book, installed())
    assert _level_by_level(model_of(book), best) == model_values(admitted.facts, admitted.rules)


@settings(max_examples=30, suppress_health_check=QUIET)
@given(books())
def test_each_objective_has_a_program_of_its_own(book: Book) -> None:
    """What one costs is not what another does, and the first stays as it was."""
    model = model_of(book)
    linear = Linearised(model.cp)
    made = [linear.program(model.objectives[level]) for level in model.levels]
    for level, program in zip(model.levels, made, strict=True):
        alone = Linearised(model.cp).program(model.objectives[level])
        assert np.array_equal(program.costs, alone.costs)
        assert program.constant == alone.constant
        assert program.granularity == alone.granularity
        assert np.array_equal(program.linking, alone.linking)


@settings(max_examples=30, suppress_health_check=QUIET)
@given(books())
def test_converting_in_steps_is_converting_at_once(book: Book) -> None:
    model = model_of(book)
    linear = Linearised(model.cp)
    linear.program(Objective())
    everything = list(model.assigned.values())
    model.cp.add(sum(everything) + model.cp.new_int_var(0, 3, "more") <= 7)
    before = linear.program(Objective())
    linear.begin_fixing()
    model.cp.add_bool_or([literal.negated() for literal in everything] or [model.cp.new_bool_var("")])
    after, at_once = linear.program(Objective()), Linearised(model.cp).program(Objective())
    for name in ("lower", "upper", "least", "most", "begins", "columns", "factors"):
        assert np.array_equal(getattr(after, name), getattr(at_once, name)), name
    assert not before.fixes_level.any()
    assert after.fixes_level.tolist() == [False] * len(before.least) + [True]


def test_an_objective_may_name_a_variable_twice() -> None:
    model = cp_model.CpModel()
    one, other = model.new_bool_var(""), model.new_int_var(-1, 4, "")
    program = Linearised(model).program(Objective([(one, 3), (other, -2), (one, 4)], 5))
    assert program.value(ints([1, 4])) == 3 + 4 - 8 + 5


def test_sums_without_a_limit() -> None:
    """Limits that CP-SAT writes as its largest numbers are none, beside variables as wide as they may be."""
    model = cp_model.CpModel()
    wide = model.new_int_var(-(2**55), 2**55, "")
    model.add(wide >= -5)
    model.add(2 * wide <= 2**54)
    program = Linearised(model).program(Objective([(wide, 1)]))
    for value in (-6, -5, 0, 2**53, 2**53 + 1, 2**55):
        assert program.accepts(ints([value])) == (-5 <= value <= 2**53)


def _only_if(model: cp_model.CpModel, one: Any, other: Any, number: Any) -> None:
    model.add(number >= 1).only_enforce_if(one)


def _implies(model: cp_model.CpModel, one: Any, other: Any, number: Any) -> None:
    model.add_implication(one, other)


def _gap(model: cp_model.CpModel, one: Any, other: Any, number: Any) -> None:
    model.add(number + one != 2)


def _gaps_of_a_number(model: cp_model.CpModel, one: Any, other: Any, number: Any) -> None:
    model.new_int_var_from_domain(cp_model.Domain.from_values([0, 2]), "")


def _greatest(model: cp_model.CpModel, one: Any, other: Any, number: Any) -> None:
    model.add_max_equality(number, [one, 2 * other])


def _greatest_number(model: cp_model.CpModel, one: Any, other: Any, number: Any) -> None:
    model.add_max_equality(one, [number, other])


def _product(model: cp_model.CpModel, one: Any, other: Any, number: Any) -> None:
    model.add_multiplication_equality(number, [one, other])


def _table(model: cp_model.CpModel, one: Any, other: Any, number: Any) -> None:
    model.add_allowed_assignments([one, number], [(0, 1), (1, 0)])


@pytest.mark.parametrize(
    "post", [_only_if, _implies, _gap, _gaps_of_a_number, _greatest, _greatest_number, _product, _table]
)
def test_what_is_not_linear_is_refused_and_never_guessed(post: Callable[..., None]) -> None:
    """Or it is taken exactly: a rule of a user's own may post anything."""
    model = cp_model.CpModel()
    one, other, number = model.new_bool_var(""), model.new_bool_var(""), model.new_int_var(0, 3, "")
    post(model, one, other, number)
    linear = Linearised(model)
    for _ in range(2):  # asked again it says the same again
        try:
            program = linear.program(Objective())
        except NotLinearError:
            continue
        assert set(every_solution(program)) == taken_by_cp_sat(model)
