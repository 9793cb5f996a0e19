"""The task of solving one cell, and its answer: both travel between processes.

A task is self-contained. Its answer returns as JSON, and the same JSON goes into the results cache: so a result read
from the cache equals a new one to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import BaseModel

from models.book import Book
from models.rota import Rota
from models.rules import Level
from roster.planning.results.cell import CellResult
from roster.planning.scenarios.change import Change
from roster.planning.scenarios.sampling import Sampling
from roster.planning.scenarios.scenarios import Scenarios

NOTHING_DRAWN = Sampling()


@dataclass(frozen=True)
class CellOptions:
    """How every cell is solved.

    Attributes:
        seed: of the random draws and of the solver.
        seconds: the time limit of a cell, all its months together, in seconds of processor time.
        last: the last level that is solved.
        gains: the roles of which one more person is tried; None for every role that crews a duty.
        gain_months: in how many draws the bottleneck and the gains of the first month are computed; 0 for none.
    """

    seed: int = 0
    seconds: float = 60.0
    last: Level = Level.HOURS
    gains: tuple[str, ...] | None = None
    gain_months: int = 1

    @classmethod
    def of(cls, scenarios: Scenarios, *, seed: int, seconds: float) -> CellOptions:
        """The options that a scenarios file sets, with those that the caller sets."""
        return cls(seed, seconds, scenarios.last_level, scenarios.gains, scenarios.gain_months)


@dataclass(frozen=True)
class CellTask:
    """A cell to be solved.

    Attributes:
        id: the id of the cell.
        name: its name for readers.
        book: the book before any change.
        changes: the changes of this cell, applied after `common`.
        common: the changes applied in every cell.
        axes: the value on each axis of the grid.
        draws: what is drawn at random.
        options: how the cell is solved.
        folder: where the rule files of the book are.
        trusted: digests of the rule files that may run; a worker runs no others.
        warm_starts: rotas of the base, by number of the draw and number of the month, from which the search starts.
    """

    id: str
    name: str
    book: Book
    changes: tuple[Change, ...] = ()
    common: tuple[Change, ...] = ()
    axes: Mapping[str, str] = field(default_factory=dict)
    draws: Sampling = NOTHING_DRAWN
    options: CellOptions = CellOptions()
    folder: Path | None = None
    trusted: frozenset[str] = frozenset()
    warm_starts: Mapping[tuple[int, int], Rota] = field(default_factory=dict)

    def for_cell(
        self, name: str, title: str, changes: Sequence[Change], axes: Mapping[str, str] | None = None
    ) -> CellTask:
        """The task of another cell of the same sweep.

        Args:
            name: the id of the cell.
            title: its name for readers; the id when empty.
        """
        return replace(self, id=name, name=title or name, changes=tuple(changes), axes=axes or {})


class CellAnswer(BaseModel):
    """The answer to a cell task.

    Attributes:
        result: the result of the cell.
        seconds: how long solving it took.
        rotas: the rotas of its months by `draw/month`, as warm starts of other cells; only where asked for.
    """

    result: CellResult
    seconds: float
    rotas: dict[str, Rota] = {}
