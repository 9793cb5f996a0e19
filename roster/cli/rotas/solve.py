"""`roster solve`: makes the best legal rota for a book and writes it."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roster.cli.errors import naming_people, reports_errors
from roster.cli.inputs import open_with, warn_of_unread, warnings_about
from roster.cli.options import (
    PATH,
    book_argument,
    format_option,
    history_option,
    quiet_option,
    search_seed_option,
    time_limit_option,
    worked_option,
    workers_option,
)
from roster.cli.output import say
from roster.cli.rotas.requests import SolveRequest
from roster.io.storage.files import STANDARD

if TYPE_CHECKING:
    from models.book import Book
    from models.rota import Rota
    from roster.api import OpenBook
    from roster.engine.levels import Progress

STARTING_SECONDS = 0.2  # until Python has come as far as the command


@click.command()
@book_argument
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    required=True,
    type=PATH,
    help="Where to write the solved book: .xlsx, .json or .yaml; may be given several times. `-` is JSON to stdout.",
)
@time_limit_option(300.0, "Seconds for the whole command.")
@workers_option("How many may work at once, threads and processes together [default: all cores].")
@search_seed_option
@click.option(
    "--reproducible",
    is_flag=True,
    help="The same book, seed, workers and version give the same rota again: the search does not look at the clock, but"
    " for the time limit; where that cuts it short, the book says so. No cures are looked for.",
)
@history_option
@worked_option
@click.option(
    "--checkpoint",
    type=PATH,
    metavar="FILE",
    help="Keep the best rota so far here while the search goes on, checked, as a solved book (.json or .yaml).",
)
@click.option(
    "--resume",
    type=PATH,
    metavar="FILE",
    help="Go on from a checkpoint, or from any solved book with the same inputs.",
)
@click.option(
    "--trace",
    type=PATH,
    metavar="FILE",
    help="Note each change of a value or bound here, as a line of JSON.",
)
@click.option(
    "--keep-edits",
    is_flag=True,
    help="BOOK is a solved workbook whose sheets Rota or Vehicles were changed by hand: keep every change as a pin."
    " Without it only what is marked with ! is kept.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="The workers of this Dask scheduler (tcp://HOST:PORT) solve what of the book shares no person and no rule;"
    " --workers is then for what is solved here. Dask runs what it is sent, from anybody who reaches its port:"
    " elsewhere than on a network of your own use TLS, tls://HOST:PORT with Dask's settings distributed.comm.tls"
    " (README).",
)
@quiet_option
@format_option
@reports_errors
def solve(**options: Any) -> None:
    """Make the best legal rota for BOOK and write it.

    Ctrl-C keeps the best rota so far. A shortage is an answer: duties are stood down, and Gaps says why, and what would
    crew them: after the search up to 5 s, where the time limit leaves any, go into finding that.
    """
    run_solve(SolveRequest(**options))


def run_solve(request: SolveRequest) -> None:
    """Solves a book and writes it; prints progress, warnings and a summary.

    Raises:
        RosterError: the call or the book is wrong, or there is no rota.
    """
    began = time.monotonic() - STARTING_SECONDS

    from roster import api
    from roster.cli.rotas.search.interrupts import stop_on_signals
    from roster.cli.rotas.search.writing_time import seconds_to_write
    from roster.cli.rotas.solve_report import print_answer

    refuse_files(request)
    opened, start = opened_for(request)
    to_write = seconds_to_write(opened.book, request.outputs, request.time_limit)
    stop = stop_on_signals()
    solved = _searched(request, opened, start, stop, began, time.monotonic() - began + to_write)
    if not request.reproducible:
        left = request.time_limit - to_write - (time.monotonic() - began)
        solved = _with_cures(replace(opened, book=solved), min(request.cure_seconds, left), stop)
    api.write_book(replace(opened, book=solved), *request.outputs, say=warnings_about(request.book))
    print_answer(request, opened, solved)


def refuse_files(request: SolveRequest) -> None:
    """Refuses, before any work, files that cannot be written or that are named for two purposes.

    Raises:
        FileError: with the first of them.
    """
    from roster.io.books import TEXTS, refuse_outputs, refuse_same
    from roster.io.storage.files import FileError

    checkpoint = request.checkpoint
    refuse_outputs([*request.outputs, *([checkpoint] if checkpoint else [])], request.book)
    for source in (request.book, request.resume, *request.history, *request.worked):
        if source is not None and str(source) != STANDARD:
            refuse_same([source, *request.outputs, *request.logs])
    if STANDARD in map(str, request.logs):
        raise FileError(["a checkpoint or trace needs a file of its own"])
    if checkpoint is not None and checkpoint.suffix.lower() not in TEXTS:
        raise FileError([f"{checkpoint}: a checkpoint is .json or .yaml"])


def opened_for(request: SolveRequest) -> tuple[OpenBook, Rota | None]:
    """The book to solve, and the rota to continue from; what the user should know of it is printed.

    Raises:
        FileError: mistakes of the book or of another file.
    """
    from roster import api
    from roster.analysis.names import NamesInSentences
    from roster.cli import reading_report
    from roster.cli.rotas.search.checkpoint import resumed_rota

    opened = open_with(request.book, request.worked, request.history)
    if not request.quiet:
        reading_report.show_read(opened)
    api.refuse_to_write(opened, [*request.outputs, *([request.checkpoint] if request.checkpoint else [])], request.logs)
    if request.form != "json" or request.prints_book:
        warn_of_unread(request.book, opened)
    names = NamesInSentences(opened.book)
    for warning in opened.book.warnings():
        say(f"warning: {request.book}: {names.named(str(warning))}", err=True)
    opened = _with_edits(request.book, opened, keep=request.keep_edits)
    if request.resume is None:
        return opened, None
    return opened, resumed_rota(request.resume, opened, [*request.outputs, *request.logs])


def _with_edits(path: Path, opened: OpenBook, *, keep: bool) -> OpenBook:
    """The book with the changes made by hand in its sheets; warns of changes that are not pinned.

    Args:
        keep: pin every change, not only those marked with `!`.

    Raises:
        FileError: pins that are not possible, each with its cell.
    """
    from roster import api
    from roster.analysis.names import NamesInSentences
    from roster.io.storage.files import FileError

    if keep:
        opened = api.keep_edits(opened)
    if opened.impossible:
        raise FileError([f"{path}: {NamesInSentences(opened.book).named(sentence)}" for sentence in opened.impossible])
    if opened.edits is not None and opened.edits.changes_rota and not keep:
        changed = {(item.person, item.duty, item.on) for item in opened.edits.changes}
        held = {(mark.pin.person, mark.pin.duty, True) for mark in opened.edits.pinned}
        if loose := len(changed - held) + len(opened.edits.vehicles):
            subject = f"{loose} change{' made by hand is' if loose == 1 else 's made by hand are'} not pinned"
            warnings_about(path)(f"{subject} and may be undone; --keep-edits keeps them")
    return opened


def _searched(
    request: SolveRequest, opened: OpenBook, start: Rota | None, stop: threading.Event, began: float, spent: float
) -> Book:
    """The solved book; the search shows its progress, and writes the trace and the checkpoint.

    Args:
        began: when the command began, by `time.monotonic`.
        spent: seconds of the time limit that are used up, or kept back for writing.
    """
    from roster import api
    from roster.cli import terminal
    from roster.cli.rotas.search.checkpoint import Checkpoint
    from roster.cli.rotas.search.progress import ProgressLine
    from roster.cli.rotas.search.trace import Trace
    from roster.engine.options import SearchOptions

    options = SearchOptions(
        time_limit=request.time_limit,
        spent=spent,
        workers=request.workers,
        seed=request.seed,
        reproducible=request.reproducible,
        start=start,
    )
    with naming_people(opened.book), ExitStack() as shown:
        line = shown.enter_context(ProgressLine(terminal.console(err=True), quiet=request.quiet))
        trace = shown.enter_context(Trace(request.trace, began))

        def report(progress: Progress) -> None:
            line(progress)
            trace(progress)

        return api.solve(
            opened,
            options,
            stop=stop,
            report=report,
            better=Checkpoint(request.checkpoint, opened) if request.checkpoint is not None else None,
            cluster=request.cluster,
            say=lambda sentence: say(f"{request.book}: {sentence}", err=True),
        )


def _with_cures(solved: OpenBook, seconds: float, stop: threading.Event) -> Book:
    """The solved book with what would crew its stood-down duties; after another Ctrl-C, without it."""
    from roster import api

    try:
        return api.find_cures(solved, seconds=seconds, stop=stop)
    except KeyboardInterrupt:
        return solved.book
