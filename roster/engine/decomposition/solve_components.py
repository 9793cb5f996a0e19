"""The levels of a model whose components are solved apart, by processes of this machine or of a cluster, and merged.

A section that finds itself done early leaves its time to the others; what is left when all have had theirs goes to
those that are not proven best.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from constraints.rota_model import Objective, RotaModel
from models.rota import POINT
from models.rules import Level
from roster.engine.decomposition.channel import Wire
from roster.engine.decomposition.component_task import Order, State, bounds_of, solve_section
from roster.engine.decomposition.executor import Workers
from roster.engine.levels import Better, LevelResult, Outcome, Progress, points
from roster.engine.model.components import fixed_values
from roster.engine.model.section import Section
from roster.engine.params.search_params import SearchParams
from roster.engine.solvers.cpsat import Status
from roster.engine.solvers.cpsat_thread import least_of
from roster.engine.solvers.linearise import Linearised, NotLinearError
from roster.errors import ClusterError, EngineError


@dataclass(frozen=True)
class How:
    """How sections are solved.

    Attributes:
        threads: how many work on each.
        start: decisions of a rota to begin with, by variable of the whole; what is not named is 0.
        last: the level after which to stop.
        params: tuning numbers.
    """

    workers: Workers
    threads: int
    seconds: float
    seed: int
    start: Mapping[int, int] = field(default_factory=dict)
    reproducible: bool = False
    last: Level | None = None
    params: SearchParams = field(default_factory=SearchParams)


def solve_apart(
    model: RotaModel,
    sections: Sequence[Section],
    how: How,
    *,
    stop: threading.Event,
    report: Callable[[Progress], None] = lambda progress: None,
    better: Callable[[Better], None] = lambda found: None,
) -> Outcome:
    """Minimise each level in turn, in every section by itself; arguments and answer are those of `solve_levels`.

    Raises:
        ClusterError: sections that no worker could solve.
        EngineError: a section that the engine refuses to go on with.
    """
    return _Apart(model, sections, how, stop, report, better).go()


class _Apart:
    def __init__(
        self,
        model: RotaModel,
        sections: Sequence[Section],
        how: How,
        stop: threading.Event,
        report: Callable[[Progress], None],
        better: Callable[[Better], None],
    ) -> None:
        self._began = time.monotonic()
        self._model = model
        self._sections = sections
        self._how = how
        self._params = how.params.decomposition
        self._stop = stop
        self._report = report
        self._better = better
        self._states = [State()] * len(sections)
        self._values: list[dict[Level, int]] = [{}] * len(sections)
        self._whole = np.zeros(len(model.cp.proto.variables), dtype=np.int64)
        for index, value in fixed_values(model).items():
            self._whole[index] = value
        self._least = {level: least_of(model.objectives[level]) for level in model.levels}
        self._offsets = {level: self._offset(level) for level in model.levels}
        self._out: dict[int, float] = {}  # until when
        self._waiting: set[int] = set()
        self._stopping: float | None = None
        self._news = False
        self._told_done = 0

    def _offset(self, level: Level) -> int:
        """What the whole costs beside its sections."""
        objective = self._model.objectives[level]
        paid = sum(factor * int(self._whole[variable.index]) for variable, factor in objective.terms)
        return objective.constant + paid - sum(section.objectives[level].constant for section in self._sections)

    def go(self) -> Outcome:
        with self._how.workers.wire() as wire:
            assert wire is not None
            self._begin()
            todo = list(range(len(self._sections)))
            while todo:
                self._solve(wire, todo)
                if (
                    self._stop.is_set()
                    or self._infeasible
                    or self._how.reproducible
                    or self._left < self._params.least_again_seconds
                ):
                    break
                todo = [number for number in todo if not self._proven(number) and self._states[number].levels]
        return self._outcome()

    @property
    def _left(self) -> float:
        return self._how.seconds - (time.monotonic() - self._began)

    @property
    def _infeasible(self) -> bool:
        return any(state.status is Status.INFEASIBLE for state in self._states)

    def _proven(self, number: int) -> bool:
        return all(result.proven for result in self._states[number].levels)

    # --- what is given out

    def _begin(self) -> None:
        """A rota to begin with, where that which is given is legal, or that of nobody: so from the first moment."""
        for decisions in (self._how.start, {}):
            solution = self._model.completed(decisions)
            if self._accepts(solution):
                values = np.array(solution, dtype=np.int64)
                for number, section in enumerate(self._sections):
                    self._take(number, State(Status.FEASIBLE, values[section.whole_indices].tolist()))
                self._show()
                return

    def _accepts(self, solution: Sequence[int]) -> bool:
        try:
            program = Linearised(self._model.cp).program(Objective())
        except NotLinearError:
            return False
        return program.accepts(np.asarray(solution, dtype=np.int64))

    def _solve(self, wire: Wire, numbers: Sequence[int]) -> None:
        self._waiting, self._out = set(numbers), {}

        def tick() -> bool:
            for number, data in wire.heard().items():
                if number in self._out:  # else it is done, and this is from before
                    self._hear(number, State.unpacked(data))
            self._show()
            if self._left <= 0 or self._infeasible:
                return False
            if self._stop.is_set() and self._stopping is None:
                self._stopping = time.monotonic()
                wire.stop()
            return self._stopping is None or time.monotonic() - self._stopping < self._params.grace_seconds

        how = self._how
        for number, data in how.workers.done(
            solve_section, numbers, sent=lambda number: self._order(number, wire), tick=tick
        ):
            if isinstance(data, str):
                raise ClusterError(f"part {number + 1} of {len(self._sections)} of the book: {data}")
            self._out.pop(number, None)
            state = State.unpacked(data)
            if self._how.reproducible and state.solution is not None and state.error is None:
                self._take(number, state)  # whatever was told on the way, and when
            else:
                self._hear(number, state)

    def _order(self, number: int, wire: Wire) -> Order:
        how, state = self._how, self._states[number]
        self._waiting.discard(number)
        columns = self._sections[number].whole_indices.tolist()
        start = {place: how.start[index] for place, index in enumerate(columns) if index in how.start}
        bounds: dict[Level, int] = {}
        # Somebody has been at work on it already; but what he told by when is not the same the next time.
        if not how.reproducible and state.solution is not None and (state.levels or state.at is not None):
            start, bounds = dict(enumerate(state.solution)), bounds_of(state.levels)
        return Order(
            number,
            self._sections[number],
            seconds=self._share(number),
            workers=how.threads,
            seed=how.seed,
            start=start,
            bounds=bounds,
            reproducible=how.reproducible,
            last=how.last,
            wire=wire.theirs,
            params=how.params,
        )

    def _share(self, number: int) -> float:
        """A section's share of the time that all slots have left, by its size among those that wait."""
        share = left = max(0.0, self._left - self._params.travel_seconds)
        now = time.monotonic()
        if not self._how.reproducible:
            given_out = sum(max(0.0, until - now) for until in self._out.values())
            own = self._sections[number].size
            waiting = own + sum(self._sections[other].size for other in self._waiting)
            share = min(left, (left * self._how.workers.slots - given_out) * own / waiting)
        self._out[number] = now + share
        return share

    # --- what comes back

    def _hear(self, number: int, state: State) -> None:
        if state.error is not None:
            raise EngineError(state.error)
        before = self._states[number]
        if before.solution is not None:
            if state.solution is None:
                return
            solution = np.asarray(state.solution, dtype=np.int64)
            new = [self._sections[number].value(level, solution) for level in self._model.levels]
            old = [self._values[number][level] for level in self._model.levels]
            if new > old:  # as where another worker began anew
                return
            if new == old:
                state = _together(before, state)
        self._take(number, state)

    def _take(self, number: int, state: State) -> None:
        section = self._sections[number]
        if state.solution is not None and state.solution != self._states[number].solution:
            solution = np.asarray(state.solution, dtype=np.int64)
            self._values[number] = {level: section.value(level, solution) for level in self._model.levels}
            self._whole[section.whole_indices] = solution
            self._news = True
        self._news |= len(state.levels) != len(self._states[number].levels)
        self._states[number] = state

    def _show(self) -> None:
        """Tell of the first level that is not done in all sections, and of a better rota."""
        if any(state.solution is None for state in self._states):
            return
        done = self._merged()
        level = self._model.levels[min(len(done), len(self._model.levels) - 1)]
        if self._news:
            self._better(Better(level, self._whole.tolist(), tuple(done)))
        self._news = False
        seconds = time.monotonic() - self._began
        for result in done[self._told_done :]:
            self._report(Progress(result.level, points(result.value), points(result.bound), seconds, done=True))
        self._told_done = max(self._told_done, len(done))
        if len(done) < len(self._model.levels):
            value, bound = self._standing(level, done)
            self._report(Progress(level, points(value), points(bound), seconds))

    def _standing(self, level: Level, above: Sequence[LevelResult]) -> tuple[int, int]:
        """Value and bound of a level that is not done everywhere, below those `above`."""
        value, bound = self._offsets[level], self._offsets[level]
        for number, state in enumerate(self._states):
            value += self._values[number][level]
            result = next((result for result in state.levels if result.level is level), None)
            if result is not None:
                bound += result.bound
            elif state.at is not None and state.at.level is level and state.at.bound is not None:
                bound += round(state.at.bound * POINT)
        return value, self._claimed(level, bound, above)

    def _claimed(self, level: Level, bound: int, above: Sequence[LevelResult]) -> int:
        """What of the parts' bounds together holds for the whole.

        Below a level that is not proven, what the parts prove holds for each as long as it is no better at the levels
        before, and not for the whole, where one might be better and another worse: nothing is claimed there.
        """
        least = self._least[level]
        return max(bound, least) if all(result.proven for result in above) else least

    def _merged(self) -> list[LevelResult]:
        """The levels that are done in all sections."""
        done: list[LevelResult] = []
        for place, level in enumerate(self._model.levels):
            if any(len(state.levels) <= place for state in self._states):
                break
            results = [state.levels[place] for state in self._states]
            value = self._offsets[level] + sum(self._values[number][level] for number in range(len(results)))
            bound = self._claimed(level, self._offsets[level] + sum(result.bound for result in results), done)
            bound = min(bound, value)
            done.append(LevelResult(level, value, bound, proven=bound >= value))
        return done

    def _outcome(self) -> Outcome:
        statuses = [state.status for state in self._states]
        if Status.INFEASIBLE in statuses:
            return Outcome(Status.INFEASIBLE, [], None)
        if any(state.solution is None for state in self._states):
            return Outcome(Status.UNKNOWN, [], None, cut_short=True)
        self._show()
        levels = self._merged()
        cut_short = any(state.cut_short for state in self._states)
        for level in self._model.levels[len(levels) :]:
            if self._how.last is not None and levels and levels[-1].level is self._how.last:
                break
            value, bound = self._standing(level, levels)
            levels.append(LevelResult(level, value, bound, proven=bound >= value))
            cut_short = True
        return Outcome(Status.FEASIBLE, levels, self._whole.tolist(), cut_short)


def _together(before: State, after: State) -> State:
    """Two states of the same worth: the levels of both are done, and the better bounds hold."""
    longer, shorter = sorted((before.levels, after.levels), key=len, reverse=True)
    levels = []
    for place, result in enumerate(longer):
        bound = max(result.bound, shorter[place].bound if place < len(shorter) else result.bound)
        levels.append(replace(result, bound=bound, proven=bound >= result.value))
    return replace(after, levels=tuple(levels), cut_short=before.cut_short or after.cut_short)
