"""What differs between the rotas of two books, person by person and duty by duty, and which inputs do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from constraints.facts import Facts
from constraints.view import RotaView
from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.people import Person, Span
from models.rota import DutyState
from models.service import Vehicle
from models.wishes import Pin
from roster.analysis.names import Names

Item = TypeVar("Item")
MOST_NAMED = 3  # of a kind in one line about inputs; the others are counted
# Fields of a person and of a book that nobody needs told one by one, with the words for them.
_OF_PEOPLE = {
    "name": "name",
    "role": "role",
    "areas": "areas",
    "joined": "date of joining",
    "tags": "tags",
    "qualifications": "qualifications",
    "posting": "posting",
    "team": "team",
    "offers": "offers",
    "caps": "caps",
    "day_job": "day job",
}
_THERE = ("new", "no longer there")
_OF_BOOK = ("requests", "carried_in", "worked", "derogations", "teams", "crews", "shifts")


class ChangeKind(StrEnum):
    """What changes for a person on a duty."""

    ON = "on"
    OFF = "off"
    SEAT = "other seat"
    TIMES = "other times"


@dataclass(frozen=True)
class PersonChange:
    """One duty that a person gains or loses, or that is another for them.

    Attributes:
        duty: as it is now; as it was where it is lost.
        seats: where they sit (or sat, where it is lost).
        was: the seats, or the times, before; empty unless these changed.
    """

    person: str
    duty: Duty
    what: ChangeKind
    seats: tuple[str, ...]
    was: str = ""

    @property
    def sentence(self) -> str:
        """`off JR-04 on Fri 25 Dec, 18:00-02:00 (police)`."""
        place = f"{self.duty.spoken}, {self.duty.times} ({' and '.join(self.seats)})"
        if self.what in (ChangeKind.ON, ChangeKind.OFF):
            return f"{self.what} {place}"
        return f"{self.what} on {place}, before {self.was}"


@dataclass(frozen=True)
class DutyChange:
    """A duty that is crewed or carried otherwise, or that only one of the books asks for.

    Attributes:
        before, after: its state; None where the book does not ask for it.
        off, on: (person, seat) of who left and who came; another seat is both.
    """

    duty: Duty
    before: DutyState | None
    after: DutyState | None
    vehicle_before: str | None
    vehicle_after: str | None
    off: tuple[tuple[str, str], ...]
    on: tuple[tuple[str, str], ...]

    @property
    def state(self) -> str:
        """`stood down, before crewed`."""
        after = self.after or "no longer asked for"
        if self.before is self.after:
            return str(after)
        return f"{after}, before {self.before or 'not asked for'}"

    @property
    def vehicle(self) -> str:
        """`CAR-9, before CAR-4`; empty where it is the same."""
        if self.vehicle_before == self.vehicle_after:
            return ""
        return f"{self.vehicle_after or 'no vehicle'}, before {self.vehicle_before or 'none'}"


@dataclass(frozen=True)
class Differences:
    """All that differs.

    Attributes:
        people: who is told something, with what, in order of start.
        duties: in order of start.
        inputs: one sentence each.
        names: of everybody in either book.
    """

    people: dict[str, list[PersonChange]]
    duties: list[DutyChange]
    inputs: list[str]
    names: Names

    @property
    def same_rota(self) -> bool:
        """Whether everybody sits where they sat, in the same vehicles."""
        return not self.people and not self.duties

    @property
    def summary(self) -> str:
        """What there is, counted."""
        if self.same_rota:
            return "the rota is the same"
        people, duties = len(self.people), len(self.duties)
        return (
            f"{people} {'person is' if people == 1 else 'people are'} concerned,"
            f" {duties} {'duty differs' if duties == 1 else 'duties differ'}"
        )


class _Side:
    """One of the two books."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.facts = Facts(book)
        self.view = RotaView.of(book, self.facts)
        self.seats: dict[tuple[str, str], list[str]] = defaultdict(list)
        for item in self.view.assignments:
            seat = self.facts.duty[item.duty].crew.seat(item.seat)
            self.seats[item.person, item.duty].append(seat.name or seat.id)

    def crew(self, duty: str) -> list[tuple[str, str]]:
        """Who sits where on a duty; nobody where it is not asked for."""
        if duty not in self.facts.duty:
            return []
        crew = self.view.crew_of(self.facts.duty[duty])
        return [(item.person, seat) for item in crew for seat in self.seats[item.person, duty]]

    def state(self, duty: str) -> DutyState | None:
        """How a duty is crewed; None where it is not asked for."""
        return self.view.state(self.facts.duty[duty]) if duty in self.facts.duty else None


