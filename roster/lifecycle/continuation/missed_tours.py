"""Past absences of officers on teams: without them, the tours they missed would count as worked."""

from __future__ import annotations

from datetime import date, datetime, time

from constraints.facts import REACH
from models.people import Absence, Person
from models.text.lists import first_few
from roster.lifecycle.continuation.book_pair import ONE_DAY, BookPair


def people_with_absences(books: BookPair) -> list[Person]:
    """The people of the new book; those still on the same team with their absences from the last book."""
    found, moved = [], []
    for person in books.following.book.people:
        before = books.previous.facts.people.get(person.id)
        if before is not None and before.team != person.team:
            moved.append(person.id)
        same_team = before is not None and person.team is not None and before.team == person.team
        found.append(_with_absences(person, before, books.first) if before and same_team else person)
    if moved:
        books.say(f"{first_few(moved)}: in another team than before; what that team worked is not taken over")
    return found


def _with_absences(person: Person, before: Person, first: date) -> Person:
    known = [_part_before(absence, first) for absence in person.absences]
    missed = [_part_before(absence, first) for absence in before.absences]
    added = [absence for absence in missed if absence is not None and absence not in known]
    return person.model_copy(update={"absences": (*person.absences, *added)}) if added else person


def _part_before(absence: Absence, first: date) -> Absence | None:
    """The part of an absence before a date, as far back as tours are worked out (`REACH`); None where there is none."""
    earliest = first - REACH
    if absence.start is not None and absence.end is not None:
        if absence.start.date() >= first or absence.end.date() < earliest:
            return None
        return absence.model_copy(update={"end": min(absence.end, datetime.combine(first, time())), "hours": None})
    assert absence.first is not None
    begins, ends = max(absence.first, earliest), min(absence.last or absence.first, first - ONE_DAY)
    if ends < begins:
        return None
    return absence.model_copy(update={"first": begins, "last": ends if ends > begins else None, "hours": None})
