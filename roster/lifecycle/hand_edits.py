"""Changes that were made by hand in the sheets of a solved rota, and the book with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from constraints.verify import Verdict
from models.book import Book
from models.rota import LevelScore, Rota
from models.rules import Level
from models.wishes import Pin


@dataclass(frozen=True)
class SeatChange:
    """A person put on a duty, or taken off one.

    Attributes:
        on: whether they were put on it.
        where: the cell of the change: `Rota!K12`.
    """

    person: str
    duty: str
    seat: str
    on: bool
    where: str


@dataclass(frozen=True)
class VehicleChange:
    """A duty that was given another vehicle, or none."""

    duty: str
    vehicle: str | None
    where: str


@dataclass(frozen=True)
class Mark:
    """A pin, and the cell in which it is marked."""

    pin: Pin
    where: str


@dataclass(frozen=True)
class HandEdits:
    """All changes by hand in a workbook.

    Attributes:
        solved: the rota before the changes.
        pinned, unpinned: pins that were added, and pins that were removed.
        notes: warnings about the changes, one sentence each.
    """

    solved: Rota
    changes: tuple[SeatChange, ...] = ()
    vehicles: tuple[VehicleChange, ...] = ()
    pinned: tuple[Mark, ...] = ()
    unpinned: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def changes_rota(self) -> bool:
        """Whether seats or vehicles were changed, and not only pins."""
        return bool(self.changes or self.vehicles)

    @property
    def summary(self) -> str:
        """The number of changes in words: `2 places and 1 vehicle changed by hand, 1 pinned`."""
        places = len({(item.duty, item.seat, item.person) for item in self.changes})
        changed = [_counted(places, "place"), _counted(len(self.vehicles), "vehicle")]
        amounts = " and ".join(text for text in changed if text)
        parts = [f"{amounts} changed by hand" if amounts else ""]
        parts += [
            f"{len(some)} {word}" for some, word in ((self.pinned, "pinned"), (self.unpinned, "unpinned")) if some
        ]
        return ", ".join(part for part in parts if part)

    def pins(self) -> list[Mark]:
        """Every change of a seat as a pin: a person put on a duty is pinned to it, one taken off is pinned off it."""
        found = []
        for item in self.changes:
            moved = any(other.on and (other.person, other.duty) == (item.person, item.duty) for other in self.changes)
            seat = item.seat if item.on or moved else None
            found.append(Mark(Pin(person=item.person, duty=item.duty, seat=seat, off=not item.on), item.where))
        return list({mark.pin: mark for mark in found}.values())


def pins_after(pins: Iterable[Pin], edits: HandEdits, more: Sequence[Mark] = ()) -> tuple[Pin, ...]:
    """A book's pins after hand edits: without the removed ones, with the new ones.

    Pins that a change contradicts are removed too: a pin to a duty that the person was taken off, and a pin off a duty
    that the person was put on.

    Args:
        pins: of the book before.
        edits: the changes by hand.
        more: further pins to be added.
    """
    removed = {(mark.pin.person, mark.pin.duty, False) for mark in edits.unpinned}
    removed |= {(item.person, item.duty, item.on) for item in edits.changes}
    kept = [pin for pin in pins if (pin.person, pin.duty, pin.off) not in removed]
    return tuple(dict.fromkeys([*kept, *(mark.pin for mark in (*edits.pinned, *more))]))


def without_unknown(rota: Rota, book: Book) -> Rota:
    """Removes from a rota the people, duties and seats that a book no longer has; vehicles stay as they are."""
    people, duties = {person.id for person in book.people}, {duty.id: duty for duty in book.duties}
    return rota.model_copy(
        update={
            "assignments": tuple(
                item
                for item in rota.assignments
                if item.person in people
                and item.duty in duties
                and item.seat in {seat.id for seat in duties[item.duty].crew.seats}
            ),
            "duties": tuple(record for record in rota.duties if record.duty in duties),
        }
    )


def unproven_scores(verdict: Verdict) -> tuple[LevelScore, ...]:
    """The score of a rota at each level, without any proof: the rota was changed by hand."""
    return tuple(
        LevelScore(level=level, value=value)
        for level, value in verdict.values.items()
        if level is not Level.DISTURBANCE or value
    )


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""


def as_data(edits: HandEdits) -> dict[str, object]:
    """The edits for scripts."""
    return {
        "summary": edits.summary,
        "changes": [
            {"person": item.person, "duty": item.duty, "seat": item.seat, "on": item.on, "cell": item.where}
            for item in edits.changes
        ],
        "vehicles": [{"duty": item.duty, "vehicle": item.vehicle, "cell": item.where} for item in edits.vehicles],
        "pinned": [mark.pin.model_dump(mode="json") | {"cell": mark.where} for mark in edits.pinned],
        "unpinned": [mark.pin.model_dump(mode="json") | {"cell": mark.where} for mark in edits.unpinned],
    }