def differences(old: Book, new: Book) -> Differences:
    """What differs between the rotas of two books.

    Raises:
        ValueError: one of them holds none.
    """
    before, after = _Side(old), _Side(new)
    everybody = {person.id: person for person in (*old.people, *new.people)}
    people: dict[str, list[PersonChange]] = defaultdict(list)
    for person, duty in {*before.seats, *after.seats}:
        if told := _person_change(before, after, person, duty):
            people[person].append(told)
    for changes in people.values():
        changes.sort(key=lambda change: (change.duty.start, change.duty.id))
    order = {name: place for place, name in enumerate(everybody)}
    every = {**before.facts.duty, **after.facts.duty}
    duties = [
        change
        for duty in sorted(every.values(), key=lambda duty: (duty.start, duty.id))
        if (change := _duty_change(before, after, duty))
    ]
    return Differences(
        {name: people[name] for name in sorted(people, key=order.__getitem__)},
        duties,
        list(_inputs(old, new)),
        Names(everybody.values()),
    )


def _person_change(before: _Side, after: _Side, person: str, duty: str) -> PersonChange | None:
    was, now = sorted(before.seats.get((person, duty), [])), sorted(after.seats.get((person, duty), []))
    if not now:
        return PersonChange(person, before.facts.duty[duty], ChangeKind.OFF, tuple(was))
    there = after.facts.duty[duty]
    if not was:
        return PersonChange(person, there, ChangeKind.ON, tuple(now))
    old = before.facts.duty[duty]
    if (old.start, old.end) != (there.start, there.end):
        return PersonChange(person, there, ChangeKind.TIMES, tuple(now), old.times)
    if was != now:
        return PersonChange(person, there, ChangeKind.SEAT, tuple(now), " and ".join(was))
    return None


def _duty_change(before: _Side, after: _Side, duty: Duty) -> DutyChange | None:
    was, now = before.crew(duty.id), after.crew(duty.id)
    change = DutyChange(
        duty,
        before.state(duty.id),
        after.state(duty.id),
        before.view.vehicles.get(duty.id),
        after.view.vehicles.get(duty.id),
        tuple(place for place in was if place not in now),
        tuple(place for place in now if place not in was),
    )
    same = change.before is change.after and not change.vehicle and not change.off and not change.on
    return None if same else change


# --- inputs


def _inputs(old: Book, new: Book) -> Iterator[str]:
    if old.period != new.period:
        first, second = (_span(book.period.first, book.period.last) for book in (new, old))
        yield f"the period is {first}, before {second}"
    was, now = ({person.id: person for person in book.people} for book in (old, new))
    yield from _come_and_gone({name: name for name in was}, {name: name for name in now}, *_THERE)
    for name in now:
        if name in was:
            yield from _person_inputs(was[name], now[name])
    yield from _vehicles(old, new)
    if old.period == new.period:
        before, after = ({duty.id: duty.spoken for duty in book.duties} for book in (old, new))
        yield from _come_and_gone(before, after, "asked for now", "no longer asked for")
    yield from _rules(old, new)
    before, after = ({name: name for name in map(_pin, book.pins)} for book in (old, new))
    yield from _come_and_gone(before, after, *_THERE)
    yield from (f"{field.replace('_', ' ')} differ" for field in _OF_BOOK if getattr(old, field) != getattr(new, field))
    versions = [book.published.version if book.published else 0 for book in (old, new)]
    if versions[0] != versions[1]:
        told = [f"version {number}" if number else "nothing" for number in versions]
        yield f"published is {told[1]}, before {told[0]}"


