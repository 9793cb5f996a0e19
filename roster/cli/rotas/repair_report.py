"""Prints the answer of `roster repair`: what changes, what it costs and whom to ring, as text or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from models.clock import spoken_date
from roster.analysis import differences
from roster.analysis.names import NamesInSentences
from roster.analysis.notes.legality import unread_as_data
from roster.analysis.words import counted, points
from roster.cli import terminal
from roster.cli.output import print_json
from roster.lifecycle import call_sheet

if TYPE_CHECKING:
    from rich.console import Console

    from roster.analysis.differences import Differences
    from roster.api import OpenBook
    from roster.cli.rotas.requests import RepairRequest
    from roster.engine.repair.repaired import OtherLimit, Repaired
    from roster.lifecycle.call_sheet import CallSheet
    from roster.lifecycle.outage import Outage


@dataclass(frozen=True)
class Repair:
    """A repair with what follows from it.

    Attributes:
        done: what the engine found.
        changes: what the repaired rota changes of the one before.
        calls: whom to ring, soonest duty first.
        notes: sentences that a coordinator should read too.
    """

    done: Repaired
    changes: Differences
    calls: CallSheet
    notes: list[str]

    @property
    def call_sheet_data(self) -> dict[str, object]:
        """Whom to ring and what changes, for JSON."""
        return {
            "seats": call_sheet.seats_as_data(self.calls),
            "calls": call_sheet.as_data(self.calls),
            "changes": differences.as_data(self.changes),
        }


def notes_on(opened: OpenBook, outage: Outage, done: Repaired, repaired: OpenBook) -> list[str]:
    """Sentences about absences without effect, duties that are past or begun, hard breaches and pins taken out."""
    from roster import api

    notes = _notes_on_duties(opened, outage, done.as_of)
    illegal = api.check(repaired).hard
    notes += [f"the rota is not legal as it was worked: {breach.message}" for breach in illegal]
    if illegal:
        notes.append("what is past cannot be repaired; `derogations` in the book record what was agreed, and why")
    return notes + [
        f"the pin of {pin.person} on {pin.duty} is taken out" for pin in outage.void_pins(opened.book, done.as_of)
    ]


def _notes_on_duties(opened: OpenBook, outage: Outage, as_of: date) -> list[str]:
    notes = []
    for item, duties in outage.touched(opened.book, as_of).items():
        if not duties:
            word = "carried no duty" if item in outage.off_road else "was on no duty"
            notes.append(f"{item.spoken}: {word}, so nothing changes for that")
        elif past := [duty for duty in duties if duty.date < as_of]:
            notes.append(
                f"{item.spoken}: {', '.join(duty.spoken for duty in past)} {'is' if len(past) == 1 else 'are'} past on"
                f" {spoken_date(as_of)}, and left without them"
            )
    return notes + [
        f"{item.spoken}: {duty.spoken} began before {spoken_date(as_of)} and is taken as worked"
        f" to {duty.wall_end:%H:%M}"
        for item, duty in outage.already_begun(opened.book, as_of)
    ]


def call_sheet_file(path: Path, answer: Repair) -> tuple[Path, bytes]:
    """The file of whom to ring, as JSON, CSV or a workbook, and its bytes."""
    from roster.io.answer_files import answer as file_of
    from roster.io.tables.call_sheet_file import call_sheet_csv

    if path.suffix.lower() == ".csv":
        return path, call_sheet_csv(answer.calls)

    def workbook() -> bytes:
        # Here, not above: it takes a while to import.
        from roster.io.xlsx.answers.answer_workbook import call_sheet_bytes

        return call_sheet_bytes(answer.calls, answer.changes, answer.done.book)

    return file_of(path, answer.call_sheet_data, workbook)


def print_answer(request: RepairRequest, opened: OpenBook, answer: Repair) -> None:
    """Prints what became of a request to repair.

    Args:
        opened: the book before the repair.
    """
    if request.form == "json" and not request.prints_book:
        data = _as_data(answer, request.outputs)
        print_json(data | {"no_rule_about": unread_as_data(opened.unread)})
    elif not request.quiet:
        out = terminal.console(err=request.prints_book)
        _show(out, answer, request.max_people)
        terminal.show_written(out, [*request.outputs, *request.call_sheets])


def _show(out: Console, answer: Repair, max_people: int | None) -> None:
    done, names = answer.done, NamesInSentences(answer.done.book)
    out.print(terminal.title(done.book))
    for note in answer.notes:
        out.print(f"note: {names.named(note)}")
    if not done.touched:
        out.print("nothing changes: the rota is legal as it is")
        return
    _show_disturbed(out, answer, max_people)
    _show_calls(out, answer.calls)  # first what a coordinator does next, then how good the rota is
    rota = done.book.rota
    assert rota is not None
    terminal.show_levels(out, rota.model_copy(update={"scores": done.scores, "breaches": done.breaches}))
    if done.other_limits:
        out.print()
        out.print("what disturbing more people would gain:")
    for words in dict.fromkeys(map(_with_limit, done.other_limits)):
        out.print(f"  {words}")
    out.print()


def _show_disturbed(out: Console, answer: Repair, max_people: int | None) -> None:
    """Prints how many people are disturbed, and each duty whose state changes."""
    done, found = answer.done, answer.changes
    people = len(done.disturbed)
    limit = "" if max_people is None else f" of at most {max_people}"
    best = " (the fewest for it)" if done.fewest_changed else ""
    who = f"{people}{limit} {'person' if people == 1 else 'people'} disturbed"
    disturbed = (
        f"{who}: {counted(done.duties_changed, 'duties')} gained or lost{best}" if people else "nobody is disturbed"
    )
    past = ", ".join(change.duty.spoken for change in found.duties if change.duty.date < done.as_of)
    but = f" but {past}, which could not stay as planned" if past else ""
    out.print(f"{disturbed}; nothing before {spoken_date(done.as_of)} changes{but}")
    for change in found.duties:
        if change.before is not change.after:
            out.print(f"  {change.duty.spoken}, {change.duty.times}: {change.state}")


def _show_calls(out: Console, calls: CallSheet) -> None:
    out.print()
    to_ask = [seat for seat in calls.seats if seat.candidates]
    if not to_ask and not calls.news:
        out.print("nobody need be rung")
    if to_ask:
        out.print(f"to ask ({counted(len(to_ask), 'seats')}, soonest duty first); the first yes fills a place:")
    for line in call_sheet.question_sentences(calls):
        out.print(f"  {line}")
    if calls.news:
        out.print(f"to tell ({len(calls.news)}, soonest duty first):")
    for line in call_sheet.news_sentences(calls):
        out.print(f"  {line}")
    out.print()


def _with_limit(other: OtherLimit) -> str:
    """What one larger limit on the people disturbed would give, in words."""
    if other.people is None:
        limit = f"no limit ({counted(other.disturbed, 'people')})"
    else:
        limit = f"up to {counted(other.people, 'people')}"
    doubt = "" if other.proven else " (the best found, not proven best)"
    if other.cover > 0:
        runs = ", ".join(duty.spoken for duty in other.runs)
        return f"{limit}: {f'{runs} would run' if runs else 'more cover'}, {points(other.cover)} at cover{doubt}"
    if other.seats > 0:
        seats = f"{other.seats} more preferred seat{'' if other.seats == 1 else 's'} filled"
        return f"{limit}: no more cover, {seats}{doubt}"
    return f"{limit}: nothing more{doubt}"


def _as_data(answer: Repair, outputs: Sequence[Path]) -> dict[str, object]:
    done = answer.done
    return {
        "name": done.book.name,
        "as_of": done.as_of,
        "touched": done.touched,
        "disturbed": done.disturbed,
        "duties_changed": {"value": done.duties_changed, "proven": done.fewest_changed},
        "notes": answer.notes,
        "levels": [score.model_dump(mode="json") for score in done.scores],
        "budgets": [item.as_data() for item in done.other_limits],
        **answer.call_sheet_data,
        "written": [str(output) for output in outputs],
    }
