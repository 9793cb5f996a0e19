"""Finds whom to ask for offers, and the shifts that each of them could work in the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from constraints.facts import Candidate, Facts
from constraints.people.seat_eligibility import SeatEligibility
from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.people import Person
from models.rota import Basis

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Slot:
    """One shift on one date that a person could work, on any of some call signs.

    Attributes:
        date: the date on which it starts.
        shift: the shift, as people call it: `Peak night`.
        start, end: naive local times.
        call_signs: the call signs that run it and have a seat for the person.
        away: why the person is down as away on that date; empty when they are not.
        offered: whether the book holds their offer of it already.
    """

    date: date
    shift: str
    start: datetime
    end: datetime
    call_signs: tuple[str, ...]
    away: str = ""
    offered: bool = False

    @property
    def times(self) -> str:
        """`18:00-02:00`."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True)
class AskedPerson:
    """A person who may offer, and what to ask them.

    Attributes:
        person: with their caps as they stand.
        slots: the shifts they could work, in order of start.
        last_time: a sentence on what they offered in the period before; empty where that is not known.
        offered_before: weekday (0 for Monday) -> how many of its dates they offered in the period before, and how many
            there were.
    """

    person: Person
    slots: tuple[Slot, ...]
    last_time: str = ""
    offered_before: tuple[tuple[int, int], ...] = ()


def people_asked(facts: Facts, last: Book | None = None) -> list[Person]:
    """Who may offer: people who are not rostered in the period, and those rostered who offer beyond their contract.

    Args:
        facts: of the period's book.
        last: the book of the period before; people who offered in it are asked again.
    """
    offered = {person.id for book in (facts.book, last) if book for person in book.people if person.offers}
    return [
        person
        for person in facts.book.people
        if not _is_rostered(facts, person) or (person.id in offered and slots_for(facts, person))
    ]


def _is_rostered(facts: Facts, person: Person) -> bool:
    """Whether a person has a team, or a posting that covers a date of the period."""
    if person.team is not None:
        return True
    return person.posting is not None and any(person.posting.covers(day) for day in facts.book.period.dates)


def asked_of(facts: Facts, person: Person, last: Book | None = None) -> AskedPerson:
    """What one person is asked: only shifts with a seat they could sit in, outside their rostered time."""
    before = next((item for item in last.people if item.id == person.id), None) if last else None
    if last is None or before is None:
        return AskedPerson(person, slots_for(facts, person))
    offered = [day for day in last.period.dates if any(offer.on(day) for offer in before.offers)]
    counts = tuple(
        (sum(day.weekday() == number for day in offered), sum(day.weekday() == number for day in last.period.dates))
        for number in range(7)
    )
    return AskedPerson(person, slots_for(facts, person), _last_time(offered), counts)


def _last_time(offered: Sequence[date]) -> str:
    if not offered:
        return "Last time you offered no date."
    dates = ", ".join(map(spoken_date, offered))
    return f"Last time you offered {len(offered)} date{'' if len(offered) == 1 else 's'}: {dates}."


def slots_for(facts: Facts, person: Person) -> tuple[Slot, ...]:
    """The shifts that a person could work beyond their rostered time, in order of start."""
    found: dict[tuple[date, str, datetime, datetime], list[Duty]] = defaultdict(list)
    for duty in facts.reachable(person):
        if _could_offer(facts, person, duty):
            found[duty.date, duty.shift.id, duty.wall_start, duty.wall_end].append(duty)
    slots = [
        Slot(
            day,
            duties[0].shift.name or duties[0].shift.id,
            start,
            end,
            tuple(dict.fromkeys(duty.call_sign.id for duty in duties)),
            next((str(absence.kind) for duty in duties if (absence := facts.absence(person, duty))), ""),
            any(facts.offered(person, duty) for duty in duties),
        )
        for (day, _, start, end), duties in found.items()
    ]
    return tuple(sorted(slots, key=lambda slot: (slot.start, slot.end, slot.shift)))


def _could_offer(facts: Facts, person: Person, duty: Duty) -> bool:
    if (person.joined is not None and duty.date < person.joined) or facts.rostered(person, duty):
        return False
    rule = SeatEligibility()
    seats: Collection[str] = [seat.id for seat in facts.seats_for(person, duty)]
    return any(rule.obstacle(facts, Candidate(person.id, duty.id, seat, Basis.OFFERED)) is None for seat in seats)
