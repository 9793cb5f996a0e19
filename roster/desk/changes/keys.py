"""Keys of what changes touch: short texts that two changes share when they are about the same thing."""

from __future__ import annotations

from models.book import Book
from models.lookup.duty_references import DutyReferenceError, find_duty


def seat_key(duty: str, seat: str) -> str:
    """A seat of a duty: `seat JR20@2026-12-04/late#police`."""
    return f"seat {duty}#{seat}"


def duty_key(duty: str) -> str:
    """That a duty is asked for, with its times and crew: `duty JR20@2026-12-04/late`."""
    return f"duty {duty}"


def vehicle_key(duty: str) -> str:
    """The vehicle of a duty: `vehicle of JR20@2026-12-04/late`."""
    return f"vehicle of {duty}"


def pin_key(person: str, duty: str) -> str:
    """The pins of a person on or off a duty: `pin SC12 JR20@2026-12-04/late`."""
    return f"pin {person} {duty}"


def pinned_duty(reference: str, book: Book) -> str:
    """The id of the duty that a pin names; the text as it is where the book has no such duty."""
    if any(duty.id == reference for duty in book.duties):  # quicker than finding it by its parts
        return reference
    try:
        return find_duty(reference, book.duties).id
    except DutyReferenceError:
        return reference


def record_key(section: str, name: str) -> str:
    """That a record is there: `record people/SC12`; `name` is its id, or the key of what it says."""
    return f"record {section}/{name}"


def field_key(section: str, name: str, field: str) -> str:
    """A field of a record: `record people/SC12/caps`."""
    return f"record {section}/{name}/{field}"


def item_key(section: str, name: str, field: str, item: str) -> str:
    """An item of a list in a record, by the key of what it says: `record people/SC12/absences/0123abcd`."""
    return f"record {section}/{name}/{field}/{item}"


def detail_key(field: str) -> str:
    """A field of the book itself: `book description`."""
    return f"book {field}"


def order_key(section: str) -> str:
    """The order of the records of a list: `order of people`."""
    return f"order of {section}"


ROTA = "rota"  # how the rota was made, its scores and cures


__all__ = [
    "ROTA",
    "detail_key",
    "duty_key",
    "field_key",
    "item_key",
    "order_key",
    "pin_key",
    "pinned_duty",
    "record_key",
    "seat_key",
    "vehicle_key",
]
