"""A book's model, built: every rule posted, every pin fixed."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from constraints.base import Rule
from constraints.context import RotaModel
from constraints.deadline import Deadline
from constraints.facts import Facts
from roster.engine.model.pins import pin_all


def built(
    facts: Facts,
    rules: Sequence[Rule],
    deadline: Deadline | None = None,
    considered: frozenset[str] | None = None,
) -> RotaModel:
    """The model of a book, its pins fixed.

    Args:
        deadline, considered: as for `RotaModel`.

    Raises:
        OutOfTimeError: it was not done by its deadline.
    """
    with collecting_nothing():
        model = RotaModel(facts, rules, deadline, considered)
        pin_all(model, facts.book.pins)
    return model


@contextmanager
def keeping() -> Iterator[None]:
    """While it lasts, what there is already is not looked through for what could go: a model is millions of objects."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Nearly all that is made while a model is built stays: looking for what could go takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
