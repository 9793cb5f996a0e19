"""Another period."""

from __future__ import annotations

from models.period import Period
from roster.planning.changes.draft import Draft
from roster.planning.changes.making import make
from roster.planning.scenarios.scenarios import ChangePeriod

LONGEST_SPAN = 1100  # days: three years


@make.register
def _change_period(change: ChangePeriod, draft: Draft) -> None:
    if (change.end - change.first).days >= LONGEST_SPAN:
        draft.say(f"{change.first} to {change.end} is longer than {LONGEST_SPAN} days; is the year right?")
        return
    zone = draft.before.period.time_zone
    span = draft.tried(lambda: Period(first=change.first, last=change.end, time_zone=zone))
    draft.span = span or draft.span
