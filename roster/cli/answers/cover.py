"""`roster cover`: says who can step in, best first, with what it would cost each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roster.cli.errors import NO, naming_file, reports_errors
from roster.cli.inputs import open_solved, warn_of_unread
from roster.cli.options import book_argument, format_option, worked_option
from roster.cli.output import print_json

if TYPE_CHECKING:
    from roster.analysis.stepping_in.step_in import DutyCover


@dataclass(frozen=True)
class CoverRequest:
    """What `roster cover` is asked to do; each option of the command is a field.

    Attributes:
        book: the file of the solved book.
        duty: `CALLSIGN@DATE[/SHIFT]`.
        seat: the id of a seat; when None, the seats that lack a person, or all.
        instead_of: the id of the person who leaves the seat.
        as_of: the day on which people would be told.
        worked: files of what was worked.
        form: `text` or `json`.
    """

    book: Path
    duty: str
    seat: str | None = None
    instead_of: str | None = None
    as_of: datetime | None = None
    worked: tuple[Path, ...] = ()
    form: str = "text"


@click.command()
@book_argument
@click.option("--duty", required=True, metavar="DUTY", help="CALLSIGN@YYYY-MM-DD[/SHIFT].")
@click.option("--seat", metavar="SEAT", help="Only this seat [default: the seats that lack somebody, else all].")
@click.option(
    "--instead-of",
    metavar="ID",
    help="Who leaves the seat [default: who cannot be there; in a full seat, each in turn].",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day on which people would be told, from which notice counts [default: as the book says].",
)
@worked_option
@format_option
@reports_errors
def cover(**options: Any) -> None:
    """Say who could step into a seat of a duty of a solved BOOK: legal or not and why not, and what it would cost.

    Everything is found by asking the rules, nothing by solving. Exit status 1 when nobody could step in legally.
    """
    found = run_cover(CoverRequest(**options))
    if not any(item.legal for item in found.seats):
        raise click.exceptions.Exit(NO)


def run_cover(request: CoverRequest) -> DutyCover:
    """Finds who could step in, and prints it.

    Raises:
        FileError: mistakes of the book, or a duty, seat or person that it does not have.
    """
    from models.problems import BookError
    from roster import api
    from roster.analysis.gaps import gap_of
    from roster.analysis.names import NamesInSentences
    from roster.analysis.notes import legality
    from roster.analysis.stepping_in.cover_output import as_data
    from roster.cli import terminal
    from roster.cli.answers.cover_report import show_cover

    opened = open_solved(request.book, request.worked, "cover")
    as_of = request.as_of.date() if request.as_of else None
    found: DutyCover
    with naming_file(request.book, BookError):
        found = api.cover(opened, request.duty, request.seat, instead_of=request.instead_of, as_of=as_of)
    if request.form == "json":
        print_json(as_data(found) | {"no_rule_about": legality.unread_as_data(opened.unread)})
    else:
        warn_of_unread(request.book, opened)
        gap = gap_of(opened.view.with_record, opened.admission.rules, found.duty)
        show_cover(terminal.console(), found, gap, NamesInSentences(opened.book))
    return found
