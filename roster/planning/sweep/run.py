"""Runs a sweep: solves the base first, then the other cells side by side, and puts the results into one table."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from roster.engine.decomposition.executor import Workers
from roster.planning.results.cell import CellResult
from roster.planning.results.sweep import Run, Sweep, Table
from roster.planning.scenarios.sentences import change_sentences, sampling_sentences
from roster.planning.solving.cell import changed_book_of, failed_result, month_of_key, solve_cell
from roster.planning.solving.tasks import CellAnswer, CellTask
from roster.planning.summary.base_comparison import compare_with_base
from roster.planning.sweep.cell_plan import SweepPlan
from roster.planning.sweep.results_cache import ResultsCache
from roster.version import versions


@dataclass(frozen=True)
class SweepProgress:
    """How far a sweep is.

    Attributes:
        cells: the number of finished cells.
        of: the number of all cells.
        failed: the number of finished cells without a result.
        seconds: the wall time so far.
        left: estimated seconds until the end; None before the first cell is solved.
    """

    cells: int
    of: int
    failed: int
    seconds: float
    left: float | None


Report = Callable[[SweepProgress], None]


def _no_report(progress: SweepProgress) -> None:
    """Ignores the progress."""


@dataclass(frozen=True)
class SweepOptions:
    """How a sweep is run; none of it changes the table.

    Attributes:
        workers: the processes or machines that solve cells.
        cache: where finished results are kept.
        jobs: the number of cells solved at a time, for the record.
        cluster: the address of the Dask scheduler, for the record.
        resume: whether results in the cache are used.
        warm: whether cells start from the rotas of the base.
        report: called after each finished cell.
    """

    workers: Workers
    cache: ResultsCache
    jobs: int
    cluster: str | None = None
    resume: bool = False
    warm: bool = True
    report: Report = _no_report


def run_sweep(plan: SweepPlan, options: SweepOptions) -> Sweep:
    """Solves every cell.

    Raises:
        FileError: a result cannot be written to the cache.
    """
    made_at = datetime.now(UTC).replace(microsecond=0)
    answers = _Answers(plan, options)
    base, *others = plan.tasks
    answers.solve([base], partial(solve_cell, keep_rotas=True))
    if options.warm:
        starts = {month_of_key(key): rota for key, rota in answers.by_id[base.id].rotas.items()}
        others = [replace(task, warm_starts=starts) for task in others]
    undrawn = plan.undrawn
    answers.solve(others if undrawn is None else [undrawn, *others], solve_cell)
    results = [answers.by_id[task.id].result for task in plan.tasks]
    return Sweep(
        table=_table(plan, _with_comparison(results), answers.by_id[undrawn.id].result if undrawn else None),
        run=Run(
            made_at=made_at,
            seconds=round(answers.seconds, 2),
            jobs=options.jobs,
            cluster=options.cluster,
            cells={name: answer.seconds for name, answer in answers.by_id.items()},
            resumed=answers.resumed,
        ),
    )


class _Answers:
    """The answers of a sweep as they come in.

    Attributes:
        by_id: the answers so far, by id of the cell.
        resumed: the number of answers read from the cache.
    """

    def __init__(self, plan: SweepPlan, options: SweepOptions) -> None:
        self._of = len(plan.tasks) + (plan.undrawn is not None)
        self._options = options
        self._began = time.monotonic()
        self.by_id: dict[str, CellAnswer] = {}
        self.resumed = 0

    @property
    def seconds(self) -> float:
        """Wall time since the sweep began."""
        return time.monotonic() - self._began

    def solve(self, tasks: Sequence[CellTask], work: Callable[[CellTask], bytes]) -> None:
        """Adds an answer for each task: from the cache, or else from the workers as they finish."""
        waiting = []
        for task in tasks:
            data = self._options.cache.answer(task) if self._options.resume else None
            if data is None:
                waiting.append(task)
            else:
                self.resumed += 1
                self._add(task, CellAnswer.model_validate_json(data))
        for task, found in self._options.workers.done(work, waiting):
            if isinstance(found, str):  # why the worker failed
                self._add(task, CellAnswer(result=failed_result(task, found), seconds=0))
            else:
                self._options.cache.keep(task, found)
                self._add(task, CellAnswer.model_validate_json(found))

    def _add(self, task: CellTask, answer: CellAnswer) -> None:
        self.by_id[task.id] = answer
        done, of = len(self.by_id), self._of
        solved = done - self.resumed
        seconds = self.seconds
        at_a_time = max(1, min(self._options.jobs, of - done)) if solved == 1 else 1  # the base is solved alone
        left = (of - done) * seconds / solved / at_a_time if solved else None
        failed = sum(item.result.error is not None for item in self.by_id.values())
        self._options.report(SweepProgress(done, of, failed, seconds, left))


def _with_comparison(results: Sequence[CellResult]) -> tuple[CellResult, ...]:
    """The results, each with how often its cover is better than that of the base, where several months were drawn."""
    found = []
    for result in results:
        comparison = compare_with_base(result, results[0])
        found.append(result.model_copy(update={"beats_base": comparison.score}) if comparison else result)
    return tuple(found)


def _table(plan: SweepPlan, cells: tuple[CellResult, ...], undrawn: CellResult | None) -> Table:
    scenarios, base = plan.scenarios, plan.tasks[0]
    return Table(
        name=scenarios.name,
        description=scenarios.description,
        book=plan.book.name,
        input_hash=plan.book.input_hash,
        period=changed_book_of(base).span,
        common=change_sentences(scenarios.base),
        axes={axis.name: tuple(value.name for value in axis.values) for axis in plan.axes},
        draws=scenarios.draws.months,
        drawn=tuple(sampling_sentences(scenarios.draws)),
        last_level=base.options.last,
        money=scenarios.money,
        seed=base.options.seed,
        versions=versions(("jru-roster", "ortools")),
        cells=cells,
        undrawn=undrawn,
    )
