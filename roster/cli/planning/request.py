"""What `roster whatif` is asked to do: each option of the command is a field."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class WhatIfRequest:
    """What `roster whatif` is asked to do; each option of the command is a field.

    Attributes:
        book: the file of the book.
        scenarios: the scenarios file; None for the book as it is.
        outputs: where to write the table; `-` is JSON on standard output.
        fewest: the role of which the least number is asked for.
        cover: the share of duties that `fewest` is to reach, as written: `95%`.
        jobs: the number of cells solved at a time; all cores when None.
        cluster: the address of a Dask scheduler that solves the cells.
        resume: use the results of a stopped sweep.
        yes: begin although there are many cells.
        seed: the seed of the random draws and of the solver.
        time_limit: seconds of processor time for each cell.
        appendix: whether the appendix of workbook and page is shown and printed.
        quick: fewer months, for cover alone.
        template: where to write an empty scenarios workbook, instead of solving anything.
        quiet: print no progress and no table.
        worked: files of what was worked.
        form: `text` or `json`.
    """

    book: Path
    scenarios: Path | None = None
    outputs: tuple[Path, ...] = ()
    fewest: str | None = None
    cover: str | None = None
    jobs: int | None = None
    cluster: str | None = None
    resume: bool = False
    yes: bool = False
    seed: int = 0
    time_limit: float = 120.0
    appendix: bool = False
    quick: bool = False
    template: Path | None = None
    quiet: bool = False
    worked: tuple[Path, ...] = ()
    form: str = "text"
