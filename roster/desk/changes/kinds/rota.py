"""Changes of the rota: people put on duties and taken off them, and the vehicles of duties."""

from __future__ import annotations

from typing import ClassVar, Literal

from constraints.facts import Facts
from models.base import Id
from models.book import Book
from models.rota import Assignment, Basis
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.change import Change, Stage
from roster.desk.changes.drafts.book_draft import BookDraft
from roster.desk.changes.keys import duty_key, record_key, seat_key, vehicle_key
from roster.lifecycle.edited_rota import basis_by_hand


class Assign(Change):
    """Puts a person into a seat of a duty.

    Attributes:
        person: who.
        duty: on which duty, `CALLSIGN@DATE/SHIFT`.
        seat: in which seat of its crew.
        basis: in rostered time or on an offer; where absent, what the person's posting or team makes it.
    """

    stage: ClassVar = Stage.ASSIGN
    kind: Literal["assign"] = "assign"
    person: Id
    duty: str
    seat: Id
    basis: Basis | None = None

    def apply(self, draft: BookDraft) -> None:
        draft.rota.seat(self.person, self.duty, self.seat, self.basis)

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({seat_key(self.duty, self.seat)})

    def relies_on(self, book: Book) -> frozenset[str]:
        return frozenset({duty_key(self.duty), record_key("people", self.person)})

    def is_done(self, book: Book) -> bool:
        there = place_of(book, self.person, self.duty)
        if there is None or there.seat != self.seat:
            return False
        return there.basis is (self.basis or basis_by_hand(Facts(book), self.person, self.duty))

    def in_words(self, words: BookWords) -> str:
        return f"Put {words.person(self.person)} on {words.duty(self.duty)} ({words.seat(self.duty, self.seat)})"


class Clear(Change):
    """Takes a person out of a seat of a duty.

    Attributes:
        person: who.
        duty: which duty they leave.
        seat: the seat they leave.
    """

    stage: ClassVar = Stage.CLEAR
    kind: Literal["clear"] = "clear"
    person: Id
    duty: str
    seat: Id

    def apply(self, draft: BookDraft) -> None:
        draft.rota.unseat(self.person, self.duty, self.seat)

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({seat_key(self.duty, self.seat)})

    def is_done(self, book: Book) -> bool:
        return place_of(book, self.person, self.duty) is None

    def in_words(self, words: BookWords) -> str:
        return f"Take {words.person(self.person)} off {words.duty(self.duty)} ({words.seat(self.duty, self.seat)})"


class GiveVehicle(Change):
    """Gives a duty another vehicle, or none.

    Attributes:
        duty: which duty.
        vehicle: the id of the vehicle; None for no vehicle.
    """

    stage: ClassVar = Stage.VEHICLE
    kind: Literal["give vehicle"] = "give vehicle"
    duty: str
    vehicle: Id | None = None

    def apply(self, draft: BookDraft) -> None:
        draft.rota.give_vehicle(self.duty, self.vehicle)

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({vehicle_key(self.duty)})

    def relies_on(self, book: Book) -> frozenset[str]:
        vehicle = {record_key("vehicles", self.vehicle)} if self.vehicle else set()
        return frozenset({duty_key(self.duty), *vehicle})

    def is_done(self, book: Book) -> bool:
        records = book.rota.duties if book.rota else ()
        return any((record.duty, record.vehicle) == (self.duty, self.vehicle) for record in records)

    def in_words(self, words: BookWords) -> str:
        if self.vehicle is None:
            return f"Take the vehicle off {words.duty(self.duty)}"
        return f"Give {words.vehicle(self.vehicle)} to {words.duty(self.duty)}"


def place_of(book: Book, person: str, duty: str) -> Assignment | None:
    """The place of a person on a duty; None where they are not on it."""
    assignments = book.rota.assignments if book.rota else ()
    return next((item for item in assignments if (item.person, item.duty) == (person, duty)), None)


__all__ = ["Assign", "Clear", "GiveVehicle", "place_of"]
