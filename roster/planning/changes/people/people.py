"""Something else about people who are there."""

from __future__ import annotations

from typing import Any

from roster.planning.changes.case import Pattern
from roster.planning.changes.draft import Draft
from roster.planning.changes.making import make
from roster.planning.scenarios.scenarios import ChangePeople

_MOST_NAMED = 4  # in one sentence


@make.register
def _change_people(change: ChangePeople, draft: Draft) -> None:
    draft.areas(change.set_areas or (), "set_areas")
    draft.known("teams", change.team, "team")
    found = draft.chosen(change)
    if change.hours_per_week is not None and (others := [person.id for person in found if person.posting is None]):
        told = ", ".join(others[:_MOST_NAMED]) + (
            f" and {more} more" if (more := len(others) - _MOST_NAMED) > 0 else ""
        )
        draft.say(f"no posting, whose hours could change, has {told}", "hours_per_week")
        return
    if change.share is not None and change.weekdays is None:
        offers = change.offers or [offer for person in found for offer in person.offers]
        if found and not offers and not any(person.id in draft.patterns for person in found):
            draft.say(
                f"{change.words}: nothing is offered in the book, of which a share could be: give weekdays", "share"
            )
    for person in found:
        fields: dict[str, Any] = {}
        if change.set_areas is not None:
            fields["areas"] = change.set_areas
        if change.hours_per_week is not None and person.posting is not None:
            fields["posting"] = person.posting.remade(hours_per_week=change.hours_per_week)
        if change.offers is not None:
            fields["offers"] = change.offers
        if change.caps is not None:
            fields["caps"] = change.caps
        if change.team is not None:
            fields |= {"team": change.team, "posting": None}
        if change.share is not None:
            draft.patterns[person.id] = Pattern(change.share, change.weekdays)
        draft.replace(person, person.remade(**fields))
