"""`roster hours`: the ledger of promised hours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli.edge import at_the_edge, format_option, print_json

if TYPE_CHECKING:
    from roster.report.ledger import LedgerLine


def _month(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        raise click.BadParameter(f"'{value}' is not a month; write it as YYYY-MM")
    return value


@click.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.option("--person", metavar="ID", help="Only this person.")
@click.option("--month", metavar="YYYY-MM", callback=_month, help="Only this month.")
@format_option
@at_the_edge
def hours(book: Path, person: str | None, month: str | None, form: str) -> None:
    """Print who promised how many hours, has how many, and why any are missing."""
    from models.problems import did_you_mean
    from roster import api
    from roster.cli import text
    from roster.io.files import FileError
    from roster.report.words import plain

    opened = api.open_book(book)
    if person is not None and person not in (known := {item.id for item in opened.book.people}):
        raise FileError([f"{book}: person '{person}' is unknown{did_you_mean(person, known)}"])
    lines = [line for line in api.hours(opened) if person in (None, line.person) and month in (None, line.month)]
    if form == "json":
        print_json([_as_data(line) for line in lines])
        return
    out = text.console()
    if not lines:
        out.print("nobody has a promise here: no minimum-hours rule speaks of these people and months")
        return
    if opened.book.rota is None:
        out.print("the book holds no rota yet: nothing is assigned; `roster solve` makes one")
    rows = [
        [
            line.person,
            line.month,
            *(plain(minutes / 60) for minutes in _amounts(line)),
            f"{line.light} ({line.light.words})",
            "; ".join(line.reasons),
        ]
        for line in lines
    ]
    columns = ["person", "month", "promised", "carried in", "elsewhere", "offered", "assigned", "total", "to go"]
    out.print(text.table([*columns, "stands", "why"], rows, right=range(2, 9)))


def _amounts(line: LedgerLine) -> list[int]:
    return [
        line.promised,
        line.carried_in,
        line.elsewhere,
        line.offered,
        line.assigned,
        line.total,
        line.to_go,
    ]


def _as_data(line: LedgerLine) -> dict[str, object]:
    names = ["promised", "carried_in", "elsewhere", "offered", "assigned", "total", "to_go"]
    amounts = dict(zip(names, (minutes / 60 for minutes in _amounts(line)), strict=True))
    return {
        "person": line.person,
        "name": line.name,
        "month": line.month,
        **amounts,
        "light": line.light,
        "words": line.light.words,
        "reasons": line.reasons,
    }
