"""Applies `people`: other areas, hours, offers, limits or another team for people in the book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from models.people import Person
from models.text.lists import first_few
from roster.planning.changes.changed_book import OfferPattern
from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.people_changes import ChangePeople

_MAX_NAMED = 4  # people in one sentence


@apply_change.register
def _change_people(change: ChangePeople, draft: Draft) -> None:
    draft.area_ids(change.set_areas or (), "set_areas")
    draft.check_known("teams", change.team, "team")
    people = draft.choose(change)
    if change.hours_per_week is not None and not _all_are_posted(people, draft):
        return
    _check_share(change, people, draft)
    for person in people:
        _change_pattern(change, person, draft)
        draft.replace(person, person.remade(**_new_fields(change, person)))


def _change_pattern(change: ChangePeople, person: Person, draft: Draft) -> None:
    """Changes how the offers of a person are drawn; a newcomer's own figures go before those of a colleague."""
    pattern = draft.offer_patterns.get(person.id)
    if pattern is not None and change.caps is not None:
        pattern = replace(pattern, caps_too=False)
    if pattern is not None and change.offers is not None:
        pattern = replace(pattern, colleagues=())
    if change.share is not None:
        pattern = replace(pattern or OfferPattern(), share=change.share, weekdays=change.weekdays)
    if pattern is not None:
        draft.offer_patterns[person.id] = pattern


def _all_are_posted(people: Sequence[Person], draft: Draft) -> bool:
    """Whether all have a posting, whose hours can change; reports those who have none."""
    others = [person.id for person in people if person.posting is None]
    if others:
        names = first_few(others, _MAX_NAMED)
        draft.report(f"no posting, whose hours could change, has {names}", "hours_per_week")
    return not others


def _check_share(change: ChangePeople, people: Sequence[Person], draft: Draft) -> None:
    """Reports a share of offers where the book has no offers and the change names no days of the week."""
    if change.share is None or change.weekdays is not None or not people:
        return
    offers = change.offers or [offer for person in people for offer in person.offers]
    if not offers and not any(person.id in draft.offer_patterns for person in people):
        draft.report(
            f"{change.words}: nothing is offered in the book, of which a share could be: give weekdays", "share"
        )


def _new_fields(change: ChangePeople, person: Person) -> dict[str, Any]:
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
    return fields
