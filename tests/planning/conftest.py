from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from models.book import Book
from roster.engine.decomposition.executor import Workers
from roster.planning.changes.apply_changes import apply_changes
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.outputs import report_bytes, workbook_bytes
from roster.planning.results.sweep import Sweep
from roster.planning.scenarios.change import Change
from roster.planning.scenarios.sampling import Sampling
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.solving.tasks import CellOptions
from roster.planning.sweep.cell_plan import plan_cells
from roster.planning.sweep.results_cache import ResultsCache
from roster.planning.sweep.run import SweepOptions, SweepProgress, run_sweep
from tests.planning.summary.sweeps import sweep as made_sweep

CHANGES: TypeAdapter[tuple[Change, ...]] = TypeAdapter(tuple[Change, ...])
HERE = Workers(lambda: ThreadPoolExecutor(1), 2)  # the executor's interface without its processes

Changed = Callable[..., ChangedBook]
Swept = Callable[..., Sweep]


def case(raw: dict[str, Any], draws: Any = None) -> ChangedBook:
    book = Book.model_validate(raw)
    return ChangedBook(book, book.period, Sampling.model_validate(draws or {}))


@pytest.fixture
def changed(small) -> Changed:
    """The small book (or another) with changes made to it."""

    def make(*changes: dict[str, Any], raw: dict[str, Any] | None = None, draws: Any = None) -> ChangedBook:
        return apply_changes(case(raw or small, draws), CHANGES.validate_python(changes))

    return make


@pytest.fixture
def swept(small) -> Swept:
    """A sweep over the small book (or another), in this process."""

    def make(
        asked: dict[str, Any],
        raw: dict[str, Any] | None = None,
        *,
        output: Path = Path("-"),
        resume: bool = False,
        workers: Workers = HERE,
        seed: int = 0,
        report: Callable[[SweepProgress], None] = lambda progress: None,
        **how: Any,
    ) -> Sweep:
        scenarios = Scenarios.model_validate(asked)
        book = Book.model_validate(raw or small)
        plan = plan_cells(scenarios, book, CellOptions.of(scenarios, seed=seed, seconds=60), None)
        options = SweepOptions(workers, ResultsCache(output), 1, resume=resume, report=report, **how)
        return run_sweep(plan, options)

    return make


@pytest.fixture(scope="session")
def made() -> Sweep:
    """A sweep of two draws, with made-up results."""
    return made_sweep(draws=2)


@pytest.fixture(scope="session")
def workbook(made: Sweep) -> bytes:
    return workbook_bytes(made)


@pytest.fixture(scope="session")
def page(made: Sweep) -> str:
    return report_bytes(made).decode()
