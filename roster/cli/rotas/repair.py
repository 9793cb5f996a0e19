"""`roster repair`: a rota repaired with the fewest people disturbed, and whom to ring."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli.errors import NO, failure, reports_errors
from roster.cli.inputs import open_with, warn_of_unread, warnings_about, with_book
from roster.cli.options import format_option, worked_option
from roster.cli.output import print_json

if TYPE_CHECKING:
    from rich.console import Console

    from roster.analysis.differences import Differences
    from roster.api import OpenBook
    from roster.engine.repair.repaired import OtherLimit, Repaired
    from roster.lifecycle.call_sheet import CallSheet
    from roster.lifecycle.outage import Away, Outage

_SPAN = re.compile(r"(?P<name>[^@]+)@(?P<first>\d{4}-\d\d-\d\d)(?:\.\.(?P<last>\d{4}-\d\d-\d\d))?")


@click.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.option(
    "--absent", multiple=True, metavar="ID@FROM[..TO]", help="Who is away, on whole dates; may be given several times."
)
@click.option(
    "--off-road",
    multiple=True,
    metavar="VEHICLE@FROM[..TO]",
    help="What vehicle is off the road, on whole dates; may be given several times.",
)
@click.option(
    "--max-people",
    type=click.IntRange(min=0),
    metavar="N",
    help="Disturb at most so many [default: as many as it takes].",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Today: duties before it stay as they are, and notice counts from it [default: as the book says, else the"
    " first date somebody or something is missing].",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    metavar="NEW",
    help="Where to write the repaired book: .xlsx, .json or .yaml; may be given several times.",
)
@click.option(
    "--call-sheet",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write whom to ring here: .xlsx or .json.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="S",
    help="Seconds for the search.",
)
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="How many may work at once [default: all cores]."
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=0,
    show_default=True,
    metavar="N",
    help="Another number is another search, and perhaps another of several equally good rotas.",
)
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@worked_option
@format_option
@reports_errors
def repair(
    book: Path,
    absent: tuple[str, ...],
    off_road: tuple[str, ...],
    max_people: int | None,
    as_of: datetime | None,
    outputs: tuple[Path, ...],
    call_sheet: Path | None,
    time_limit: float,
    workers: int | None,
    seed: int,
    quiet: bool,
    worked: tuple[Path, ...],
    form: str,
) -> None:
    """Repair the rota of BOOK when somebody is sick or a vehicle breaks down, and say whom to ring.

    Cover comes first, then as few people as can be whose duties change (what the absent lose by their own absence does
    not count), then preferred seats and all the rest. Duties before today are not touched; those within a
    notice-period of the book change only where as few people cannot be had otherwise. NEW holds the absence, the
    repaired rota, and what was published as it was.
    """
    from models.problems import BookError
    from roster import api
    from roster.analysis.notes.rules_checked import as_data
    from roster.cli import terminal
    from roster.cli.rotas.progress import ProgressLine
    from roster.engine.options import Options
    from roster.errors import EngineError, RepairError
    from roster.io.answer_files import refuse_answer
    from roster.io.books import refuse_outputs
    from roster.io.storage.files import STANDARD, FileError
    from roster.lifecycle.outage import Outage

    if not math.isfinite(time_limit):
        raise click.BadParameter("the time limit is a number of seconds", param_hint="--time-limit")
    if not absent and not off_road:
        raise click.UsageError("say who is --absent, or what is --off-road")
    refuse_outputs(outputs, book)
    if call_sheet is not None:
        refuse_answer(call_sheet, [book, *outputs])
    spans, mistakes = _spans([("--absent", value) for value in absent] + [("--off-road", value) for value in off_road])
    opened = open_with(book, worked)
    api.refuse_to_write(opened, outputs, [call_sheet] if call_sheet else [])
    if opened.book.rota is None:
        mistakes.append(f"{book}: holds no rota to repair; `roster solve` makes one")
    outage = Outage(*(tuple(span for given, _, span in spans if given == name) for name in ("--absent", "--off-road")))
    mistakes += _mistakes(opened, outage, spans)
    today = as_of.date() if as_of is not None else None
    if today is not None and today > opened.book.period.last:
        mistakes.append(f"--as-of {today}: the period ends on {opened.book.period.last}; all of it is past by then")
    if mistakes:
        raise FileError(mistakes)
    to_stderr = any(str(output) == STANDARD for output in outputs)
    if form != "json" or to_stderr:
        warn_of_unread(book, opened)
    try:
        with ProgressLine(terminal.console(err=True), quiet=quiet) as line:
            done = api.repair(
                opened,
                outage,
                Options(time_limit=time_limit, workers=workers, seed=seed),
                as_of=today,
                most_people=max_people,
                report=line,
            )
    except RepairError as error:
        raise failure([f"{book}: {sentence}" for sentence in error.sentences], NO) from None
    except EngineError as error:
        raise failure([f"nothing was written: {error}"], NO) from None
    except BookError as error:
        raise FileError([f"{book}, repaired: {problem}" for problem in error.problems]) from None
    repaired = with_book(opened, done.book)
    found = api.diff(done.before, done.book)
    calls = api.call_sheet(done, repaired, outage)
    beside = [_calls_to_write(call_sheet, calls, found, done)] if call_sheet is not None else []
    api.write_book(repaired, *outputs, beside=beside, say=warnings_about(book))
    notes = _notes(opened, outage, done, repaired)
    if form == "json" and not to_stderr:
        print_json(_as_data(done, found, calls, notes, outputs) | {"no_rule_about": as_data(opened.unread)})
    elif not quiet:
        out = terminal.console(err=to_stderr)
        _show(out, done, found, calls, notes, max_people)
        for output in (*outputs, *([call_sheet] if call_sheet else [])):
            if str(output) != STANDARD:
                out.print(f"written: {output}")


def _spans(given: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str, Away]], list[str]]:
    """What the options say, each with its option and text, and what is no name with dates."""
    from roster.lifecycle.outage import Away

    found, mistakes = [], []
    for option, value in given:
        match = _SPAN.fullmatch(value.strip())
        form = "write it as P02@2026-12-10 or P02@2026-12-10..2026-12-12"
        if not match:
            mistakes.append(f"{option} {value}: {form}")
            continue
        try:
            first = date.fromisoformat(match["first"])
            last = date.fromisoformat(match["last"] or match["first"])
        except ValueError:
            mistakes.append(f"{option} {value}: there is no such date")
            continue
        found.append((option, value, Away(match["name"].strip(), first, last)))
    return found, mistakes


def _mistakes(opened: OpenBook, outage: Outage, spans: Sequence[tuple[str, str, Away]]) -> list[str]:
    """What the book knows nothing of, as it was given."""
    given = {
        section: [value for name, value, _ in spans if name == option]
        for section, option in (("absent", "--absent"), ("off_road", "--off-road"))
    }
    told = []
    for problem in outage.mistakes(opened.book):
        section, number = str(problem.path[0]), int(problem.path[1])
        told.append(f"--{section.replace('_', '-')} {given[section][number]}: {problem.message}")
    return told


def _notes(opened: OpenBook, outage: Outage, done: Repaired, repaired: OpenBook) -> list[str]:
    """What should be known beside the repair."""
    from models.clock import spoken_date
    from roster import api

    notes = []
    for item, duties in outage.touched(opened.book, done.as_of).items():
        if not duties:
            word = "carries no duty" if item in outage.off_road else "is on no duty"
            notes.append(f"{item.spoken} {word} then")
        elif past := [duty for duty in duties if duty.date < done.as_of]:
            notes.append(
                f"{item.spoken}: {', '.join(duty.spoken for duty in past)} {'is' if len(past) == 1 else 'are'} past on"
                f" {spoken_date(done.as_of)}, and left without them"
            )
    notes += [
        f"{item.spoken}: {duty.spoken} began before {spoken_date(done.as_of)} and is taken as worked to"
        f" {duty.wall_end:%H:%M}"
        for item, duty in outage.begun(opened.book, done.as_of)
    ]
    illegal = api.check(repaired).hard
    notes += [f"the rota is not legal as it was worked: {breach.message}" for breach in illegal]
    if illegal:
        notes.append("what is past cannot be repaired; `derogations` in the book record what was agreed, and why")
    return notes + [
        f"the pin of {pin.person} on {pin.duty} is taken out" for pin in outage.void_pins(opened.book, done.as_of)
    ]


def _show(
    out: Console,
    done: Repaired,
    found: Differences,
    calls: CallSheet,
    notes: Sequence[str],
    max_people: int | None,
) -> None:
    from models.clock import spoken_date
    from roster.analysis.words import counted
    from roster.cli import terminal
    from roster.lifecycle.call_sheet import sentences

    out.print(terminal.title(done.book))
    for note in notes:
        out.print(f"note: {note}")
    if not done.touched:
        out.print("nothing changes: the rota is legal as it is")
        return
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
    out.print()
    rota = done.book.rota
    assert rota is not None
    terminal.show_levels(out, rota.model_copy(update={"scores": done.scores, "breaches": done.breaches}))
    if done.other_limits:
        out.print()
        out.print("what a larger limit on people disturbed would buy:")
    for words in dict.fromkeys(map(_with_limit, done.other_limits)):
        out.print(f"  {words}")
    if calls.calls:
        out.print()
        out.print(f"call sheet ({len(calls.calls)} to ring, soonest duty first):")
    else:
        out.print()
        out.print("nobody need be rung")
    for line in sentences(calls):
        out.print(f"  {line}")
    out.print()


def _with_limit(other: OtherLimit) -> str:
    from roster.analysis.words import counted, points

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


def _calls_to_write(path: Path, calls: CallSheet, found: Differences, done: Repaired) -> tuple[Path, bytes]:
    from roster.analysis import differences
    from roster.io.answer_files import answer
    from roster.lifecycle import call_sheet as report

    def workbook() -> bytes:
        from roster.io.xlsx.answers.answer_workbook import (
            call_sheet_bytes,  # here, not above: it takes a while to import
        )

        return call_sheet_bytes(calls, found, done.book)

    return answer(path, {"calls": report.as_data(calls), "changes": differences.as_data(found)}, workbook)


def _as_data(
    done: Repaired, found: Differences, calls: CallSheet, notes: Sequence[str], outputs: Sequence[Path]
) -> dict[str, object]:
    from roster.analysis import differences
    from roster.lifecycle import call_sheet as report

    return {
        "name": done.book.name,
        "as_of": done.as_of,
        "touched": done.touched,
        "disturbed": done.disturbed,
        "duties_changed": {"value": done.duties_changed, "proven": done.fewest_changed},
        "notes": notes,
        "levels": [score.model_dump(mode="json") for score in done.scores],
        "budgets": [
            {
                "people": item.people,
                "disturbed": item.disturbed,
                "cover_points": item.cover,
                "runs": [duty.id for duty in item.runs],
                "preferred_seats": item.seats,
                "proven": item.proven,
            }
            for item in done.other_limits
        ],
        "calls": report.as_data(calls),
        "changes": differences.as_data(found),
        "written": [str(output) for output in outputs],
    }
