"""`roster new`: writes a book to start from: the starter, an example, or the next period's book."""

from __future__ import annotations

from pathlib import Path

import click

from roster.cli.errors import reports_errors
from roster.cli.options import PATH, book_argument
from roster.cli.output import say
from roster.cli.rotas.new_books.next_book import write_next
from roster.cli.rotas.new_books.unit_questions import on_terminal, unit_options, write_unit


@click.command()
@book_argument
@click.option("--example", metavar="NAME", help="A shipped example instead of the starter book.")
@click.option(
    "--after",
    type=PATH,
    metavar="LAST",
    help="The next period's book, continued from this solved one: people, cars and rules stay, past dates go.",
)
@unit_options
@reports_errors
def new(book: Path, example: str | None, after: Path | None, **unit: str | None) -> None:
    """Write a starter book (or a shipped example) to BOOK, a .yaml, .json or .xlsx file that is not there yet.

    As .xlsx the starter is an empty template: every sheet of inputs, with drop-downs and an example row. On a terminal,
    or with options, five questions make a unit instead: areas and cars, nights, crew, people by role, first month.
    Sheets that belong to an example (people, answers to a form) are written beside it, into a folder of its name.
    """
    from roster.io import books
    from roster.io.storage.files import FileError

    answered = any(answer is not None for answer in unit.values())
    if after is not None and example is not None:
        raise click.UsageError("--example and --after do not go together")
    if (after is not None or example is not None) and answered:
        raise click.UsageError("--example and --after bring their own unit; leave out --areas, --cars and the others")
    _known_example(example)
    suffix = book.suffix.lower()
    if suffix not in books.WRITABLE:
        raise FileError([f"{book}: a new book ends in {', '.join(books.WRITABLE)}"])
    if book.exists():
        raise FileError([f"{book}: is there already; choose another name"])
    books.refuse_output(book, None)
    if after is not None:
        write_next(book, after)
    elif example is None and (answered or (suffix == ".xlsx" and on_terminal())):
        write_unit(book, unit)
    else:
        _write_example(book, example)


def _known_example(name: str | None) -> Path:
    """The file of an example, or of the starter book.

    Raises:
        FileError: there is no such example.
    """
    from roster.io import examples

    return examples.path_of(name or examples.STARTER)


def _write_example(book: Path, example: str | None) -> None:
    """Writes an example, with the sheets that belong to it, or the starter book."""
    from roster.io import books
    from roster.io.storage.files import read_text, write_atomically

    source, suffix = _known_example(example), book.suffix.lower()
    sheets = _sheets_beside(book, example)
    if suffix in books.YAML_SUFFIXES:
        write_atomically([(book, read_text(source).encode())])  # the comments are half of what an example says
    elif suffix == ".xlsx" and example is None:
        from roster.io.xlsx.workbook import template_bytes

        write_atomically([(book, template_bytes())])
    else:
        from roster import api

        api.write_book(api.read_book(source), book)
    if sheets:
        sheets[0][0].parent.mkdir(exist_ok=True)
        write_atomically(sheets)
    for path in (book, *(path for path, _ in sheets)):
        say(f"written: {path}")


def _sheets_beside(book: Path, example: str | None) -> list[tuple[Path, bytes]]:
    """The sheets that belong to an example, each with the path it gets.

    Raises:
        FileError: one of these paths is taken.
    """
    from roster.io import examples
    from roster.io.storage.files import FileError

    if example is None:
        return []
    folder = book.parent / examples.path_of(example).stem
    sheets = [(folder / path.name, path.read_bytes()) for path in examples.sheets_of(example)]
    if taken := [f"{path}: is there already; move it, or choose another folder" for path, _ in sheets if path.exists()]:
        raise FileError(taken)
    return sheets
