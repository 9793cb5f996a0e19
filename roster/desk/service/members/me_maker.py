"""Makes what a member sees of their own, from the published version and from what they offer now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.people import Caps, Person
from models.period import Coordinator, Organisation
from models.records.published import Told
from models.rota import DutyState
from models.service import Seat
from roster.analysis.words import period_in_words
from roster.desk.service.members.me import (
    CalendarLink,
    Me,
    OpenSeatShown,
    OwnDay,
    OwnDutyShown,
    OwnHours,
    PublicationSeen,
)
from roster.desk.service.members.own_days import windows_on
from roster.desk.service.members.publications import PublishedRota
from roster.desk.store import Revision
from roster.io.site.personal.personal_copies import OpenDate, OwnDate, PersonalCopy
from roster.io.site.reader_copies import HoursLine

NOBODY_NAMED = "your coordinator"


@dataclass(frozen=True)
class Beside:
    """What is kept beside a unit's book about a member.

    Attributes:
        seen: the version that they have said last that they have seen; None for none.
        seen_at: when that version was published.
        calendar: their calendar link.
    """

    seen: int | None
    seen_at: datetime | None
    calendar: CalendarLink | None


def make_me(person: str, head: Revision, published: PublishedRota | None, beside: Beside, now: datetime) -> Me:
    """Makes what a member sees.

    Args:
        person: the id of the member's person.
        head: the latest revision.
        published: the published version; None before the first.
        now: the present moment.
    """
    book = head.book
    known = next((item for item in book.people if item.id == person), None)
    copy = published.copy(person) if published else None
    organisation = _organisation(book, known)
    coordinator = (organisation.coordinator if organisation else None) or Coordinator()
    today = now.astimezone(book.period.zone).date()
    duties = tuple(_duties(published, person, now)) if published else ()
    open_seats = tuple(_open_seats(copy, known, book, now)) if copy and known else ()
    return Me(
        revision=head.number,
        person=person,
        name=(known.name or known.id) if known else copy.name if copy else person,
        role=next((item.name or item.id for item in book.roles if known and item.id == known.role), ""),
        organisation=(organisation.name or organisation.id) if organisation else "",
        known=known is not None,
        rostered=known is not None and (known.posting is not None or known.team is not None),
        title=book.name,
        period=period_in_words(book.period),
        zone=book.period.time_zone,
        today=today,
        published=_publication(published, book, person, beside) if published else None,
        duties=duties,
        hours=tuple(map(_hours, copy.hours)) if copy else (),
        days=tuple(_days(book, known, duties, open_seats, today)) if known else (),
        call_signs=tuple(sorted({duty.call_sign.id for duty in _open_to(book, known)})) if known else (),
        limits=known.caps if known else Caps(),
        open_seats=open_seats,
        coordinator=coordinator.name or coordinator.email or NOBODY_NAMED,
        coordinator_email=coordinator.email,
        phone=known.phone if known else "",
        email=known.email if known else "",
        calendar=beside.calendar,
    )


def _organisation(book: Book, known: Person | None) -> Organisation | None:
    of_role = {role.id: role.organisation for role in book.roles}
    return next((item for item in book.organisations if known and item.id == of_role[known.role]), None)


# --- duties


def _duties(published: PublishedRota, person: str, now: datetime) -> Iterator[OwnDutyShown]:
    """The duties of the published rota and of those of other periods, in order of time."""
    copy, zone = published.copy(person), published.book.period.zone
    seats = {item.duty: item.seat for item in published.published.assignments if item.person == person}
    own = [(item.line.duty.id, seats.get(item.line.duty.id, ""), OwnDate.of(item)) for item in copy.duties]
    own += [(item.duty, "", OwnDate.kept(item, zone)) for item in copy.kept]
    for duty, seat, shown in sorted(own, key=lambda item: (item[2].start, item[2].call_sign)):
        yield OwnDutyShown(
            duty=duty,
            seat=seat,
            date=shown.day,
            start=shown.start,
            end=shown.end,
            times=shown.times,
            call_sign=shown.call_sign,
            shift=shown.shift,
            area=shown.area,
            vehicle=shown.vehicle,
            seat_name=shown.seat,
            mates=shown.mates,
            hours=shown.other_minutes,
            rota=shown.rota,
            over=shown.end <= now,
            begun=shown.start <= now,
        )


def _hours(line: HoursLine) -> OwnHours:
    return OwnHours(
        month=line.month,
        kind=line.kind,
        due=line.due,
        counts=line.counts,
        to_go=line.to_go,
        share=line.share,
        light=line.light,
        planned=line.planned,
        worked=line.worked,
        carried=line.carried,
        elsewhere=line.elsewhere,
        why=line.why,
    )


# --- dates to offer


def _open_to(book: Book, person: Person) -> Iterator[Duty]:
    """The duties with a seat for somebody of a person's role, where they serve."""
    names = book.area_names
    areas = {area for name in person.areas for area in names.ids(name)}
    for duty in book.duties:
        if areas and names.ids(duty.call_sign.area)[0] not in areas:
            continue
        if any(person.role in seat.roles for seat in duty.crew.seats):
            yield duty


