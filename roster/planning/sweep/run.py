"""A sweep: the base first, then every other cell beside its neighbours, kept as they finish, put into one table."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from models.book import Book
from roster.engine.decomposition.executor import Workers
from roster.planning.results.cell import CellResult
from roster.planning.results.sweep import Run, Sweep, Table
from roster.planning.scenarios.axes import Axis
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.scenarios.sentences import change_sentences, sampling_sentences
from roster.planning.solving.cell import changed_book_of, failed_result, month_of_key, solve_cell
from roster.planning.solving.tasks import CellAnswer, CellTask
from roster.planning.summary.base_comparison import compare_with_base
from roster.planning.sweep.results_cache import ResultsCache
from roster.version import versions


@dataclass(frozen=True)
class SweepProgress:
    """Where a sweep stands.

    Attributes:
        left: seconds it is likely to go on; None before the first cell is done.
    """

    cells: int
    of: int
    failed: int
    seconds: float
    left: float | None


@dataclass(frozen=True)
class SweepOptions:
    """How a sweep is made: it changes nothing in the table.

    Attributes:
        warm: whether cells begin with the base's rota.
    """

    workers: Workers
    kept: ResultsCache
    jobs: int
    cluster: str | None = None
    resume: bool = False
    warm: bool = True


def run_sweep(
    scenarios: Scenarios,
    book: Book,
    axes: Sequence[Axis],
    tasks: Sequence[CellTask],
    how: SweepOptions,
    report: Callable[[SweepProgress], None] = lambda done: None,
) -> Sweep:
    """Solve every cell.

    Raises:
        FileError: results cannot be kept.
    """
    began = time.monotonic()
    made_at = datetime.now(UTC).replace(microsecond=0)
    answers: dict[str, CellAnswer] = {}
    resumed = 0
    worked = 0.0

    def take(task: CellTask, data: bytes | str, *, new: bool) -> None:
        nonlocal worked
        if isinstance(data, str):
            answers[task.id] = CellAnswer(result=failed_result(task, data), seconds=0)
        else:
            answers[task.id] = CellAnswer.model_validate_json(data)
            if new:
                how.kept.keep(task, data)
        worked += new
        now = time.monotonic() - began
        left = (len(tasks) - len(answers)) * now / worked if worked else None
        bad = sum(item.result.error is not None for item in answers.values())
        report(SweepProgress(len(answers), len(tasks), bad, now, left))

    base = tasks[0]
    kept = how.kept.answer(base) if how.resume else None
    if kept is not None:
        resumed += 1
        take(base, kept, new=False)
    else:
        for _, data in how.workers.done(partial(solve_cell, keep_rotas=True), [base]):
            take(base, data, new=True)
    starts = {month_of_key(name): rota for name, rota in answers[base.id].rotas.items()}
    waiting = []
    for task in tasks[1:]:
        kept = how.kept.answer(task) if how.resume else None
        if kept is not None:
            resumed += 1
            take(task, kept, new=False)
        else:
            waiting.append(replace(task, starts=starts) if how.warm else task)
    for task, data in how.workers.done(solve_cell, waiting):
        take(task, data, new=True)
    results = [answers[task.id].result for task in tasks]
    return Sweep(
        table=_table(scenarios, book, axes, tasks[0], _compared(results)),
        run=Run(
            made_at=made_at,
            seconds=round(time.monotonic() - began, 2),
            jobs=how.jobs,
            cluster=how.cluster,
            cells={task.id: answers[task.id].seconds for task in tasks},
            resumed=resumed,
        ),
    )


def _compared(results: Sequence[CellResult]) -> tuple[CellResult, ...]:
    """Cells with how often they beat the base, where more than one month was drawn."""
    found = []
    for result in results:
        beside = compare_with_base(result, results[0])
        found.append(result.model_copy(update={"beats_base": beside.score}) if beside else result)
    return tuple(found)


def _table(
    scenarios: Scenarios, book: Book, axes: Sequence[Axis], base: CellTask, cells: tuple[CellResult, ...]
) -> Table:
    return Table(
        name=scenarios.name,
        description=scenarios.description,
        book=book.name,
        input_hash=book.input_hash,
        period=changed_book_of(base).span,
        common=change_sentences(scenarios.base),
        axes={axis.name: tuple(value.name for value in axis.values) for axis in axes},
        draws=scenarios.draws.months,
        drawn=tuple(sampling_sentences(scenarios.draws)),
        last_level=base.ask.last,
        money=scenarios.money,
        seed=base.ask.seed,
        versions=versions(("jru-roster", "ortools")),
        cells=cells,
    )
