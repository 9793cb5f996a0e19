"""`roster schema`: prints the JSON Schema of a book."""

from __future__ import annotations

import click

from roster.cli.errors import reports_errors
from roster.cli.options import format_option
from roster.cli.output import print_json


@click.command()
@format_option
@reports_errors
def schema(form: str) -> None:
    """Print the JSON Schema of a book, for editors and for programs that write books."""
    from constraints.registry import installed
    from constraints.schema import book_schema

    print_json(book_schema(installed()))
