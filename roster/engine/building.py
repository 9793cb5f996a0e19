"""A book's model, built: every rule posted, every pin fixed."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from constraints.base import Rule
from constraints.context import RotaModel
from constraints.facts import Facts
from roster.engine.pins import pin_all


def built(facts: Facts, rules: Sequence[Rule]) -> RotaModel:
    """The model of a book, its pins fixed."""
    with _collecting_nothing():
        model = RotaModel(facts, rules)
        pin_all(model, facts.book.pins)
    return model


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Nearly all that is made while a model is built stays: looking for what could go takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
