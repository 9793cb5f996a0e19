"""`roster explain`: the reason for every empty seat, and for every person's duties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.clock import spoken_date
from roster.cli.errors import reports_errors
from roster.cli.inputs import open_with
from roster.cli.options import format_option, worked_option
from roster.cli.output import print_json

if TYPE_CHECKING:
    from rich.console import Console

    from models.duty import Duty
    from roster.explain import DutyExplained, Explained, PersonExplained


@click.command()
@click.argument("book", type=click.Path(path_type=Path))
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
def explain(
    book: Path, duty: str | None, person: str | None, time_limit: float, worked: tuple[Path, ...], form: str
) -> None:
    """Say, of a solved BOOK, why a duty is crewed as it is, or why a person has the duties they have."""
    from models.duty import DutyReferenceError, find_duty
    from roster.cli import terminal
    from roster.cli.inputs import known_person
    from roster.explain import Explainer
    from roster.io.storage.files import FileError

    if (duty is None) == (person is None):
        raise click.UsageError("give either --duty or --person")
    opened = open_with(book, worked)
    if opened.book.rota is None:
        raise FileError([f"{book}: holds no rota to explain; `roster solve` makes one"])
    facts = opened.admission.facts
    explainer = Explainer(opened.book, facts, opened.admission.rules, seconds=time_limit)
    out = terminal.console()
    if duty is not None:
        try:
            found = find_duty(duty, facts.duties)
        except DutyReferenceError as error:
            raise FileError([f"{book}: {error}"]) from None
        explained = explainer.duty(found)
        if form == "json":
            print_json(_duty_data(explained))
        else:
            _show_duty(out, explained)
        return
    one = explainer.person(facts.people[known_person(book, opened.book, str(person))])
    if form == "json":
        print_json(_person_data(one))
    else:
        _show_person(out, one)


def _show_duty(out: Console, explained: DutyExplained) -> None:
    duty = explained.duty
    out.print(f"{duty.described}: {explained.state}")
    if explained.sentence != "fully crewed":
        out.print(explained.sentence)
    if explained.if_it_ran:
        out.print(explained.if_it_ran)
    if explained.cure_lines:
        out.print("what would cure it, cheapest first:")
    for line in explained.cure_lines:
        out.print(f"  {line}")
    for seat in explained.seats:
        out.print()
        wanted = f"{len(seat.people)} of {seat.seat.preferred}"
        out.print(f"{seat.seat.name or seat.seat.id} seat, {wanted}: {', '.join(seat.people) or 'nobody'}")
        _show_groups(out, seat.others)


def _show_groups(out: Console, others: list[Explained]) -> None:
    for standing, group in groupby(others, key=lambda item: item.reason.standing):
        members = list(group)
        out.print(f"  {standing.words} ({len(members)}):")
        for item in members:
            out.print(f"    {item.sentence}")


def _show_person(out: Console, explained: PersonExplained) -> None:
    from roster.analysis.words import counted, plain

    person = explained.person
    out.print(f"{person.id}{f', {person.name}' if person.name else ''} ({person.role})")
    out.print(
        f"on {counted(len(explained.duties), 'duties')}: "
        + (", ".join(duty.spoken for duty in explained.duties) or "none")
    )
    for line in explained.ledger:
        out.print(
            f"{line.month}: {plain(line.total / 60)} of {plain(line.promised / 60)} hours, {line.light.words}"
            + (f": {'; '.join(line.reasons)}" if line.reasons else "")
        )
    if explained.others:
        out.print("not on, nearest first:")
    for sentence, duties in _by_sentence(explained.others).items():
        out.print(f"  {_listed(duties)}: {sentence}")


def _by_sentence(others: Sequence[tuple[Duty, Explained]]) -> dict[str, list[Duty]]:
    """The duties for which the same is to be said, in the order of the first of them."""
    found: dict[str, list[Duty]] = {}
    for duty, item in others:
        found.setdefault(item.sentence, []).append(duty)
    return found


def _listed(duties: Sequence[Duty]) -> str:
    """Duties by date, each as it is called: `JR-01, JR-04 and JR-07 on Fri 4 Dec, JR-04 on Sat 5 Dec`."""
    dates: dict[date, list[str]] = {}
    for duty in duties:
        dates.setdefault(duty.date, []).append(duty.called)
    return ", ".join(f"{_and(names)} on {spoken_date(day)}" for day, names in dates.items())


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _data(item: Explained) -> dict[str, object]:
    data: dict[str, object] = {
        "person": item.reason.person,
        "standing": item.reason.standing.words,
        "sentence": item.sentence,
    }
    if item.consequence is not None:
        data |= {
            "possible": item.consequence.possible,
            "worse_at": item.consequence.level,
            "points": item.consequence.points,
            "gives": item.consequence.losses,
            "proven": item.consequence.proven,
        }
    return data


def _duty_data(explained: DutyExplained) -> dict[str, object]:
    return {
        "duty": explained.duty.id,
        "state": explained.state,
        "sentence": explained.sentence,
        "if_it_ran": explained.if_it_ran,
        "cures": [
            {"sentence": cure.change, "effort": cure.kind.effort, "crews": cure.crews}
            for cure in (explained.cures.cures if explained.cures is not None else ())
        ],
        "cures_complete": explained.cures is None or explained.cures.complete,
        "seats": [
            {"seat": seat.seat.id, "people": seat.people, "others": [_data(item) for item in seat.others]}
            for seat in explained.seats
        ],
    }


def _person_data(explained: PersonExplained) -> dict[str, object]:
    return {
        "person": explained.person.id,
        "duties": [duty.id for duty in explained.duties],
        "months": [
            {"month": line.month, "total": line.total / 60, "promised": line.promised / 60, "reasons": line.reasons}
            for line in explained.ledger
        ],
        "not_on": [{"duty": duty.id, **_data(item)} for duty, item in explained.others],
    }
