"""One person away for some weeks, or from a date to a date."""

from __future__ import annotations

from models.people import Absence
from roster.planning.changes.draft import Draft
from roster.planning.changes.making import make
from roster.planning.scenarios.scenarios import AwayFor


@make.register
def _away_for(change: AwayFor, draft: Draft) -> None:
    draft.within(change.first, "first", last=change.end)
    if draft.known("people", change.person, "person"):
        person = next(item for item in draft.people if item.id == change.person)
        draft.send_away(person, Absence(kind=change.kind, first=change.first, last=change.end))
