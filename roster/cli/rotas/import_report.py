"""Prints what was taken for what in an imported rota, and what was not understood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from roster.api import ImportedRota
    from roster.importing.ledger import Use


def show_import(made: ImportedRota) -> None:
    """Prints an import: tables, codes, people, what was derived, what was set aside, what was not understood."""
    from roster.analysis.words import counted
    from roster.cli import terminal
    from roster.cli.output import say
    from roster.importing.answers import Topic
    from roster.importing.ledger import Fate

    found = made.found
    for note in made.notes:
        say(f"warning: {note}", err=True)
    if made.opened is not None:
        book = made.opened.book
        terminal.console().print(terminal.title(book))
        assert book.rota is not None
        away = sum(len(person.absences) for person in book.people)
        say(
            f"{counted(len(book.people), 'people')}, {counted(len(book.duties), 'duties')},"
            f" {counted(len(found.assignments), 'assignments')}, {counted(len(book.worked), 'records of work')},"
            f" {counted(away, 'absences')}"
        )
    for line in found.lines:
        say(f"  {line}")
    for row in found.mapping:
        if row.topic in (Topic.CODE, Topic.ROLE) and not row.asks:
            say(f"  {row.topic} '{row.text}': {row.taken_for}" + _place(row.where))
    if people := [row for row in found.mapping if row.topic is Topic.PERSON]:
        say("  people: " + "; ".join(f"{row.text} is {row.id}{f', {row.role}' if row.role else ''}" for row in people))
    _show_uses("not needed", found.uses_of(Fate.SET_ASIDE))
    _show_uses("not understood", found.uses_of(Fate.UNKNOWN))
    for row in found.questions:
        say(f"question: {row.topic} '{row.text}'{_place(row.where)}: {row.taken_for}")
    _show_breaches(made)


def _place(where: str) -> str:
    return f" ({where})" if where else ""


def _show_uses(title: str, uses: Sequence[Use]) -> None:
    """Prints cells with the same meaning on one line, each with its sheet and place."""
    from roster.analysis.words import counted
    from roster.cli.output import say

    groups: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for use in uses:
        groups[use.meaning, use.text if title == "not understood" else ""].append(use)
    if uses:
        say(f"{title} ({counted(len(uses), 'cells')}):")
    for (meaning, text), members in groups.items():
        shown = f" '{text[:60]}'" if text else ""
        say(f"  {_cells(members)}:{shown} {meaning}")


def _cells(uses: Iterable[Use]) -> str:
    """Places by sheet: `Dec!C5, C6, D9`."""
    by_sheet: dict[str, list[str]] = defaultdict(list)
    for use in uses:
        by_sheet[use.cell.sheet].append(use.cell.place)
    return "; ".join(f"{sheet}!{', '.join(places)}" for sheet, places in by_sheet.items())


def _show_breaches(made: ImportedRota) -> None:
    from roster.analysis.names import NamesInSentences
    from roster.cli import terminal

    if made.opened is not None and made.verdict is not None and made.verdict.hard:
        names = NamesInSentences(made.opened.book)
        terminal.show_breaches(terminal.console(), made.verdict.hard, "the imported rota breaks rules", names)


def as_data(made: ImportedRota, written: Sequence[Path]) -> dict[str, Any]:
    """The import for scripts."""
    from dataclasses import asdict

    found = made.found
    return {
        "written": [str(path) for path in written],
        "lines": list(found.lines),
        "notes": list(made.notes),
        "questions": [asdict(row) for row in found.questions],
        "mapping": [asdict(row) for row in found.mapping],
        "cells": [
            {"cell": str(use.cell), "holds": use.text, "fate": str(use.fate), "taken_for": use.meaning}
            for use in found.uses
        ],
        "breaches": [breach.message for breach in made.verdict.hard] if made.verdict is not None else [],
    }
