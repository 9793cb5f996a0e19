"""`roster cover`: who can step in, best first, with what it would cost each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli.errors import NO, reports_errors
from roster.cli.inputs import open_with, warn_of_unread
from roster.cli.options import format_option, worked_option
from roster.cli.output import print_json

if TYPE_CHECKING:
    from rich.console import Console

    from models.duty import Duty
    from roster.analysis.names import Names
    from roster.analysis.stepping_in.step_in import SeatCover, StepIn


@click.command()
@click.argument("book", type=click.Path(path_type=Path))
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
def cover(
    book: Path,
    duty: str,
    seat: str | None,
    instead_of: str | None,
    as_of: datetime | None,
    worked: tuple[Path, ...],
    form: str,
) -> None:
    """Say who could step into a seat of a duty of a solved BOOK: legal or not and why not, and what it would cost.

    Everything is found by asking the rules, nothing by solving. Exit status 1 when nobody could step in legally.
    """
    from models.problems import BookError
    from roster import api
    from roster.analysis.names import Names
    from roster.analysis.notes import rules_checked
    from roster.analysis.stepping_in.cover_output import as_data
    from roster.cli import terminal
    from roster.io.storage.files import FileError

    opened = open_with(book, worked)
    if opened.book.rota is None:
        raise FileError([f"{book}: holds no rota to cover; `roster solve` makes one"])
    try:
        found = api.cover(opened, duty, seat, instead_of=instead_of, as_of=as_of.date() if as_of else None)
    except BookError as error:
        raise FileError([f"{book}: {problem.message}" for problem in error.problems]) from None
    names = Names(opened.book.people)
    if form == "json":
        print_json(as_data(found) | {"no_rule_about": rules_checked.as_data(opened.unread)})
    else:
        warn_of_unread(book, opened)
        _show(terminal.console(), found.duty, found.seats, names)
    if not any(item.legal for item in found.seats):
        raise click.exceptions.Exit(NO)


def _show(out: Console, duty: Duty, seats: Sequence[SeatCover], names: Names) -> None:
    out.print(duty.described)
    for item in seats:
        out.print()
        there = ", ".join(map(names.full, item.people))
        leaving = " or ".join(map(names.full, item.replaced))
        out.print(
            f"{item.seat.name or item.seat.id} seat: {there or 'nobody in it'}"
            + (f"; who could be in it instead of {leaving}" if leaving else "; who could be in it too")
        )
        groups = {
            "could step in at once": [one for one in item.candidates if one.rank[0] == 0],
            "could, once they offer it": [one for one in item.candidates if one.rank[0] == 1],
            "could, and another duty is stood down for it": [one for one in item.candidates if one.rank[0] == 2],
        }
        for words, some in groups.items():
            if some:
                out.print()
                out.print(f"{words} ({len(some)}), best first:")
                _show_table(out, some, names, replaced=len(item.replaced) > 1)
        if not item.legal:
            out.print("nobody could step in legally as the book is")
        _show_others(out, [one for one in item.candidates if one.rank[0] == 3], names)


def _show_table(out: Console, some: Sequence[StepIn], names: Names, *, replaced: bool) -> None:
    from roster.analysis.stepping_in.cover_output import cost_sentences
    from roster.analysis.words import plain
    from roster.cli.terminal import table

    columns = ["", "hours", "rest before", "rest after", "promise", "notice", "what it does (points, level by level)"]
    rows = []
    for one in some:
        promises = ", ".join(
            f"{plain(item.before / 60)} -> {plain(item.after / 60)} of {plain(item.promised / 60)} h"
            for item in one.promises
        )
        does = [item.sentence for item in one.uncovers]
        does += [f"instead of {one.instead_of}"] if replaced else []
        does += [f"in {one.vehicle}"] if one.vehicle else []
        does += cost_sentences(one)
        rows.append(
            [
                names.full(one.person.id),
                f"{plain(one.hours_before / 60)} -> {plain(one.hours_after / 60)}",
                _rest(one.rest_before),
                _rest(one.rest_after),
                promises or "-",
                "-" if one.notice is None else f"{one.notice} d",
                "; ".join(does),
            ]
        )
    out.print(table(columns, rows))


def _show_others(out: Console, some: Sequence[StepIn], names: Names) -> None:
    if some:
        out.print()
        out.print(f"not legal ({len(some)}):")
    for one in some:
        out.print(f"  {names.full(one.person.id)}: {'; '.join(one.reasons)}")


def _rest(minutes: int | None) -> str:
    from models.base import format_minutes

    if minutes is None:
        return "-"
    return format_minutes(minutes) if minutes < 72 * 60 else f"{minutes // (24 * 60)} days"
