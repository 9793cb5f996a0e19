"""Writes what a person's page says of a seat in which they would help, and the mails that are ready to send."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from models.clock import spoken_date
from models.period import Coordinator
from models.service import Seat
from roster.analysis.stepping_in.helpful_seats import Help, HelpfulSeat
from roster.analysis.words import plain
from roster.io.site.personal.personal_copies import OpenDate
from roster.io.site.reader_copies import DutyLine, HoursLine


def invitation(found: HelpfulSeat, line: DutyLine, name: str, coordinator: Coordinator | None) -> OpenDate:
    """Makes what a person's page says of a seat in which they would help.

    Args:
        line: the duty.
        name: of the person.
        coordinator: who gets the mail; None leaves the address empty, to be filled in.
    """
    seat = found.seat.name or found.seat.id
    return OpenDate(line, seat, _effect(found, line), found.help is Help.RUNS, mail_link(line, seat, name, coordinator))


def mail_link(line: DutyLine, seat: str, name: str, coordinator: Coordinator | None) -> str:
    """The address of a mail that says that a person can come, with subject and text filled in (RFC 6068)."""
    when = f"{spoken_date(line.duty.date)} {line.duty.date.year}"
    sentence = f"I can do {line.duty.call_sign.id} on {when}, {line.times}, {line.area}, in the {seat} seat."
    return _mail(coordinator, f"I can: {line.duty.call_sign.id}, {when}", sentence, name)


def more_dates_mail(hours: Sequence[HoursLine], title: str, name: str, coordinator: Coordinator | None) -> str:
    """The address of a mail in which a person offers more dates; empty where they have promised no more hours.

    Args:
        hours: of the person.
        title: of the rota.
        name: of the person.
        coordinator: who gets the mail; None leaves the address empty, to be filled in.
    """
    to_go = sum(line.to_go for line in hours if line.kind == "promise")
    if not to_go:
        return ""
    sentence = f"I have {plain(to_go / 60)} h left to find in {title}. I can also do these dates:"
    return _mail(coordinator, f"More dates: {title}", sentence, name)


def _mail(coordinator: Coordinator | None, subject: str, sentence: str, name: str) -> str:
    hello = f"Hello {coordinator.name}," if coordinator and coordinator.name else "Hello,"
    text = f"{hello}\r\n\r\n{sentence}\r\n\r\n{name}"
    to = quote(coordinator.email, safe="@") if coordinator and coordinator.email else ""
    return f"mailto:{to}?subject={quote(subject, safe='')}&body={quote(text, safe='')}"


def _effect(found: HelpfulSeat, line: DutyLine) -> str:
    if found.help is Help.RUNS:
        return "Runs if you come"
    if found.help is Help.COMPLETES:
        return "With you the crew is complete"
    if found.help is Help.JOINS:
        return f"So far {line.missing}"
    return f"Also needs {_people(found.lacking)}"


def _people(lacking: Sequence[tuple[Seat, int]]) -> str:
    """`a paramedic and 2 police`."""
    return " and ".join(
        f"{number} {seat.name or seat.id}" if number > 1 else _one(seat.name or seat.id) for seat, number in lacking
    )


def _one(seat: str) -> str:
    """`a paramedic`, `an officer`; `1 police` where the seat's name is no word for one person."""
    if seat.lower().startswith("police") and " " not in seat:
        return "a police officer"
    return f"{'an' if seat[:1].lower() in 'aeiou' else 'a'} {seat}"
