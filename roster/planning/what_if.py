"""The what-if from Python: `what_if`, `fewest_people` and `write_sweep`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.book import Book
from models.problems import BookError, Problem
from roster import api
from roster.engine.decomposition.cluster import cluster as connect
from roster.engine.decomposition.local_processes import local
from roster.planning import outputs
from roster.planning.results.fewest import Fewest, FewestStep
from roster.planning.results.sweep import Sweep
from roster.planning.scenarios.files import read_scenarios
from roster.planning.scenarios.problems import scenarios_problems
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.solving.fewest import FewestQuestion, find_fewest
from roster.planning.solving.tasks import CellOptions
from roster.planning.sweep.cell_plan import plan_cells, refuse_size
from roster.planning.sweep.results_cache import ResultsCache
from roster.planning.sweep.run import SweepOptions, SweepProgress, run_sweep

NOT_KEPT = Path("-")  # a call from Python keeps no results beside an output


def what_if(
    book: Book | api.OpenBook,
    scenarios: Scenarios | Mapping[str, Any] | str | Path | None = None,
    *,
    seed: int = 0,
    seconds: float = 120,
    jobs: int | None = None,
    cluster: str | None = None,
    report: Callable[[SweepProgress], None] = lambda progress: None,
) -> Sweep:
    """Solves the book with each change of some scenarios, side by side: cover, hours, the bottleneck, what is proven.

    `roster.frames.cells` makes a DataFrame of the answer, `roster.write_sweep` a workbook, a page or JSON.

    Args:
        scenarios: a model, plain data, or the path of a scenarios file; when None, the book as it is: its bottleneck,
            and what one more person of each role would give.
        seed: of the random draws and of the solver.
        seconds: the time limit of each cell, in seconds of processor time.
        jobs: the number of cells solved at a time, each in a process of its own; the machine's cores when None.
        cluster: the address of a Dask scheduler that solves them instead.
        report: called after each finished cell.

    Raises:
        BookError: impossible rules or pins, or mistakes in the changes, each with its place.
        FileError: the same, where the scenarios are in a file.
        ClusterError: no scheduler answers at the address.
        TooManyError: more cells than any table holds.
    """
    opened = book if isinstance(book, api.OpenBook) else api.ready(book)
    file = None
    if isinstance(scenarios, str | Path):
        file = read_scenarios(Path(scenarios))
        scenarios = file.scenarios
    questions = _questions(scenarios)
    options = CellOptions.of(questions, seed=seed, seconds=seconds)
    refuse_size(questions, sure=True)
    try:
        plan = plan_cells(questions, opened.book, options, opened.folder)
    except BookError as error:
        raise (file.error(error.problems) if file else error) from None
    jobs = jobs or os.cpu_count() or 1
    with connect(cluster) if cluster is not None else nullcontext(local(jobs)) as workers:
        return run_sweep(plan, SweepOptions(workers, ResultsCache(NOT_KEPT), jobs, cluster, report=report))


def _questions(given: Scenarios | Mapping[str, Any] | None) -> Scenarios:
    """Reads scenarios given as data.

    Raises:
        BookError: every mistake, each with its place.
    """
    try:
        return given if isinstance(given, Scenarios) else Scenarios.model_validate(given or {})
    except ValidationError as error:
        raise BookError(scenarios_problems(error)) from None


def fewest_people(
    book: Book | api.OpenBook,
    role: str,
    cover: float,
    *,
    scenarios: Scenarios | Mapping[str, Any] | None = None,
    seed: int = 0,
    seconds: float = 120,
    report: Callable[[FewestStep], None] = lambda step: None,
) -> Fewest:
    """Finds the least number of people of a role with whom a share of the duties runs, and why one fewer is too few.

    Args:
        role: the id of the role.
        cover: the share, above 0 and up to 1.
        scenarios: their `base` is applied first, and their `draws` are drawn.
        seed: of the random draws and of the solver.
        seconds: the time limit of each month that is solved, in seconds of processor time.
        report: called after each number that is tried.

    Raises:
        BookError: impossible rules or pins, an unknown role, or a share that is out of range.
        ConflictError: no rota obeys the pins.
        NothingFoundError: time ran out before there was any rota.
    """
    opened = book if isinstance(book, api.OpenBook) else api.ready(book)
    if not 0 < cover <= 1:
        raise BookError([Problem(("cover",), f"{cover} is no share of duties above 0 and up to 1")])
    questions = _questions(scenarios)
    options = CellOptions(seed=seed, seconds=seconds, last=questions.last_level)
    question = FewestQuestion(questions, opened.book, opened.folder, role, cover)
    return find_fewest(question, options, report)


def write_sweep(table: Sweep, *paths: str | Path, appendix: bool = False) -> None:
    """Writes the answer of a what-if to `.xlsx`, `.html` or `.json`, each file whole or not at all.

    Args:
        appendix: whether the sheets and sections behind the paper for a board are shown and printed too.

    Raises:
        FileError: when one cannot be written; then none has changed.
    """
    files = [Path(path) for path in paths]
    outputs.refuse(files, [])
    outputs.write(table, files, appendix=appendix)


__all__ = ["Fewest", "Scenarios", "Sweep", "fewest_people", "what_if", "write_sweep"]
