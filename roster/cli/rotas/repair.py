"""`roster repair`: repairs a rota with the fewest people disturbed, and says whom to ring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from roster.cli.errors import naming_people, reports_errors
from roster.cli.inputs import no_rota, open_with, warn_of_unread, warnings_about, with_book
from roster.cli.options import (
    PATH,
    book_argument,
    format_option,
    quiet_option,
    search_seed_option,
    time_limit_option,
    worked_option,
    workers_option,
)
from roster.cli.rotas.requests import RepairRequest

if TYPE_CHECKING:
    from roster.analysis.stepping_in.phone_answer import Heard, PhoneAnswer
    from roster.api import OpenBook
    from roster.engine.repair.repaired import Repaired
    from roster.lifecycle.outage import Outage


CALL_SHEETS = (".xlsx", ".csv", ".json")


@click.command()
@book_argument
@click.option(
    "--absent",
    "--sick",
    multiple=True,
    metavar="NAME@FROM[..TO]",
    help="Who is away, on whole dates: 'Ann Field@Fri 11 Dec', P03@2026-12-11..2026-12-13; may be given several times.",
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
    type=PATH,
    metavar="NEW",
    help="Where to write the repaired book: .xlsx, .json or .yaml; may be given several times.",
)
@click.option("--call-sheet", type=PATH, metavar="FILE", help="Also write whom to ring here: .xlsx, .csv or .json.")
@click.option(
    "--answered",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help="A call sheet with the answers, .xlsx or .csv: who said yes is fixed, who said no is left out, who did not"
    " reply is asked last. May be given several times, the oldest first: a later answer replaces an earlier one.",
)
@time_limit_option(60.0, "Seconds for the search.")
@workers_option("How many may work at once [default: all cores].")
@search_seed_option
@quiet_option
@worked_option
@format_option
@reports_errors
def repair(**options: Any) -> None:
    """Repair the rota of BOOK when somebody is sick or a vehicle breaks down, and say whom to ring.

    Cover comes first, then as few people as can be whose duties change (what the absent lose by their own absence does
    not count), then preferred seats and all the rest. Duties before today are not touched; those within a
    notice-period of the book change only where as few people cannot be had otherwise. NEW holds the absence, the
    repaired rota, and what was published as it was.

    The call sheet lists whom to ask for each seat, best first; a car is stood down last. With --answered the repair
    goes on from the answers, and the next call sheet lists what is still open. BOOK is that of the first call, or NEW.
    """
    run_repair(RepairRequest(**options))


def run_repair(request: RepairRequest) -> None:
    """Repairs a book and writes it with a call sheet; prints progress, warnings and what changed.

    Raises:
        RosterError: the call or the book is wrong, or there is no repair.
    """
    from roster import api
    from roster.analysis.stepping_in.phone_answer import Heard
    from roster.cli.rotas.phone_answers import read_call_sheets, with_answers
    from roster.cli.rotas.repair_report import Repair, call_sheet_file, notes_on, print_answer

    opened, outage = _opened_for(request)
    if request.form != "json" or request.prints_book:
        warn_of_unread(request.book, opened)
    told, heard = opened.book, Heard()
    answers = read_call_sheets(request, opened)
    as_of = _day_of(request, opened, outage, answers)
    if answers:
        opened, heard = with_answers(request, opened, outage, answers, as_of)
    done = _searched(request, opened, outage, as_of, heard)
    # What people said is an input of the repair and no part of what they were told before.
    done = replace(done, before=done.before.model_copy(update={"people": told.people, "pins": told.pins}))
    repaired = with_book(opened, done.book)
    changes = api.diff(done.before, done.book)
    calls = api.call_sheet(done, repaired, outage, heard)
    answer = Repair(done, changes, calls, notes_on(opened, outage, done, repaired))
    beside = [call_sheet_file(path, answer) for path in request.call_sheets]
    api.write_book(repaired, *request.outputs, beside=beside, say=warnings_about(request.book))
    print_answer(request, opened, answer)


def _opened_for(request: RepairRequest) -> tuple[OpenBook, Outage]:
    """The book to repair and what is missing.

    Raises:
        click.UsageError: nothing is missing.
        FileError: every mistake of the call and of the book.
    """
    from roster import api
    from roster.cli.rotas.missing import Missing
    from roster.io.answer_files import refuse_answer
    from roster.io.books import refuse_outputs, refuse_same
    from roster.io.storage.files import FileError

    if not request.absent and not request.off_road and not request.answered:
        raise click.UsageError("say who is --absent, or what is --off-road, or what was --answered")
    refuse_outputs(request.outputs, request.book)
    for path in request.call_sheets:
        refuse_answer(path, [request.book, *request.answered, *request.outputs], CALL_SHEETS)
    refuse_same([request.book, *request.answered])
    opened = open_with(request.book, request.worked)
    opened = replace(opened, sources=(*opened.sources, *request.answered))
    missing = Missing.of(request.absent, request.off_road, opened.book)
    api.refuse_to_write(opened, request.outputs, request.call_sheets)
    mistakes = list(missing.mistakes)
    if opened.book.rota is None:
        mistakes.append(no_rota(request.book, "repair"))
    mistakes += missing.unknown_to(opened.book)
    last = opened.book.period.last
    if request.today is not None and request.today > last:
        mistakes.append(f"--as-of {request.today}: the period ends on {last}; all of it is past by then")
    if mistakes:
        raise FileError(mistakes)
    return opened, missing.outage.with_ids(opened.book)


def _day_of(request: RepairRequest, opened: OpenBook, outage: Outage, answers: list[PhoneAnswer]) -> date:
    """The day of the repair: as given, as the book says, or the first date of what is missing or was answered.

    Raises:
        FileError: nothing is missing, and the call sheets hold no answer.
    """
    from roster.io.storage.files import FileError

    stated = opened.book.published.as_of if opened.book.published else None
    if day := request.today or stated:
        return day
    if request.absent or request.off_road:
        return outage.first
    dates = {duty.id: duty.date for duty in opened.book.duties}
    if not answers:
        raise FileError([f"{path}: holds no answer, so there is nothing to go on from" for path in request.answered])
    return min(dates[item.duty] for item in answers)


def _searched(request: RepairRequest, opened: OpenBook, outage: Outage, as_of: date, heard: Heard) -> Repaired:
    """The repaired book; the search shows its progress."""
    from models.problems import BookError
    from roster import api
    from roster.cli import terminal
    from roster.cli.rotas.search.progress import ProgressLine
    from roster.engine.options import Options
    from roster.io.storage.files import FileError

    try:
        with naming_people(opened.book), ProgressLine(terminal.console(err=True), quiet=request.quiet) as line:
            done = api.repair(
                opened,
                replace(outage, unsure=heard.unsure),
                Options(time_limit=request.time_limit, workers=request.workers, seed=request.seed),
                as_of=as_of,
                most_people=request.max_people,
                report=line,
            )
    except BookError as error:
        raise FileError([f"{request.book}, repaired: {problem}" for problem in error.problems]) from None
    return done
