"""Random edits of a book, made without the changes that are tested: lists cut, filled and shuffled, fields replaced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from constraints.admission import admit
from constraints.facts import Facts
from constraints.registry import installed
from constraints.view import RotaView
from models.book import Book
from models.people import Absence, AbsenceKind, Caps, Offer, Person
from models.period import Area
from models.records.history import CarriedIn, CarriedStandDowns, Worked
from models.rota import Assignment, Basis
from models.rules import Derogation, RuleEntry
from models.service import OffRoad, Vehicle
from models.wishes import Pin, Request
from roster.analysis.duty_records import duty_records
from roster.lifecycle.hand_edits import without_unknown
from tests.constraints.random_rules import some
from tests.desk.random_rotas import with_verdict

Draw = Callable[..., Any]
LISTS = (
    "requests",
    "pins",
    "worked",
    "rules",
    "derogations",
    "people",
    "vehicles",
    "services",
    "areas",
    "organisations",
)


@st.composite
def edited_books(draw: st.DrawFn, book: Book, most: int = 4, *, scored: bool = False) -> Book:
    """A book after some edits of its inputs and its rota; edits that leave no possible book are passed over.

    Args:
        scored: whether a rota that was changed by hand has the scores of its present inputs, as the desk leaves it.
    """
    for _ in range(draw(st.integers(1, most))):
        if not (book.people and book.duties):
            break
        edit = draw(some(*_EDITS))
        try:
            after = edit(draw, book)
        except ValidationError:
            continue
        if not admit(after, installed()).problems:
            book = after
    if scored and book.rota is not None and book.rota.provenance.edited:
        return with_verdict(book)
    return book


def _with(book: Book, **fields: Any) -> Book:
    """The book with other inputs; its rota loses whom and what the book no longer has."""
    after = book.model_copy(update={"rota": None}).changed(**fields)
    if book.rota is None:
        return after
    kept = without_unknown(book.rota, after)
    cars = {item.id for item in after.vehicles}
    lost = [item for item in kept.duties if item.vehicle is not None and item.vehicle not in cars]
    if lost:
        records = tuple(item.model_copy(update={"vehicle": None}) if item in lost else item for item in kept.duties)
        kept = kept.model_copy(update={"duties": records})
    if kept != book.rota or len(after.duties) != len(kept.duties):
        view = RotaView(Facts(after), kept.assignments, {item.duty: item.vehicle for item in kept.duties})
        kept = kept.model_copy(update={"duties": tuple(duty_records(view)), "cures": ()})
    return after.model_copy(update={"rota": kept})


# --- lists


def _shuffle(draw: Draw, book: Book) -> Book:
    name = draw(some(*LISTS))
    return _with(book, **{name: tuple(draw(st.permutations(getattr(book, name))))})


def _cut(draw: Draw, book: Book) -> Book:
    name = draw(some("requests", "pins", "worked", "rules", "derogations", "vehicles", "people"))
    items = list(getattr(book, name))
    if items:
        del items[draw(st.integers(0, len(items) - 1))]
    return _with(book, **{name: tuple(items)})


def _fill(draw: Draw, book: Book) -> Book:
    """One more item somewhere in a list."""
    day = draw(some(*book.period.dates))
    name = draw(some(*(person.id for person in book.people)))
    duty = draw(some(*book.duties)).id
    dated = {"wish": "off", "dates": (day,)}
    items: dict[str, Any] = {
        "requests": Request.model_validate({"person": name, **dated}),
        "pins": Pin(person=name, duty=duty, off=True),
        "worked": Worked.model_validate(
            {"person": name, "start": f"{day} 09:00", "end": f"{day} 12:00", "kind": "training"}
        ),
        "rules": RuleEntry.model_validate({"kind": "weekly-rest", "hours": draw(some(24, 30)), "days": 7}),
        "derogations": Derogation(rule="daily-rest", person=name, first=day, reason=draw(some("asked", "agreed"))),
        "vehicles": Vehicle(id=draw(some("V8", "V9")), call_signs=("C1",)),
        "people": Person(id=draw(some("q1", "q2")), role="special", offers=(Offer(dates=(day,)),)),
        "areas": Area(id=draw(some("dover", "thanet"))),
    }
    section = draw(some(*items))
    there = list(getattr(book, section))
    there.insert(draw(st.integers(0, len(there))), items[section])
    return _with(book, **{section: tuple(there)})


# --- records


def _person(draw: Draw, book: Book) -> Book:
    person = draw(some(*book.people))
    day = draw(some(*book.period.dates))
    away = Absence(kind=draw(some(*AbsenceKind)), first=day)
    absences = list(person.absences)
    absences.insert(draw(st.integers(0, len(absences))), away)
    other: dict[str, Any] = draw(
        some(
            {"absences": tuple(absences)},
            {"absences": person.absences[1:]},
            {"absences": tuple(item.remade(last=book.period.last) for item in person.absences if item.first)},
            {"absences": tuple(reversed(person.absences))},
            {"offers": (Offer(dates=(day,)),)},
            {"offers": ()},
            {"caps": Caps(duties_per_month=2)},
            {"tags": ("new", "experienced")},
            {"name": "Robin Vale", "phone": "07700 900123"},
            {"phone": "07700 900123", "email": "robin@example.org"},
            {"areas": ("swale",), "joined": day},
        )
    )
    changed = person.remade(**other)
    return _with(book, people=tuple(changed if item.id == person.id else item for item in book.people))


def _vehicle(draw: Draw, book: Book) -> Book:
    if not book.vehicles:
        return book
    vehicle = draw(some(*book.vehicles))
    span = OffRoad(first=draw(some(*book.period.dates)), reason=draw(some("", "service")))
    off_road = draw(some((*vehicle.off_road, span), (span, *vehicle.off_road), (), tuple(reversed(vehicle.off_road))))
    changed = vehicle.remade(off_road=off_road)
    return _with(book, vehicles=tuple(changed if item.id == vehicle.id else item for item in book.vehicles))


def _rule(draw: Draw, book: Book) -> Book:
    if not book.rules:
        return book
    entry = draw(some(*book.rules))
    changed = entry.remade(source=draw(some("policy", "agreement")))
    return _with(book, rules=tuple(changed if item is entry else item for item in book.rules))


def _service(draw: Draw, book: Book) -> Book:
    """Another priority, or one date less: its duties go."""
    service = draw(some(*book.services))
    day = draw(some(*book.period.dates))
    dates = tuple(item for item in service.added_dates if item != day)
    changed = service.remade(**draw(some({"priority": 77}, {"added_dates": dates}, {"added_dates": (*dates, day)})))
    return _with(book, services=tuple(changed if item.id == service.id else item for item in book.services))


def _detail(draw: Draw, book: Book) -> Book:
    fields: dict[str, Any] = draw(
        some({"name": "Another"}, {"description": "Notes"}, {"published": None}, {"carried_in": CarriedIn()})
    )
    if draw(st.integers(0, 3)) == 0:
        stood_down = CarriedStandDowns(call_sign="C1", month="2026-11", duties=draw(st.integers(1, 3)))
        more = (*book.carried_in.stand_downs, stood_down)
        fields = {"carried_in": book.carried_in.remade(stand_downs=more)}
    return _with(book, **fields)


# --- the rota


def _seats(draw: Draw, book: Book) -> Book:
    """People put on duties and taken off them, and perhaps another vehicle; changed by hand, or as a solve made it."""
    assert book.rota is not None
    seats = {(item.person, item.duty): item for item in book.rota.assignments}
    for _ in range(draw(st.integers(1, 3))):
        duty = draw(some(*book.duties))
        who = draw(some(*book.people)).id
        if (who, duty.id) in seats:
            del seats[who, duty.id]
        else:
            where, basis = draw(some(*duty.crew.seats)).id, draw(some(*Basis))
            seats[who, duty.id] = Assignment(person=who, duty=duty.id, seat=where, basis=basis)
    vehicles = {item.duty: item.vehicle for item in book.rota.duties}
    if draw(st.booleans()):
        vehicles[draw(some(*book.duties)).id] = draw(some(None, *(item.id for item in book.vehicles)))
    view = RotaView(Facts(book), list(seats.values()), vehicles)
    made = book.rota.provenance.model_copy(update=draw(some({"edited": True}, {"seed": 7, "edited": False})))
    rota = book.rota.model_copy(
        update={
            "assignments": tuple(view.assignments if draw(st.integers(0, 3)) else seats.values()),
            "duties": tuple(duty_records(view)),
            "provenance": made,
        }
    )
    after = book.model_copy(update={"rota": rota})
    return with_verdict(after) if made.edited or draw(st.booleans()) else after


def _no_rota(draw: Draw, book: Book) -> Book:
    return book.model_copy(update={"rota": None}) if draw(st.integers(0, 3)) == 0 else book


def _in_rota(edit: Callable[[Draw, Book], Book]) -> Callable[[Draw, Book], Book]:
    return lambda draw, book: edit(draw, book) if book.rota is not None else book


_EDITS = (
    _shuffle,
    _cut,
    _fill,
    _person,
    _person,
    _vehicle,
    _rule,
    _service,
    _detail,
    _in_rota(_seats),
    _in_rota(_seats),
    _no_rota,
)
