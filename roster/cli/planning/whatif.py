"""`roster whatif`: a planner's questions of one book, side by side."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from roster.cli.errors import NO, WRONG, failure, reports_errors
from roster.cli.inputs import open_with
from roster.cli.options import format_option, worked_option
from roster.cli.output import print_json, say

if TYPE_CHECKING:
    from rich.console import Console

    from roster.api import OpenBook
    from roster.engine.decomposition.executor import Workers
    from roster.planning.results.cell import CellResult, Spread
    from roster.planning.results.fewest import Fewest
    from roster.planning.results.sweep import Sweep, Table
    from roster.planning.scenarios.files import ScenariosFile
    from roster.planning.scenarios.scenarios import Scenarios
    from roster.planning.solving.tasks import CellOptions
    from roster.planning.sweep.run import SweepProgress

_PLAIN_EVERY = 10.0  # seconds between two lines of progress where the output is no terminal
_MOST_SHOWN = 60  # cells in the table on a terminal; all of them are in the files
_MOST_TOLD = 20  # cells of which more is told


@click.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.argument("scenarios", type=click.Path(path_type=Path), required=False)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Where to write the table; the suffix decides the form; may be given several times. `-` is JSON to stdout.",
)
@click.option("--fewest", metavar="ROLE", help="The least number of a role with whom --cover of the duties run.")
@click.option("--cover", metavar="PCT", help="A share of duties, `95%`; goes with --fewest.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Cells solved at a time [default: all cores].")
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Hand the cells to a Dask scheduler, `tcp://HOST:8786`, instead of to processes of this machine. Dask runs"
    " what it is sent, from anybody who reaches its port: elsewhere than on a network of your own use TLS,"
    " `tls://HOST:8786` with Dask's settings distributed.comm.tls (README).",
)
@click.option("--resume", is_flag=True, help="Go on from a sweep that was stopped: OUTPUT.cells holds what it did.")
@click.option("--yes", is_flag=True, help="Begin although there are more than 500 cells.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=0,
    show_default=True,
    metavar="N",
    help="Where chance begins: the same seed draws the same absences and offers.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True, max=86_400),
    default=120.0,
    show_default=True,
    metavar="S",
    help="Seconds for each cell.",
)
@click.option("--quiet", is_flag=True, help="No progress and no table.")
@worked_option
@format_option
@reports_errors
def whatif(
    book: Path,
    scenarios: Path | None,
    outputs: tuple[Path, ...],
    fewest: str | None,
    cover: str | None,
    jobs: int | None,
    cluster: str | None,
    resume: bool,
    yes: bool,
    seed: int,
    time_limit: float,
    quiet: bool,
    worked: tuple[Path, ...],
    form: str,
) -> None:
    """The book with each change of SCENARIOS, in one table: cover, hours, what holds it back, what is proven.

    Without SCENARIOS it is the book as it is: what holds it back, and what one more of each role would give. Results
    are kept as they finish, beside the first OUTPUT, until the table is written; Ctrl-C stops, --resume goes on. With
    --fewest and no OUTPUT only that is answered. Exit status 1 when a cell has no result, or no number is enough.
    """
    from models.problems import BookError
    from roster.io.books import refuse_inputs
    from roster.planning import outputs as files
    from roster.planning.solving.tasks import CellOptions
    from roster.planning.sweep.cell_plan import TooManyError, plan_cells, refuse_size
    from roster.planning.sweep.results_cache import ResultsCache
    from roster.planning.sweep.run import SweepOptions, run_sweep

    target = _target(fewest, cover)
    if resume and not outputs:
        raise click.UsageError("--resume goes on from what was kept beside an output: name it with -o")
    files.refuse(outputs, [path for path in (book, scenarios) if path is not None])
    opened, asked = _read(book, scenarios, worked)
    refuse_inputs(outputs, opened.parts, opened.sources)
    for warning in opened.book.warnings():
        say(f"warning: {book}: {warning}", err=True)
    ask = CellOptions(
        seed=seed,
        seconds=time_limit,
        last=asked.scenarios.last_level,
        gains=asked.scenarios.gains,
        gain_months=asked.scenarios.gain_months,
    )
    try:
        refuse_size(asked.scenarios, sure=yes)
        axes, tasks = plan_cells(asked.scenarios, opened.book, ask, opened.folder)
    except TooManyError as error:
        raise failure([f"{asked.path}: {error}"], WRONG) from None
    except BookError as error:
        raise asked.error(error.problems) from None
    found = (
        _fewest(asked.scenarios, opened, fewest, target, ask, quiet=quiet) if fewest and target is not None else None
    )
    if found is not None and not outputs:
        _tell_fewest(found, form, quiet=quiet)
        raise click.exceptions.Exit(0 if found.number is not None else NO)

    kept = ResultsCache(outputs[0]) if outputs else ResultsCache(Path("-"))
    if resume:
        there = kept.of_these(tasks)
        others = kept.count - there
        told = (
            f"; {others} more failed, are damaged, or are of another book, scenarios, seed or time limit"
            if others
            else ""
        )
        say(f"{there} of {len(tasks)} cells are kept from before{told}", err=True)
    elif kept.count:
        say(
            f"warning: {kept.folder} holds {kept.count} cells of a sweep that was stopped; with --resume they would"
            " not be solved again",
            err=True,
        )
    jobs = jobs or os.cpu_count() or 1
    with _workers(jobs, cluster) as workers, _Progress(quiet=quiet) as progress, _stoppable():
        how = SweepOptions(workers, kept, jobs, cluster, resume)
        done = run_sweep(asked.scenarios, opened.book, axes, tasks, how, progress)
    if found is not None:
        done = done.model_copy(update={"table": done.table.model_copy(update={"fewest": found})})
    files.write(done, outputs)
    bad = [cell for cell in done.table.cells if cell.error is not None]
    if not bad:
        kept.clear()
    _tell(done, outputs, form, quiet=quiet)
    for cell in bad:
        say(f"{cell.id}: {cell.error}", err=True)
    if bad or (found is not None and found.number is None):
        raise click.exceptions.Exit(NO)


def _target(fewest: str | None, cover: str | None) -> float | None:
    from roster.planning.scenarios.axes import AxisError, share_of

    if (fewest is None) != (cover is None):
        raise click.UsageError("--fewest and --cover go together: --fewest paramedic --cover 95%")
    if cover is None:
        return None
    try:
        share = share_of(cover if "%" in cover or "." in cover else f"{cover}%")
    except AxisError:
        share = 0.0
    if not share:
        raise click.BadParameter(
            f"'{cover}' is no share of duties above 0 and up to 100 %; write 95%", param_hint="--cover"
        )
    return share


def _read(book: Path, scenarios: Path | None, worked: tuple[Path, ...]) -> tuple[OpenBook, ScenariosFile]:
    """The book and the scenarios; the mistakes of both at once."""
    from roster.io.storage.files import FileError
    from roster.planning.scenarios.files import ScenariosFile, read_scenarios
    from roster.planning.scenarios.scenarios import Scenarios

    lines: list[str] = []
    opened = None
    asked = ScenariosFile(Path("the book as it is"), Scenarios(), str)
    try:
        opened = open_with(book, worked)
    except FileError as error:
        lines += [f"{book}: is a scenarios file, and no book: `roster whatif BOOK SCENARIOS`"]
        try:
            read_scenarios(book)
        except FileError:
            lines = error.lines
    try:
        asked = read_scenarios(scenarios) if scenarios is not None else asked
    except FileError as error:
        lines += error.lines
    if lines or opened is None:
        raise FileError(lines)
    return opened, asked


def _fewest(
    scenarios: Scenarios, opened: OpenBook, role: str, target: float, ask: CellOptions, *, quiet: bool
) -> Fewest:
    from models.problems import BookError
    from roster.analysis.words import at_least, counted
    from roster.errors import ConflictError, EngineError, NothingFoundError
    from roster.planning.results.fewest import FewestStep
    from roster.planning.solving.fewest import find_fewest
    from roster.planning.summary.proven import proven_with

    def report(step: FewestStep) -> None:
        if not quiet:
            say(
                f"{counted(step.number, f'{role}s')}: {at_least(step.cover)} run, {proven_with(step, target)}", err=True
            )

    try:
        return find_fewest(scenarios, opened.book, opened.folder, role, target, ask, report)
    except BookError as error:
        raise failure([str(problem).removeprefix("book: ") for problem in error.problems], WRONG) from None
    except ConflictError as error:
        raise failure(error.conflict.sentences, NO) from None
    except (NothingFoundError, EngineError) as error:
        raise failure([str(error)], NO) from None


@contextmanager
def _workers(jobs: int, address: str | None) -> Iterator[Workers]:
    from roster.engine.decomposition.cluster import cluster
    from roster.engine.decomposition.local_processes import local
    from roster.errors import ClusterError

    if address is None:
        yield local(jobs)
        return
    try:
        with cluster(address) as workers:
            yield workers
    except ClusterError as error:
        raise failure([str(error)], WRONG) from None


@contextmanager
def _stoppable() -> Iterator[None]:
    """SIGTERM stops as Ctrl-C does: what is done is kept. Pressed twice it does no more than once."""
    signals = (signal.SIGINT, signal.SIGTERM)

    def stop(number: int, frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)  # while workers end, and until this process does
        raise KeyboardInterrupt

    before = [signal.signal(each, stop) for each in signals]
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGINT) is stop:
            for each, handler in zip(signals, before, strict=True):
                signal.signal(each, handler)


class _Progress:
    """The live line of a sweep: cells done, of how many, time left."""

    def __init__(self, *, quiet: bool) -> None:
        from roster.cli import terminal

        self._console = terminal.console(err=True)
        self._quiet = quiet
        self._last = 0.0
        live = self._console.is_terminal and not quiet
        self._status = self._console.status("solving the base", spinner="line") if live else None

    def __enter__(self) -> _Progress:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._status is not None:
            self._status.stop()

    def __call__(self, done: SweepProgress) -> None:
        """Show where the sweep stands."""
        if self._quiet:
            return
        left = f", {_span(done.left)} left" if done.left is not None and done.cells < done.of else ""
        bad = f", {done.failed} failed" if done.failed else ""
        line = f"{done.cells} of {done.of} cells{bad}, {_span(done.seconds)}{left}"
        if self._status is not None:
            self._status.update(line)
        elif done.cells == done.of or done.seconds - self._last >= _PLAIN_EVERY:
            self._last = done.seconds
            self._console.print(line)


def _span(seconds: float) -> str:
    """`45 s`, `3 min`."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


