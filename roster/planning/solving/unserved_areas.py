"""Finds the seats that nobody may fill, because nobody of their roles serves the area or holds what they ask for."""

from __future__ import annotations

from collections.abc import Iterator

from models.book import Book
from models.people import Person
from models.period import Area
from models.service import Seat
from models.text.lists import listed


def unserved_seats(book: Book) -> Iterator[str]:
    """A sentence for each needed seat of a call sign that nobody in the book may fill.

    It compares people's areas with those of the services, so it can be said before anything is solved.
    """
    areas = {area.id: area for area in book.areas}
    asked = {
        (duty.call_sign.id, area, seat.id): seat
        for duty in book.duties
        for area in book.area_names.ids(duty.call_sign.area)[:1]
        for seat in duty.crew.seats
        if seat.minimum
    }
    for (call_sign, area, _), seat in asked.items():
        if why := _why_nobody(book, seat, areas[area]):
            yield f"no duty of {call_sign} that needs a {listed(seat.roles, 'or')} can run: {why}"


def _why_nobody(book: Book, seat: Seat, area: Area) -> str:
    """Why nobody may fill a seat in an area; empty where somebody may."""
    where = f"{area.name} ({area.id})" if area.name and area.name != area.id else area.id
    of_role = [person for person in book.people if person.role in seat.roles]
    roles = listed(seat.roles, "or")
    if not of_role:
        return f"the book has no {roles}"
    there = [person for person in of_role if _serves(book, person, area.id)]
    if not there:
        return f"none of the {len(of_role)} who could be its {roles} serves {where}; name it in somebody's areas"
    needed = set(seat.qualifications)
    if not any(needed <= {held.id for held in person.qualifications} for person in there):
        return f"no {roles} who serves {where} holds {listed(seat.qualifications)}"
    return ""


def _serves(book: Book, person: Person, area: str) -> bool:
    """Whether a person may work in an area; who names none works in all."""
    return not person.areas or any(area in book.area_names.ids(name) for name in person.areas)


__all__ = ["unserved_seats"]
