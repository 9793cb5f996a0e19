"""Other duties: of some services, or of their duties for some call signs, on some days, only."""

from __future__ import annotations

from datetime import date
from functools import partial

from models.service import Service
from roster.planning.changes.draft import Draft
from roster.planning.changes.making import make
from roster.planning.changes.services.parts import on_days, split
from roster.planning.scenarios.scenarios import SERVICE_FIELDS, ChangeServices


@make.register
def _change_services(change: ChangeServices, draft: Draft) -> None:
    fine = draft.all_known("services", change.services, "services")
    fine &= draft.all_known("call_signs", change.call_signs, "call_signs")
    fine &= draft.known("shifts", change.shift, "shift") & draft.known("crews", change.crew, "crew")
    draft.within(change.first, "first", last=change.last or date.max)
    if not fine:
        return
    found: list[Service] = []
    touched = False
    for service in draft.services:
        if change.services and not draft.is_called(service, change.services):
            found.append(service)
            continue
        kept, chosen = split(draft, service, change.call_signs, change.on)
        found += kept
        if chosen is not None:
            touched = True
            found += draft.tried(partial(_otherwise, chosen, change)) or []
    if not touched:
        draft.say("changes nothing: none of these services has such a duty")
    draft.fields["services"] = found


def _otherwise(service: Service, change: ChangeServices) -> list[Service]:
    """A service with what changes of it; none where it runs on no day."""
    given = {name: getattr(change, name) for name in SERVICE_FIELDS if getattr(change, name) is not None}
    if "weekdays" in given:
        given |= {"added_dates": on_days(service.added_dates, given["weekdays"])}
    changed = service.remade(**given)
    return [changed] if changed.weekdays else []
