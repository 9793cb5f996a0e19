"""Applies `days`: the days of the week on which call signs run."""

from __future__ import annotations

from models.base import Weekday
from models.service import Service
from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.changes.services.splitting import on_days, part_of, split
from roster.planning.scenarios.service_changes import ChangeDays


@apply_change.register
def _change_days(change: ChangeDays, draft: Draft) -> None:
    if not draft.check_all_known("call_signs", change.call_signs, "call_signs"):
        return
    days = set(change.weekdays)
    found: list[Service] = []
    longest: dict[str, Service] = {}
    run: dict[str, set[Weekday]] = {}
    for service in draft.services:
        left, chosen = split(draft, service, change.call_signs, ())
        found += left
        if chosen is None:
            continue
        weekdays = tuple(day for day in chosen.weekdays if day in days)
        for call_sign in chosen.call_signs:
            run.setdefault(call_sign, set()).update(weekdays)
            before = longest.get(call_sign)
            if before is None or len(chosen.weekdays) > len(before.weekdays):
                longest[call_sign] = chosen
        if weekdays:
            found.append(chosen.remade(weekdays=weekdays, added_dates=on_days(chosen.added_dates, weekdays)))
    more: dict[tuple[str, tuple[Weekday, ...]], list[str]] = {}
    for call_sign, service in longest.items():
        if missing := tuple(day for day in Weekday if day in days - run[call_sign]):
            more.setdefault((service.id, missing), []).append(call_sign)
    for (name, missing), call_signs in more.items():
        service = next(item for item in longest.values() if item.id == name)
        added = part_of(draft, service, f"{name} {'-'.join(missing)}")
        found.append(
            service.remade(id=added, call_signs=tuple(call_signs), weekdays=missing, added_dates=(), removed_dates=())
        )
    draft.fields["services"] = found