# --- the answer on a terminal


def _tell_fewest(found: Fewest, form: str, *, quiet: bool) -> None:
    if form == "json":
        print_json(found.model_dump(mode="json"))
    elif not quiet:
        say(f"{found.sentence}.")
        say(f"counted: {found.counted}")


def _tell(done: Sweep, outputs: Sequence[Path], form: str, *, quiet: bool) -> None:
    from roster.analysis.words import counted
    from roster.cli import terminal
    from roster.io.storage.files import STANDARD
    from roster.planning import outputs as files

    to_stdout = any(str(output) == STANDARD for output in outputs)
    if form == "json" and not to_stdout:
        files.write(done, [Path(STANDARD)])
        return
    if quiet:
        return
    out = terminal.console(err=to_stdout)
    _show(out, done.table)
    how = f"{counted(len(done.table.cells), 'cells')} in {_span(done.run.seconds)}"
    how += f", {done.run.resumed} of them from before" if done.run.resumed else ""
    by = f"cluster {done.run.cluster}" if done.run.cluster else counted(done.run.jobs, "jobs")
    out.print(f"{how}, {by}, seed {done.table.seed}")
    for output in outputs:
        if str(output) != STANDARD:
            out.print(f"written: {output}")


def _show(out: Console, table: Table) -> None:
    from models.rules import SOFT_LEVELS, Level
    from roster.cli import terminal
    from roster.planning.summary.proven import is_cut_short, is_in_a_row

    drawn = table.draws > 1
    out.print(f"{table.name}: {table.book}, {table.period.first} to {table.period.last}")
    for sentence in table.common:
        out.print(f"every cell: {sentence}")
    for sentence in table.drawn:
        out.print(f"drawn: {sentence}")
    head = ["", "duties", "cover", "proven", "crewed", "stood down"]
    head += ["promises short", "contract unused", "extra turns"]
    head += ["known", "beside base"] if drawn else []
    rows = [_row(cell, table.base, drawn=drawn) for cell in table.cells[:_MOST_SHOWN]]
    out.print(terminal.table(head, rows, right=range(1, len(head))))
    if len(table.cells) > _MOST_SHOWN:
        out.print(f"and {len(table.cells) - _MOST_SHOWN} more cells")
    out.print("proven: of the cover; “best possible”: no rota runs more duties; “at most”: none runs more than these")
    if any(is_in_a_row(cell) for cell in table.cells):
        out.print("of several months in a row, each is proven after the rota of the one before")
    if drawn:
        out.print(
            f"shares, hours and turns: median of {table.draws} drawn months; in brackets the 10th and 90th percentile"
        )
        out.print("known: whether the mean cover is, to within one point; sentences below count all draws: the mean")
        out.print("what holds back, and one more of a role, are of the first month drawn")
        out.print("beside base: in how many draws the cover is better / the same / worse, with the same luck")
    if short := [cell.name for cell in table.cells if is_cut_short(cell)]:
        out.print(f"time ran out, and more of it (--time-limit) may do better: {'; '.join(short)}")
    last = SOFT_LEVELS.index(table.last_level)
    out.print(
        f"levels solved: {', '.join(level for level in SOFT_LEVELS[: last + 1] if level is not Level.DISTURBANCE)}"
    )
    named = [cell for cell in table.cells if not cell.axes]
    for cell in named[:_MOST_TOLD]:
        _tell_cell(out, cell)
    if len(table.cells) > min(len(named), _MOST_TOLD):
        out.print()
        out.print("what holds back the other cells, and what one more of each role would give, is in the files")
    if table.fewest is not None:
        out.print()
        out.print(f"{table.fewest.sentence}. Counted: {table.fewest.counted}")


