"""`roster offers`: reads the replies that came back, says what it understood, and writes them into a book."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roster.cli.errors import NO, WRONG, reports_errors
from roster.cli.inputs import open_with, with_book
from roster.cli.offers.offers_report import show, show_json
from roster.cli.options import PATH, book_argument, format_option
from roster.cli.output import command, say

if TYPE_CHECKING:
    from roster.offers.replies import FileReading


@dataclass(frozen=True)
class OffersRequest:
    """What `roster offers` is asked to do; each option of the command is a field.

    Attributes:
        book: the file of the book of the period.
        replies: files and folders of replies.
        outputs: where to write the book with the offers.
        last: the file of the book of the period before.
        columns: the file that says how columns of forms are taken; None for the one beside the book.
        leave_out: write the book without what is not understood.
        everybody: exit status 1 while somebody has not replied.
        form: `text` or `json`.
    """

    book: Path
    replies: tuple[Path, ...]
    outputs: tuple[Path, ...]
    last: Path | None = None
    columns: Path | None = None
    leave_out: bool = False
    everybody: bool = False
    form: str = "text"


@click.command()
@book_argument
@click.argument("replies", metavar="FILE|FOLDER...", nargs=-1, required=True, type=PATH)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=PATH,
    metavar="NEW",
    help="The book with the offers; never BOOK itself.",
)
@click.option(
    "--last",
    type=PATH,
    metavar="BOOK",
    help="The book of the period before, if `roster ask` was given it: who is expected to reply.",
)
@click.option(
    "--columns",
    type=PATH,
    metavar="FILE",
    help="What the columns of a form are; else BOOK's name with .columns.yaml, proposed where one is unknown.",
)
@click.option("--leave-out", is_flag=True, help="Write NEW without what is not understood.")
@click.option("--everybody", is_flag=True, help="Exit status 1 while somebody who was asked has not replied.")
@format_option
@reports_errors
def offers(**options: Any) -> None:
    """Read replies (returned sheets, exports of Microsoft Forms or Google Forms) into a copy of BOOK.

    Says line by line what was understood, what contradicts the book, who replied twice (the later reply counts) and who
    has not replied. Without -o it only says so.

    Exit status: 0 all is understood, also while replies are missing; 1 somebody has not replied, with --everybody;
    2 something is not understood, and nothing was written without --leave-out.
    """
    run_offers(OffersRequest(**options))


def run_offers(request: OffersRequest) -> None:
    """Reads the replies, prints what came of them, and writes the book.

    Raises:
        FileError: the book or the file of columns has mistakes, or a file cannot be written.
        click.exceptions.Exit: 2 where something is not understood, 1 where somebody has not replied.
    """
    from roster import api
    from roster.io.books import refuse_inputs, refuse_outputs
    from roster.io.offers.column_file import columns_path, read_columns
    from roster.io.offers.reply_files import reply_files

    refuse_outputs(request.outputs, request.book)
    columns = request.columns or columns_path(request.book)
    refuse_inputs(
        request.outputs, [], [*reply_files(request.replies, []), columns, *([request.last] if request.last else [])]
    )
    opened = open_with(request.book)
    api.refuse_to_write(opened, request.outputs)
    last = open_with(request.last) if request.last is not None else None
    mapped = read_columns(columns)
    collected, reading = api.collect_offers(opened, request.replies, last=last, columns=mapped)
    unknown = bool(reading.unknown_columns)
    wrong = unknown or bool(collected.problems)
    written = bool(request.outputs) and (request.leave_out or not wrong)
    if written:
        changed = with_book(opened, collected.into())
        notes: list[str] = []
        api.write_book(changed, *request.outputs, say=notes.append)
        for note in notes:
            say(f"warning: {note}", err=True)
    proposed = _propose(columns, mapped, reading) if unknown and not request.leave_out else False
    printed = show_json if request.form == "json" else show
    printed(collected, reading, columns if proposed else None, request.outputs if written else ())
    if request.form != "json" and (written or not wrong):
        say(f"next: {_next_step(request)}")
    if wrong and not request.leave_out:
        if request.outputs:
            say("nothing was written: correct what is not understood, or leave it out with --leave-out", err=True)
        raise click.exceptions.Exit(WRONG)
    if request.everybody and (collected.silent or collected.blank):
        raise click.exceptions.Exit(NO)


def _next_step(request: OffersRequest) -> str:
    """What is done next: the rota is made, or first the book with the offers written."""
    if not request.outputs:
        return f"give -o NEW{request.book.suffix or '.xlsx'} to write a book with these offers"
    made = request.outputs[0]
    history = ["--history", request.last] if request.last is not None else []
    return command("solve", made, *history, "-o", made.with_name(f"{made.stem}-rota{made.suffix}"))


def _propose(path: Path, mapped: dict[str, str], reading: FileReading) -> bool:
    """Writes the file of columns with the columns that are not recognised, and how the others are taken."""
    from roster.io.offers.column_file import columns_text
    from roster.io.storage.files import write_atomically

    write_atomically([(path, columns_text(reading.columns | mapped, reading.unknown_columns).encode())])
    return True
