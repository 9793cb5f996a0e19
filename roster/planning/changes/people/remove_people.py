"""Applies `remove-people`: people are removed from the book, or are absent from a date on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from models.people import Absence, AbsenceKind, Person
from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.people_changes import RemovePeople


@apply_change.register
def _remove_people(change: RemovePeople, draft: Draft) -> None:
    draft.require_in_period(change.first, "first")
    found = draft.choose(change)
    if change.count is not None:
        if change.count > len(found) > 0:
            draft.report(f"there are only {len(found)} {change.words}, not {change.count}", "count")
        found = found[-change.count :]
    if change.first is None:
        remove(draft, found)
    else:
        for person in found:
            _end_service(draft, person, change.first)


def remove(draft: Draft, people: Sequence[Person]) -> None:
    """Removes people from the book."""
    names = {person.id for person in people}
    draft.fields["people"] = [person for person in draft.people if person.id not in names]


def _end_service(draft: Draft, person: Person, first: date) -> None:
    """Makes a person absent from a date on, however long the period is, and ends the posting the day before."""
    away = Absence(kind=AbsenceKind.OTHER, first=first, last=date.max)
    posting = person.posting
    if posting is not None:
        day_before = first - timedelta(days=1)
        if posting.first is None or posting.first <= day_before:
            posting = posting.remade(last=min(day_before, posting.last or day_before))
        else:
            posting = None
    draft.add_absence(person.remade(posting=posting), away)


__all__ = ["remove"]
