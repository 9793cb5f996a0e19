"""People who fall ill and vehicles that break down: checked against a book, and written into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from models.book import Book
from models.clock import spoken_date
from models.duty import Duty, find_duty
from models.people import Absence, AbsenceKind
from models.problems import Problem, did_you_mean
from models.service import OffRoad
from models.wishes import Pin
from roster.report.names import unknown_person

Kind = TypeVar("Kind")
REASON = "off the road at short notice"


@dataclass(frozen=True)
class Away:
    """A person or a vehicle that is not there, from a date to a date, both included."""

    name: str
    first: date
    last: date

    @property
    def spoken(self) -> str:
        """`P02 from Thu 10 Dec to Sat 12 Dec`."""
        if self.first == self.last:
            return f"{self.name} on {spoken_date(self.first)}"
        return f"{self.name} from {spoken_date(self.first)} to {spoken_date(self.last)}"

    def covers(self, duty: Duty) -> bool:
        """Whether a duty starts in that time."""
        return self.first <= duty.date <= self.last


@dataclass(frozen=True)
class Outage:
    """Who and what is not there."""

    absent: tuple[Away, ...] = ()
    off_road: tuple[Away, ...] = ()

    @property
    def first(self) -> date:
        """The first date of it all."""
        return min(item.first for item in (*self.absent, *self.off_road))

    def mistakes(self, book: Book) -> list[Problem]:
        """What is wrong with it; paths are `absent` or `off_road` with a number."""
        found = []
        for section, word, some, known in (
            ("absent", "person", self.absent, [person.id for person in book.people]),
            ("off_road", "vehicle", self.off_road, [vehicle.id for vehicle in book.vehicles]),
        ):
            for index, item in enumerate(some):
                if word == "person" and (problem := unknown_person(book.people, item.name)):
                    found.append(Problem((section, index), problem))
                elif item.name not in known:
                    hint = did_you_mean(item.name, known) or ("" if known else "; the book has none")
                    found.append(Problem((section, index), f"{word} '{item.name}' is unknown{hint}"))
                if item.last < item.first:
                    found.append(Problem((section, index), f"ends on {item.last}, before it starts on {item.first}"))
                elif item.last < book.period.first or book.period.last < item.first:
                    period = f"{book.period.first} to {book.period.last}"
                    found.append(Problem((section, index), f"none of its dates lies in the period, {period}"))
        return found

    def written_into(self, book: Book) -> Book:
        """The book with it among its inputs, and without pins that cannot hold any longer."""
        people = [
            person.model_copy(
                update={
                    "absences": _with(
                        person.absences,
                        [
                            Absence(kind=AbsenceKind.SICKNESS, first=item.first, last=item.last)
                            for item in self.absent
                            if item.name == person.id
                        ],
                    )
                }
            )
            for person in book.people
        ]
        vehicles = [
            vehicle.model_copy(
                update={
                    "off_road": _with(
                        vehicle.off_road,
                        [
                            OffRoad(first=item.first, last=item.last, reason=REASON)
                            for item in self.off_road
                            if item.name == vehicle.id
                        ],
                    )
                }
            )
            for vehicle in book.vehicles
        ]
        void = list(self.void_pins(book))
        pins = tuple(pin for pin in book.pins if not any(pin is other for other in void))
        return book.changed(people=tuple(people), vehicles=tuple(vehicles), pins=pins)

    def void_pins(self, book: Book) -> Iterator[Pin]:
        """The pins of people on duties from which they are now away."""
        for pin in book.pins:
            duty = find_duty(pin.duty, book.duties)
            if not pin.off and any(item.name == pin.person and item.covers(duty) for item in self.absent):
                yield pin

    def touched(self, book: Book) -> dict[Away, list[Duty]]:
        """By person and vehicle, the duties of the book's rota that they are on in that time."""
        assert book.rota is not None
        duties = {duty.id: duty for duty in book.duties}
        on = [(item.person, duties[item.duty]) for item in book.rota.assignments]
        carries = [(record.vehicle, duties[record.duty]) for record in book.rota.duties]
        return {
            item: [duty for name, duty in places if name == item.name and item.covers(duty)]
            for some, places in ((self.absent, on), (self.off_road, carries))
            for item in some
        }


def _with(some: Sequence[Kind], more: Sequence[Kind]) -> tuple[Kind, ...]:
    return (*some, *(item for item in dict.fromkeys(more) if item not in some))
