"""`roster import`: an existing rota, a workbook or a CSV file, becomes a book."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from roster.cli.errors import failure, reports_errors
from roster.cli.options import PATH, format_option
from roster.cli.output import print_json, say

_NO = 1


@dataclass(frozen=True)
class ImportRequest:
    """What `roster import` is asked to do; each option of the command is a field.

    Attributes:
        rota: the file of the rota.
        output: where to write the book.
        mapping: a mapping that was filled in; None without one.
        form: `text` or `json`.
    """

    rota: Path
    output: Path
    mapping: Path | None = None
    form: str = "text"


@click.command("import")
@click.argument("rota", type=PATH)
@click.option(
    "-o", "--output", type=PATH, required=True, metavar="BOOK", help="Where to write the book: .xlsx, .yaml or .json."
)
@click.option(
    "--mapping",
    type=PATH,
    metavar="FILE.xlsx",
    help="The mapping that an earlier import wrote, filled in: what codes mean, which role people have.",
)
@format_option
@reports_errors
def import_rota(**options: Any) -> None:
    """Make a book of ROTA, an existing rota in a workbook or a CSV file, and say what was taken for what.

    Layouts that are read: people down and dates across (or the other way round) with codes, times, or start and
    finish in the cells; dates with names in the cells, below shifts, cars or seats; lists of person, date, start and
    end. Beside BOOK it writes the mapping, BOOK-mapping.xlsx: what is asked, what was understood, and every cell with
    what it was taken for. Without any duty that has a date and times no book is written, and the exit status is 1.
    """
    run_import(ImportRequest(**options))


def run_import(request: ImportRequest) -> None:
    """Imports a rota, writes the book and the mapping, and prints what was taken for what.

    Raises:
        FileError: a file cannot be read or written, or the mapping has mistakes.
    """
    from roster import api
    from roster.cli.rotas.import_report import as_data, show_import
    from roster.io import books
    from roster.io.storage.files import STANDARD, FileError, write_atomically
    from roster.io.xlsx.mapping.mapping_workbook import mapping_bytes

    if str(request.output) == STANDARD:
        raise FileError(["-: the book and its mapping are two files; give -o a name"])
    inputs = [request.rota, *([request.mapping] if request.mapping else [])]
    books.refuse_output(request.output, request.rota)
    mapping_file = _free_name(request.output)
    books.refuse_inputs([request.output, mapping_file], [], inputs)
    made = api.import_book(request.rota, request.mapping)
    mapping = (mapping_file, mapping_bytes(request.rota.name, made.found.mapping, made.found.uses))
    if made.opened is not None:
        api.write_book(made.opened, request.output, beside=[mapping])
    else:
        write_atomically([mapping])
    written = [*([request.output] if made.opened is not None else []), mapping_file]
    if request.form == "json":
        print_json(as_data(made, written))
    else:
        show_import(made)
        for path in written:
            say(f"written: {path}")
        if made.found.questions:
            say(f"to answer: fill in the dark yellow cells of {mapping_file}, then")
            say(f"  roster import {request.rota} --mapping {mapping_file} -o {request.output}")
    if made.opened is None:
        raise failure(_why_not(request.rota, made), _NO)


def _free_name(output: Path) -> Path:
    """A name for the mapping that is not there yet: an older one may hold answers."""
    number, name = 1, output.with_name(f"{output.stem}-mapping.xlsx")
    while name.exists():
        number += 1
        name = output.with_name(f"{output.stem}-mapping-{number}.xlsx")
    return name


def _why_not(rota: Path, made: Any) -> list[str]:
    if made.found.questions:
        return [f"{rota}: no duty has a date and times yet, so no book is written; answer the mapping first"]
    return [f"{rota}: no rota was recognised in it, so no book is written; every cell is listed in the mapping"]
