"""The answer of `roster whatif`: the table of all cells, and how it was computed.

Two sweeps with the same book, scenarios, seed and version of the program give equal `Table`s. Times of day, seconds and
processes are in `Run`, which is not part of the table.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import Field, FiniteFloat

from models.base import Model
from models.period import Period
from models.rules import Level
from roster.planning.results.cell import CellResult
from roster.planning.results.fewest import Fewest
from roster.planning.results.money import Three
from roster.planning.results.month import Count


class Table(Model):
    """All cells, in the order of the scenarios file, the base first.

    Attributes:
        name: the title.
        book: the name of the book.
        input_hash: SHA-256 of the inputs of the book before any change.
        common: changes applied to every cell, as sentences.
        axes: the axes of the grid, each with the names of its values in order.
        draws: the number of draws of each cell.
        drawn: what was drawn at random, as sentences.
        last_level: the last level that was solved.
        money: assumptions about money that the planner replaced, by name.
        undrawn: the base with the dates and absences of the book and nothing drawn, solved for cover alone; None where
            nothing is drawn, or the period is not that of the book.
        fewest: the answer to `--fewest`, where it was asked.
    """

    name: str
    description: str = ""
    book: str
    input_hash: str
    period: Period
    common: tuple[str, ...] = ()
    axes: Mapping[str, tuple[str, ...]] = {}
    draws: Annotated[int, Field(ge=1)] = 1
    drawn: tuple[str, ...] = ()
    last_level: Level
    money: Mapping[str, Three] = {}
    seed: int
    versions: Mapping[str, str] = {}
    cells: tuple[CellResult, ...]
    undrawn: CellResult | None = None
    fewest: Fewest | None = None

    @property
    def base(self) -> CellResult:
        """The cell that the others are compared with."""
        return self.cells[0]


class Run(Model):
    """How a table was computed: the part that differs between two runs of the same questions.

    Attributes:
        made_at: when the run began.
        seconds: wall time of the whole run.
        jobs: the number of cells solved at a time.
        cluster: the address of the Dask scheduler, where one was used.
        cells: seconds of each cell, by id.
        resumed: the number of cells read from the results cache of an earlier, stopped run.
    """

    made_at: datetime
    seconds: FiniteFloat
    jobs: int
    cluster: str | None = None
    cells: Mapping[str, FiniteFloat] = {}
    resumed: Count = 0


class Sweep(Model):
    """A table and how it was computed."""

    table: Table
    run: Run
