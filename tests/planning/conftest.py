from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from models.book import Book
from roster.engine.decomposition.executor import Workers
from roster.planning.changes import Case, applied
from roster.planning.keep import Kept
from roster.planning.outputs import report_bytes, workbook_bytes
from roster.planning.plan import plan
from roster.planning.results.cells import Sweep
from roster.planning.scenarios.scenarios import Change, Draws, Scenarios
from roster.planning.solving.cell import Ask
from roster.planning.sweep import Done, How, sweep
from tests.planning.summary.sweeps import sweep as made_sweep

CHANGES: TypeAdapter[tuple[Change, ...]] = TypeAdapter(tuple[Change, ...])
HERE = Workers(lambda: ThreadPoolExecutor(1), 2)  # the executor's interface without its processes

Changed = Callable[..., Case]
Swept = Callable[..., Sweep]


def case(raw: dict[str, Any], draws: Any = None) -> Case:
    book = Book.model_validate(raw)
    return Case(book, book.period, Draws.model_validate(draws or {}))


@pytest.fixture
def changed(small) -> Changed:
    """The small book (or another) with changes made to it."""

    def make(*changes: dict[str, Any], raw: dict[str, Any] | None = None, draws: Any = None) -> Case:
        return applied(case(raw or small, draws), CHANGES.validate_python(changes))

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
        report: Callable[[Done], None] = lambda done: None,
        **how: Any,
    ) -> Sweep:
        scenarios = Scenarios.model_validate(asked)
        book = Book.model_validate(raw or small)
        ask = Ask(seed=seed, last=scenarios.last_level, gains=scenarios.gains, gain_months=scenarios.gain_months)
        axes, tasks = plan(scenarios, book, ask, None)
        return sweep(scenarios, book, axes, tasks, How(workers, Kept(output), 1, resume=resume, **how), report)

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
