"""`roster check`: are the inputs valid, and is the rota legal?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli.answers.claims import examined
from roster.cli.errors import NO, reports_errors
from roster.cli.inputs import open_with, warnings_about, with_worked
from roster.cli.options import format_option, worked_option
from roster.cli.output import print_json, say

if TYPE_CHECKING:
    from rich.console import Console

    from constraints.verify import Verdict
    from models.book import Book
    from roster.analysis.notes.derogations import AppliedDerogation
    from roster.api import OpenBook


@click.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.option(
    "--mark",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where BOOK is a workbook with mistakes: write a copy of it here, the faulty cells marked and commented.",
)
@click.option(
    "--prove",
    is_flag=True,
    help="Solve BOOK again against what it claims of its rota: say of each level, and of each cure, whether the claim"
    " is confirmed, refuted or open.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="S",
    help="Seconds for --prove [default: 60].",
)
@worked_option
@format_option
@reports_errors
def check(
    book: Path, mark: Path | None, prove: bool, time_limit: float | None, worked: tuple[Path, ...], form: str
) -> None:
    """Say whether BOOK is valid and, if it holds a rota, what every rule says of it.

    Exit status 1 when a hard rule is broken, by the rota as planned or by what is on record as worked, or when the file
    claims of its rota what is not so, or --prove refutes it; soft breaches are listed.
    """
    from roster import api
    from roster.analysis.notes.derogations import applied_derogations
    from roster.analysis.notes.duties_into_absence import running_into_absences
    from roster.analysis.notes.overlapping_absences import overlaps_of_absences
    from roster.analysis.notes.rules_checked import as_data, hard_kinds, legal_in_words
    from roster.analysis.notes.worked_records import record_sentences
    from roster.analysis.words import counted
    from roster.cli import reading_report, terminal

    if time_limit is not None and not (prove and math.isfinite(time_limit)):
        raise click.BadParameter("is a number of seconds, for --prove", param_hint="--time-limit")
    if mark is not None:
        _mark(book, mark)
    filed = open_with(book)
    found = examined(filed, prove=prove, seconds=time_limit)  # of the book as the file has it
    opened = with_worked(filed, worked)
    verdict = api.check(opened) if opened.book.rota is not None else None
    changes: list[str] = []
    if verdict is not None and found is not None:
        changes = [
            *found.claims.changed,
            *running_into_absences(opened.view),
            *record_sentences(opened.view, opened.admission.rules),
        ]
    overlaps = overlaps_of_absences(opened.admission.facts)
    if form == "json":
        exceptions = applied_derogations(opened.as_worked, opened.admission.rules) if verdict is not None else []
        edited = _edits_as_data(opened)
        data = _as_data(opened.book, verdict, changes, exceptions, opened.notes)
        data |= found.as_data() if found is not None else {}
        data |= {"overlapping_absences": overlaps, "hard_rules": hard_kinds(opened.admission.rules)}
        print_json(data | {"no_rule_about": as_data(opened.unread)} | edited | reading_report.as_data(opened))
    else:
        out = terminal.console()
        out.print(terminal.title(opened.book))
        people, duties = counted(len(opened.book.people), "people"), counted(len(opened.book.duties), "duties")
        out.print(f"inputs are valid: {people}, {duties}")
        reading_report.show_read(opened, out.print)
        reading_report.show_silent(opened, out.print)
        for warning in opened.book.warnings():
            out.print(f"warning: {warning}")
        for overlap in overlaps:
            out.print(f"note: {overlap}")
        for item in opened.unread:
            out.print(f"warning: {item.sentence}")
        if verdict is None:
            out.print("the book holds no rota yet; `roster solve` makes one")
        else:
            for change in changes:
                out.print(f"note: {change}")
            _show_edits(out, opened)
            for exception in applied_derogations(opened.as_worked, opened.admission.rules):
                out.print(f"derogation: {exception.sentence}")
                for breach in exception.breaches:
                    out.print(f"  excused: {breach.message}")
            terminal.show_breaches(out, verdict.hard, "hard breaches")
            terminal.show_breaches(out, verdict.soft, "soft breaches")
            legal = legal_in_words(opened.admission.rules, opened.unread)
            out.print(legal if verdict.legal else "the rota is not legal")
            if found is not None:
                found.show(out, book)
    if (verdict is not None and not verdict.legal) or (found is not None and found.is_false):
        raise click.exceptions.Exit(NO)


def _show_edits(out: Console, opened: OpenBook) -> None:
    """Print what was changed by hand, and what that changes of the solved rota."""
    from roster import api
    from roster.cli.answers.diff import show_differences

    if opened.edits is None:
        return
    out.print(f"edited by hand: {opened.edits.summary}")
    for note in opened.edits.notes:
        out.print(f"note: {note}")
    for mark in opened.edits.pinned:
        out.print(f"  {mark.where}: pins {mark.pin.person} on {mark.pin.duty}")
    for mark in opened.edits.unpinned:
        out.print(f"  {mark.where}: {mark.pin.person} is no longer pinned on {mark.pin.duty}")
    for sentence in opened.impossible:
        out.print(f"warning: this pin cannot hold: {sentence}")
    if opened.edits.of_rota:
        out.print()
        out.print("against the rota as it was solved:")
        show_differences(out, api.before_edits(opened))
        out.print()
        out.print("the rota as it now is:")


def _edits_as_data(opened: OpenBook) -> dict[str, object]:
    from roster import api
    from roster.analysis import differences
    from roster.lifecycle import hand_edits

    if opened.edits is None:
        return {"edited": None}
    found = hand_edits.as_data(opened.edits) | {"impossible_pins": opened.impossible}
    if opened.edits.of_rota:
        found["differences"] = differences.as_data(api.before_edits(opened))
    return {"edited": found}


def _mark(book: Path, copy: Path) -> None:
    """Write the marked copy, if there is anything to mark."""
    from roster import api
    from roster.io.books import refuse_copy

    refuse_copy(copy, book)
    if api.mark_mistakes(book, copy, say=warnings_about(book)):
        say(f"marked: {copy}", err=True)
    else:
        say("no mistakes: nothing was marked", err=True)


def _as_data(
    book: Book, verdict: Verdict | None, changes: list[str], exceptions: list[AppliedDerogation], notes: Sequence[str]
) -> dict[str, object]:
    data: dict[str, object] = {
        "name": book.name,
        "people": len(book.people),
        "duties": len(book.duties),
        "warnings": [*notes, *(str(warning) for warning in book.warnings())],
        "rota": verdict is not None,
    }
    if verdict is not None:
        data |= {
            "legal": verdict.legal,
            "notes": changes,
            "derogations": [
                {"sentence": item.sentence, "excused": [breach.message for breach in item.breaches]}
                for item in exceptions
            ],
            "levels": {str(level): value for level, value in verdict.values.items()},
            "hard": [breach.model_dump(mode="json") for breach in verdict.hard],
            "soft": [breach.model_dump(mode="json") for breach in verdict.soft],
        }
    return data