def _days(
    book: Book,
    person: Person,
    duties: Iterable[OwnDutyShown],
    open_seats: Iterable[OpenSeatShown],
    today: date,
) -> Iterator[OwnDay]:
    runs: dict[date, dict[str, list[str]]] = {}
    for duty in _open_to(book, person):
        runs.setdefault(duty.date, {}).setdefault(duty.times, []).append(duty.call_sign.id)
    helps: dict[date, str] = {}
    for item in open_seats:  # the most helpful first
        helps.setdefault(item.date, item.effect)
    own = {item.date: f"{item.call_sign} {item.times}" for item in duties if not item.rota}
    organisation = _organisation(book, person)
    calendar = organisation.holidays if organisation else None
    holidays = calendar.between(book.period.first, book.period.last) if calendar else {}
    for day in book.period.dates:
        yield OwnDay(
            date=day,
            offered=windows_on(person.offers, day),
            over=day < today,
            away=any(item.dates_within(day, day) for item in person.absences),
            duty=own.get(day, ""),
            runs=tuple(f"{times} {', '.join(signs)}" for times, signs in runs.get(day, {}).items()),
            helps=helps.get(day, ""),
            holiday=holidays.get(day, ""),
        )


# --- open seats


def _open_seats(copy: PersonalCopy, person: Person, book: Book, now: datetime) -> Iterator[OpenSeatShown]:
    """The seats in which they would help that are still open, and whose duty has not begun."""
    duties = {duty.id: duty for duty in book.duties}
    taken: dict[tuple[str, str], int] = {}
    states: Mapping[str, DutyState] = {}
    if book.rota is not None:
        states = {item.duty: item.state for item in book.rota.duties}
        for item in book.rota.assignments:
            taken[item.duty, item.seat] = taken.get((item.duty, item.seat), 0) + 1
            if item.person == person.id:
                taken[item.duty, ""] = 1
    for found in copy.open_dates:
        duty = duties.get(found.line.duty.id)
        seat = next((item for item in duty.crew.seats if _is_meant(item, found, person)), None) if duty else None
        if duty is None or seat is None or duty.start <= now or (duty.id, "") in taken:
            continue
        if states.get(duty.id) is not DutyState.STOOD_DOWN and taken.get((duty.id, seat.id), 0) >= seat.preferred:
            continue
        yield OpenSeatShown(
            duty=duty.id,
            seat=seat.id,
            seat_name=found.seat,
            date=duty.date,
            times=duty.times,
            call_sign=duty.call_sign.id,
            shift=duty.shift_called,
            area=found.line.area,
            effect=found.effect,
            strong=found.strong,
        )


def _is_meant(seat: Seat, found: OpenDate, person: Person) -> bool:
    return (seat.name or seat.id) == found.seat and person.role in seat.roles


# --- what is news


def _publication(published: PublishedRota, book: Book, person: str, beside: Beside) -> PublicationSeen:
    record = published.published
    seen = (beside.seen, beside.seen_at) == (record.version, record.at)
    current = published.book.period.overlaps(book.period)
    made = PublicationSeen(version=record.version, title=published.book.name, current=current, at=record.at, seen=seen)
    if seen or beside.seen_at is None:
        return made
    news = [item for item in record.told if item.person == person and item.since > beside.seen_at]
    zone = published.book.period.zone

    def line(item: Told) -> str:
        start, end = item.start.astimezone(zone), item.end.astimezone(zone)
        return f"{item.duty.partition('@')[0]} on {spoken_date(item.date)}, {start:%H:%M}-{end:%H:%M}"

    return made.model_copy(
        update={
            "new": tuple(line(item) for item in news if not item.cancelled and item.sequence == 0),
            "changed": tuple(line(item) for item in news if not item.cancelled and item.sequence > 0),
            "cancelled": tuple(line(item) for item in news if item.cancelled),
        }
    )
