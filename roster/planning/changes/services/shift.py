"""Applies `shift`: other times of a shift."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from models.service import Shift
from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.service_changes import ChangeShift


@apply_change.register
def _change_shift(change: ChangeShift, draft: Draft) -> None:
    if not draft.check_known("shifts", change.shift, "shift"):
        return
    shifts: list[Shift] = draft.fields["shifts"]
    new = draft.build(lambda: [_retimed(item, change) if item.id == change.shift else item for item in shifts])
    draft.fields["shifts"] = new or shifts


def _retimed(shift: Shift, change: ChangeShift) -> Shift:
    """The shift with its new times; dated ends are kept only while the end stays."""
    start, end, length = change.start or shift.start, change.end or shift.end, shift.length
    if change.end is not None:
        length = None
    if change.length is not None:
        if shift.length is not None:
            end, length = None, change.length
            if change.start is None:
                start = _moved(shift.start, shift.length - change.length)
        elif change.start is not None:
            end = _moved(change.start, change.length)
        elif shift.end is not None:
            start = _moved(shift.end, -change.length)
    same_end = end == shift.end
    return shift.remade(start=start, end=end, length=length, dated_ends=shift.dated_ends if same_end else ())


def _moved(clock: time, minutes: int) -> time:
    return (datetime.combine(date(2000, 1, 2), clock) + timedelta(minutes=minutes)).time()
