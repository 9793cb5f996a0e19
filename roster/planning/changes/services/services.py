"""Applies `services`: other days, shift, crew, dates or priority of services, or of some of their duties."""

from __future__ import annotations

from datetime import date
from functools import partial

from models.service import Service
from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.changes.services.splitting import on_days, split
from roster.planning.scenarios.service_changes import SERVICE_FIELDS, ChangeServices


@apply_change.register
def _change_services(change: ChangeServices, draft: Draft) -> None:
    fine = draft.check_all_known("services", change.services, "services")
    fine &= draft.check_all_known("call_signs", change.call_signs, "call_signs")
    fine &= draft.check_known("shifts", change.shift, "shift") & draft.check_known("crews", change.crew, "crew")
    draft.require_in_period(change.first, "first", last=change.last or date.max)
    if not fine:
        return
    found: list[Service] = []
    has_duty = False
    for service in draft.services:
        if change.services and not draft.is_named(service, change.services):
            found.append(service)
            continue
        left, chosen = split(draft, service, change.call_signs, change.on)
        found += left
        if chosen is not None:
            has_duty = True
            found += draft.build(partial(_changed, chosen, change)) or []
    if not has_duty:
        draft.report("changes nothing: none of these services has such a duty")
    draft.fields["services"] = found


def _changed(service: Service, change: ChangeServices) -> list[Service]:
    """The service with its new fields, as a list; empty where it runs on no day."""
    given = {name: getattr(change, name) for name in SERVICE_FIELDS if getattr(change, name) is not None}
    if "weekdays" in given:
        given |= {"added_dates": on_days(service.added_dates, given["weekdays"])}
    changed = service.remade(**given)
    return [changed] if changed.weekdays else []
