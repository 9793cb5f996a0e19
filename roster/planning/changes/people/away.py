"""Another rate at which people are away by chance."""

from __future__ import annotations

from roster.planning.changes.draft import Draft
from roster.planning.changes.making import make
from roster.planning.scenarios.scenarios import DrawnAway, DrawnRate


@make.register
def _drawn_rate(change: DrawnRate, draft: Draft) -> None:
    if not draft.all_known("roles", change.roles, "roles"):
        return
    same = [item for item in draft.draws.away if item.kind is change.kind]
    like = same[-1] if same else DrawnAway(kind=change.kind, rate=change.rate)
    drawn = like.remade(rate=change.rate, roles=change.roles)
    # Of several of one kind the last that names a person counts, so that this one speaks for its roles alone.
    draft.draws = draft.draws.remade(away=(*draft.draws.away, drawn))
