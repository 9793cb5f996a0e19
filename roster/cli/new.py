"""`roster new`: a book to start from."""

from __future__ import annotations

from pathlib import Path

import click

from roster.cli.edge import at_the_edge


@click.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.option("--example", metavar="NAME", help="A shipped example instead of the starter book.")
@at_the_edge
def new(book: Path, example: str | None) -> None:
    """Write a starter book (or a shipped example) to BOOK, a .yaml or .json file that is not there yet."""
    from roster.io import books, examples
    from roster.io.files import FileError, read_text, write_all_whole

    source = examples.path_of(example or examples.STARTER)
    if book.suffix.lower() not in books.READABLE:
        raise FileError([f"{book}: a new book ends in {', '.join(books.READABLE)}"])
    if book.exists():
        raise FileError([f"{book}: is there already; choose another name"])
    books.refuse_output(book, None)
    if book.suffix.lower() in books.YAML_SUFFIXES:
        write_all_whole([(book, read_text(source).encode())])  # the comments are half of what an example says
    else:
        from roster import api

        api.write_book(api.read_book(source), book)
    click.echo(f"written: {book}")
