"""The duties of a rota as records: times with their offset from UTC, state and vehicle."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from constraints.view import RotaView
from models.rota import DutyRecord


def duty_records(view: RotaView) -> list[DutyRecord]:
    """The record of each duty of a rota."""
    zone = view.facts.book.period.zone
    return [
        DutyRecord(
            duty=duty.id,
            call_sign=duty.call_sign.id,
            date=duty.date,
            shift=duty.shift.id,
            start=_with_offset(duty.start, zone),
            end=_with_offset(duty.end, zone),
            state=view.state(duty),
            vehicle=view.vehicles.get(duty.id),
        )
        for duty in view.duties
    ]


def _with_offset(instant: datetime, zone: ZoneInfo) -> datetime:
    """Returns an instant with its offset as a number, because a time in the repeated hour of October is ambiguous."""
    local = instant.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))
