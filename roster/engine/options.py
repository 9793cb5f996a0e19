"""The options of a search: what a user sets, and what commands and the engine set besides."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from models.rota import Rota
from models.rules import SOFT_LEVELS, Level
from roster.engine.params.search_params import DEFAULT_PARAMS, SearchParams

PARAMS_FILE = "ROSTER_PARAMS"  # environment variable: a TOML file with tuning numbers, for experiments


def _params() -> SearchParams:
    path = os.environ.get(PARAMS_FILE)
    return SearchParams.from_toml(path) if path else DEFAULT_PARAMS


@dataclass(frozen=True)
class Options:
    """How to search, as a user sets it.

    Attributes:
        time_limit: seconds of wall time for building, searching and checking.
        workers: how many may work at once, threads and processes together; the machine's cores when None.
        seed: another one may find another rota that is as good.
        reproducible: take steps that do not look at the clock: the same book, seed and version give the same rota.
        start: a rota as the warm start, such as an earlier one of the same book.
    """

    time_limit: float = 300.0
    workers: int | None = None
    seed: int = 0
    reproducible: bool = False
    start: Rota | None = None


@dataclass(frozen=True)
class SearchOptions(Options):
    """The options of a user, and those that commands and the what-if set.

    Attributes:
        spent: seconds of the time limit that are used up already, or are needed after the search.
        single_thread_rounds: when above 0, one thread of this process searches in at most this many rounds of effort,
            without looking at the clock: for many books solved side by side. 0 for the search with all workers.
        names_conflict: whether a conflict is searched for where no rota exists.
        last: the level after which to stop; levels below it are not solved.
        fixed_levels: levels that are not minimised, with the most that each may cost, in sixtieths of a point.
        clock: tells the seconds by which the time for building is kept.
        params: the tuning numbers of the engine; others than the defaults are for experiments and tests.
    """

    spent: float = 0.0
    single_thread_rounds: int = 0
    names_conflict: bool = True
    last: Level | None = None
    fixed_levels: Mapping[Level, int] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic
    params: SearchParams = field(default_factory=_params)

    @classmethod
    def of(cls, options: Options, **more: Any) -> SearchOptions:
        """Makes them from a user's options; `more` replaces some."""
        return cls(**{item.name: getattr(options, item.name) for item in fields(options)} | more)

    @property
    def seconds(self) -> float:
        """The seconds that are left of the time limit."""
        return max(self.params.time.least_seconds, self.time_limit - self.spent)

    @property
    def threads(self) -> int:
        """How many may work at once, in numbers."""
        return self.workers or os.cpu_count() or 1

    def asks_for(self, level: Level) -> bool:
        """Whether a level is to be solved."""
        return self.last is None or SOFT_LEVELS.index(level) <= SOFT_LEVELS.index(self.last)

    def ends_with(self, level: Level) -> bool:
        """Whether no level after this one is to be solved."""
        return self.last is not None and SOFT_LEVELS.index(level) >= SOFT_LEVELS.index(self.last)
