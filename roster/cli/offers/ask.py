"""`roster ask`: writes a sheet for each person who may offer, and who gets which."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from roster.cli.errors import reports_errors
from roster.cli.inputs import open_with
from roster.cli.options import PATH, book_argument, format_option
from roster.cli.output import command, print_json, say


@dataclass(frozen=True)
class AskRequest:
    """What `roster ask` is asked to do; each option of the command is a field.

    Attributes:
        book: the file of the book of the period to be filled in.
        folder: where to write the sheets.
        last: the file of the book of the period before.
        overwrite: whether sheets that are there already may be replaced.
        form: `text` or `json`.
    """

    book: Path
    folder: Path
    last: Path | None = None
    overwrite: bool = False
    form: str = "text"


@click.command()
@book_argument
@click.argument("folder", metavar="DIR", type=PATH)
@click.option(
    "--last",
    type=PATH,
    metavar="BOOK",
    help="The book of the period before: each sheet shows what its reader offered then.",
)
@click.option("--overwrite", is_flag=True, help="Replace sheets that are in DIR already; answers in them are lost.")
@format_option
@reports_errors
def ask(**options: Any) -> None:
    """Write into DIR a sheet for each person who may offer in the period of BOOK, and a list of who gets which.

    A sheet holds only the dates that run a duty its reader could sit in, and nothing about anybody else. `roster
    offers` reads the sheets that come back.
    """
    run_ask(AskRequest(**options))


def run_ask(request: AskRequest) -> None:
    """Writes the sheets.

    Raises:
        FileError: the book has mistakes, or a file is there already.
    """
    from roster import api
    from roster.cli.terminal import title
    from roster.io.offers.ask_folder import CHOICES, EVERYBODY, INDEX
    from roster.io.storage.files import FileError

    opened = open_with(request.book)
    last = open_with(request.last) if request.last is not None else None
    files = api.ask(opened, last)
    if not files:
        raise FileError([f"{request.book}: everybody is rostered, and nobody offers; there is nobody to ask"])
    replaced = api.write_asked(opened, files, request.folder, overwrite=request.overwrite)
    empty = [item.asked.person for item in files if not item.asked.slots]
    if request.form == "json":
        print_json(
            {
                "folder": str(request.folder),
                "files": [
                    {"person": item.asked.person.id, "file": item.name, "asked": len(item.asked.slots)}
                    for item in files
                ],
                "replaced": [str(path) for path in replaced],
            }
        )
        return
    say(title(opened.book))
    for path in replaced:
        say(f"replaced: {path}")
    for person in empty:
        say(f"{_called(person.name, person.id)}: no duty runs that they could work; their sheet has no dates")
    say(f"{len(files)} people asked: a sheet each in {request.folder}, and {INDEX} says who gets which")
    say(f"instead of the sheets: {EVERYBODY} (all in one workbook) or {CHOICES} (dates for a form)")
    answers = command("offers", request.book, "ANSWERS", "-o", f"NEW{request.book.suffix or '.xlsx'}")
    say(f"next: send them; when the answers are in, {answers}")


def _called(name: str, person: str) -> str:
    return f"{name} ({person})" if name else person
