"""`roster explain`: says why a seat is empty, or why a person has their duties."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from roster.cli.errors import naming_file, reports_errors
from roster.cli.inputs import known_person, open_solved
from roster.cli.options import book_argument, format_option, worked_option


@dataclass(frozen=True)
class ExplainRequest:
    """What `roster explain` is asked to do; each option of the command is a field.

    Attributes:
        book: the file of the solved book.
        duty: the duty to explain, `CALLSIGN@DATE[/SHIFT]`; either this or `person` is given.
        person: the id of the person to explain.
        time_limit: seconds to find out, by solving again, what would be given up; 0 asks the rules alone.
        worked: files of what was worked.
        form: `text` or `json`.
    """

    book: Path
    duty: str | None = None
    person: str | None = None
    time_limit: float = 60.0
    worked: tuple[Path, ...] = ()
    form: str = "text"


@click.command()
@book_argument
@click.option("--duty", metavar="DUTY", help="CALLSIGN@YYYY-MM-DD[/SHIFT]: why it is crewed as it is.")
@click.option("--person", metavar="ID", help="Why this person is, or is not, on.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    default=60.0,
    show_default=True,
    metavar="S",
    help="Seconds to find out, by solving again, what would give; 0 asks the rules alone.",
)
@worked_option
@format_option
@reports_errors
def explain(**options: Any) -> None:
    """Say, of a solved BOOK, why a duty is crewed as it is, or why a person has the duties they have."""
    request = ExplainRequest(**options)
    if (request.duty is None) == (request.person is None):
        raise click.UsageError("give either --duty or --person")
    run_explain(request)


def run_explain(request: ExplainRequest) -> None:
    """Explains a duty or a person and prints the reasons.

    Raises:
        FileError: mistakes of the book, or a duty or person that it does not have.
    """
    from models.lookup.duty_references import DutyReferenceError, find_duty
    from roster.analysis.names import NamesInSentences
    from roster.cli.answers.explain_report import print_duty, print_person
    from roster.explain import Explainer

    opened = open_solved(request.book, request.worked, "explain")
    facts, names = opened.admission.facts, NamesInSentences(opened.book)
    explainer = Explainer(opened.book, facts, opened.admission.rules, seconds=request.time_limit)
    if request.duty is not None:
        with naming_file(request.book, DutyReferenceError):
            duty = find_duty(request.duty, facts.duties)
        print_duty(explainer.duty(duty), request.form, names)
    else:
        person = known_person(request.book, opened.book, str(request.person))
        print_person(explainer.person(facts.people[person]), request.form, names)
