"""Solves the sections of a model separately, on processes of this machine or a cluster, and merges their solutions.

Each section gets a share of the time. Time that is left when all have had theirs goes to those that are not proven
best.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from constraints.rota_model import Objective, RotaModel
from models.rules import Level
from roster.engine.decomposition.channel import Channel
from roster.engine.decomposition.executor import Workers
from roster.engine.decomposition.merged_sections import MergedSections
from roster.engine.decomposition.section_task import SectionState, SectionTask, solve_section, valid_bounds
from roster.engine.decomposition.time_shares import TimeShares
from roster.engine.levels import Improvement, Outcome, Progress, points
from roster.engine.model.section import Section
from roster.engine.params.search_params import SearchParams
from roster.engine.solvers.linearise import Linearised, NotLinearError
from roster.errors import ClusterError


@dataclass(frozen=True)
class SectionOptions:
    """How sections are solved.

    Attributes:
        workers: solve the sections.
        threads: threads and processes for each section.
        seconds: time limit for all together.
        start: the warm start: decisions by variable of the whole model; 0 where there is none.
        reproducible: take steps that do not depend on the clock.
        last: the level after which to stop; None for all levels.
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


def solve_sections(
    model: RotaModel,
    sections: Sequence[Section],
    options: SectionOptions,
    *,
    stop: threading.Event,
    report: Callable[[Progress], None] = lambda progress: None,
    better: Callable[[Improvement], None] = lambda found: None,
) -> Outcome:
    """Minimises each level in turn, in every section separately; the outcome is that of `LevelSolver`.

    Args:
        stop, report, better: as for `LevelSolver`; solutions are those of the whole model.

    Raises:
        ClusterError: a section could not be solved by any worker.
        EngineError: the search of a section ended with an error.
    """
    ends = time.monotonic() + options.seconds
    merged = MergedSections(model, sections)
    reporter = _Reporter(model, merged, report, better)
    _Rounds(merged, options, ends, stop, reporter.show).solve(_legal_start(model, options.start))
    reporter.show()
    return merged.outcome(options.last)


def _legal_start(model: RotaModel, start: Mapping[int, int]) -> Sequence[int] | None:
    """Returns the warm start as a whole solution or, where it is not legal, that without any assignment; else None."""
    try:
        program = Linearised(model.cp).program(Objective())
    except NotLinearError:
        return None
    for decisions in (start, {}):
        solution = model.completed(decisions)
        if program.accepts(np.asarray(solution, dtype=np.int64)):
            return solution
    return None


class _Rounds:
    """Sends sections to workers, in rounds, until all are proven best or the time is up.

    Args:
        ends: the end of the time, as `time.monotonic()` counts.
        show: called again and again; reports how the merged solution stands.
    """

    def __init__(
        self,
        merged: MergedSections,
        options: SectionOptions,
        ends: float,
        stop: threading.Event,
        show: Callable[[], None],
    ) -> None:
        self._merged = merged
        self._options = options
        self._params = options.params.decomposition
        self._stop = stop
        self._show = show
        self._shares = TimeShares(
            ends,
            self._params.travel_seconds,
            options.workers.slots,
            [section.size for section in merged.sections],
            equal=options.reproducible,
        )
        self._stopped_at: float | None = None

    def solve(self, start: Sequence[int] | None) -> None:
        """Solves the sections.

        Args:
            start: a legal solution of the whole model, if there is one: then there is an incumbent from the beginning.
        """
        with self._options.workers.channel() as channel:
            assert channel is not None
            if start is not None:
                self._merged.start_from(start)
                self._show()
            numbers = list(range(len(self._merged.sections)))
            while numbers:
                self._round(channel, numbers)
                if self._over:
                    return
                states = self._merged.states
                numbers = [number for number in numbers if not states[number].proven and states[number].levels]

    @property
    def _over(self) -> bool:
        """Whether there is no further round, even if sections are not proven best."""
        little_time = self._shares.left < self._params.least_again_seconds
        return self._stop.is_set() or self._merged.infeasible or self._options.reproducible or little_time

    def _round(self, channel: Channel, numbers: Sequence[int]) -> None:
        self._shares.begin(numbers)
        results = self._options.workers.done(
            solve_section,
            numbers,
            sent=lambda number: self._task(number, channel),
            tick=lambda: self._goes_on(channel),
        )
        for number, result in results:
            if isinstance(result, str):
                raise ClusterError(f"part {number + 1} of {len(self._merged.sections)} of the book: {result}")
            self._shares.end(number)
            state = SectionState.unpacked(result)
            if self._options.reproducible and state.solution is not None and state.error is None:
                self._merged.replace(number, state)  # reports on the way depend on the clock, the result does not
            else:
                self._merged.update(number, state)

    def _goes_on(self, channel: Channel) -> bool:
        """Takes new reports, and tells whether the round goes on."""
        for number, data in channel.new_reports().items():
            if self._shares.is_out(number):  # else its result is there, which is newer
                self._merged.update(number, SectionState.unpacked(data))
        self._show()
        if self._shares.left <= 0 or self._merged.infeasible:
            return False
        if self._stop.is_set() and self._stopped_at is None:
            self._stopped_at = time.monotonic()
            channel.request_stop()
        return self._stopped_at is None or time.monotonic() - self._stopped_at < self._params.grace_seconds

    def _task(self, number: int, channel: Channel) -> SectionTask:
        """Makes the task for a section when it is sent out."""
        options, section = self._options, self._merged.sections[number]
        state = self._merged.states[number]
        start = {
            index: options.start[whole]
            for index, whole in enumerate(section.whole_indices.tolist())
            if whole in options.start
        }
        bounds: dict[Level, int] = {}
        # A worker that was lost may have reported. What it had reported by when is not reproducible.
        if not options.reproducible and state.solution is not None and (state.levels or state.at is not None):
            start, bounds = dict(enumerate(state.solution)), valid_bounds(state.levels)
        return SectionTask(
            number,
            section,
            seconds=self._shares.give(number),
            workers=options.threads,
            seed=options.seed,
            start=start,
            bounds=bounds,
            reproducible=options.reproducible,
            last=options.last,
            worker_end=channel.worker_end,
            params=options.params,
        )


class _Reporter:
    """Reports better solutions of the whole model, and the first level that is not finished in all sections."""

    def __init__(
        self,
        model: RotaModel,
        merged: MergedSections,
        report: Callable[[Progress], None],
        better: Callable[[Improvement], None],
    ) -> None:
        self._began = time.monotonic()
        self._model_levels = model.levels
        self._merged = merged
        self._report = report
        self._better = better
        self._version = 0
        self._reported_levels = 0

    def show(self) -> None:
        """Reports what is new."""
        merged, levels = self._merged, self._model_levels
        if not merged.complete:
            return
        finished = merged.finished_levels()
        level = levels[min(len(finished), len(levels) - 1)]
        if merged.version != self._version:
            self._version = merged.version
            self._better(Improvement(level, merged.solution.tolist(), tuple(finished)))
        seconds = time.monotonic() - self._began
        for result in finished[self._reported_levels :]:
            self._report(Progress(result.level, points(result.value), points(result.bound), seconds, done=True))
        self._reported_levels = max(self._reported_levels, len(finished))
        if len(finished) < len(levels):
            result = merged.unfinished_level(level, finished)
            self._report(Progress(level, points(result.value), points(result.bound), seconds))
