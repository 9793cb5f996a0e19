"""People who fall ill and vehicles that break down: checks them against a book and writes them into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from constraints.facts import Facts
from constraints.facts.into_absence import IntoAbsence
from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.lookup.duty_references import find_duty
from models.lookup.names import NameLookup, UnknownNameError
from models.people import Absence, AbsenceKind
from models.problems import Problem
from models.service import OffRoad
from models.wishes import Pin
from roster.analysis.names import person_lookup
from roster.lifecycle.planned_work import worked_as_planned

Item = TypeVar("Item")
REASON = "off the road at short notice"


@dataclass(frozen=True)
class Away:
    """A person or a vehicle that is unavailable from a first to a last date, both included."""

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
        """Whether a duty starts on one of these dates."""
        return self.first <= duty.date <= self.last

    @property
    def absence(self) -> Absence:
        """The absence of a person, as it is written into a book."""
        return Absence(kind=AbsenceKind.SICKNESS, first=self.first, last=self.last)


@dataclass(frozen=True)
class Outage:
    """The people and vehicles that are unavailable, and what is not known of others.

    Attributes:
        unsure: (person, duty) of those who were asked and did not reply: put on these duties last.
    """

    absent: tuple[Away, ...] = ()
    off_road: tuple[Away, ...] = ()
    unsure: frozenset[tuple[str, str]] = frozenset()

    @property
    def first(self) -> date:
        """The earliest date of any of them."""
        return min(item.first for item in (*self.absent, *self.off_road))

    def with_ids(self, book: Book) -> Outage:
        """The outage with the ids of the people and vehicles that it names; a name that is not clear stays."""
        people = person_lookup(book.people)
        vehicles = NameLookup((vehicle.id, vehicle.name) for vehicle in book.vehicles)
        return replace(
            self,
            absent=tuple(_with_id(item, people) for item in self.absent),
            off_road=tuple(_with_id(item, vehicles) for item in self.off_road),
        )

    def mistakes(self, book: Book) -> list[Problem]:
        """Finds mistakes in the outage, such as unknown names; paths are `absent` or `off_road` with a number."""
        found = []
        for section, word, some, known in (
            ("absent", "person", self.absent, person_lookup(book.people)),
            ("off_road", "vehicle", self.off_road, NameLookup((item.id, item.name) for item in book.vehicles)),
        ):
            for index, item in enumerate(some):
                try:
                    known.find(item.name, word)
                except UnknownNameError as error:
                    none = "; the book has none" if word == "vehicle" and not book.vehicles else ""
                    found.append(Problem((section, index), f"{error}{none}"))
                if item.last < item.first:
                    found.append(Problem((section, index), f"ends on {item.last}, before it starts on {item.first}"))
                elif item.last < book.period.first or book.period.last < item.first:
                    period = f"{book.period.first} to {book.period.last}"
                    found.append(Problem((section, index), f"none of its dates lies in the period, {period}"))
        return found

    def written_into(self, book: Book, as_of: date | None = None) -> Book:
        """Makes a book that has the outage among its inputs, but no rota, and no pin that the outage makes impossible.

        Args:
            book: with the rota that is to be repaired.
            as_of: duties that begin before this day are past: one that runs into an absence is recorded as worked.
                None: no duty is past.
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
        begun = (worked_as_planned(item.name, duty, book.period.zone) for item, duty in self.already_begun(book, as_of))
        fields = {"people": tuple(people), "vehicles": tuple(vehicles), "worked": (*book.worked, *begun)}
        return book.model_copy(update={"rota": None}).changed(pins=pins, **fields)

    def already_begun(self, book: Book, as_of: date) -> list[tuple[Away, Duty]]:
        """Duties of the rota that began before a day and run further into an absence than the rules allow."""
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
        """Pins that put people on duties that their absence now keeps them off."""
        for pin in book.pins:
            duty = find_duty(pin.duty, book.duties)
            if not pin.off and any(
                item.name == pin.person and _keeps_off(item, duty, book, as_of) for item in self.absent
            ):
                yield pin

    def touched(self, book: Book, as_of: date) -> dict[Away, list[Duty]]:
        """Person or vehicle -> the duties of the book's rota that they are on and cannot do."""
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
    """Whether an absence keeps a person off a duty: it starts then, or it is to come and runs too far into it."""
    return item.covers(duty) or (duty.date >= as_of and IntoAbsence.of(book.rules).keeps_off(item.absence, duty))


def _with_id(item: Away, lookup: NameLookup) -> Away:
    """The item with the id that its name means, where that is clear."""
    ids = lookup.ids(item.name)
    return replace(item, name=ids[0]) if len(ids) == 1 else item


def _with(some: Sequence[Item], more: Sequence[Item]) -> tuple[Item, ...]:
    """The items with those of `more` that are not among them yet."""
    return (*some, *(item for item in dict.fromkeys(more) if item not in some))
