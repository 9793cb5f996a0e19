"""Makes the book of the next period, to be filled in: people, cars and rules stay, past dates are removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from constraints.facts import Counting, Facts
from constraints.facts.credited_leave import share_from
from constraints.shared.rostered_time import worked_minutes
from models.book import Book
from models.clock import month_of
from models.people import Absence, DayJob, Offer, Person, Posting, Span, exact_minutes
from models.period import Period
from models.records.history import CarriedIn
from models.rota import Basis
from models.service import Service, Shift, Vehicle
from roster.lifecycle.planned_work import planned_assignments

MOST_BALANCE = 500.0  # hours, either way; a larger balance is a mistake
# A day-job shift that starts up to two days before the period can still shorten the rest before its first duty.
_REST_AFTER_A_JOB = timedelta(days=2)


def following(period: Period) -> Period:
    """The next period: as many whole months where the period is whole months, else as many days."""
    first = period.last + timedelta(days=1)
    if period.first.day == 1 and first.day == 1:
        months = (first.year - period.first.year) * 12 + first.month - period.first.month
        end = first.year * 12 + first.month - 1 + months
        last = date(end // 12, end % 12 + 1, 1) - timedelta(days=1)
    else:
        last = first + (period.last - period.first)
    return Period(first=first, last=last, time_zone=period.time_zone)


def next_period(facts: Facts) -> Book:
    """Makes the next period's book, not yet continued from this one: its `carried_in` is empty.

    Kept: organisations, roles, areas, cars, shifts, crews, services, teams, people and rules, and offers, absences and
    dates still to come. Posted people get the balance of hours that this period leaves. Removed: pins, records of work,
    the publication, the rota, and past offers, absences, requests, derogations and dates.

    Args:
        facts: of this period's book.

    Raises:
        pydantic.ValidationError: a shift is not possible in that period, for the clocks change.
    """
    book, period = facts.book, following(facts.book.period)
    first = period.first
    return book.changed(
        name=_renamed(book.name, book.period, period),
        period=period,
        vehicles=[_vehicle(item, first) for item in book.vehicles],
        shifts=[_shift(item, first) for item in book.shifts],
        services=[_service(item, first) for item in book.services],
        people=[_person(facts, item, first) for item in book.people],
        requests=[item for item in book.requests if item.dates_within(first, date.max)],
        derogations=[item for item in book.derogations if (item.last or item.first) >= first],
        pins=(),
        carried_in=CarriedIn(),
        worked=(),
        published=None,
        rota=None,
    )


def _renamed(name: str, old: Period, new: Period) -> str:
    """The name of the next book: `Kent, December 2026` becomes `Kent, January 2027`."""
    for spoken in ("%B %Y", "%b %Y"):
        if f"{old.first:{spoken}}" in name:
            return name.replace(f"{old.first:{spoken}}", f"{new.first:{spoken}}")
    return name.replace(month_of(old.first), month_of(new.first))


def _ends(span: Span) -> date:
    end = span.last or span.first or (span.end.date() if span.end else None)
    assert end is not None  # a span has one form or the other
    return end


def _from(dates: Sequence[date], first: date) -> tuple[date, ...]:
    return tuple(day for day in dates if day >= first)


def _vehicle(vehicle: Vehicle, first: date) -> Vehicle:
    return vehicle.remade(off_road=tuple(span for span in vehicle.off_road if _ends(span) >= first))


def _shift(shift: Shift, first: date) -> Shift:
    return shift.remade(dated_ends=tuple(item for item in shift.dated_ends if item.date >= first))


def _service(service: Service, first: date) -> Service:
    return service.remade(
        added_dates=_from(service.added_dates, first),
        removed_dates=_from(service.removed_dates, first),
        priority_dates={day: weight for day, weight in service.priority_dates.items() if day >= first},
    )


def _person(facts: Facts, person: Person, first: date) -> Person:
    posting = person.posting
    if posting is not None:
        posting = posting.remade(balance=balance_left(facts, person))
    return person.remade(
        offers=tuple(offer for item in person.offers if (offer := _offer(item, first))),
        absences=tuple(_absence(item, person.posting, first) for item in person.absences if _ends(item) >= first),
        day_job=tuple(job for item in person.day_job if (job := _day_job(item, first))),
        posting=posting,
    )


def _offer(offer: Offer, first: date) -> Offer | None:
    """The part of an offer that is not past; an offer of the eve may reach duties of the first date."""
    opened = first - timedelta(days=offer.days_after)
    if offer.weekdays:
        return offer if offer.last is None or offer.last >= opened else None
    left = _from(offer.dates, opened)
    return offer.remade(dates=left) if left else None


def _absence(absence: Absence, posting: Posting | None, first: date) -> Absence:
    """The part of an absence from a date on; of stated hours, the share of the working days still to come."""
    if absence.hours is None or absence.first is None or absence.first >= first:
        return absence
    left = exact_minutes(absence.hours) / 60 * share_from(absence, posting, first)
    return absence.remade(first=first, hours=round(float(left), 4))


def _day_job(job: DayJob, first: date) -> DayJob | None:
    known = first - _REST_AFTER_A_JOB
    dates, removed = _from(job.dates, known), _from(job.removed_dates, known)
    return job.remade(dates=dates, removed_dates=removed) if job.weekdays or dates else None


def balance_left(facts: Facts, person: Person) -> float:
    """Paid hours that a posted person owes after the period; negative when hours are owed to them.

    Contract hours less rostered duties, as worked where there is a record, else as planned. The balance is unchanged
    for a person whose posting covers no date of the period or who joined after it; 0 without a posting.
    """
    posting, period = person.posting, facts.book.period
    if posting is None:
        return 0.0
    if not any(posting.covers(day) for day in period.dates) or (person.joined and person.joined > period.last):
        return posting.balance
    paid = worked_minutes(facts, person)
    for assignment, duty in planned_assignments(facts):
        if duty is None or assignment.person != person.id or assignment.basis is not Basis.ROSTERED:
            continue
        if (person.id, duty.id) not in facts.fates:
            paid += facts.minutes(person, duty, Counting.PAID)
    left = (facts.owed_minutes(person) - paid) / 60
    return round(min(MOST_BALANCE, max(-MOST_BALANCE, left)), 4)


__all__ = ["balance_left", "following", "next_period"]
