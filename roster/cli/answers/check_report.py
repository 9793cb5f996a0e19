"""Prints the answer of `roster check`: inputs, breaches, claims and edits by hand, as text or as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from roster import api
from roster.analysis import differences
from roster.analysis.names import NamesInSentences
from roster.analysis.notes.derogations import AppliedDerogation, applied_derogations
from roster.analysis.notes.duties_into_absence import running_into_absences
from roster.analysis.notes.legality import hard_kinds, legal_in_words, unread_as_data
from roster.analysis.notes.overlapping_absences import overlaps_of_absences
from roster.analysis.notes.worked_records import record_sentences
from roster.analysis.words import counted
from roster.cli import reading_report, terminal
from roster.cli.answers.diff_report import show_differences
from roster.cli.output import print_json
from roster.lifecycle import hand_edits

if TYPE_CHECKING:
    from rich.console import Console

    from constraints.verify import Verdict
    from roster.api import OpenBook
    from roster.cli.answers.claims import Examined


@dataclass(frozen=True)
class Findings:
    """What checking a book found.

    Attributes:
        opened: the book, with all records of work.
        claims: what was found of the claims in its file; None where it holds no rota.
    """

    opened: OpenBook
    claims: Examined | None

    @cached_property
    def names(self) -> NamesInSentences:
        """Puts names beside the ids of people in text."""
        return NamesInSentences(self.opened.book)

    @cached_property
    def verdict(self) -> Verdict | None:
        """Every rule's verdict; None where the book holds no rota."""
        return api.check(self.opened) if self.opened.book.rota is not None else None

    @cached_property
    def notes(self) -> list[str]:
        """Sentences about the rota that are no breaches."""
        if self.verdict is None or self.claims is None:
            return []
        view, rules = self.opened.view, self.opened.admission.rules
        return [*self.claims.claims.changed, *running_into_absences(view), *record_sentences(view, rules)]

    @cached_property
    def overlaps(self) -> list[str]:
        """A sentence for each two absences of a person that overlap."""
        return overlaps_of_absences(self.opened.admission.facts)

    @cached_property
    def derogations(self) -> list[AppliedDerogation]:
        """The derogations of the book, each with the breaches that it excuses."""
        return (
            applied_derogations(self.opened.as_worked, self.opened.admission.rules) if self.verdict is not None else []
        )

    @property
    def is_wrong(self) -> bool:
        """Whether a hard rule is broken or a claim is false."""
        illegal = self.verdict is not None and not self.verdict.legal
        return illegal or (self.claims is not None and self.claims.is_false)


def print_as_text(findings: Findings, path: Path) -> None:
    """Prints the findings in sentences.

    Args:
        path: the file of the book.
    """
    out = terminal.console()
    _show_inputs(out, findings)
    if findings.verdict is None:
        out.print("the book holds no rota yet; `roster solve` makes one")
        return
    for note in findings.notes:
        out.print(f"note: {findings.names.named(note)}")
    _show_edits(out, findings)
    _show_verdict(out, findings, findings.verdict)
    if findings.claims is not None:
        findings.claims.show(out, path, findings.names)


def _show_inputs(out: Console, findings: Findings) -> None:
    opened = findings.opened
    out.print(terminal.title(opened.book))
    people, duties = counted(len(opened.book.people), "people"), counted(len(opened.book.duties), "duties")
    out.print(f"inputs are valid: {people}, {duties}")
    named = findings.names.named
    reading_report.show_read(opened, out.print)
    reading_report.show_silent(opened, out.print)
    for warning in opened.book.warnings():
        out.print(f"warning: {named(str(warning))}")
    for overlap in findings.overlaps:
        out.print(f"note: {named(overlap)}")
    for item in opened.unread:
        out.print(f"warning: {named(item.sentence)}")


def _show_edits(out: Console, findings: Findings) -> None:
    """Prints what was changed by hand, and what that changes of the rota as it was solved."""
    opened, named = findings.opened, findings.names.named
    if opened.edits is None:
        return
    out.print(f"edited by hand: {opened.edits.summary}")
    for note in opened.edits.notes:
        out.print(f"note: {named(note)}")
    for mark in opened.edits.pinned:
        out.print(f"  {mark.where}: pins {named(mark.pin.person)} on {mark.pin.duty}")
    for mark in opened.edits.unpinned:
        out.print(f"  {mark.where}: {named(mark.pin.person)} is no longer pinned on {mark.pin.duty}")
    for sentence in opened.impossible:
        out.print(f"warning: this pin cannot hold: {named(sentence)}")
    if opened.edits.changes_rota:
        out.print()
        out.print("against the rota as it was solved:")
        show_differences(out, api.before_edits(opened))
        out.print()
        out.print("the rota as it now is:")


def _show_verdict(out: Console, findings: Findings, verdict: Verdict) -> None:
    named = findings.names.named
    for exception in findings.derogations:
        out.print(f"derogation: {named(exception.sentence)}")
        for breach in exception.breaches:
            out.print(f"  excused: {named(breach.message)}")
    terminal.show_breaches(out, verdict.hard, "hard breaches", findings.names)
    terminal.show_breaches(out, verdict.soft, "soft breaches", findings.names)
    legal = legal_in_words(findings.opened.admission.rules, findings.opened.unread)
    out.print(legal if verdict.legal else "the rota is not legal")


def print_as_json(findings: Findings) -> None:
    """Prints the findings for programs; values in points."""
    opened = findings.opened
    data = _as_data(findings)
    data |= findings.claims.as_data() if findings.claims is not None else {}
    data |= {"overlapping_absences": findings.overlaps, "hard_rules": hard_kinds(opened.admission.rules)}
    data |= {"no_rule_about": unread_as_data(opened.unread)}
    print_json(data | _edits_as_data(opened) | reading_report.as_data(opened))


def _as_data(findings: Findings) -> dict[str, object]:
    book, verdict = findings.opened.book, findings.verdict
    data: dict[str, object] = {
        "name": book.name,
        "people": len(book.people),
        "duties": len(book.duties),
        "warnings": [*findings.opened.notes, *(str(warning) for warning in book.warnings())],
        "rota": verdict is not None,
    }
    if verdict is not None:
        data |= {
            "legal": verdict.legal,
            "notes": findings.notes,
            "derogations": [
                {"sentence": item.sentence, "excused": [breach.message for breach in item.breaches]}
                for item in findings.derogations
            ],
            "levels": {str(level): value for level, value in verdict.values.items()},
            "hard": [breach.model_dump(mode="json") for breach in verdict.hard],
            "soft": [breach.model_dump(mode="json") for breach in verdict.soft],
        }
    return data


def _edits_as_data(opened: OpenBook) -> dict[str, object]:
    if opened.edits is None:
        return {"edited": None}
    found = hand_edits.as_data(opened.edits) | {"impossible_pins": opened.impossible}
    if opened.edits.changes_rota:
        found["differences"] = differences.as_data(api.before_edits(opened))
    return {"edited": found}
