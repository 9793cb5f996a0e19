"""Kinds of edit, each made at a random place of a solved book."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from models.book import Book
from models.people import Absence, AbsenceKind, Caps, Offer
from models.service import OffRoad
from models.wishes import Request, Wish
from roster.desk.changes import (
    AddAbsence,
    AddRequest,
    Assign,
    Change,
    ChangeEntry,
    Clear,
    PinPerson,
    SetCaps,
    SetContact,
    SetDetail,
    SetOffers,
    SetRecord,
    TakeOffRoad,
)

Draw = Callable[[random.Random, Book], list[Change]]


def take_off(draw: random.Random, book: Book) -> list[Change]:
    assert book.rota is not None
    item = draw.choice(book.rota.assignments)
    return [Clear(person=item.person, duty=item.duty, seat=item.seat)]


def put_on(draw: random.Random, book: Book) -> list[Change]:
    """Somebody of the right role into a seat, in place of whoever was in it."""
    assert book.rota is not None
    item = draw.choice(book.rota.assignments)
    there = {other.person for other in book.rota.assignments if other.duty == item.duty}
    role = next(person.role for person in book.people if person.id == item.person)
    others = [person.id for person in book.people if person.role == role and person.id not in there]
    clear = Clear(person=item.person, duty=item.duty, seat=item.seat)
    return [clear, Assign(person=draw.choice(others), duty=item.duty, seat=item.seat)]


def _absence(draw: random.Random, book: Book) -> list[Change]:
    first = draw.choice(book.period.dates)
    away = Absence(kind=AbsenceKind.SICKNESS, first=first, last=first + timedelta(days=2))
    pinned = {pin.person for pin in book.pins}
    return [AddAbsence(person=draw.choice([item.id for item in book.people if item.id not in pinned]), absence=away)]


def _offers(draw: random.Random, book: Book) -> list[Change]:
    person = draw.choice([item for item in book.people if item.offers])
    more = Offer(dates=(draw.choice(book.period.dates),))
    return [SetOffers(person=person.id, offers=(*person.offers, more))]


def _request(draw: random.Random, book: Book) -> list[Change]:
    wish = Request(person=draw.choice(book.people).id, wish=Wish.OFF, dates=(draw.choice(book.period.dates),))
    return [AddRequest(request=wish)]


def _pin(draw: random.Random, book: Book) -> list[Change]:
    assert book.rota is not None
    pinned = {(pin.person, pin.duty) for pin in book.pins}
    free = [item for item in book.rota.assignments if (item.person, item.duty) not in pinned]
    return [PinPerson(person=item.person, duty=item.duty) for item in draw.sample(free, min(1, len(free)))]


def _contact(draw: random.Random, book: Book) -> list[Change]:
    return [SetContact(person=draw.choice(book.people).id, phone=f"07700 900{draw.randrange(1000):03}")]


def _notes(draw: random.Random, book: Book) -> list[Change]:
    return [SetDetail(field="description", value=f"Notes {draw.random()}")]


def _demand(draw: random.Random, book: Book) -> list[Change]:
    """Another priority of a service: everything is asked again."""
    service = draw.choice(book.services)
    return [SetRecord(section="services", id=service.id, fields={"priority": draw.randint(1, 50)})]


def _caps(draw: random.Random, book: Book) -> list[Change]:
    return [SetCaps(person=draw.choice(book.people).id, caps=Caps(duties_per_month=draw.randint(1, 20)))]


def _off_road(draw: random.Random, book: Book) -> list[Change]:
    """A vehicle off the road for a day; nothing in a book without vehicles."""
    if not book.vehicles:
        return []
    first = draw.choice(book.period.dates)
    span = OffRoad(first=first, reason=f"service {draw.random()}")
    return [TakeOffRoad(vehicle=draw.choice(book.vehicles).id, off_road=span)]


def _rule(draw: random.Random, book: Book) -> list[Change]:
    """Where a rule comes from: any difference of a rule has everything asked again."""
    was = draw.choice(book.rules).model_dump(mode="json", exclude_defaults=True)
    return [ChangeEntry(section="rules", was=was, now=was | {"source": f"agreed {draw.random()}"})]


EDITS: dict[str, Draw] = {
    "take a person off": take_off,
    "put another person on": put_on,
    "an absence": _absence,
    "offers": _offers,
    "a request": _request,
    "a pin": _pin,
    "a telephone number": _contact,
    "notes": _notes,
    "a person's caps": _caps,
    "a vehicle off the road": _off_road,
    "a rule": _rule,
    "a service's priority": _demand,
}
