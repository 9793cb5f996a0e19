"""What a change of a book touched: the people and duties whose breaches may be others now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from constraints.facts import Facts
from constraints.view import RotaView
from models.book import Book
from models.wishes import Request

# Fields of a book that no rule reads, and those that a rule about one person or duty reads only of people it looks at.
_UNREAD = frozenset({"schema_version", "name", "description", "pins", "rota"})
_OF_PEOPLE = frozenset({"people", "requests"})
_DAY = timedelta(days=1)  # records and duties further apart than this have no minute in common, whatever the clocks do
_OTHERS = tuple(name for name in Book.model_fields if name not in _UNREAD | _OF_PEOPLE)


def same_people(before: Facts, after: Facts) -> set[str]:
    """The people of whom everything is the same in two books; nobody where more than their people differ."""
    was, now = before.book, after.book
    if not all(_same(was, now, name) for name in _OTHERS):
        return set()
    others = set(_changed_people(was, now)) | {person for person, _ in _differing_fates(before, after)}
    return {name for name in after.people if name not in others}


def same_fates(before: Facts, after: Book) -> bool:
    """Whether what is on record means the same beside another rota of a book.

    A record may be of another duty than before only where somebody has one, and a duty near its time, on which they
    are planned now and were not, or the other way round.
    """
    recorded = _times_on_record(after)
    if not recorded:
        return True
    was, now = (set(book.rota.assignments if book.rota else ()) for book in (before.book, after))
    for item in was ^ now:
        first, last = recorded.get(item.person, (None, None))
        duty = before.duty.get(item.duty)
        if first and last and duty and duty.wall_start < last + _DAY and first - _DAY < duty.wall_end:
            return Facts(after).fates == before.fates
    return True


def _times_on_record(book: Book) -> dict[str, tuple[datetime, datetime]]:
    """By person, the local times of the first and the last of what is on record."""
    found: dict[str, tuple[datetime, datetime]] = {}
    for item in (*book.carried_in.duties, *book.worked):
        first, last = found.get(item.person, (item.start, item.end))
        found[item.person] = (min(first, item.start), max(last, item.end))
    return found


@dataclass(frozen=True)
class Touched:
    """What differs between two rotas of books that share their demand, rules and records.

    Attributes:
        people: whose duties, or whose own entries in the book, are others.
        duties: whose crew, vehicle, or crew's entries in the book are others; and the next date's of the call sign.
        running: whether other duties run than before, or in other vehicles.
    """

    people: frozenset[str]
    duties: frozenset[str]
    running: bool


def same_facts(before: Book, after: Book) -> bool:
    """Whether all that rules read of two books is the same, but for the rota."""
    return all(_same(before, after, name) for name in (*_OTHERS, *_OF_PEOPLE))


def touched(before: RotaView, after: RotaView) -> Touched | None:
    """What differs between two rotas; None where their books differ in more than their people, and all may be another.

    Args:
        before, after: the rotas as worked.
    """
    was, now = before.facts.book, after.facts.book
    if not all(_same(was, now, name) for name in _OTHERS):
        return None
    changed = set(_changed_people(was, now))
    moved = _differing(_seats_by_person(before), _seats_by_person(after))
    crews = _differing(_crews(before), _crews(after))
    running = {name for name in crews if _runs(before, name) is not _runs(after, name)}
    vehicles = {name for name in after.facts.duty if before.vehicles.get(name) != after.vehicles.get(name)}
    fates = set(_differing_fates(before.facts, after.facts))
    of_changed = {item.duty for view in (before, after) for item in view.assignments if item.person in changed}
    duties = crews | vehicles | of_changed | {duty for _, duty in fates}
    return Touched(
        people=frozenset(changed | moved | {person for person, _ in fates}),
        duties=frozenset(_with_next_dates(after.facts, duties)),
        running=bool(running or vehicles),
    )


def _same(before: Book, after: Book, name: str) -> bool:
    was, now = getattr(before, name), getattr(after, name)
    return was is now or bool(was == now)


def _changed_people(before: Book, after: Book) -> Iterator[str]:
    """The people who are new, or whose entries or requests differ."""
    if before.people is not after.people:
        known = {person.id: person for person in before.people}
        yield from (item.id for item in after.people if known.get(item.id) is not item and known.get(item.id) != item)
    if before.requests is not after.requests:
        was_asked, asked = _requests_of(before), _requests_of(after)
        yield from (name for name in {**was_asked, **asked} if was_asked.get(name) != asked.get(name))


def _requests_of(book: Book) -> dict[str, list[Request]]:
    """By person, what they ask for, in the order of the book."""
    found: dict[str, list[Request]] = {}
    for item in book.requests:
        found.setdefault(item.person, []).append(item)
    return found


def _seats_by_person(view: RotaView) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for item in view.assignments:
        found.setdefault(item.person, []).append((item.duty, item.seat, item.basis))
    return found


def _crews(view: RotaView) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for name, duty in view.facts.duty.items():
        found[name] = [(item.person, item.seat, str(item.basis)) for item in view.crew_of(duty)]
    return found


def _differing(was: dict[str, list[tuple[str, ...]]], now: dict[str, list[tuple[str, ...]]]) -> set[str]:
    return {name for name in {**was, **now} if was.get(name, []) != now.get(name, [])}


def _runs(view: RotaView, name: str) -> bool:
    return view.runs(view.facts.duty[name])


def _differing_fates(before: Facts, after: Facts) -> Iterator[tuple[str, str]]:
    """(person, duty) of which something else is on record, because the rota that it is compared with has changed."""
    was, now = before.fates, after.fates
    if was is not now:
        yield from (key for key in {**was, **now} if was.get(key) != now.get(key))


def _with_next_dates(facts: Facts, duties: Iterable[str]) -> Iterator[str]:
    """Duties, and those of the same call signs on the next date: their rules look at the date before."""
    lines = {(facts.duty[name].call_sign.id, facts.duty[name].date) for name in duties}
    for name, duty in facts.duty.items():
        if (duty.call_sign.id, duty.date) in lines or (duty.call_sign.id, duty.date - _DAY) in lines:
            yield name


__all__ = ["Touched", "same_facts", "same_fates", "same_people", "touched"]
