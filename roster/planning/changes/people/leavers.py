"""People who go: those named, or as many as are said; at once, or from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from models.people import Absence, AbsenceKind, Person
from roster.planning.changes.draft import Draft
from roster.planning.changes.making import make
from roster.planning.scenarios.scenarios import RemovePeople


@make.register
def _remove_people(change: RemovePeople, draft: Draft) -> None:
    draft.within(change.first, "first")
    found = draft.chosen(change)
    if change.count is not None:
        if change.count > len(found) > 0:
            draft.say(f"there are only {len(found)} {change.words}, not {change.count}", "count")
        found = found[-change.count :]
    if change.first is None:
        take_away(draft, found)
    else:
        for person in found:
            _leaves(draft, person, change.first)


def take_away(draft: Draft, gone: Sequence[Person]) -> None:
    """People who never were there."""
    names = {person.id for person in gone}
    draft.fields["people"] = [person for person in draft.people if person.id not in names]


def _leaves(draft: Draft, person: Person, first: date) -> None:
    """Somebody who is away from a day on, however long the period becomes, and owes no hours after it."""
    away = Absence(kind=AbsenceKind.OTHER, first=first, last=date.max)
    posting = person.posting
    if posting is not None:
        eve = first - timedelta(days=1)
        if posting.first is None or posting.first <= eve:
            posting = posting.remade(last=min(eve, posting.last or eve))
        else:
            posting = None
    draft.send_away(person.remade(posting=posting), away)


__all__ = ["take_away"]
