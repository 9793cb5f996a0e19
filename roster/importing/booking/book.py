"""Puts the book together: period, people, shifts, services, days away, and who was on which duty."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.book import Book
from models.people import Absence, AbsenceKind, Offer, Person, Role
from models.period import Area, HolidayCalendar, Organisation, Period
from models.records.history import Worked
from models.rota import Assignment
from models.rules import RuleEntry
from models.service import CallSign, Vehicle
from roster.importing.answers import Answers, Topic
from roster.importing.booking.people import FoundPerson, People, people_of
from roster.importing.booking.services import Place, demand_of, seat_of
from roster.importing.booking.shifts import shifts_of
from roster.importing.facts import Facts, Turn, some_cells
from roster.importing.words.dates import hints_in
from roster.importing.words.roles import ORGANISATIONS, new_role

ZONE = "Europe/London"
UNIT = "UNIT-1"  # the call sign of duties for which the rota names none
_AREA = "AREA-1"
_FORTNIGHT = timedelta(days=14)
_LONGEST = 366  # days of a period
_EARLY = time(6)  # the rule `availability` lets a duty run until then into a day away


@dataclass(frozen=True)
class ImportedBook:
    """The book of a rota, without its rota yet.

    Attributes:
        assignments: who was on which duty.
        people: with their ids and spellings.
        lines: what was derived, a sentence each.
    """

    book: Book
    assignments: tuple[Assignment, ...]
    people: People
    lines: tuple[str, ...]


def period_of(facts: Facts, answers: Answers) -> Period | None:
    """The dates the book is for; None where the rota has no date."""
    row = answers.about(Topic.PERIOD, "period")
    if row is not None and row.start and row.end:
        first, last = (hints_in([text]).start for text in (row.start, row.end))
        if first is not None and last is not None and first <= last:
            return Period(first=first, last=last, time_zone=ZONE)
    days = facts.dates | {turn.date for turn in facts.turns} | {away.date for away in facts.aways}
    if not days:
        return None
    first, last = min(days), max(days)
    if not facts.whole and (facts.of_month or last - first > _FORTNIGHT):
        first = first.replace(day=1)
        last = (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return Period(first=first, last=last, time_zone=ZONE)


def book_of(facts: Facts, answers: Answers, name: str) -> ImportedBook | None:
    """Makes the book of what was found; None where it found no duty or no date.

    Args:
        name: of the book.

    Raises:
        pydantic.ValidationError: the rota cannot be a book.
    """
    period = period_of(facts, answers)
    if period is None or not facts.turns or (period.last - period.first).days >= _LONGEST:
        return None
    people = people_of(facts, answers)
    for person in people.found:
        person.role = person.role or new_role("Crew", "unit")
    lines = list(people.merged)
    turns = _within(_each_once(facts.turns, people, lines), period, lines)
    shifts = shifts_of(facts, answers, period.dates, ZoneInfo(ZONE))
    places = [_place(turn, people) for turn in turns]
    days = facts.dates | {turn.date for turn in turns}
    observed = [day for day in period.dates if min(days) <= day <= max(days)]
    demand = demand_of(places, shifts, people, period, observed)
    lines += [*demand.lines, *_contradictions(facts, people, turns)]
    call_signs = dict.fromkeys(place.call_sign for place in places)
    worked = tuple(_worked(place) for place in demand.others)
    if worked:
        lines.append(f"{len(worked)} turns on duties with fewer people than their crew needs are records of work")
    book = Book(
        name=name,
        description="Imported from a rota. ASSUMED: crews, services, roles and rules; see what they were derived from.",
        period=period,
        organisations=_organisations(people),
        roles=_roles(people),
        areas=(Area(id=_AREA, name="Area"),),
        call_signs=tuple(CallSign(id=item, name=_call_sign_name(item), area=_AREA) for item in call_signs),
        vehicles=_vehicles(turns, people),
        shifts=tuple(shifts[span] for span in shifts if any(place.turn.span == span for place in places)),
        crews=demand.crews,
        services=demand.services,
        people=tuple(_person(person, facts, people, turns) for person in people.found),
        worked=worked,
        rules=_rules(facts, turns, people),
    )
    return ImportedBook(book, demand.fitting, people, tuple(lines))


def _each_once(turns: Iterable[Turn], people: People, lines: list[str]) -> list[Turn]:
    """The turns without those that two cells state alike."""
    found: dict[tuple[object, ...], Turn] = {}
    for turn in turns:
        person = people.by_text[turn.person]
        key = (person.id, turn.date, turn.span, _call_sign(turn))
        if key in found:
            lines.append(f"{turn.cell}: {person.name} is on that duty of {turn.date} already, by {found[key].cell}")
        else:
            found[key] = turn
    return list(found.values())


def _within(turns: list[Turn], period: Period, lines: list[str]) -> list[Turn]:
    outside = [turn for turn in turns if turn.date not in period]
    if outside:
        lines.append(f"outside the period, so not taken: {some_cells((turn.cell for turn in outside), 20)}")
    return [turn for turn in turns if turn.date in period]


def _place(turn: Turn, people: People) -> Place:
    person = people.by_text[turn.person]
    assert person.role is not None
    return Place(turn, person.id, _call_sign(turn), seat_of(turn, person.role.id))


def _call_sign(turn: Turn) -> str:
    return re.sub(r"[@/\n\r\t]", "-", turn.call_sign.strip())[:30] or UNIT


def _call_sign_name(call_sign: str) -> str:
    return "Unit (the rota names no call sign)" if call_sign == UNIT else ""


def _vehicles(turns: Iterable[Turn], people: People) -> tuple[Vehicle, ...]:
    """The vehicles that a column of the rota names, each with the call signs it carried."""
    carried: dict[str, dict[str, None]] = defaultdict(dict)
    for turn in turns:
        if turn.vehicle:
            carried[re.sub(r"[@/]", "-", turn.vehicle)][_call_sign(turn)] = None
    return tuple(Vehicle(id=item, call_signs=tuple(signs)) for item, signs in carried.items())


def _worked(place: Place) -> Worked:
    assert place.turn.span is not None
    start, end = place.turn.span.on(place.turn.date)
    return Worked(person=place.person, start=start, end=end, call_sign=place.call_sign)


def _organisations(people: People) -> tuple[Organisation, ...]:
    ids = dict.fromkeys((person.role.organisation or "unit") for person in people.found if person.role is not None)
    names = {"unit": "Organisation", **ORGANISATIONS}
    return tuple(Organisation(id=item, name=names.get(item, item), holidays=HolidayCalendar()) for item in ids)


def _roles(people: People) -> tuple[Role, ...]:
    roles = {person.role.id: person.role for person in people.found if person.role is not None}
    return tuple(Role(id=role.id, name=role.name, organisation=role.organisation or "unit") for role in roles.values())


def _person(person: FoundPerson, facts: Facts, people: People, turns: Iterable[Turn]) -> Person:
    """A person with days away, and an offer of the dates of their duties: no more is known of when they would work."""
    dates = sorted({turn.date for turn in turns if people.by_text[turn.person] is person})
    away = {(item.kind, item.date) for item in facts.aways if people.by_text[item.person] is person}
    assert person.role is not None
    return Person(
        id=person.id,
        name=person.name if person.name != person.id else "",
        role=person.role.id,
        tags=(person.team,) if person.team else (),
        phone=person.phone,
        email=person.email,
        offers=(Offer(dates=tuple(dates)),) if dates else (),
        absences=tuple(_absences(away)),
    )


def _absences(away: set[tuple[AbsenceKind, date]]) -> Iterable[Absence]:
    """Days away, one entry for days of the same kind that follow each other."""
    first: date | None = None
    days = sorted(away, key=lambda item: (item[0], item[1]))
    for index, (kind, day) in enumerate(days):
        first = first or day
        following = days[index + 1] if index + 1 < len(days) else None
        if following != (kind, day + timedelta(days=1)):
            yield Absence(kind=kind, first=first, last=day)
            first = None


def _contradictions(facts: Facts, people: People, turns: Iterable[Turn]) -> list[str]:
    away = {(people.by_text[item.person].id, item.date): item for item in facts.aways}
    found = []
    for turn in turns:
        person = people.by_text[turn.person]
        if (item := away.get((person.id, turn.date))) is not None:
            found.append(f"{turn.cell}: {person.name} is on duty on {turn.date}, and away ({item.kind}) by {item.cell}")
    return found


def _rules(facts: Facts, turns: Iterable[Turn], people: People) -> tuple[RuleEntry, ...]:
    """The rest that the law asks for; and how late a duty may run into a day away, where this rota's duties do."""
    rules: list[dict[str, object]] = [
        {"kind": "daily-rest", "hours": 11, "source": "Working Time Regulations 1998, reg. 10"}
    ]
    if (latest := _runs_into_days_away(facts, turns, people)) is not None:
        rules.append({"kind": "availability", "away_from": f"{latest:%H:%M}", "source": "as in the imported rota"})
    return tuple(RuleEntry.model_validate(rule) for rule in rules)


def _runs_into_days_away(facts: Facts, turns: Iterable[Turn], people: People) -> time | None:
    away = {(people.by_text[item.person].id, item.date) for item in facts.aways}
    latest: datetime | None = None
    for turn in turns:
        assert turn.span is not None
        _, end = turn.span.on(turn.date)
        if end.date() > turn.date and (people.by_text[turn.person].id, end.date()) in away and end.time() > _EARLY:
            at = datetime.combine(date.min, end.time())
            latest = max(latest or at, at)
    return latest.time() if latest is not None else None
