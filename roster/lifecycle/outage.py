"""People who fall ill and vehicles that break down: checked against a book, and written into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from constraints.facts import Facts
from constraints.facts.into_absence import IntoAbsence
from models.book import Book
from models.clock import spoken_date
from models.duty import Duty, find_duty
from models.people import Absence, AbsenceKind
from models.problems import Problem, did_you_mean
from models.service import OffRoad
from models.wishes import Pin
from roster.analysis.names import unknown_person
from roster.lifecycle.planned_work import worked_as_planned

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

    @property
    def absence(self) -> Absence:
        """A person's, as it is written into a book."""
        return Absence(kind=AbsenceKind.SICKNESS, first=self.first, last=self.last)


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

    def written_into(self, book: Book, as_of: date | None = None) -> Book:
        """The book without its rota, with it among the inputs, and without pins that cannot hold any longer.

        Args:
            as_of: what begins before this day is past (nothing, when absent): a duty of the rota that runs on into
                somebody's absence is written down as worked.
        """
        people = [
            person.model_copy(
                update={
                    "absences": _with(
                        person.absences,
                        [item.absence for item in self.absent if item.name == person.id],
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
        as_of = as_of or book.period.first
        void = list(self.void_pins(book, as_of))
        pins = tuple(pin for pin in book.pins if not any(pin is other for other in void))
        begun = (worked_as_planned(item.name, duty, book.period.zone) for item, duty in self.begun(book, as_of))
        fields = {"people": tuple(people), "vehicles": tuple(vehicles), "worked": (*book.worked, *begun)}
        return book.model_copy(update={"rota": None}).changed(pins=pins, **fields)

    def begun(self, book: Book, as_of: date) -> list[tuple[Away, Duty]]:
        """The duties of the rota that began before a day and run further into somebody's absence than they may."""
        facts = Facts(book)
        return [
            (item, duty)
            for item in self.absent
            for assignment in (book.rota.assignments if book.rota else ())
            if assignment.person == item.name
            and (duty := facts.duty[assignment.duty]).date < as_of
            and facts.into_absence.keeps_off(item.absence, duty)
            and (item.name, duty.id) not in facts.fates
        ]

    def void_pins(self, book: Book, as_of: date) -> Iterator[Pin]:
        """The pins of people on duties from which they are now away."""
        for pin in book.pins:
            duty = find_duty(pin.duty, book.duties)
            if not pin.off and any(
                item.name == pin.person and _keeps_off(item, duty, book, as_of) for item in self.absent
            ):
                yield pin

    def touched(self, book: Book, as_of: date) -> dict[Away, list[Duty]]:
        """By person and vehicle, the duties of the book's rota that they are on and cannot be on."""
        assert book.rota is not None
        duties = {duty.id: duty for duty in book.duties}
        on = [(item.person, duties[item.duty]) for item in book.rota.assignments]
        carries = [(record.vehicle, duties[record.duty]) for record in book.rota.duties]
        return {
            item: [duty for name, duty in on if name == item.name and _keeps_off(item, duty, book, as_of)]
            for item in self.absent
        } | {
            item: [duty for name, duty in carries if name == item.name and item.covers(duty)] for item in self.off_road
        }


def _keeps_off(item: Away, duty: Duty, book: Book, as_of: date) -> bool:
    """Whether an absence keeps somebody off a duty: it starts in it, or has not begun yet and runs too far into it."""
    return item.covers(duty) or (duty.date >= as_of and IntoAbsence.of(book.rules).keeps_off(item.absence, duty))


def _with(some: Sequence[Kind], more: Sequence[Kind]) -> tuple[Kind, ...]:
    return (*some, *(item for item in dict.fromkeys(more) if item not in some))
