"""Applies `away`: another rate of absences that are drawn at random."""

from __future__ import annotations

from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.people_changes import ChangeAwayRate
from roster.planning.scenarios.sampling import SampledAbsences


@apply_change.register
def _change_away_rate(change: ChangeAwayRate, draft: Draft) -> None:
    if not draft.check_all_known("roles", change.roles, "roles"):
        return
    same = [item for item in draft.draws.away if item.kind is change.kind]
    like = same[-1] if same else SampledAbsences(kind=change.kind, rate=change.rate)
    drawn = like.remade(rate=change.rate, roles=change.roles)
    # Where several entries of one kind name a person the last one counts: the new one holds for its roles alone.
    draft.draws = draft.draws.remade(away=(*draft.draws.away, drawn))
