"""Prints the answer of `roster solve`: coverage, levels and how the search ended, as text or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from roster.analysis.coverage import coverage
from roster.analysis.notes.legality import not_checked, unread_as_data
from roster.cli import reading_report, terminal
from roster.cli.output import command, print_json
from roster.io.storage.files import STANDARD

if TYPE_CHECKING:
    from models.book import Book
    from roster.api import OpenBook
    from roster.cli.rotas.requests import SolveRequest


def print_answer(request: SolveRequest, opened: OpenBook, solved: Book) -> None:
    """Prints what became of a request to solve.

    Args:
        opened: the book as it was read.
        solved: the book with its rota.
    """
    if request.form == "json" and not request.prints_book:
        data = _as_data(solved, request.outputs) | reading_report.as_data(opened)
        print_json(data | {"no_rule_about": unread_as_data(opened.unread)})
        return
    rota = solved.rota
    if request.quiet or rota is None:
        return
    out = terminal.console(err=request.prints_book)
    out.print(terminal.title(solved))
    terminal.show_coverage(out, solved)
    out.print()
    terminal.show_levels(out, rota)
    out.print()
    for sentence in terminal.ending(rota, len(solved.people)):
        out.print(sentence)
    if opened.unread:
        out.print(not_checked(opened.unread))
    if request.reproducible and not rota.provenance.reproducible:
        out.print("not reproducible: the search was cut short")
    terminal.show_written(out, request.outputs)
    if files := [output for output in request.outputs if str(output) != STANDARD]:
        after = [word for path in request.history for word in ("--after", path)]
        out.print(f"next: {command('publish', files[0], 'site', *after)}")


def _as_data(solved: Book, outputs: Sequence[Path]) -> dict[str, object]:
    rota = solved.rota
    assert rota is not None
    lines, every = coverage(solved)
    return {
        "name": solved.name,
        "ended": rota.provenance.ended,
        "seconds": rota.provenance.seconds,
        "left_out": len(rota.provenance.left_out),
        "coverage": {
            line.name: {"crewed": line.crewed, "part_crewed": line.part_crewed, "stood_down": line.stood_down}
            for line in [*lines, every]
        },
        "levels": [score.model_dump(mode="json") for score in rota.scores],
        "written": [str(output) for output in outputs],
    }
