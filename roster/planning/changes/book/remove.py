"""Applies `remove`: fewer vehicles, call signs, services or rules."""

from __future__ import annotations

from models.problems import did_you_mean
from roster.planning.changes.dangling_references import without
from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.book_changes import RemoveItems


@apply_change.register
def _remove_items(change: RemoveItems, draft: Draft) -> None:
    for section in ("call_signs", "vehicles"):
        names = getattr(change, section)
        draft.check_all_known(section, names, section)
        draft.fields[section] = [item for item in draft.fields[section] if item.id not in names]
    draft.check_all_known("services", change.services, "services")
    draft.fields["services"] = [item for item in draft.services if not draft.is_named(item, change.services)]
    kinds = {entry.kind for entry in draft.fields["rules"]}
    for number, kind in enumerate(change.rules):
        if kind not in kinds:
            draft.report(f"the book states no rule '{kind}'{did_you_mean(kind, kinds)}", "rules", number)
    draft.fields["rules"] = [entry for entry in draft.fields["rules"] if entry.kind not in change.rules]
    if change.call_signs:
        left = {service.id: without(service.call_signs, change.call_signs) for service in draft.services}
        draft.fields["services"] = [item.remade(call_signs=left[item.id]) for item in draft.services if left[item.id]]
