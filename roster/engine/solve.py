"""From an admitted book to a verified rota."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from constraints.base import Rule
from constraints.facts import Facts
from models.book import Book
from roster.engine.answers import Answers, NothingFoundError
from roster.engine.building import built
from roster.engine.conflict import Conflict, find_conflict
from roster.engine.cpsat import EngineError, Status
from roster.engine.keeper import Keeper
from roster.engine.levels import Progress, solve_levels
from roster.engine.options import Options
from roster.engine.readout import read_in

LEAST_FOR_CONFLICT = 2.0  # seconds: an answer that names nothing is worth less than a little more time
# Kept for reading out and checking the rota: a share of the time limit, and of the time that building took.
SPARE, SPARE_OF_BUILDING = 0.02, 0.6


class ConflictError(Exception):
    """No rota obeys the pins or the hard rules.

    Attributes:
        conflict: what contradicts itself.
    """

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        super().__init__("\n".join(conflict.sentences))


def solve(
    facts: Facts,
    rules: Sequence[Rule],
    options: Options,
    *,
    stop: threading.Event | None = None,
    report: Callable[[Progress], None] = lambda progress: None,
    better: Callable[[Book], None] | None = None,
) -> Book:
    """The book with the best rota found, verified.

    Args:
        stop: set it to end the search; the best rota so far is returned.
        report: told of every step, some twenty times a second.
        better: given a verified book with the best rota so far, at once and then now and again, from another thread.

    Raises:
        ConflictError: no rota obeys the pins or the hard rules.
        NothingFoundError: time ran out, or the search was stopped, before there was any rota.
        EngineError: the checks disagree with the solver.
    """
    began = time.monotonic()
    stop = stop or threading.Event()
    model = built(facts, rules)
    building = time.monotonic() - began
    answers = Answers(model, options, began)
    keeper = Keeper(answers, better) if better else None
    try:
        outcome = solve_levels(
            model,
            seconds=options.seconds * (1 - SPARE) - building * (1 + SPARE_OF_BUILDING),
            workers=options.threads,
            seed=options.seed,
            stop=stop,
            start=read_in(model, options.start) if options.start else None,
            reproducible=options.reproducible,
            alone=options.alone,
            enough=lambda result: options.ends_with(result.level),
            report=report,
            better=keeper.offer if keeper else lambda found: None,
        )
    finally:
        if keeper:
            keeper.close()
    if outcome.status is Status.INFEASIBLE:
        raise ConflictError(
            find_conflict(
                facts,
                rules,
                seconds=max(LEAST_FOR_CONFLICT, options.seconds - (time.monotonic() - began)),
                workers=options.threads,
                seed=options.seed,
                stop=stop,
            )
        )
    if outcome.solution is None:
        return answers.pins_alone(interrupted=stop.is_set())
    return answers.book(outcome.solution, outcome.levels, interrupted=stop.is_set(), cut_short=outcome.cut_short)


__all__ = ["ConflictError", "EngineError", "NothingFoundError", "Options", "solve"]