def _tell_cell(out: Console, cell: CellResult) -> None:
    """What a line of the table cannot hold."""
    out.print()
    out.print(f"{cell.name}: {cell.sentence}")
    if cell.changes:
        out.print(f"  changed: {'; '.join(cell.changes)}")
    for note in cell.notes:
        out.print(f"  note: {note}")
    where = " in the first month drawn" if len(cell.months) > 1 else ""
    if cell.bottleneck is not None:
        by = "" if cell.bottleneck.kind == "none" else f"held back first{where} by "
        out.print(f"  {by}{cell.bottleneck.sentence}")
    for gain in cell.gains:
        out.print(f"  {gain.sentence}")


def _row(cell: CellResult, base: CellResult, *, drawn: bool) -> list[str]:
    from roster.planning.summary.base_comparison import compare_with_base
    from roster.planning.summary.proven import proven

    figures = cell.figures
    if figures is None:
        return [cell.name, "failed", *[""] * (9 if drawn else 7)]
    shown = [
        cell.name,
        _number(figures.duties, drawn=drawn),
        _share(figures.cover, drawn=drawn),
        proven(cell),
        _share(figures.crewed, drawn=drawn),
        _share(figures.stood_down, drawn=False),
        _number(figures.promise_unmet, " h", drawn=drawn),
        _number(figures.contract_unmet, " h", drawn=drawn),
        _number(figures.extra_duties, drawn=drawn),
    ]
    if drawn:
        beside = compare_with_base(cell, base)
        shown.append("-" if cell.converged is None else "yes" if cell.converged else "no")
        shown.append(beside.words if beside else "")
    return shown


def _share(spread: Spread, *, drawn: bool) -> str:
    from roster.planning.money.amounts import share

    told = share(spread.median)
    if not drawn or spread.p10 == spread.p90:
        return told
    return f"{told} ({100 * spread.p10:.0f}-{100 * spread.p90:.0f})"


def _number(spread: Spread, unit: str = "", *, drawn: bool) -> str:
    median, low, high = (round(number) for number in (spread.median, spread.p10, spread.p90))
    return f"{median}{unit} ({low}-{high})" if drawn and low != high else f"{median}{unit}"
