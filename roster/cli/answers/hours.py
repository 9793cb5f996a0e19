"""`roster hours`: the ledger of promised hours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli.errors import reports_errors
from roster.cli.inputs import open_with
from roster.cli.options import format_option, worked_option
from roster.cli.output import print_json

if TYPE_CHECKING:
    from roster.analysis.ledger import LedgerLine


def _month(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        raise click.BadParameter(f"'{value}' is not a month; write it as YYYY-MM")
    return value


@click.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.option("--person", metavar="ID", help="Only this person.")
@click.option("--month", metavar="YYYY-MM", callback=_month, help="Only this month.")
@worked_option
@format_option
@reports_errors
def hours(book: Path, person: str | None, month: str | None, worked: tuple[Path, ...], form: str) -> None:
    """Print who promised how many hours, has how many, and why any are missing.

    The forecast is what was carried in, worked here and elsewhere, and what the rota still gives. Green: it meets the
    promise; amber: at least half of it; red: less than half.
    """
    from roster import api
    from roster.analysis.words import plain
    from roster.cli import terminal
    from roster.cli.inputs import known_person
    from roster.io.storage.files import FileError

    opened = open_with(book, worked)
    person = known_person(book, opened.book, person) if person is not None else None
    every = api.hours(opened)
    months = list(dict.fromkeys(line.month for line in every))
    if month is not None and months and month not in months:
        raise FileError([f"{book}: no promise of {month} ends in this period; there is {' and '.join(months)}"])
    lines = [line for line in every if person in (None, line.person) and month in (None, line.month)]
    if form == "json":
        print_json([_as_data(line) for line in lines])
        return
    out = terminal.console()
    if not lines:
        if person is not None and every:
            out.print(f"{person} has no promise: no minimum-hours rule speaks of them")
        else:
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
    columns = ["person", "month", *(name.replace("_", " ") for name in _AMOUNTS)]
    out.print(terminal.table([*columns, "stands", "why"], rows, right=range(2, len(columns))))


_AMOUNTS = ("promised", "carried_in", "elsewhere", "offered", "assigned", "worked", "forecast", "to_go")


def _amounts(line: LedgerLine) -> list[int]:
    return [
        line.promised,
        line.carried_in,
        line.elsewhere,
        line.offered,
        line.assigned,
        line.worked,
        line.total,
        line.to_go,
    ]


def _as_data(line: LedgerLine) -> dict[str, object]:
    amounts = dict(zip(_AMOUNTS, (minutes / 60 for minutes in _amounts(line)), strict=True))
    return {
        "person": line.person,
        "name": line.name,
        "month": line.month,
        **amounts,
        "light": line.light,
        "words": line.light.words,
        "reasons": line.reasons,
    }
