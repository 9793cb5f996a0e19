"""CP-SAT on the whole, looked at while it works."""

from __future__ import annotations

import random
import threading

import pytest
from ortools.sat.python import cp_model

from roster.engine.solvers.cpsat import Settings
from roster.engine.solvers.cpsat_thread import CpSatThread


def _covering(size: int, seed: int) -> tuple[cp_model.CpModel, list[cp_model.IntVar], list[int]]:
    """A covering that takes seconds to prove, and on the way to which there are many solutions."""
    draws = random.Random(seed)
    model = cp_model.CpModel()
    literals = [model.new_bool_var("") for _ in range(size)]
    for _ in range(size * 3 // 2):
        model.add(sum(draws.sample(literals, 5)) >= 2)
    costs = [draws.randint(1, 50) for _ in literals]
    model.minimize(cp_model.LinearExpr.weighted_sum(literals, costs))
    return model, literals, costs


def test_solutions_are_heard_while_it_works() -> None:
    model, literals, costs = _covering(200, 1)
    search, news = CpSatThread(model), threading.Event()
    search.start(Settings(20, workers=1, seed=1), news)
    heard: list[int] = []
    while search.run is None and len(heard) < 3:
        heard += [
            sum(cost * solution[literal.index] for cost, literal in zip(costs, literals, strict=True))
            for solution in search.take()
        ]
        news.wait(0.02)
    search.end()
    assert len(heard) >= 3
    assert heard == sorted(heard, reverse=True)


def test_it_can_be_ended_at_any_moment() -> None:
    """And then tells the best it had, and a bound that is none too high."""
    model, _, _ = _covering(200, 1)
    search, news = CpSatThread(model), threading.Event()
    search.start(Settings(600, workers=1, seed=1), news)
    while search.latest[0] is None:
        news.wait(0.02)
    search.end()
    assert search.run is not None
    assert news.is_set()
    assert search.run.value is not None
    assert search.run.bound is not None
    assert search.run.bound <= search.run.value


def test_an_error_reaches_the_caller() -> None:
    model = cp_model.CpModel()
    model.add_linear_constraint(model.new_bool_var("") * 2**62 + model.new_bool_var("") * 2**62, 0, 1)
    search, news = CpSatThread(model), threading.Event()
    search.start(Settings(10, workers=1, seed=1), news)
    assert news.wait(30)
    with pytest.raises(Exception, match="refuses the model"):
        search.take()
    with pytest.raises(Exception, match="refuses the model"):
        search.end()
