"""CP-SAT on the whole model, in a thread of this process."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from constraints.rota_model import Objective
from roster.engine.solvers.cpsat import Run, Settings, minimise
from roster.engine.solvers.protos import domain_of


@dataclass
class Search:
    """A run of CP-SAT that can be looked at while it works."""

    model: cp_model.CpModel
    stop: threading.Event = field(default_factory=threading.Event)
    latest: tuple[int | None, int | None] = (None, None)
    found: list[Sequence[int]] = field(default_factory=list)
    run: Run | None = None
    error: BaseException | None = None
    thread: threading.Thread | None = None

    def take(self) -> list[Sequence[int]]:
        """Solutions found since the last time."""
        if self.error is not None:
            raise self.error
        taken = list(self.found)
        del self.found[: len(taken)]  # the search goes on adding to this very list
        return taken

    def begin(self, settings: Settings, news: threading.Event) -> None:
        """Starts it; `news` is set when it ends."""

        def note(value: int | None, bound: int | None) -> None:
            self.latest = (value, bound)

        def work() -> None:
            try:
                self.run = minimise(
                    self.model,
                    settings,
                    stop=self.stop,
                    report=note,
                    found=self.found,
                )
            except BaseException as error:  # handed to the caller's thread
                self.error = error
            news.set()

        self.thread = threading.Thread(target=work, name="search", daemon=True)
        self.thread.start()

    def end(self) -> None:
        """Stop it and wait for it."""
        self.stop.set()
        if self.thread is not None:
            self.thread.join()
        if self.error is not None:
            raise self.error


def set_up(model: cp_model.CpModel, objective: Objective, start: Sequence[int]) -> cp_model.CpModel:
    """A model, given an objective and a solution to start from."""
    model.clear_objective()  # type: ignore[no-untyped-call]
    if objective.terms:
        model.minimize(weighted(objective))
    model.clear_hints()  # type: ignore[no-untyped-call]
    hint = model.proto.solution_hint  # filled at once: one variable after another takes seconds for a large model
    hint.vars.extend(range(len(start)))
    hint.values.extend([int(value) for value in start])
    return model


def weighted(objective: Objective) -> cp_model.LinearExprT:
    """An objective with its constant: never below 0, which is what CP-SAT calls its bound when it has none."""
    return objective.constant + cp_model.LinearExpr.weighted_sum(
        [variable for variable, _ in objective.terms], [factor for _, factor in objective.terms]
    )


def least_of(objective: Objective) -> int:
    """The least the objective could be if each variable were free in its own domain, each rule's costs at nothing."""
    total: dict[int, int] = {}
    domains: dict[int, tuple[int, int]] = {}
    for variable, factor in objective.terms:
        total[variable.index] = total.get(variable.index, 0) + factor
        domain = domain_of(variable.proto)
        domains[variable.index] = (domain[0], domain[-1])
    return max(
        0,
        objective.constant + sum(factor * domains[index][0 if factor > 0 else 1] for index, factor in total.items()),
    )
