"""Prints why a duty is crewed as it is, or why a person is on or not on a duty, as text or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from models.clock import spoken_dates
from models.text.lists import listed
from roster.analysis.wording.people_together import people_together
from roster.analysis.words import counted, month_in_words, plain
from roster.cli import terminal
from roster.cli.output import print_json

if TYPE_CHECKING:
    from rich.console import Console

    from models.duty import Duty
    from roster.analysis.names import NamesInSentences
    from roster.explain import DutyExplained, Explained, PersonExplained


def print_duty(explained: DutyExplained, form: str, names: NamesInSentences) -> None:
    """Prints why a duty is crewed as it is.

    Args:
        form: `text` or `json`.
        names: puts names beside ids in the text; JSON holds ids.
    """
    if form == "json":
        print_json(_duty_data(explained))
    else:
        _show_duty(terminal.console(), explained, names)


def print_person(explained: PersonExplained, form: str, names: NamesInSentences) -> None:
    """Prints why a person has the duties and hours they have.

    Args:
        form: `text` or `json`.
        names: puts names beside ids in the text; JSON holds ids.
    """
    if form == "json":
        print_json(_person_data(explained))
    else:
        _show_person(terminal.console(), explained, names)


def _show_duty(out: Console, explained: DutyExplained, names: NamesInSentences) -> None:
    duty = explained.duty
    out.print(f"{duty.described}: {explained.state}")
    if explained.sentence != "fully crewed":
        out.print(names.named(explained.sentence))
    if explained.if_it_ran:
        out.print(names.named(explained.if_it_ran))
    if explained.cure_lines:
        out.print("what would cure it, cheapest first:")
    for line in explained.cure_lines:
        out.print(f"  {names.named(line)}")
    for seat in explained.seats:
        out.print()
        wanted = f"{len(seat.people)} of {seat.seat.preferred}"
        out.print(
            f"{seat.seat.name or seat.seat.id} seat, {wanted}: {', '.join(map(names.named, seat.people)) or 'nobody'}"
        )
        _show_groups(out, seat.others, names)


def _show_groups(out: Console, others: list[Explained], names: NamesInSentences) -> None:
    """Prints the people in each standing; those with the same reason share a line."""
    for standing, group in groupby(others, key=lambda item: item.reason.standing):
        members = list(group)
        out.print(f"  {standing.words} ({len(members)}):")
        for sentence in people_together((item.reason.person, item.sentence) for item in members):
            out.print(f"    {names.named(sentence)}")


def _show_person(out: Console, explained: PersonExplained, names: NamesInSentences) -> None:
    person = explained.person
    out.print(f"{person.id}{f', {person.name}' if person.name else ''} ({person.role})")
    out.print(
        f"on {counted(len(explained.duties), 'duties')}: "
        + (", ".join(duty.spoken for duty in explained.duties) or "none")
    )
    for line in explained.ledger:
        out.print(
            f"{month_in_words(line.month)}: promised {plain(line.promised / 60)} h, down for {plain(line.total / 60)} h"
            + (f", {plain(line.to_go / 60)} h left to find" if line.to_go else "")
        )
        if line.reasons:
            out.print(f"  why: {'; '.join(line.reasons)}")
    if explained.others:
        out.print("not on, nearest first:")
    for sentence, duties in _by_sentence(explained.others).items():
        out.print(f"  {_listed(duties)}: {names.named(sentence)}")


def _by_sentence(others: Sequence[tuple[Duty, Explained]]) -> dict[str, list[Duty]]:
    """The duties that each sentence is about, in the order of the first of them."""
    found: dict[str, list[Duty]] = {}
    for duty, item in others:
        found.setdefault(item.sentence, []).append(duty)
    return found


def _listed(duties: Sequence[Duty]) -> str:
    """Duties by date, each by its call sign: `JR-01, JR-04 and JR-07 on Fri 4 Dec, JR-04 on Sat 5 and Sun 6 Dec`."""
    dates: dict[date, list[str]] = {}
    for duty in duties:
        dates.setdefault(duty.date, []).append(duty.called)
    alike: dict[tuple[str, ...], list[date]] = {}
    for day, names in dates.items():
        alike.setdefault(tuple(names), []).append(day)
    return ", ".join(f"{listed(names)} on {listed(spoken_dates(sorted(days)))}" for names, days in alike.items())


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
