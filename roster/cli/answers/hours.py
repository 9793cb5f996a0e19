"""`roster hours`: prints the ledger of promised hours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roster.cli.errors import reports_errors
from roster.cli.inputs import known_person, open_with
from roster.cli.options import book_argument, format_option, worked_option
from roster.cli.output import print_json

if TYPE_CHECKING:
    from roster.analysis.ledger import LedgerLine
    from roster.api import OpenBook

# The amounts of a line as JSON names them, and as a coordinator reads them; each is computed by `_minutes`.
_AMOUNTS = {
    "promised": "promised",
    "carried_in": "carried in",
    "elsewhere": "elsewhere",
    "offered": "offered",
    "assigned": "planned",
    "worked": "worked",
    "forecast": "down for",
    "to_go": "left to find",
}
# Left out of the table where nobody in it has any.
_IF_ANY = {"carried_in", "elsewhere", "worked"}


@dataclass(frozen=True)
class HoursRequest:
    """What `roster hours` is asked to do; each option of the command is a field.

    Attributes:
        book: the file of the book.
        person: the id of the only person to print; everybody when None.
        month: the only month to print, `YYYY-MM`; every month when None.
        worked: files of what was worked.
        form: `text` or `json`.
    """

    book: Path
    person: str | None = None
    month: str | None = None
    worked: tuple[Path, ...] = ()
    form: str = "text"


def _month(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        raise click.BadParameter(f"'{value}' is not a month; write it as YYYY-MM")
    return value


@click.command()
@book_argument
@click.option("--person", metavar="ID", help="Only this person.")
@click.option("--month", metavar="YYYY-MM", callback=_month, help="Only this month.")
@worked_option
@format_option
@reports_errors
def hours(**options: Any) -> None:
    """Print who promised how many hours, has how many, and why any are missing.

    Down for is what was carried in, worked here and elsewhere, and what the rota still gives. Green: it meets the
    promise; amber: at least half of it; red: less than half.
    """
    run_hours(HoursRequest(**options))


def run_hours(request: HoursRequest) -> None:
    """Prints the lines of the ledger that are asked for.

    Raises:
        FileError: mistakes of the book, or a person or month that it does not have.
    """
    from roster import api
    from roster.io.storage.files import FileError

    opened = open_with(request.book, request.worked)
    if request.person is not None:
        request = replace(request, person=known_person(request.book, opened.book, request.person))
    every = api.hours(opened)
    months = list(dict.fromkeys(line.month for line in every))
    if request.month is not None and months and request.month not in months:
        known = " and ".join(months)
        raise FileError([f"{request.book}: no promise of {request.month} ends in this period; there is {known}"])
    lines = [line for line in every if request.person in (None, line.person) and request.month in (None, line.month)]
    if request.form == "json":
        print_json([_as_data(line) for line in lines])
    else:
        _show(opened, lines, request.person if every else None)


def _show(opened: OpenBook, lines: Sequence[LedgerLine], person: str | None) -> None:
    """Prints lines of the ledger as a table.

    Args:
        person: who was asked for, where others have a promise; named when there is no line.
    """
    from roster.analysis.names import Names
    from roster.analysis.words import plain
    from roster.cli import terminal

    out, names = terminal.console(), Names(opened.book.people)
    if not lines:
        if person is not None:
            out.print(f"{names.full(person)} has no promise: no minimum-hours rule speaks of them")
        else:
            out.print("nobody has a promise here: no minimum-hours rule speaks of these people and months")
        return
    if opened.book.rota is None:
        out.print("the book holds no rota yet: nothing is assigned; `roster solve` makes one")
    amounts = [_minutes(line) for line in lines]
    shown = [
        place
        for place, name in enumerate(_AMOUNTS)
        if name not in _IF_ANY or any(minutes[place] for minutes in amounts)
    ]
    rows = [
        [
            names.full(line.person),
            line.month,
            *(plain(minutes[place] / 60) for place in shown),
            f"{line.light} ({line.light.words})",
            "; ".join(line.reasons),
        ]
        for line, minutes in zip(lines, amounts, strict=True)
    ]
    headings = list(_AMOUNTS.values())
    columns = ["person", "month", *(headings[place] for place in shown)]
    out.print(terminal.table([*columns, "promise", "why"], rows, right=range(2, len(columns))))


def _minutes(line: LedgerLine) -> list[int]:
    """The amounts of a line in minutes, in the order of the columns."""
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
    """A line of the ledger for JSON; amounts in hours."""
    amounts = dict(zip(_AMOUNTS, (minutes / 60 for minutes in _minutes(line)), strict=True))
    return {
        "person": line.person,
        "name": line.name,
        "month": line.month,
        **amounts,
        "light": line.light,
        "words": line.light.words,
        "reasons": line.reasons,
    }
