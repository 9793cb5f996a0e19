"""The work of a worker: solves the levels of one section, and reports its state while it does.

A small section is first solved by one thread (`search/single_thread.py`), in a tenth of a second: less than a worker
process of the search takes to start. If that does not prove everything, the whole search goes on from there.
"""

from __future__ import annotations

import pickle
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from models.rules import SOFT_LEVELS, Level
from roster.engine.decomposition.channel import WorkerEnd
from roster.engine.levels import Improvement, LevelCallbacks, LevelResult, LevelSolver, Outcome, Progress
from roster.engine.model.section import Section
from roster.engine.params.search_params import SearchParams
from roster.engine.solvers.cpsat import Status
from roster.engine.workers.pool import WorkerPool
from roster.errors import EngineError


@dataclass(frozen=True)
class SectionTask:
    """A section to be solved, as it is sent to a worker.

    Attributes:
        number: of the section, under which the worker reports.
        seconds: time limit, including the time to build the section's model.
        workers: threads and processes together.
        start: the warm start: values by section index.
        bounds: known lower bounds of levels, valid where earlier levels have their values in `start`.
        reproducible: take steps that do not depend on the clock.
        last: the level after which to stop; None for all levels.
        worker_end: makes the worker's end of the channel.
        params: tuning numbers.
    """

    number: int
    section: Section
    seconds: float
    workers: int
    seed: int
    start: dict[int, int]
    bounds: dict[Level, int]
    reproducible: bool
    last: Level | None
    worker_end: Callable[[], WorkerEnd]
    params: SearchParams


@dataclass(frozen=True)
class SectionState:
    """The state of a section's solution, as it is reported and returned.

    Attributes:
        status: INFEASIBLE where the section has no solution.
        solution: the incumbent, a value for each section index; None where there is none.
        levels: results of the levels that are finished.
        at: progress of the level that is being solved.
        cut_short: whether a reproducible search was ended by the clock.
        error: the message of an `EngineError` that ended the work.
    """

    status: Status = Status.UNKNOWN
    solution: Sequence[int] | None = field(default=None, repr=False)
    levels: tuple[LevelResult, ...] = ()
    at: Progress | None = None
    cut_short: bool = False
    error: str | None = None

    @property
    def proven(self) -> bool:
        """Whether every finished level is proven best."""
        return all(result.proven for result in self.levels)

    def packed(self) -> bytes:
        """Returns the state as bytes for the channel."""
        return zlib.compress(pickle.dumps(self), 1)

    @staticmethod
    def unpacked(data: bytes) -> SectionState:
        """Reads the state from the bytes of `packed`."""
        state = pickle.loads(zlib.decompress(data))
        assert isinstance(state, SectionState)
        return state


def valid_bounds(levels: Sequence[LevelResult]) -> dict[Level, int]:
    """Returns the lower bounds that stay valid in a further search: up to the first level that is not proven best."""
    found = {}
    for result in levels:
        found[result.level] = result.bound
        if not result.proven:
            break
    return found


def solve_section(task: SectionTask) -> bytes:
    """Solves a section; returns its packed state."""
    try:
        return _SectionSearch(task).solve().packed()
    except EngineError as error:
        return SectionState(error=str(error)).packed()


class _SectionSearch:
    def __init__(self, task: SectionTask) -> None:
        self._task = task
        self._params = task.params.decomposition
        self._deadline = time.monotonic() + task.seconds
        self._end = task.worker_end()
        self._stop = threading.Event()
        self._state = SectionState()
        self._reported_at = 0.0

    def solve(self) -> SectionState:
        ended = threading.Event()
        watch = threading.Thread(target=self._watch_for_stop, args=(ended,), name="stop", daemon=True)
        watch.start()
        try:
            return self._levels()
        finally:
            ended.set()

    def _watch_for_stop(self, ended: threading.Event) -> None:
        while not ended.wait(self._params.look_seconds):
            if self._end.stop_requested():
                self._stop.set()
                return

    def _levels(self) -> SectionState:
        task = self._task
        start, bounds = task.start, task.bounds
        if task.section.size <= self._params.one_thread_size and not bounds:
            outcome = self._minimised(start, bounds, single_thread_rounds=len(task.params.single_thread.rounds))
            if outcome.cut_short or outcome.solution is None or all(result.proven for result in outcome.levels):
                return _state(outcome)
            start, bounds = dict(enumerate(outcome.solution)), valid_bounds(outcome.levels)
        return _state(self._minimised(start, bounds, single_thread_rounds=0))

    def _minimised(self, start: dict[int, int], bounds: dict[Level, int], *, single_thread_rounds: int) -> Outcome:
        task = self._task
        self._state = replace(self._state, levels=(), at=None)
        with WorkerPool(workers=task.workers, seed=task.seed, stop=self._stop, params=task.params) as pool:
            solver = LevelSolver(
                task.section.model(),
                pool,
                reproducible=task.reproducible,
                single_thread_rounds=single_thread_rounds,
                callbacks=LevelCallbacks(self._progressed, self._found, self._is_last),
                bounds=bounds,
            )
            return solver.solve(self._deadline - time.monotonic(), start)

    def _is_last(self, result: LevelResult) -> bool:
        """Whether no level after this one is to be solved."""
        last = self._task.last
        return last is not None and _rank(result.level) >= _rank(last)

    def _progressed(self, progress: Progress) -> None:
        if not progress.done:
            self._report(replace(self._state, at=progress))

    def _found(self, found: Improvement) -> None:
        first = self._state.solution is None
        state = SectionState(Status.FEASIBLE, found.solution, tuple(found.levels), self._state.at)
        self._report(state, at_once=first or len(state.levels) > len(self._state.levels))

    def _report(self, state: SectionState, *, at_once: bool = False) -> None:
        self._state = state
        if at_once or time.monotonic() - self._reported_at >= self._params.report_seconds:
            self._reported_at = time.monotonic()
            self._end.report(self._task.number, state.packed())


def _rank(level: Level) -> int:
    return SOFT_LEVELS.index(level)


def _state(outcome: Outcome) -> SectionState:
    return SectionState(outcome.status, outcome.solution, tuple(outcome.levels), None, outcome.cut_short)
