"""`roster solve`: the main job."""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from roster.cli.errors import NO, WRONG, failure, reports_errors
from roster.cli.inputs import open_with, warn_of_unread, warnings_about
from roster.cli.options import format_option, history_option, worked_option
from roster.cli.output import print_json, say

if TYPE_CHECKING:
    from models.book import Book
    from models.rota import Rota
    from roster.api import OpenBook
    from roster.engine.levels import Progress

_STARTING = 0.2  # seconds until Python has come as far as the command
# At most so long, of what the search leaves, to find what would crew duties that are stood down.
_CURES = 5.0
# Kept back for writing, so that the whole command keeps its limit: seconds to begin with, seconds for each person and
# date (measured on 2 cores), and never more than this share of the limit.
_WRITING, _WRITING_SHARE = 0.2, 0.5
_WRITING_CELL = {".json": 0.000002, ".yaml": 0.00004, ".yml": 0.00004, ".xlsx": 0.0002}


@click.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="Where to write the solved book: .xlsx, .json or .yaml; may be given several times. `-` is JSON to stdout.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=300.0,
    show_default=True,
    metavar="S",
    help="Seconds for the whole command.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="How many may work at once, threads and processes together [default: all cores].",
    metavar="N",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=0,
    show_default=True,
    metavar="N",
    help="Another number is another search, and perhaps another of several equally good rotas.",
)
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
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keep the best rota so far here while the search goes on, checked, as a solved book (.json or .yaml).",
)
@click.option(
    "--resume",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Go on from a checkpoint, or from any solved book with the same inputs.",
)
@click.option(
    "--trace",
    type=click.Path(path_type=Path),
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
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@format_option
@reports_errors
def solve(
    book: Path,
    outputs: tuple[Path, ...],
    time_limit: float,
    workers: int | None,
    seed: int,
    reproducible: bool,
    history: tuple[Path, ...],
    worked: tuple[Path, ...],
    checkpoint: Path | None,
    resume: Path | None,
    trace: Path | None,
    keep_edits: bool,
    cluster: str | None,
    quiet: bool,
    form: str,
) -> None:
    """Make the best legal rota for BOOK and write it.

    Ctrl-C keeps the best rota so far. A shortage is an answer: duties are stood down, and Gaps says why, and what would
    crew them: after the search up to 5 s, where the time limit leaves any, go into finding that.
    """
    began = time.monotonic() - _STARTING

    from roster.io.books import TEXTS, refuse_outputs, refuse_same
    from roster.io.storage.files import STANDARD, FileError

    if not math.isfinite(time_limit):
        raise click.BadParameter("the time limit is a number of seconds", param_hint="--time-limit")
    refuse_outputs([*outputs, *([checkpoint] if checkpoint else [])], book)
    kept = [path for path in (checkpoint, trace) if path is not None]
    for source in (book, resume, *history, *worked):
        if source is not None and str(source) != STANDARD:
            refuse_same([source, *outputs, *kept])
    if STANDARD in map(str, kept):
        raise FileError(["a checkpoint or trace needs a file of its own"])
    if checkpoint is not None and checkpoint.suffix.lower() not in TEXTS:
        raise FileError([f"{checkpoint}: a checkpoint is .json or .yaml"])

    from roster import api
    from roster.analysis.notes.rules_checked import as_data, not_checked
    from roster.cli import reading_report, terminal
    from roster.cli.rotas.progress import ProgressLine
    from roster.cli.rotas.trace import Trace
    from roster.engine.options import SearchOptions
    from roster.errors import ClusterError, ConflictError, EngineError, NothingFoundError

    opened = open_with(book, worked, history)
    if not quiet:
        reading_report.show_read(opened)
    api.refuse_to_write(opened, [*outputs, *([checkpoint] if checkpoint else [])], kept)
    to_stderr = any(str(output) == STANDARD for output in outputs)
    if form != "json" or to_stderr:
        warn_of_unread(book, opened)
    out = terminal.console(err=to_stderr)
    for warning in opened.book.warnings():
        say(f"warning: {book}: {warning}", err=True)
    opened = _with_hands(book, opened, keep=keep_edits)
    start = _resumed(resume, opened, [*outputs, *kept]) if resume is not None else None
    to_write = _to_write(opened.book, outputs, time_limit)
    spent = time.monotonic() - began + to_write
    stop = _stop_on_signals()
    try:
        with ProgressLine(terminal.console(err=True), quiet=quiet) as line, Trace(trace, began) as noted:

            def report(progress: Progress) -> None:
                line(progress)
                noted(progress)

            solved = api.solve(
                opened,
                SearchOptions(
                    time_limit=time_limit,
                    spent=spent,
                    workers=workers,
                    seed=seed,
                    reproducible=reproducible,
                    start=start,
                ),
                stop=stop,
                report=report,
                better=_Checkpoint(checkpoint, opened) if checkpoint is not None else None,
                cluster=cluster,
                say=lambda sentence: say(f"{book}: {sentence}", err=True),
            )
    except ClusterError as error:
        raise failure([str(error)], WRONG) from None
    except ConflictError as error:
        raise failure([f"{book}: {sentence}" for sentence in error.conflict.sentences], NO) from None
    except NothingFoundError as error:
        raise failure([f"{book}: {error}"], NO) from None
    except EngineError as error:
        raise failure([f"nothing was written: {error}"], NO) from None
    left = time_limit - to_write - (time.monotonic() - began)
    if not reproducible:
        solved = _with_cures(replace(opened, book=solved), min(_CURES, left), stop)
    api.write_book(replace(opened, book=solved), *outputs, say=warnings_about(book))
    if form == "json" and not to_stderr:
        print_json(
            _as_data(solved, outputs) | reading_report.as_data(opened) | {"no_rule_about": as_data(opened.unread)}
        )
    elif not quiet:
        assert solved.rota is not None
        out.print(terminal.title(solved))
        terminal.show_coverage(out, solved)
        out.print()
        terminal.show_levels(out, solved.rota)
        out.print()
        for sentence in terminal.ending(solved.rota, len(solved.people)):
            out.print(sentence)
        if opened.unread:
            out.print(not_checked(opened.unread))
        if reproducible and not solved.rota.provenance.reproducible:
            out.print("not reproducible: the search was cut short")
        for output in outputs:
            if str(output) != STANDARD:
                out.print(f"written: {output}")


def _with_hands(path: Path, opened: OpenBook, *, keep: bool) -> OpenBook:
    """The book with what was changed by hand in its sheets, as far as it is to be kept; what is not is told.

    Raises:
        FileError: pins that are not possible, each with its cell.
    """
    from roster import api
    from roster.io.storage.files import FileError

    if keep:
        opened = api.keep_edits(opened)
    if opened.impossible:
        raise FileError([f"{path}: {sentence}" for sentence in opened.impossible])
    if opened.edits is not None and opened.edits.of_rota and not keep:
        changed = {(item.person, item.duty, item.on) for item in opened.edits.changes}
        held = {(mark.pin.person, mark.pin.duty, True) for mark in opened.edits.pinned}
        if loose := len(changed - held) + len(opened.edits.vehicles):
            told = f"{loose} change{' made by hand is' if loose == 1 else 's made by hand are'} not pinned"
            warnings_about(path)(f"{told} and may be undone; --keep-edits keeps them")
    return opened


def _resumed(path: Path, opened: OpenBook, outputs: Sequence[Path]) -> Rota:
    """The rota to go on from.

    Raises:
        FileError: there is none, or it is one of other inputs, or is read from what is an output.
    """
    from roster import api
    from roster.io.books import refuse_inputs
    from roster.io.storage.files import FileError

    found = api.open_book(path)
    refuse_inputs(outputs, found.parts, found.sources)
    before = found.book
    if before.rota is None:
        raise FileError([f"{path}: holds no rota to go on from"])
    if before.input_hash != opened.book.input_hash:
        raise FileError([f"{path}: its inputs are not those of this book, so its rota cannot be gone on from"])
    return before.rota


class _Checkpoint:
    """Writes the best rota so far; a disk that is full does not end the search."""

    def __init__(self, path: Path, opened: OpenBook) -> None:
        self._path = path
        self._opened = opened
        self._told = False

    def __call__(self, solved: Book) -> None:
        from roster import api
        from roster.io.storage.files import FileError

        try:
            api.write_book(replace(self._opened, book=solved), self._path)
        except FileError as error:
            if not self._told:
                self._told = True
                say(f"warning: no checkpoint: {error}", err=True)


def _to_write(book: Book, outputs: tuple[Path, ...], time_limit: float) -> float:
    """Seconds that writing the outputs is likely to take."""
    cells = len(book.people) * len(book.period.dates)
    each = [_WRITING_CELL.get(output.suffix.lower(), _WRITING_CELL[".json"]) for output in outputs]
    return min(time_limit * _WRITING_SHARE, _WRITING + cells * sum(each))


def _with_cures(solved: OpenBook, seconds: float, stop: threading.Event) -> Book:
    """The solved book with what would crew its stood-down duties; whoever cannot wait for that keeps the rota."""
    from roster import api

    try:
        return api.find_cures(solved, seconds=seconds, stop=stop)
    except KeyboardInterrupt:
        return solved.book


def _stop_on_signals() -> threading.Event:
    """An event that Ctrl-C and SIGTERM set; a second Ctrl-C ends the program as usual."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set() and number == signal.SIGINT:
            signal.default_int_handler(number, frame)
        stop.set()
        click.echo(err=True)
        say("stopping; the best rota so far is kept", err=True)

    signal.signal(signal.SIGINT, handle)
    signal.signal(signal.SIGTERM, handle)
    return stop


def _as_data(solved: Book, outputs: tuple[Path, ...]) -> dict[str, object]:
    from roster.analysis.coverage import coverage

    rota = solved.rota
    assert rota is not None
    lines, every = coverage(solved)
    return {
        "name": solved.name,
        "ended": rota.provenance.ended,
        "seconds": rota.provenance.seconds,
        "left_out": len(rota.provenance.left_out),
        "coverage": {
            line.name: {"crewed": line.crewed, "part_crewed": line.part_crewed, "stood_down": line.stood_down}
            for line in [*lines, every]
        },
        "levels": [score.model_dump(mode="json") for score in rota.scores],
        "written": [str(output) for output in outputs],
    }
