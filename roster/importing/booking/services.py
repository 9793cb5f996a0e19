"""Derives crews and services from the duties of a rota: which call sign ran which shift when, with how many people."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.base import Weekday
from models.period import Period
from models.rota import Assignment, Basis
from models.service import Crew, Seat, Service, Shift
from roster.analysis.words import counted
from roster.importing.booking.people import People
from roster.importing.facts import Turn
from roster.importing.words.time_spans import TimeSpan
from roster.tables.cells.text import normalised

_RARE = 10  # a number of people seen on less than one in so many duties is an exception, not the minimum


@dataclass(frozen=True)
class Place:
    """A turn of duty with the ids of the book.

    Attributes:
        seat: the id of the seat.
    """

    turn: Turn
    person: str
    call_sign: str
    seat: str


@dataclass(frozen=True)
class Demand:
    """What a rota asks for, and who did it.

    Attributes:
        fitting: the assignments that fit the services.
        others: turns that do not: a crew smaller than the service's minimum.
    """

    crews: tuple[Crew, ...]
    services: tuple[Service, ...]
    fitting: tuple[Assignment, ...]
    others: tuple[Place, ...]
    lines: tuple[str, ...]


def seat_of(turn: Turn, role: str) -> str:
    """The id of a turn's seat: the role of the layout's seat, its heading, or the person's role."""
    if turn.role is not None:
        return turn.role.id
    heading = re.sub(r"\s*\d+$", "", turn.seat)
    return re.sub(r"[^a-z0-9]+", "-", normalised(heading)).strip("-") or role


def demand_of(
    places: Sequence[Place],
    shifts: Mapping[TimeSpan, Shift],
    people: People,
    period: Period,
    observed: Sequence[date],
) -> Demand:
    """Derives crews and services, and assigns the turns that fit them.

    Args:
        observed: the dates of the period from the first to the last of the rota.
    """
    groups: dict[tuple[str, TimeSpan], list[Place]] = defaultdict(list)
    for place in places:
        assert place.turn.span is not None
        groups[place.call_sign, place.turn.span].append(place)
    crews: dict[tuple[Seat, ...], Crew] = {}
    services, fitting, others, lines = [], [], [], []
    for (call_sign, span), members in groups.items():
        shift = shifts[span]
        dates = sorted({place.turn.date for place in members})
        seats = _seats(members, dates, people)
        crew = crews.setdefault(seats, Crew(id=_crew_id(crews, seats), seats=seats))
        services.append(_service((call_sign, shift, crew), dates, period, observed))
        for day in dates:
            on_day = [place for place in members if place.turn.date == day]
            if all(sum(place.seat == seat.id for place in on_day) >= seat.minimum for seat in seats):
                duty = f"{call_sign}@{day}/{shift.id}"
                fitting += [
                    Assignment(person=place.person, duty=duty, seat=place.seat, basis=Basis.OFFERED) for place in on_day
                ]
            else:
                others += on_day
        lines.append(_line(call_sign, shift, seats, dates))
    return Demand(tuple(crews.values()), tuple(services), tuple(fitting), tuple(others), tuple(lines))


def _seats(members: Sequence[Place], dates: Sequence[date], people: People) -> tuple[Seat, ...]:
    """The seats of a crew: each with the least, the usual and the most people that sat in it."""
    roles = {person.id: person.role.id for person in people.found if person.role is not None}
    names = {person.role.id: person.role.name for person in people.found if person.role is not None}
    seats = []
    for seat in dict.fromkeys(place.seat for place in members):
        sat = [place for place in members if place.seat == seat]
        by_date = Counter(place.turn.date for place in sat)
        counts = Counter(by_date[day] for day in dates)
        usual = max(counts, key=lambda number: (counts[number], number))
        common = [number for number, times in counts.items() if times * _RARE > len(dates)]
        minimum = min([*common, usual]) if len(dates) >= _RARE else min(counts)
        accepted = Counter(roles[place.person] for place in sat)
        headings = (place.turn.seat for place in sat if place.turn.seat)
        name = names.get(seat) or next(headings, seat)
        seats.append(
            Seat(
                id=seat,
                name=name,
                roles=tuple(role for role, _ in accepted.most_common()),
                minimum=minimum,
                preferred=max(usual, minimum),
                maximum=max(counts),
            )
        )
    if all(seat.minimum == 0 for seat in seats):  # nobody at all would crew it: the usual number is asked for
        seats = [seat.remade(minimum=seat.preferred) for seat in seats]
    return tuple(seats)


def _crew_id(crews: Mapping[tuple[Seat, ...], Crew], seats: tuple[Seat, ...]) -> str:
    return crews[seats].id if seats in crews else f"crew-{len(crews) + 1}"


def _service(what: tuple[str, Shift, Crew], dates: Sequence[date], period: Period, observed: Sequence[date]) -> Service:
    """The service that asks for duties on exactly these dates: its usual weekdays, with exceptions.

    Args:
        what: the call sign, the shift, the crew.
    """
    call_sign, shift, crew = what
    of_weekday = Counter(Weekday.of(day) for day in observed)
    ran = Counter(Weekday.of(day) for day in dates)
    weekdays = tuple(day for day in Weekday if ran[day] * 2 > of_weekday[day])
    run = set(dates)
    return Service(
        id=f"{call_sign}-{shift.id}"[:60],
        name=f"{call_sign} {shift.name or shift.id}",
        call_signs=(call_sign,),
        shift=shift.id,
        crew=crew.id,
        weekdays=weekdays,
        added_dates=tuple(day for day in dates if Weekday.of(day) not in weekdays),
        removed_dates=tuple(day for day in period.dates if Weekday.of(day) in weekdays and day not in run),
    )


def _line(call_sign: str, shift: Shift, seats: Sequence[Seat], dates: Sequence[date]) -> str:
    parts = []
    for seat in seats:
        usual = str(seat.preferred) if seat.minimum == seat.preferred else f"{seat.minimum} to {seat.preferred}"
        parts.append(f"{usual} {seat.name or seat.id}")
    return f"{call_sign} runs {shift.name or shift.id} on {counted(len(dates), 'dates')} with {', '.join(parts)}"
