"""What the pages of sick calls suggest and say: the first day away, the next duty, and what other limits would give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from models.book import Book
from models.duty import Duty
from models.text.lists import first_few

_MOST_NAMED = 5  # duties in a sentence; the others are counted


def first_day(book: Book, now: datetime) -> date:
    """The day on which an absence begins if nothing else is known: today, within the period of the book.

    Args:
        now: a moment with a time zone.
    """
    period = book.period
    today = now.astimezone(period.zone).date()
    if period.first <= today <= period.last:
        return today
    stated = book.published.as_of if book.published else None
    return stated if stated and period.first <= stated <= period.last else period.first


def next_duty(book: Book, person: str, now: datetime) -> Duty | None:
    """The next duty of a person from today on that is not over yet; None where they have none.

    Args:
        now: a moment with a time zone; of a book of another time, its first day counts.
    """
    first, local = first_day(book, now), now.astimezone(book.period.zone).replace(tzinfo=None)
    held = {item.duty for item in (book.rota.assignments if book.rota else ()) if item.person == person}
    to_come = [
        duty
        for duty in book.duties
        if duty.id in held and duty.date >= first and (first != local.date() or duty.wall_end > local)
    ]
    return min(to_come, key=lambda duty: duty.wall_start, default=None)


def limits_in_words(limits: Sequence[Mapping[str, Any]], duties: Mapping[str, Duty]) -> list[str]:
    """A sentence for each other limit on the people who may gain or lose a duty: what it would give.

    Args:
        limits: as a repair found them.
        duties: by id, those that the sentences name.
    """
    if limits and not any(_gain(limit) for limit in limits):
        return ["Nothing would be gained."]
    return list(dict.fromkeys(_limit_in_words(limit, duties) for limit in limits))


def worth_trying(limits: Sequence[Mapping[str, Any]], duties: Mapping[str, Duty]) -> dict[str, int | None]:
    """The sentences of those limits that would give more -> how many people may then gain or lose a duty; None: any."""
    return {_limit_in_words(limit, duties): limit["people"] for limit in limits if _gain(limit)}


def _gain(limit: Mapping[str, Any]) -> bool:
    """Whether anything would be better under a limit."""
    return bool(limit["runs"]) or limit["cover_points"] > 0 or limit["preferred_seats"] > 0


def _limit_in_words(limit: Mapping[str, Any], duties: Mapping[str, Duty]) -> str:
    people, disturbed = limit["people"], limit["disturbed"]
    if people is None:
        allowed = f"Without a limit, with {disturbed} {'person' if disturbed == 1 else 'people'}"
    else:
        allowed = f"With up to {people} {'person' if people == 1 else 'people'}"
    return f"{allowed}: {'; '.join(_gains(limit, duties))}{'' if limit['proven'] else ' (as far as was found)'}."


def _gains(limit: Mapping[str, Any], duties: Mapping[str, Duty]) -> Iterator[str]:
    runs = [duties[name].spoken if name in duties else name for name in limit["runs"]]
    seats = limit["preferred_seats"]
    if runs:
        yield f"{first_few(runs, _MOST_NAMED)} would run too"
    elif limit["cover_points"] > 0:
        yield "the duties would be better crewed"
    if seats > 0:
        yield f"{seats} more {'seat' if seats == 1 else 'seats'} would be filled"
    if not _gain(limit):
        yield "nothing would be gained"


__all__ = ["first_day", "limits_in_words", "next_duty", "worth_trying"]
