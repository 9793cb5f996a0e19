"""What runs on a worker: the levels of one section, told about while it goes on.

A section that is small is done by one thread (`alone.py`) in a tenth of a second, less than a helper process takes to
start; the whole engine goes on from there where that leaves something to prove.
"""

from __future__ import annotations

import pickle
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from models.rules import SOFT_LEVELS, Level
from roster.engine.decomposition.channel import WorkersEnd
from roster.engine.levels import Better, LevelResult, Outcome, Progress, solve_levels
from roster.engine.model.section import Section
from roster.engine.params.search_params import SearchParams
from roster.engine.solvers.cpsat import Status
from roster.engine.workers.team import Team
from roster.errors import EngineError


@dataclass(frozen=True)
class Order:
    """A section to be solved.

    Attributes:
        seconds: how long it may take, building its model included.
        start: a value for each variable to begin with.
        bounds: what is known of the least that levels come to from there.
        last: the level after which to stop.
        wire: makes the end of the wire to whoever gave the order.
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
    wire: Callable[[], WorkersEnd]
    params: SearchParams


@dataclass(frozen=True)
class State:
    """Where a section stands.

    Attributes:
        solution: the best so far; None when there is none.
        levels: those that are done.
        at: where the one stands that is being solved.
        error: what the engine refuses to go on with.
    """

    status: Status = Status.UNKNOWN
    solution: Sequence[int] | None = field(default=None, repr=False)
    levels: tuple[LevelResult, ...] = ()
    at: Progress | None = None
    cut_short: bool = False
    error: str | None = None

    def packed(self) -> bytes:
        """As it travels."""
        return zlib.compress(pickle.dumps(self), 1)

    @staticmethod
    def unpacked(data: bytes) -> State:
        """From how it travelled."""
        state = pickle.loads(zlib.decompress(data))
        assert isinstance(state, State)
        return state


def bounds_of(levels: Sequence[LevelResult]) -> dict[Level, int]:
    """What holds of a section whatever is found later: bounds, to the first level that is not proven best."""
    found = {}
    for result in levels:
        found[result.level] = result.bound
        if not result.proven:
            break
    return found


def solve_section(order: Order) -> bytes:
    """Solve a section; what comes of it is a packed `State`."""
    try:
        return _Solving(order).go().packed()
    except EngineError as error:
        return State(error=str(error)).packed()


class _Solving:
    def __init__(self, order: Order) -> None:
        self._order = order
        self._params = order.params.decomposition
        self._deadline = time.monotonic() + order.seconds
        self._end = order.wire()
        self._stop = threading.Event()
        self._state = State()
        self._told = 0.0

    def go(self) -> State:
        ended = threading.Event()
        watch = threading.Thread(target=self._watch, args=(ended,), name="stop", daemon=True)
        watch.start()
        try:
            return self._levels()
        finally:
            ended.set()

    def _watch(self, ended: threading.Event) -> None:
        while not ended.wait(self._params.look_seconds):
            if self._end.stopped():
                self._stop.set()
                return

    def _levels(self) -> State:
        order = self._order
        start, bounds = order.start, order.bounds
        if order.section.size <= self._params.one_thread_size and not bounds:
            outcome = self._solve(start, bounds, alone=len(order.params.single_thread.rounds))
            over = outcome.cut_short or outcome.solution is None
            if over or all(result.proven for result in outcome.levels):
                return _state(outcome)
            start, bounds = dict(enumerate(outcome.solution or ())), bounds_of(outcome.levels)
        return _state(self._solve(start, bounds, alone=0))

    def _solve(self, start: dict[int, int], bounds: dict[Level, int], *, alone: int) -> Outcome:
        order = self._order
        self._state = replace(self._state, levels=(), at=None)
        with Team(workers=order.workers, seed=order.seed, stop=self._stop, params=order.params) as team:
            return solve_levels(
                order.section.model(),
                team,
                seconds=self._deadline - time.monotonic(),
                start=start,
                reproducible=order.reproducible,
                alone=alone,
                report=self._progressed,
                better=self._found,
                enough=lambda result: order.last is not None and _at(result.level) >= _at(order.last),
                bounds=bounds,
            )

    def _progressed(self, progress: Progress) -> None:
        if not progress.done:
            self._say(replace(self._state, at=progress))

    def _found(self, found: Better) -> None:
        first = self._state.solution is None
        state = State(Status.FEASIBLE, found.solution, tuple(found.levels), self._state.at)
        self._say(state, at_once=first or len(state.levels) > len(self._state.levels))

    def _say(self, state: State, *, at_once: bool = False) -> None:
        self._state = state
        if at_once or time.monotonic() - self._told >= self._params.report_seconds:
            self._told = time.monotonic()
            self._end.tell(self._order.number, state.packed())


def _at(level: Level) -> int:
    return SOFT_LEVELS.index(level)


def _state(outcome: Outcome) -> State:
    return State(outcome.status, outcome.solution, tuple(outcome.levels), None, outcome.cut_short)
