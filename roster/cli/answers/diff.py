"""`roster diff`: what changed from one rota to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli.errors import reports_errors
from roster.cli.options import format_option
from roster.cli.output import print_json

if TYPE_CHECKING:
    from rich.console import Console

    from roster.analysis.differences import Differences, DutyChange


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Also write it here: .xlsx or .json."
)
@format_option
@reports_errors
def diff(old: Path, new: Path, output: Path | None, form: str) -> None:
    """Say what the rota of NEW changes of that of OLD, person by person and duty by duty, and which inputs differ."""
    from roster import api
    from roster.analysis.differences import as_data
    from roster.cli import terminal
    from roster.io.answer_files import answer, refuse_answer
    from roster.io.books import refuse_inputs
    from roster.io.storage.files import FileError, write_atomically

    if output is not None:
        refuse_answer(output, [old, new])
    mistakes: list[str] = []
    opened = []
    parts: list[Path] = []
    for path in (old, new):
        try:
            found_book = api.open_book(path)
            opened.append(found_book.book)
            parts += (*found_book.parts, *found_book.sources)
        except FileError as error:
            mistakes += error.lines
        else:
            if opened[-1].rota is None:
                mistakes.append(f"{path}: holds no rota to compare; `roster solve` makes one")
    if mistakes:
        raise FileError(mistakes)
    if output is not None:
        refuse_inputs([output], parts)
    found = api.diff(*opened)
    if output is not None:

        def workbook() -> bytes:
            from roster.io.xlsx.answers.answer_workbook import (
                changes_bytes,  # here, not above: it takes a while to import
            )

            return changes_bytes(found, opened[1])

        write_atomically([answer(output, as_data(found), workbook)])
    if form == "json":
        print_json(as_data(found))
        return
    out = terminal.console()
    out.print(terminal.title(opened[1]))
    show_differences(out, found)
    if output is not None:
        out.print(f"written: {output}")


def show_differences(out: Console, found: Differences) -> None:
    """Print what differs."""
    out.print(found.summary)
    if found.people:
        out.print()
        out.print("person by person:")
    for person, changes in found.people.items():
        out.print(f"  {found.names.full(person)}")
        for change in changes:
            out.print(f"    {change.sentence}")
    if found.duties:
        out.print()
        out.print("duty by duty:")
    for duty in found.duties:
        out.print(f"  {duty.duty.spoken}, {duty.duty.times}: {duty.state}")
        for line in _lines(found, duty):
            out.print(f"    {line}")
    if found.inputs:
        out.print()
        out.print("inputs that differ:")
    for line in found.inputs:
        out.print(f"  {line}")


def _lines(found: Differences, change: DutyChange) -> list[str]:
    lines = [f"off: {found.names.full(person)} ({seat})" for person, seat in change.off]
    lines += [f"on: {found.names.full(person)} ({seat})" for person, seat in change.on]
    return [*lines, f"vehicle: {change.vehicle}"] if change.vehicle else lines