def _come_and_gone(was: Mapping[str, str], now: Mapping[str, str], new: str, gone: str) -> Iterator[str]:
    """Names that only one side has, the first few of them told."""
    for some, other, words in ((now, was, new), (was, now, gone)):
        names = [called for name, called in some.items() if name not in other]
        if names:
            more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            yield f"{', '.join(names[:MOST_NAMED])}{more} {'is' if len(names) == 1 else 'are'} {words}"


def _person_inputs(was: Person, now: Person) -> Iterator[str]:
    yield from (f"{now.id} is away {_when(absence)} ({absence.kind})" for absence in _only(now.absences, was.absences))
    yield from (
        f"{now.id} is no longer away {_when(absence)} ({absence.kind})" for absence in _only(was.absences, now.absences)
    )
    others = [words for field, words in _OF_PEOPLE.items() if getattr(was, field) != getattr(now, field)]
    if others:
        yield f"{now.id} differs in {', '.join(others)}"


def _vehicles(old: Book, new: Book) -> Iterator[str]:
    was: dict[str, Vehicle] = {vehicle.id: vehicle for vehicle in old.vehicles}
    now: dict[str, Vehicle] = {vehicle.id: vehicle for vehicle in new.vehicles}
    yield from _come_and_gone({name: name for name in was}, {name: name for name in now}, *_THERE)
    for name, vehicle in now.items():
        if name not in was:
            continue
        yield from (f"{name} is off the road {_when(span)}" for span in _only(vehicle.off_road, was[name].off_road))
        yield from (
            f"{name} is no longer off the road {_when(span)}" for span in _only(was[name].off_road, vehicle.off_road)
        )
        if (vehicle.call_signs, vehicle.spare_for) != (was[name].call_signs, was[name].spare_for):
            yield f"{name} carries other call signs"


def _rules(old: Book, new: Book) -> Iterator[str]:
    kinds = {entry.kind for entry in _only(new.rules, old.rules)} | {
        entry.kind for entry in _only(old.rules, new.rules)
    }
    if kinds:
        yield f"rules differ: {', '.join(sorted(kinds))}"


def _pin(pin: Pin) -> str:
    seat = f" ({pin.seat})" if pin.seat is not None else ""
    return f"the pin of {pin.person} {'off' if pin.off else 'on'} {pin.duty}{seat}"


def _only(some: Iterable[Item], others: Iterable[Item]) -> list[Item]:
    there = list(others)
    return [item for item in some if item not in there]


def _when(span: Span) -> str:
    if span.first is not None:
        return _span(span.first, span.last or span.first, on="on ")
    assert span.start is not None
    assert span.end is not None
    return (
        f"from {spoken_date(span.start.date())} {span.start:%H:%M} to {spoken_date(span.end.date())} {span.end:%H:%M}"
    )


def _span(first: date, last: date, on: str = "") -> str:
    return f"{on}{spoken_date(first)}" if first == last else f"{spoken_date(first)} to {spoken_date(last)}"


# --- as data


def as_data(found: Differences) -> dict[str, object]:
    """The differences for scripts."""
    return {
        "same_rota": found.same_rota,
        "people": [
            {
                "person": person,
                "changes": [
                    {
                        "what": change.what,
                        "duty": change.duty.id,
                        "times": change.duty.times,
                        "seats": change.seats,
                        "before": change.was or None,
                        "sentence": change.sentence,
                    }
                    for change in changes
                ],
            }
            for person, changes in found.people.items()
        ],
        "duties": [
            {
                "duty": change.duty.id,
                "state": change.after,
                "state_before": change.before,
                "vehicle": change.vehicle_after,
                "vehicle_before": change.vehicle_before,
                "off": [{"person": person, "seat": seat} for person, seat in change.off],
                "on": [{"person": person, "seat": seat} for person, seat in change.on],
            }
            for change in found.duties
        ],
        "inputs": found.inputs,
    }
