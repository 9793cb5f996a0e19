"""`roster trust`: allows the rule files of a book to run, or forgets them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli.errors import reports_errors
from roster.cli.options import book_argument, format_option
from roster.cli.output import print_json, say

if TYPE_CHECKING:
    from constraints.rule_file import RuleFile

# Keys: whether a file is to be forgotten, and whether it was allowed before.
_OUTCOMES = {
    (False, False): "allowed",
    (False, True): "allowed already",
    (True, False): "was not allowed",
    (True, True): "no longer allowed",
}


@click.command()
@book_argument
@click.option("--forget", is_flag=True, help="Allow them no longer.")
@format_option
@reports_errors
def trust(book: Path, forget: bool, form: str) -> None:
    """Allow the rule files of BOOK to run, as they are now.

    A rule file is a program with all your rights, so read it first. What you allow is remembered by its content in your
    configuration folder: in another folder it need not be allowed again, after any change it must be.
    """
    from models.problems import BookError
    from roster.analysis.words import counted
    from roster.io import books, rule_files
    from roster.io import trust as trusted_files

    file = books.read(book)
    found = file.reading.salvaged  # rule files can be allowed although the book has mistakes
    if found is None:
        raise file.error(file.reading.problems)
    try:
        files = rule_files.rule_files_of(found, book.parent)
    except BookError as error:
        raise file.error(error.problems) from None
    known = {item.digest for item in files if trusted_files.is_trusted(item)}
    (trusted_files.forget if forget else trusted_files.allow)(files)
    if form == "json":
        print_json({"book": str(book), "allowed": not forget, "rule_files": [_as_data(item) for item in files]})
        return
    if not files:
        say(f"{book}: names no rule file, so there is nothing to allow")
    for item in files:
        outcome = _OUTCOMES[forget, item.digest in known]
        about = f' "{item.summary}"' if item.summary else " (says nothing of itself)"
        say(f"{outcome}: {item.path}{about}, {counted(item.lines, 'lines')}, SHA-256 {item.digest}")


def _as_data(file: RuleFile) -> dict[str, object]:
    return {"file": str(file.path), "summary": file.summary, "lines": file.lines, "sha256": file.digest}
