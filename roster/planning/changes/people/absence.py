"""Applies `absence`: one person is away for some weeks, or from one date to another."""

from __future__ import annotations

from models.people import Absence
from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.people_changes import AddAbsence


@apply_change.register
def _add_absence(change: AddAbsence, draft: Draft) -> None:
    draft.require_in_period(change.first, "first", last=change.end)
    if draft.check_known("people", change.person, "person"):
        person = next(item for item in draft.people if item.id == change.person)
        draft.add_absence(person, Absence(kind=change.kind, first=change.first, last=change.end))
