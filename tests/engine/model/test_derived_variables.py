"""Bringing values in line with changed decisions comes to the same as deriving all of them anew."""

from __future__ import annotations

import random
from types import SimpleNamespace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constraints.rota_model import Definition, RotaModel, completed
from models.book import Book
from roster.engine.model.derived_variables import DerivedValues
from roster.engine.solvers.integer_program import Ints
from tests.constraints.random_books import books
from tests.engine.solvers.programs import ints
from tests.engine.solvers.test_linearise import model_of

QUIET = list(HealthCheck)


def _decisions(model: RotaModel, draws: random.Random) -> dict[int, int]:
    share = draws.choice([0.05, 0.3, 0.8])
    return {
        literal.index: int(draws.random() < share)
        for places in (model.assigned, model.running, model.carried)
        for literal in places.values()
    }


@settings(max_examples=50, suppress_health_check=QUIET)
@given(books(people=6, duties=8), st.randoms(use_true_random=False))
def test_merged_is_completed(book: Book, draws: random.Random) -> None:
    """A rota, with what another changed in a third: as if the decisions had been put together first."""
    model = model_of(book)
    size = len(model.cp.proto.variables)
    completion = DerivedValues(model, size)
    for _ in range(3):
        here, before, after = (_decisions(model, draws) for _ in range(3))
        together = {index: after[index] if after[index] != before[index] else here[index] for index in here}
        values: list[Ints] = [ints(model.completed(decided)) for decided in (here, before, after)]
        kept = values[0].copy()
        assert completion.merged(*values).tolist() == model.completed(together)
        assert np.array_equal(values[0], kept)


@settings(max_examples=20, suppress_health_check=QUIET)
@given(books(people=6, duties=8), st.randoms(use_true_random=False))
def test_one_after_another(book: Book, draws: random.Random) -> None:
    """Many small changes, each merged into what the one before came to, as parts of a rota are."""
    model = model_of(book)
    completion = DerivedValues(model, len(model.cp.proto.variables))
    decided = _decisions(model, draws)
    values = ints(model.completed(decided))
    for _ in range(6):
        changed = dict(decided)
        for index in draws.sample(sorted(decided), min(2, len(decided))):
            changed[index] = 1 - changed[index]
        values = completion.merged(values, ints(model.completed(decided)), ints(model.completed(changed)))
        decided = changed
        assert values.tolist() == model.completed(decided)


@settings(max_examples=10, suppress_health_check=QUIET)
@given(books(people=6, duties=8), st.randoms(use_true_random=False))
def test_nothing_changed(book: Book, draws: random.Random) -> None:
    model = model_of(book)
    completion = DerivedValues(model, len(model.cp.proto.variables))
    here, there = (ints(model.completed(_decisions(model, draws))) for _ in range(2))
    assert completion.merged(here, there, there).tolist() == here.tolist()


@st.composite
def _chains(draw: st.DrawFn) -> tuple[int, list[Definition]]:
    """Decisions, and what follows from them and from what follows, in several steps and by several ways."""
    size = draw(st.integers(2, 4))
    definitions: list[Definition] = []
    for _ in range(draw(st.integers(1, 6))):
        terms = st.lists(st.tuples(st.integers(0, size - 1), st.integers(-2, 2)), min_size=1, max_size=3)
        sums = draw(st.lists(st.tuples(terms, st.integers(-2, 2)), min_size=1, max_size=2))
        widths = draw(st.lists(st.integers(1, 2), min_size=1, max_size=2))
        definitions.append(([(size + number, width) for number, width in enumerate(widths)], sums))
        size += len(widths)
    return size, definitions


@settings(max_examples=200)
@given(_chains(), st.integers(0, 2**32))
def test_chains_are_gone_through_in_order(chain: tuple[int, list[Definition]], seed: int) -> None:
    """However what follows hangs together: nothing is looked at before all that it follows from."""
    size, definitions = chain
    draws = random.Random(seed)
    completion = DerivedValues(SimpleNamespace(definitions=definitions), size)  # type: ignore[arg-type]
    decisions = np.flatnonzero(~completion.defined).tolist()
    first, second = ({index: draws.randint(0, 1) for index in decisions} for _ in range(2))
    here, there = (ints(completed(size, decided, (), definitions)) for decided in (first, second))
    assert completion.merged(here, here, there).tolist() == there.tolist()


def test_what_follows_is_told_apart_from_what_is_decided(small: dict[str, object]) -> None:
    """Nobody decides how short somebody is of hours; everybody's places are decided."""
    model = model_of(Book.model_validate(small))
    completion = DerivedValues(model, len(model.cp.proto.variables))
    assert not any(completion.defined[literal.index] for literal in model.assigned.values())
    assert not any(completion.defined[literal.index] for literal in model.running.values())
    priced = [variable.index for objective in model.objectives.values() for variable, _ in objective.terms]
    assert any(completion.defined[index] for index in priced)
