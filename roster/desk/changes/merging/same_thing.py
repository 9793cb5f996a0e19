"""Finds changes of two sides that are about the same thing: by their keys, and by what the rota becomes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from models.book import Book
from models.duty import Duty
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.change import Change
from roster.desk.changes.keys import ROTA
from roster.desk.changes.kinds.pins import PinPerson
from roster.desk.changes.kinds.records import RemoveRecord
from roster.desk.changes.kinds.rota import Assign, Clear, GiveVehicle
from roster.desk.changes.kinds.whole_rota import DropRota
from roster.desk.changes.merging.attribution import Authored
from roster.desk.changes.merging.clash import Clash


def clashes_of_keys(base: Book, head: Book, theirs: Sequence[Authored], mine: Sequence[Authored]) -> Iterator[Clash]:
    """Yields the pairs of changes that touch the same thing, or of which one removes what the other relies on.

    Args:
        base: the book that both sides began with.
        head: the book with their changes.
        theirs: what is left of the changes that were there first.
        mine: what is left to do of the changes that come now.
    """
    words, names = BookWords(head), BookWords(base)
    full = set(_full_seats(words, mine))
    touched = _by_key(theirs, lambda change: change.touches(base))
    relied_on = _by_key(theirs, lambda change: change.relies_on(base))
    for item in mine:
        others: dict[int, tuple[Authored, str]] = {}
        for key in sorted(item.change.touches(base)):
            others |= {id(other): (other, key) for other in (*touched.get(key, ()), *relied_on.get(key, ()))}
        for key in sorted(item.change.relies_on(base)):
            others |= {id(other): (other, key) for other in touched.get(key, ())}
        for other, key in others.values():
            if key.startswith("seat "):
                why = _of_seat(other.change, item.change, key, words, full)
            else:
                why = _of_key(other.change, item.change, key, names)
            if why is not None:
                yield Clash(other, item, why)


def clashes_of_people(base: Book, head: Book, theirs: Sequence[Authored], mine: Sequence[Authored]) -> Iterator[Clash]:
    """Yields pairs that put a person on two duties of one date or at one time, or pin them against the other."""
    words = BookWords(head)
    by_person: dict[str, list[Authored]] = defaultdict(list)
    for other in theirs:
        if isinstance(other.change, Assign | Clear | PinPerson):
            by_person[other.change.person].append(other)
    for item in mine:
        if isinstance(item.change, Assign | Clear | PinPerson):
            for other in by_person.get(item.change.person, ()):
                if (why := _of_person(other.change, item.change, words)) is not None:
                    yield Clash(other, item, why)
    vehicles = [other for other in theirs if isinstance(other.change, GiveVehicle) and other.change.vehicle]
    for item in mine:
        for other in vehicles:
            if (why := _of_vehicle(other.change, item.change, words)) is not None:
                yield Clash(other, item, why)


# --- the same key


def _by_key(items: Iterable[Authored], keys: object) -> dict[str, list[Authored]]:
    found: dict[str, list[Authored]] = defaultdict(list)
    for item in items:
        for key in keys(item.change):  # type: ignore[operator]
            found[key].append(item)
    return found


def _of_seat(theirs: Change, mine: Change, key: str, words: BookWords, full: set[str]) -> str | None:
    """Why two changes of one seat cannot both be; None where they can."""
    if not (isinstance(theirs, Assign) and isinstance(mine, Assign) and key in full):
        return None
    seat = words.seat(mine.duty, mine.seat)
    return f"both fill the seat {seat} of {words.duty(mine.duty)}, which has no room for both"


def _of_key(theirs: Change, mine: Change, key: str, names: BookWords) -> str:
    """Why two changes that share a key cannot both be."""
    if key == ROTA:
        drops = isinstance(theirs, DropRota) or isinstance(mine, DropRota)
        return "one removes the rota, the other sets it" if drops else "both set how the rota was made"
    removed = isinstance(theirs, RemoveRecord) is not isinstance(mine, RemoveRecord)
    return f"one removes {names.key(key)}" if removed else f"both are about {names.key(key)}"


def _full_seats(words: BookWords, mine: Sequence[Authored]) -> Iterator[str]:
    """The keys of the seats that would hold more people than they have room for."""
    if words.book.rota is None:
        return
    people = Counter((item.duty, item.seat) for item in words.book.rota.assignments)
    for item in mine:
        if isinstance(item.change, Clear):
            people[item.change.duty, item.change.seat] -= 1
        if isinstance(item.change, Assign):
            people[item.change.duty, item.change.seat] += 1
    for (duty, seat), number in people.items():
        known = words.duties.get(duty)
        room = next((item.maximum for item in known.crew.seats if item.id == seat), 0) if known else 0
        if number > room:
            yield f"seat {duty}#{seat}"


# --- the same person, the same vehicle


def _of_person(theirs: Change, mine: Change, words: BookWords) -> str | None:
    for pin, other in ((theirs, mine), (mine, theirs)):
        if isinstance(pin, PinPerson) and isinstance(other, Assign | Clear):
            against = pin.off if isinstance(other, Assign) else not pin.off
            same_seat = pin.seat in (None, other.seat)
            if against and same_seat and pin.duty_of(words.book) == other.duty:
                done = "puts them on it" if isinstance(other, Assign) else "takes them off it"
                return (
                    f"one pins {words.person(pin.person)} {'off' if pin.off else 'on'} {words.duty(other.duty)},"
                    f" the other {done}"
                )
    places = [_placed(change, words) for change in (theirs, mine)]
    first, second = places
    if first is None or second is None or first.id == second.id:
        return None
    person = words.person(getattr(mine, "person", ""))
    if first.start < second.end and second.start < first.end:
        return f"{person} would be on {first.spoken} and on {second.spoken} at the same time"
    if first.date == second.date:
        return f"{person} would be on {first.called} and on {second.spoken}, the same date"
    return None


def _placed(change: Change, words: BookWords) -> Duty | None:
    """The duty that a change puts or pins a person on."""
    if isinstance(change, Assign):
        return words.duties.get(change.duty)
    if isinstance(change, PinPerson) and not change.off:
        return words.duties.get(change.duty_of(words.book))
    return None


def _of_vehicle(theirs: Change, mine: Change, words: BookWords) -> str | None:
    if not (isinstance(theirs, GiveVehicle) and isinstance(mine, GiveVehicle) and theirs.vehicle == mine.vehicle):
        return None
    first, second = words.duties.get(theirs.duty), words.duties.get(mine.duty)
    if first is None or second is None or first.id == second.id:
        return None
    if first.start < second.end and second.start < first.end:
        return f"{mine.vehicle} would carry {first.spoken} and {second.spoken} at the same time"
    return None


__all__ = ["clashes_of_keys", "clashes_of_people"]
