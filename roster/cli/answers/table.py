"""`roster table`: prints what a book holds as a table, or writes it for spreadsheets and analysis."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roster.cli.errors import reports_errors
from roster.cli.inputs import open_with
from roster.cli.options import PATH, book_argument, format_option, worked_option
from roster.cli.output import print_json, say

if TYPE_CHECKING:
    from pandas import DataFrame

# Table -> the columns of it that are printed; a file has all of them.
_SHOWN = {
    "assignments": ("date", "call_sign", "shift", "start", "end", "seat", "person", "name", "basis", "state", "record"),
    "duties": ("date", "call_sign", "shift", "start", "end", "state", "vehicle", "people", "preferred", "priority"),
    "hours": (
        "person", "month", "promised_minutes", "carried_in_minutes", "elsewhere_minutes", "offered_minutes",
        "assigned_minutes", "worked_minutes", "forecast_minutes", "to_go_minutes", "light", "reasons",
    ),
    "breaches": ("level", "rule", "amount", "unit", "points", "message"),
    "offers": ("person", "name", "offer", "date", "weekday", "first", "last", "start", "end", "call_signs"),
    "people": ("person", "name", "role", "areas", "tags", "hours_per_week", "team", "duties_per_month"),
}  # fmt: skip


@dataclass(frozen=True)
class TableRequest:
    """What `roster table` is asked to do; each option of the command is a field.

    Attributes:
        book: the file of the book.
        name: the table: assignments, duties, hours, breaches, offers or people.
        output: where to write it; `-` is CSV on standard output; None prints it.
        worked: files of what was worked.
        form: `text` or `json`.
    """

    book: Path
    name: str
    output: Path | None = None
    worked: tuple[Path, ...] = ()
    form: str = "text"


def _name(ctx: click.Context, param: click.Parameter, value: str) -> str:
    from models.problems import did_you_mean

    if value.lower() not in _SHOWN:
        meant = did_you_mean(value, _SHOWN)
        raise click.BadParameter(f"there is no table '{value}'; there is {', '.join(_SHOWN)}{meant}")
    return value.lower()


@click.command()
@book_argument
@click.argument("name", callback=_name)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FILE",
    help="Where to write it, with every column: .csv, .parquet or .xlsx. `-` is CSV to stdout.",
)
@worked_option
@format_option
@reports_errors
def table(**options: Any) -> None:
    """Print a table of BOOK, or write it to a file: assignments, duties, hours, breaches, offers or people.

    Its columns, their types and their units are those of `roster.frames` in Python. Times are local; columns that end
    in `_utc` are instants; lengths of time are minutes.
    """
    run_table(TableRequest(**options))


def run_table(request: TableRequest) -> None:
    """Prints or writes a table of a book.

    Raises:
        FileError: mistakes of the book, it lacks the rota that the table needs, or the file cannot be written.
    """
    from models.errors import NoRotaError
    from roster import api, frames
    from roster.analysis.words import counted
    from roster.io.answer_files import refuse_answer
    from roster.io.storage.files import STANDARD, FileError
    from roster.io.tables.table_files import FORMS, as_data, refuse_form, write_table

    output, name = request.output, request.name
    to_stdout = str(output) == STANDARD
    if output is not None and not to_stdout:
        refuse_answer(output, [request.book, *request.worked], FORMS)
        refuse_form(output)
    opened = open_with(request.book, request.worked)
    if output is not None:
        api.refuse_to_write(opened, [], [output])
    try:
        frame: DataFrame = getattr(frames, name)(opened)
    except NoRotaError:
        raise FileError([f"{request.book}: holds no rota, so no {name}; `roster solve` makes one"]) from None
    if output is not None:
        write_table(frame, name, output)
    if request.form == "json" and not to_stdout:
        print_json(as_data(frame))
    elif output is None:
        _show(frame, name)
    elif not to_stdout:
        say(f"written: {output} ({counted(len(frame), 'rows')})")


def _show(frame: DataFrame, name: str) -> None:
    """Prints the columns of a table that people read most."""
    from roster.analysis.words import counted, plain
    from roster.cli import terminal
    from roster.io.tables.table_files import as_text, records

    shown = _SHOWN[name]
    numbers = [place for place, column in enumerate(shown) if frame[column].dtype.kind in "iuf"]
    rows = [
        [plain(row[column]) if isinstance(row[column], float) else as_text(row[column]) for column in shown]
        for row in records(frame)
    ]
    out = terminal.console()
    out.print(terminal.table([column.replace("_", " ") for column in shown], rows, right=numbers))
    more = len(frame.columns) - len(shown)
    out.print(f"{counted(len(rows), 'rows')}; {counted(more, 'more columns')} with -o FILE or --format json")
