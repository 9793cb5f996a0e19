"""Applies `number-of-people`: removes the last people of a role, or adds copies of the first."""

from __future__ import annotations

from roster.planning.changes.draft import Draft
from roster.planning.changes.people.add_people import model_person
from roster.planning.changes.people.remove_people import remove
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.people_changes import MAX_ADDED, AddPeople, NumberOfPeople


@apply_change.register
def _number_of_people(change: NumberOfPeople, draft: Draft) -> None:
    if not draft.check_known("roles", change.role, "role"):
        return
    area = draft.area_ids([change.area], "area") if change.area is not None else set()
    if change.area is not None and not area:
        return
    same = [person for person in draft.people if person.role == change.role]
    posted = change.posted if change.posted is not None else any(item.posting for item in same) or None
    counted = [
        person
        for person in same
        if (posted is None or posted == (person.posting is not None)) and (not area or draft.first_area(person) in area)
    ]
    missing = change.number - len(counted)
    if missing < 0:
        remove(draft, counted[missing:])
    if missing <= 0:
        return
    like = model_person(draft, change.role, change.like or (counted[0].id if counted else None))
    if like is None:
        return
    if posted is not None and posted != (like.posting is not None):
        is_so = "is not posted full-time" if posted else "is posted full-time"
        draft.report(f"{like.id}, whom newcomers would resemble, {is_so}: name another: `like`", "like")
        return
    areas = None if change.area is None else (change.area,)
    while missing > 0:
        count = min(missing, MAX_ADDED)
        apply_change(AddPeople(change="add-people", role=change.role, count=count, like=like.id, areas=areas), draft)
        missing -= count
