"""The task of solving one cell, and its answer: both travel between processes.

A task is self-contained. Its answer returns as JSON, and the same JSON goes into the results cache: so a result read
from the cache equals a new one to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from models.book import Book
from models.rota import Rota
from models.rules import Level
from roster.planning.results.cell import CellResult
from roster.planning.scenarios.change import Change
from roster.planning.scenarios.sampling import Sampling

NOTHING_DRAWN = Sampling()


@dataclass(frozen=True)
class CellOptions:
    """What is asked of every cell.

    Attributes:
        seconds: for the cell, all in all.
        gains: for which roles one more is tried; None for all.
        gain_months: of how many draws the first month is looked at so; 0 for none.
    """

    seed: int = 0
    seconds: float = 60.0
    last: Level = Level.HOURS
    gains: tuple[str, ...] | None = None
    gain_months: int = 1


@dataclass(frozen=True)
class CellTask:
    """A cell to be solved.

    Attributes:
        book: before any change, and
        common: changes made to it in every cell, before
        changes: those of this one.
        folder: where the book's rule files lie.
        trusted: digests of those that may run: whoever solves the cell runs no other.
        starts: rotas of a neighbouring cell to begin with, by draw and number of the month.
    """

    id: str
    name: str
    book: Book
    changes: tuple[Change, ...] = ()
    common: tuple[Change, ...] = ()
    axes: Mapping[str, str] = field(default_factory=dict)
    draws: Sampling = NOTHING_DRAWN
    ask: CellOptions = CellOptions()
    folder: Path | None = None
    trusted: frozenset[str] = frozenset()
    starts: Mapping[tuple[int, int], Rota] = field(default_factory=dict)


class CellAnswer(BaseModel):
    """A cell's result, and how long it took.

    Attributes:
        rotas: of its months, `draw/month`, for neighbours to begin with; only where they were asked for.
    """

    result: CellResult
    seconds: float
    rotas: dict[str, Rota] = {}
