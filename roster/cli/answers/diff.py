"""`roster diff`: says what changed from one rota to another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roster.cli.errors import reports_errors
from roster.cli.inputs import no_rota
from roster.cli.options import PATH, format_option
from roster.cli.output import print_json

if TYPE_CHECKING:
    from models.book import Book
    from roster.analysis.differences import Differences
    from roster.api import OpenBook


@dataclass(frozen=True)
class DiffRequest:
    """What `roster diff` is asked to do; each option of the command is a field.

    Attributes:
        old: the file of one solved book.
        new: the file of the other.
        output: where to write the differences as well, .xlsx or .json.
        form: `text` or `json`.
    """

    old: Path
    new: Path
    output: Path | None = None
    form: str = "text"


@click.command()
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@click.option("-o", "--output", type=PATH, metavar="OUT", help="Also write it here: .xlsx or .json.")
@format_option
@reports_errors
def diff(**options: Any) -> None:
    """Say what the rota of NEW changes of that of OLD, person by person and duty by duty, and which inputs differ."""
    run_diff(DiffRequest(**options))


def run_diff(request: DiffRequest) -> None:
    """Compares two solved books; prints the differences and writes them where that is asked for.

    Raises:
        FileError: mistakes of either book, or a file that cannot be written.
    """
    from roster import api
    from roster.analysis.differences import as_data
    from roster.cli import terminal
    from roster.cli.answers.diff_report import show_differences
    from roster.io.answer_files import refuse_answer
    from roster.io.books import refuse_inputs

    if request.output is not None:
        refuse_answer(request.output, [request.old, request.new])
    old, new = _opened(request)
    found = api.diff(old.book, new.book)
    if request.output is not None:
        refuse_inputs([request.output], [*old.parts, *old.sources, *new.parts, *new.sources])
        _write(request.output, found, new.book)
    if request.form == "json":
        print_json(as_data(found))
        return
    out = terminal.console()
    out.print(terminal.title(new.book))
    show_differences(out, found)
    if request.output is not None:
        out.print(f"written: {request.output}")


def _opened(request: DiffRequest) -> tuple[OpenBook, OpenBook]:
    """Both books.

    Raises:
        FileError: the mistakes of both at once, or that they hold no rota.
    """
    from roster import api
    from roster.io.storage.files import FileError

    mistakes: list[str] = []
    opened = []
    for path in (request.old, request.new):
        try:
            opened.append(api.open_book(path))
        except FileError as error:
            mistakes += error.lines
        else:
            if opened[-1].book.rota is None:
                mistakes.append(no_rota(path, "compare"))
    if mistakes:
        raise FileError(mistakes)
    old, new = opened
    return old, new


def _write(path: Path, found: Differences, book: Book) -> None:
    """Writes the differences as JSON or as a workbook."""
    from roster.analysis.differences import as_data
    from roster.io.answer_files import answer
    from roster.io.storage.files import write_atomically

    def workbook() -> bytes:
        # Here, not above: it takes a while to import.
        from roster.io.xlsx.answers.answer_workbook import changes_bytes

        return changes_bytes(found, book)

    write_atomically([answer(path, as_data(found), workbook)])
