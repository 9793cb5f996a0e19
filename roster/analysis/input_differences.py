"""Compares the inputs of two books: people, vehicles, duties, rules, pins; one sentence for each difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from models.book import Book
from models.clock import spoken_date
from models.people import Person, Span
from models.service import Vehicle
from models.text.lists import first_few
from models.wishes import Pin

Item = TypeVar("Item")
MOST_NAMED = 3  # added or removed things named in one sentence; the others are counted
# Fields of a person -> their names in sentences. A sentence says that they differ, but not how.
_OF_PEOPLE = {
    "name": "name",
    "role": "role",
    "areas": "areas",
    "joined": "date of joining",
    "tags": "tags",
    "qualifications": "qualifications",
    "posting": "posting",
    "team": "team",
    "offers": "offers",
    "caps": "caps",
    "day_job": "day job",
    "phone": "phone number",
    "email": "e-mail address",
}
_THERE = ("new", "no longer there")
# Sections of a book; a sentence says that they differ, but not how.
_OF_BOOK = ("requests", "carried_in", "worked", "derogations", "teams", "crews", "shifts")


def input_differences(old: Book, new: Book) -> Iterator[str]:
    """Yields a sentence for each input that differs."""
    if old.period != new.period:
        first, second = (dates_in_words(book.period.first, book.period.last) for book in (new, old))
        yield f"the period is {first}, before {second}"
    was, now = ({person.id: person for person in book.people} for book in (old, new))
    yield from _added_and_removed({name: name for name in was}, {name: name for name in now}, *_THERE)
    for name in now:
        if name in was:
            yield from _person_differences(was[name], now[name])
    yield from _vehicle_differences(old, new)
    if old.period == new.period:
        before, after = ({duty.id: duty.spoken for duty in book.duties} for book in (old, new))
        yield from _added_and_removed(before, after, "asked for now", "no longer asked for")
    yield from _rule_differences(old, new)
    before, after = ({name: name for name in map(_pin_in_words, book.pins)} for book in (old, new))
    yield from _added_and_removed(before, after, *_THERE)
    yield from (f"{field.replace('_', ' ')} differ" for field in _OF_BOOK if getattr(old, field) != getattr(new, field))
    versions = [book.published.version if book.published else 0 for book in (old, new)]
    if versions[0] != versions[1]:
        published = [f"version {number}" if number else "nothing" for number in versions]
        yield f"published is {published[1]}, before {published[0]}"


def _added_and_removed(was: Mapping[str, str], now: Mapping[str, str], added: str, removed: str) -> Iterator[str]:
    """Sentences about names that only one of two books has."""
    for some, other, words in ((now, was, added), (was, now, removed)):
        names = [called for name, called in some.items() if name not in other]
        if names:
            yield f"{first_few(names, MOST_NAMED)} {'is' if len(names) == 1 else 'are'} {words}"


def _person_differences(was: Person, now: Person) -> Iterator[str]:
    yield from (
        f"{now.id} is away {span_in_words(absence)} ({absence.kind})" for absence in _only(now.absences, was.absences)
    )
    yield from (
        f"{now.id} is no longer away {span_in_words(absence)} ({absence.kind})"
        for absence in _only(was.absences, now.absences)
    )
    others = [words for field, words in _OF_PEOPLE.items() if getattr(was, field) != getattr(now, field)]
    if others:
        yield f"{now.id} differs in {', '.join(others)}"


def _vehicle_differences(old: Book, new: Book) -> Iterator[str]:
    was: dict[str, Vehicle] = {vehicle.id: vehicle for vehicle in old.vehicles}
    now: dict[str, Vehicle] = {vehicle.id: vehicle for vehicle in new.vehicles}
    yield from _added_and_removed({name: name for name in was}, {name: name for name in now}, *_THERE)
    for name, vehicle in now.items():
        if name not in was:
            continue
        yield from (
            f"{name} is off the road {span_in_words(span)}" for span in _only(vehicle.off_road, was[name].off_road)
        )
        yield from (
            f"{name} is no longer off the road {span_in_words(span)}"
            for span in _only(was[name].off_road, vehicle.off_road)
        )
        if (vehicle.call_signs, vehicle.spare_for) != (was[name].call_signs, was[name].spare_for):
            yield f"{name} carries other call signs"


def _rule_differences(old: Book, new: Book) -> Iterator[str]:
    kinds = {entry.kind for entry in _only(new.rules, old.rules)} | {
        entry.kind for entry in _only(old.rules, new.rules)
    }
    if kinds:
        yield f"rules differ: {', '.join(sorted(kinds))}"


def _pin_in_words(pin: Pin) -> str:
    seat = f" ({pin.seat})" if pin.seat is not None else ""
    return f"the pin of {pin.person} {'off' if pin.off else 'on'} {pin.duty}{seat}"


def _only(some: Iterable[Item], others: Iterable[Item]) -> list[Item]:
    """The items that are not among others."""
    there = list(others)
    return [item for item in some if item not in there]


def span_in_words(span: Span) -> str:
    """The dates or times of an absence or of time off the road, in words."""
    if span.first is not None:
        return dates_in_words(span.first, span.last or span.first, on="on ")
    assert span.start is not None
    assert span.end is not None
    return (
        f"from {spoken_date(span.start.date())} {span.start:%H:%M} to {spoken_date(span.end.date())} {span.end:%H:%M}"
    )


def dates_in_words(first: date, last: date, on: str = "") -> str:
    """`Fri 4 Dec`, or `Fri 4 Dec to Sun 6 Dec`; `on` goes before a single date."""
    return f"{on}{spoken_date(first)}" if first == last else f"{spoken_date(first)} to {spoken_date(last)}"
