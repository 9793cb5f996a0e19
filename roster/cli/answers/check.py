"""`roster check`: says whether the inputs are valid and, if there is a rota, whether it is legal."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from roster.cli.errors import NO, reports_errors
from roster.cli.inputs import open_with, warnings_about, with_worked
from roster.cli.options import PATH, book_argument, format_option, worked_option
from roster.cli.output import say


@dataclass(frozen=True)
class CheckRequest:
    """What `roster check` is asked to do; each option of the command is a field.

    Attributes:
        book: the file of the book.
        mark: where to write a copy of a workbook with its faulty cells marked.
        prove: solve the book again against what it claims of its rota.
        time_limit: seconds for `prove`; 60 when None.
        worked: files of what was worked.
        form: `text` or `json`.
    """

    book: Path
    mark: Path | None = None
    prove: bool = False
    time_limit: float | None = None
    worked: tuple[Path, ...] = ()
    form: str = "text"


@click.command()
@book_argument
@click.option(
    "--mark",
    type=PATH,
    metavar="FILE",
    help="Where BOOK is a workbook with mistakes: write a copy of it here, the faulty cells marked and commented.",
)
@click.option(
    "--prove",
    is_flag=True,
    help="Solve BOOK again against what it claims of its rota: say of each level, and of each cure, whether the claim"
    " is confirmed, refuted or open.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="S",
    help="Seconds for --prove [default: 60].",
)
@worked_option
@format_option
@reports_errors
def check(**options: Any) -> None:
    """Say whether BOOK is valid and, if it holds a rota, what every rule says of it.

    Exit status 1 when a hard rule is broken, by the rota as planned or by what is on record as worked, or when the file
    claims of its rota what is not so, or --prove refutes it; soft breaches are listed.
    """
    request = CheckRequest(**options)
    if request.time_limit is not None and not (request.prove and math.isfinite(request.time_limit)):
        raise click.BadParameter("is a number of seconds, for --prove", param_hint="--time-limit")
    if not run_check(request):
        raise click.exceptions.Exit(NO)


def run_check(request: CheckRequest) -> bool:
    """Checks a book and prints what was found; False when its rota is not legal or one of its claims is false.

    Raises:
        RosterError: the call or the book is wrong.
    """
    from roster.cli.answers.check_report import Findings, print_as_json, print_as_text
    from roster.cli.answers.claims import examined

    if request.mark is not None:
        _mark(request.book, request.mark)
    as_filed = open_with(request.book)
    # The claims are those of the file, which knows nothing of further records of work.
    claims = examined(as_filed, prove=request.prove, seconds=request.time_limit)
    findings = Findings(with_worked(as_filed, request.worked), claims)
    if request.form == "json":
        print_as_json(findings)
    else:
        print_as_text(findings, request.book)
    return not findings.is_wrong


def _mark(book: Path, copy: Path) -> None:
    """Writes a copy of a workbook with the faulty cells marked, where there are any."""
    from roster import api
    from roster.io.books import refuse_copy

    refuse_copy(copy, book)
    if api.mark_mistakes(book, copy, say=warnings_about(book)):
        say(f"marked: {copy}", err=True)
    else:
        say("no mistakes: nothing was marked", err=True)
