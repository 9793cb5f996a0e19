"""Applies `rule`: other parameters of a rule of the book."""

from __future__ import annotations

from models.problems import did_you_mean
from models.rules import RuleEntry
from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.book_changes import ChangeRule


@apply_change.register
def _change_rule(change: ChangeRule, draft: Draft) -> None:
    if "kind" in change.values:
        draft.report("the kind of a rule cannot change", "values", "kind")
    if not draft.check_all_known("roles", change.roles, "roles"):
        return
    rules: list[RuleEntry] = draft.fields["rules"]
    of_kind = [entry for entry in rules if entry.kind == change.rule]
    if not of_kind:
        kinds = {entry.kind for entry in rules}
        draft.report(f"the book states no rule '{change.rule}'{did_you_mean(change.rule, kinds)}", "rule")
        return
    meant = [
        entry
        for entry in of_kind
        if not change.roles or (entry.applies_to and set(change.roles) & set(entry.applies_to.roles))
    ]
    if not meant:
        draft.report(
            f"no rule '{change.rule}' of the book names {' or '.join(change.roles)}; without roles all change", "roles"
        )
        return

    def new() -> list[RuleEntry]:
        return [entry.remade(**change.values) if any(entry is item for item in meant) else entry for entry in rules]

    draft.fields["rules"] = draft.build(new, "values") or rules
