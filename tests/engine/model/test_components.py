"""Sections are cut out of a model exactly: every kind of constraint, small components together."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from ortools.sat.python import cp_model

from constraints.rota_model import Objective
from models.book import Book
from models.rules import Level
from roster.engine.model.components import fixed_values, sections_of
from roster.engine.model.section import Section
from tests.dask_cluster import two_workers  # noqa: F401 - a fixture
from tests.engine.area_books import many_areas
from tests.engine.solvers.test_linearise import model_of, taken_by_cp_sat


def _intervals(model: cp_model.CpModel, bits: list[cp_model.IntVar]) -> list[cp_model.IntervalVar]:
    return [model.new_optional_fixed_size_interval_var(2 * bit, 1, bit, "") for bit in bits[:3]]


# By kind, a constraint that names three literals and a number between 0 and 3.
KINDS: dict[str, Callable[[cp_model.CpModel, list[cp_model.IntVar], cp_model.IntVar], Any]] = {
    "linear": lambda m, b, x: m.add(x + 2 * b[0] - b[1] + b[2] <= 3),
    "linear on a condition": lambda m, b, x: m.add(x >= 2).only_enforce_if(b[0], ~b[1], b[2]),
    "at most one": lambda m, b, x: (m.add_at_most_one([b[0], ~b[1], b[2]]), m.add(x <= 1 + b[0])),
    "exactly one": lambda m, b, x: (m.add_exactly_one([*b, m.new_constant(0)]), m.add(x != b[0])),
    "bool or": lambda m, b, x: (m.add_bool_or([b[0], ~b[1], b[2]]), m.add(x >= b[1])),
    "bool and": lambda m, b, x: (m.add_bool_and([b[1], ~b[2]]).only_enforce_if(b[0]), m.add(x >= b[2])),
    "bool xor": lambda m, b, x: (m.add_bool_xor([*b, m.new_constant(1)]), m.add(x >= b[0])),
    "greatest": lambda m, b, x: m.add_max_equality(x, [2 * b[0], 2 - b[1], 3 * b[2]]),
    "product": lambda m, b, x: (m.add_multiplication_equality(x, [b[0] + 1, b[1]]), m.add(x >= b[2])),
    "remainder": lambda m, b, x: (m.add_modulo_equality(b[0], x, 2), m.add(b[0] + b[1] >= b[2])),
    "quotient": lambda m, b, x: (m.add_division_equality(b[0], x + b[1], 3), m.add(b[0] + b[2] >= 1)),
    "all different": lambda m, b, x: m.add_all_different([x, b[0] + 1, 2 * b[1] + 2, 5 * b[2]]),
    "element": lambda m, b, x: m.add_element(b[0] + b[1], [x, 1, b[2]], 1),
    "table": lambda m, b, x: m.add_allowed_assignments([x, *b], [(0, 1, 0, 1), (2, 0, 0, 1), (3, 1, 1, 1)]),
    "automaton": lambda m, b, x: (m.add_automaton([*b, x], 0, [0, 1], [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 3, 0)]),),
    "inverse": lambda m, b, x: (m.add_inverse([b[0], b[1]], [b[2], m.new_int_var(0, 1, "")]), m.add(x >= b[0])),
    "circuit": lambda m, b, x: (
        m.add_circuit([(0, 1, b[0]), (1, 0, b[1]), (0, 0, b[2]), (1, 1, ~b[1])]),
        m.add(x >= b[0]),
    ),
    "reservoir": lambda m, b, x: m.add_reservoir_constraint_with_active([x, 2, 1], [1, -1, b[2]], b, 0, 1),
    "no overlap": lambda m, b, x: (m.add_no_overlap(_intervals(m, b)), m.add(x >= b[0])),
    "cumulative": lambda m, b, x: m.add_cumulative(_intervals(m, b), [1, 2, x], 2 + b[0]),
    "no overlap, flat": lambda m, b, x: (
        m.add_no_overlap_2d(_intervals(m, b), [m.new_fixed_size_interval_var(x, 2, "") for _ in b]),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_constraint_is_cut_out_whole(kind: str) -> None:
    """Two of it about other variables are two sections; the whole's solutions are those of both, each with each."""
    model = cp_model.CpModel()
    for name in "ab":
        KINDS[kind](model, [model.new_bool_var(f"{name}{bit}") for bit in range(3)], model.new_int_var(0, 3, name))
    model.new_int_var(0, 1, "occurs nowhere")
    facts = SimpleNamespace(book=SimpleNamespace(period=SimpleNamespace(first=date(2026, 12, 1))))
    whole: Any = SimpleNamespace(cp=model, levels=[Level.COVER], objectives={Level.COVER: Objective()}, facts=facts)
    whole.definitions, whole.constants, whole.assigned = [], [], {}
    sections = sections_of(whole, 1)
    assert len([section for section in sections if section.size >= 4]) == 2
    fixed = fixed_values(whole)
    made = set()
    for found in itertools.product(*(taken_by_cp_sat(section.model().cp) for section in sections)):
        solution = np.zeros(len(model.proto.variables), dtype=np.int64)
        for index, value in fixed.items():
            solution[index] = value
        for section, values in zip(sections, found, strict=True):
            solution[section.whole_indices] = values
        made.add(tuple(solution.tolist()))
    assert made == taken_by_cp_sat(model)
    assert 1 < len(made) < 2 * (2**3 * 4) ** 2


def test_small_components_are_gathered() -> None:
    model = model_of(many_areas().facts.book)
    alone = sections_of(model, 1)
    assert len(alone) >= 4
    least = sum(section.size for section in alone) // 3
    together = sections_of(model, least)
    assert 1 < len(together) < len(alone)
    assert all(section.size >= least for section in together)
    for sections in (alone, together):
        columns = np.concatenate([section.whole_indices for section in sections])
        fixed = fixed_values(model)
        free = [index for index in range(len(model.cp.proto.variables)) if index not in fixed]
        counts = np.bincount(columns, minlength=len(model.cp.proto.variables))
        assert (counts[free] == 1).all()
    assert sections_of(model, 10**6) == []


def test_a_book_of_one_component_is_not_cut(examples_book: Book) -> None:
    assert sections_of(model_of(examples_book), 1) == []


@pytest.fixture
def examples_book() -> Book:
    from roster.api import read_book
    from tests.conftest import EXAMPLES

    return read_book(EXAMPLES / "starter.yaml")


def test_sections_travel() -> None:
    import pickle

    sections = sections_of(model_of(many_areas().facts.book), 1)
    for section in sections:
        again = pickle.loads(pickle.dumps(section))
        assert isinstance(again, Section)
        assert str(again.model().cp.proto) == str(section.model().cp.proto)
