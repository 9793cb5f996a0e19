"""Builds the CP-SAT model of a book: every rule posted, every pin fixed."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.base import Rule
from constraints.context import RotaModel
from constraints.deadline import Deadline
from constraints.facts import Facts
from roster.engine.model.pins import pin_all
from roster.garbage import collection_paused


def built(
    facts: Facts,
    rules: Sequence[Rule],
    deadline: Deadline | None = None,
    considered: frozenset[str] | None = None,
) -> RotaModel:
    """Builds the model of a book, with its pins fixed.

    Args:
        deadline, considered: as for `RotaModel`.

    Raises:
        OutOfTimeError: the deadline passed.
    """
    with collection_paused():
        model = RotaModel(facts, rules, deadline, considered)
        pin_all(model, facts.book.pins)
    return model
