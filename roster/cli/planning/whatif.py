"""`roster whatif`: solves a book with each change of a scenarios file and prints the cells side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roster.cli.errors import NO, WRONG, failure, reports_errors
from roster.cli.options import format_option, worked_option
from roster.cli.output import say
from roster.cli.planning.request import WhatIfRequest

if TYPE_CHECKING:
    from roster.planning.results.fewest import Fewest
    from roster.planning.results.sweep import Sweep
    from roster.planning.solving.tasks import CellOptions
    from roster.planning.sweep.cell_plan import SweepPlan
    from roster.planning.sweep.results_cache import ResultsCache


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
    help="Seconds of processor time for each cell; a busy machine takes longer, up to 20 times as long.",
)
@click.option(
    "--appendix",
    is_flag=True,
    help="Show and print the appendix of OUTPUT too: rotas, charts, working of the costs. Else only the paper, some 8"
    " pages.",
)
@click.option(
    "--quick",
    is_flag=True,
    help="A first answer in less time: at most 3 months of each cell, cover alone; no hours, bottleneck or gains.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write an empty scenarios workbook with drop-downs of this BOOK's names, and do nothing else.",
)
@click.option("--quiet", is_flag=True, help="No progress and no table.")
@worked_option
@format_option
@reports_errors
def whatif(**options: Any) -> None:
    """The book with each change of SCENARIOS, in one table: cover, hours, what holds it back, what is proven.

    Without SCENARIOS it is the book as it is: what holds it back, and what one more of each role would give. Results
    are kept as they finish, beside the first OUTPUT, until the table is written; Ctrl-C stops, --resume goes on. With
    --fewest and no OUTPUT only that is answered. Exit status 1 when a cell has no result, or no number is enough.
    """
    run_what_if(WhatIfRequest(**options))


def run_what_if(request: WhatIfRequest) -> None:
    """Solves the cells, writes the outputs and prints the table; `--fewest` without outputs prints that number only.

    Raises:
        RosterError, click.ClickException: the call, the book or the scenarios are wrong.
        Exit: with status 1 when a cell failed or no number of people is enough.
    """
    from roster.cli.planning.answer_text import print_answer, print_fewest
    from roster.cli.planning.inputs import read_inputs, target_of, write_template
    from roster.planning import outputs as files
    from roster.planning.solving.tasks import CellOptions
    from roster.planning.sweep.results_cache import ResultsCache

    if request.template is not None:
        write_template(request, request.template)
        return
    target = target_of(request.fewest, request.cover)
    if request.resume and not request.outputs:
        raise click.UsageError("--resume goes on from what was kept beside an output: name it with -o")
    files.refuse(request.outputs, [path for path in (request.book, request.scenarios) if path is not None])
    inputs = read_inputs(request)
    options = CellOptions.of(inputs.file.scenarios, seed=request.seed, seconds=request.time_limit)
    plan = inputs.plan(options, sure=request.yes)
    for warning in plan.warnings:
        say(f"warning: {warning}", err=True)
    fewest = _find_fewest(request, plan, target, options) if target is not None else None
    if fewest is not None and not request.outputs:
        print_fewest(fewest, request.form, quiet=request.quiet)
        raise click.exceptions.Exit(0 if fewest.number is not None else NO)
    cache = ResultsCache(request.outputs[0] if request.outputs else Path("-"))
    sweep = _solve(request, plan, cache)
    if fewest is not None:
        sweep = sweep.model_copy(update={"table": sweep.table.model_copy(update={"fewest": fewest})})
    files.write(sweep, request.outputs, appendix=request.appendix)
    failed = [cell for cell in sweep.table.cells if cell.error is not None]
    if not failed:
        cache.clear()
    print_answer(sweep, request.outputs, request.form, quiet=request.quiet)
    for cell in failed:
        say(f"{cell.id}: {cell.error}", err=True)
    if failed or (fewest is not None and fewest.number is None):
        raise click.exceptions.Exit(NO)


def _find_fewest(request: WhatIfRequest, plan: SweepPlan, target: float, options: CellOptions) -> Fewest:
    """Answers `--fewest`, with a bar of progress and a line for each number that is tried."""
    from models.problems import BookError
    from roster.analysis.words import at_least, counted
    from roster.cli.planning.running import FewestBar
    from roster.errors import ConflictError, EngineError, NothingFoundError
    from roster.planning.results.fewest import FewestStep
    from roster.planning.solving.fewest import FewestQuestion, find_fewest
    from roster.planning.summary.proven import proven_with

    role = request.fewest or ""

    bar = FewestBar(quiet=request.quiet)

    def report(step: FewestStep) -> None:
        if not request.quiet:
            number = counted(step.number, f"{role}s")
            say(f"{number}: {at_least(step.cover)} run, {proven_with(step, target)}", err=True)

    question = FewestQuestion(plan.scenarios, plan.book, plan.tasks[0].folder, role, target)
    try:
        with bar:
            return find_fewest(question, options, report, bar)
    except BookError as error:
        raise failure([str(problem).removeprefix("book: ") for problem in error.problems], WRONG) from None
    except ConflictError as error:
        raise failure(error.conflict.sentences, NO) from None
    except (NothingFoundError, EngineError) as error:
        raise failure([str(error)], NO) from None


def _solve(request: WhatIfRequest, plan: SweepPlan, cache: ResultsCache) -> Sweep:
    """Solves every cell, with a line of progress."""
    import os

    from roster.cli.planning.running import ProgressLine, effort_lines, stoppable, workers_for
    from roster.planning.sweep.run import SweepOptions, run_sweep

    _report_cache(request, plan, cache)
    jobs = request.jobs or os.cpu_count() or 1
    if not request.quiet and request.cluster is None and len(plan.tasks) > 1:
        for line in effort_lines(plan, jobs, quick=request.quick):
            say(line, err=True)
    with workers_for(jobs, request.cluster) as workers, ProgressLine(quiet=request.quiet) as progress, stoppable():
        options = SweepOptions(workers, cache, jobs, request.cluster, request.resume, report=progress)
        return run_sweep(plan, options)


def _report_cache(request: WhatIfRequest, plan: SweepPlan, cache: ResultsCache) -> None:
    """Says how many results of a stopped sweep are used, or could be."""
    if request.resume:
        usable = cache.count_of(plan.tasks)
        others = cache.count - usable
        rest = (
            f"; {others} more failed, are damaged, or are of another book, scenarios, seed or time limit"
            if others
            else ""
        )
        say(f"{usable} of {len(plan.tasks)} cells are kept from before{rest}", err=True)
    elif cache.count:
        say(
            f"warning: {cache.folder} holds {cache.count} cells of a sweep that was stopped; with --resume they would"
            " not be solved again",
            err=True,
        )
