"""Applies `period`: another period."""

from __future__ import annotations

from models.period import Period
from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.book_changes import ChangePeriod

MAX_SPAN = 1100  # days: three years


@apply_change.register
def _change_period(change: ChangePeriod, draft: Draft) -> None:
    if (change.end - change.first).days >= MAX_SPAN:
        draft.report(f"{change.first} to {change.end} is longer than {MAX_SPAN} days; is the year right?")
        return
    zone = draft.before.period.time_zone
    span = draft.build(lambda: Period(first=change.first, last=change.end, time_zone=zone))
    draft.span = span or draft.span
