"""The model of a repair and its solution within the time limit: the past is fixed, levels are solved in order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence

from constraints.base import Rule
from constraints.rota_model import Objective, RotaModel
from models.rota import POINT, Rota
from models.rules import Level
from roster.engine.levels import LevelCallbacks, LevelResult, LevelSolver, Outcome, Progress
from roster.engine.model.build import built
from roster.engine.model.legal_subset import legal_subset
from roster.engine.model.solution_io import read_in
from roster.engine.options import SearchOptions
from roster.engine.repair.working_book import WorkingBook
from roster.engine.workers.pool import WorkerPool


class RepairSearch:
    """Builds and solves models of a working book.

    Attributes:
        working: the book that is solved.
        options: threads, seed and time limit.
        params: tuning numbers.
        began: `time.monotonic()` when the work on the repair began.
        stop: ends the search when it is set.
    """

    def __init__(self, working: WorkingBook, options: SearchOptions, began: float, stop: threading.Event) -> None:
        self.working = working
        self.options = options
        self.params = options.params.repair
        self.began = began
        self.stop = stop

    @property
    def seconds_left(self) -> float:
        """Seconds of the time limit that are left for searching."""
        return self.options.seconds * (1 - self.params.answer_share) - (time.monotonic() - self.began)

    @property
    def seconds_for_question(self) -> float:
        """Seconds for one further question: all that are left, and a few where none are."""
        return max(self.params.least_seconds, self.seconds_left)

    @property
    def stopped(self) -> bool:
        """Whether the user has ended the search."""
        return self.stop.is_set()

    def model(self, rules: Sequence[Rule], most_people: int | None) -> RotaModel:
        """Builds the model of some rules, with the past fixed.

        Args:
            most_people: at most this many people may be disturbed; None for no limit.
        """
        model = built(self.working.facts, rules)
        self._fix_the_past(model)
        if most_people is not None:
            model.cp.add(sum(self.working.keep_published.disturbed(model)) <= most_people)
        return model

    def _fix_the_past(self, model: RotaModel) -> None:
        """Fixes assignments and vehicles of past duties.

        A crew is not fixed where one of its members cannot have been there by the new inputs, nor is a vehicle that,
        by the new inputs, was off the road.
        """
        working = self.working
        facts, as_of = working.facts, working.as_of
        assigned = {facts.candidate(item) for item in working.past}
        not_fixed = {item.duty for item in assigned if item not in model.assigned}
        vehicles = {(item.duty, item.vehicle) for item in working.rota.duties}
        for candidate, literal in model.assigned.items():
            if facts.duty[candidate.duty].date >= as_of:
                continue
            if candidate not in assigned:
                model.cp.add(literal == 0)
            elif candidate.duty not in not_fixed:
                model.cp.add(literal == 1)
        for (duty, vehicle), literal in model.carried.items():
            still_there = any((duty, item.id) in vehicles for item in facts.vehicles_for(facts.duty[duty]))
            if facts.duty[duty].date < as_of and duty not in not_fixed and still_there:
                model.cp.add(literal == int((duty, vehicle) in vehicles))

    def solved(
        self,
        model: RotaModel,
        start: Rota,
        seconds: float,
        report: Callable[[Progress], None] = lambda progress: None,
        enough: Callable[[LevelResult], bool] = lambda result: False,
        between: Mapping[Level, Objective] | None = None,
    ) -> Outcome:
        """Minimises the levels of a model; arguments are those of `LevelSolver`, but for `start`.

        Args:
            start: a rota as the warm start.
        """
        with WorkerPool(
            workers=self.options.threads, seed=self.options.seed, stop=self.stop, params=self.options.params
        ) as pool:
            solver = LevelSolver(model, pool, callbacks=LevelCallbacks(report, enough=enough), between=between)
            return solver.solve(seconds, read_in(model, start))

    def changed_duties(self, model: RotaModel) -> Objective:
        """Returns the number of duties that people gain or lose as an objective of a model.

        A place that waits for somebody who did not reply weighs more than all of these together.
        """
        terms, constant = self.working.keep_published.changed(model)
        most = constant + sum(factor for _, factor in terms if factor > 0) + 1
        waiting = [(literal, most) for literal in self.working.waiting(model)]
        return Objective([(literal, factor * POINT) for literal, factor in [*terms, *waiting]], constant * POINT)

    def warm_start(self) -> Rota:
        """Returns the legal part of the rota that is repaired: a warm start for the search."""
        present = self.working.present
        records = [
            item.model_copy(update={"vehicle": present.vehicles.get(item.duty)}) for item in self.working.rota.duties
        ]
        rota = self.working.rota.model_copy(
            update={"assignments": tuple(present.assignments), "duties": tuple(records)}
        )
        return legal_subset(self.working.facts, self.working.rules, rota, self.options.params.building.legal_rounds)
