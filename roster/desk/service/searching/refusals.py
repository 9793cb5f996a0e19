"""What answers mean for a call sheet: who cannot come to a seat since they said no, and what a repair does not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from models.base import Model
from models.book import Book
from models.duty import Duty
from roster.analysis.names import Names
from roster.analysis.stepping_in.phone_answer import Reply
from roster.desk.jobs.requests import Answer

_EVENING = 17  # the hour from which a duty that begins is one of the night


class Ticked(Model):
    """An answer that somebody ticked on the call sheet.

    Attributes:
        by: the login of who ticked it.
        at: when.
    """

    answer: Answer
    by: str
    at: datetime


def with_refusals(seat: Mapping[str, Any], book: Book, answers: Sequence[Answer]) -> dict[str, Any]:
    """A seat to fill, with who cannot come to it by an answer about it before, or about another duty at that time.

    Who is asked gets it as `refused`, such as `said no to JR-04 that night`; the others are sentences of the seat.

    Args:
        answers: the oldest first; a later one about the same duty replaces an earlier one.
    """
    duties, names = {duty.id: duty for duty in book.duties}, Names(book.people)
    duty = duties.get(seat["duty"])
    if duty is None:
        return {**seat, "refused": []}
    place = next((item for item in duty.crew.seats if item.id == seat["seat"]), None)
    fitting = {person.id for person in book.people if place is None or person.role in place.roles}
    latest = _latest(answers)
    why = {
        item.person: _in_words(item, duties[item.duty], duty)
        for item in latest.values()
        if item.person in fitting and item.duty in duties and _cannot(item, duties[item.duty], duty, latest)
    }
    asked = {item["person"] for item in seat["ask"]}
    return {
        **seat,
        "ask": [{**item, "refused": why.get(item["person"], "")} for item in seat["ask"]],
        "refused": [f"{names.full(person)} {said}" for person, said in why.items() if person not in asked],
    }


def differing(book: Book, seats: Sequence[Mapping[str, Any]], ticked: Sequence[Ticked]) -> tuple[Ticked, ...]:
    """The answers that a repair does not have."""
    duties = {duty.id: duty for duty in book.duties}
    planned = {(one["person"], seat["duty"]) for seat in seats for one in seat["ask"] if one["planned"]}
    latest = _latest([item.answer for item in ticked])
    found = []
    for item in ticked:
        answer = item.answer
        if answer.reply not in (Reply.YES, Reply.NO, Reply.ONLY_UNTIL) or answer.duty not in duties:
            continue
        missing = answer.row(0).can_do(duties[answer.duty]) != ((answer.person, answer.duty) in planned)
        elsewhere = any(
            _cannot(answer, duties[answer.duty], duties[duty], latest)
            for person, duty in planned
            if person == answer.person and duty != answer.duty and duty in duties
        )
        if missing or elsewhere:
            found.append(item)
    return tuple(found)


def _latest(answers: Sequence[Answer]) -> dict[tuple[str, str], Answer]:
    return {(item.person, item.duty): item for item in answers if item.reply is not Reply.TOLD}


def _cannot(answer: Answer, asked: Duty, other: Duty, latest: Mapping[tuple[str, str], Answer]) -> bool:
    """Whether somebody cannot come to a duty by an answer; an answer about that duty itself counts first."""
    own = latest.get((answer.person, other.id))
    if own is not None and own is not answer and own.reply is not Reply.NO_REPLY:
        return False
    return answer.row(0).rules_out(asked, other)


def _in_words(answer: Answer, asked: Duty, other: Duty) -> str:
    """`said no to JR-04 that night`, `can stay only until 23:00`."""
    if answer.reply is Reply.ONLY_UNTIL and answer.until is not None:
        return f"can stay only until {answer.until:%H:%M}"
    if asked.id == other.id:
        return "said no"
    if asked.date != other.date:
        return f"said no to {asked.spoken}"
    at_night = asked.wall_end.date() > asked.date or asked.wall_start.hour >= _EVENING
    return f"said no to {asked.called} that {'night' if at_night else 'day'}"


__all__ = ["Ticked", "differing", "with_refusals"]
