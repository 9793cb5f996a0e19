"""Pins that a change of the rota contradicts: they are removed with it, as for changes by hand in a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.book import Book
from models.wishes import Pin
from roster.desk.changes.change import Change
from roster.desk.changes.drafts.book_draft import BookDraft
from roster.desk.changes.drafts.ordered import content_key
from roster.desk.changes.keys import pinned_duty
from roster.desk.changes.kinds.pins import Unpin
from roster.desk.changes.kinds.rota import Assign, Clear


def release_pins(draft: BookDraft, changes: Sequence[Change]) -> None:
    """Removes from a draft the pins that people are put against, or taken off against."""
    contradicted = contradicted_pins(draft.before, changes)
    if contradicted:
        pins = draft.section("pins")
        for pin in contradicted:
            pins.remove(content_key(pin))


def contradicted_pins(book: Book, changes: Iterable[Change]) -> list[Pin]:
    """The pins of a book that changes of its rota contradict.

    A pin on a duty, where the person leaves it, or the seat that the pin names; a pin off a duty, where the person is
    put on it, or into the seat that the pin names. A pin that one of the changes removes is none of them.
    """
    if not book.pins:
        return []
    changes = tuple(changes)
    removed = {item.pin for item in changes if isinstance(item, Unpin)}
    put = {(item.person, item.duty): item.seat for item in changes if isinstance(item, Assign)}
    taken = {(item.person, item.duty): item.seat for item in changes if isinstance(item, Clear)}
    found = []
    for pin in book.pins:
        if pin in removed or pin.person not in {person for person, _ in (*put, *taken)}:
            continue
        place = (pin.person, pinned_duty(pin.duty, book))
        if pin.off:
            against = place in put and pin.seat in (None, put[place])
        else:
            left = place in taken and pin.seat in (None, taken[place])
            against = left and not (place in put and pin.seat in (None, put[place]))
        if against:
            found.append(pin)
    return found


__all__ = ["contradicted_pins", "release_pins"]
