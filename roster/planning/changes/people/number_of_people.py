"""So many people of a role: the last in the book go, or more like the first come."""

from __future__ import annotations

from roster.planning.changes.draft import Draft
from roster.planning.changes.making import make
from roster.planning.changes.people.leavers import take_away
from roster.planning.changes.people.newcomers import resembled
from roster.planning.scenarios.scenarios import MOST_ADDED, AddPeople, NumberOfPeople


@make.register
def _number_of_people(change: NumberOfPeople, draft: Draft) -> None:
    if not draft.known("roles", change.role, "role"):
        return
    area = draft.areas([change.area], "area") if change.area is not None else set()
    if change.area is not None and not area:
        return
    same = [person for person in draft.people if person.role == change.role]
    posted = change.posted if change.posted is not None else any(item.posting for item in same) or None
    counted = [
        person
        for person in same
        if (posted is None or posted == (person.posting is not None)) and (not area or draft.home(person) in area)
    ]
    missing = change.number - len(counted)
    if missing < 0:
        take_away(draft, counted[missing:])
    if missing <= 0:
        return
    like = resembled(draft, change.role, change.like or (counted[0].id if counted else None))
    if like is None:
        return
    if posted is not None and posted != (like.posting is not None):
        is_so = "is not posted full-time" if posted else "is posted full-time"
        draft.say(f"{like.id}, whom newcomers would resemble, {is_so}: name another: `like`", "like")
        return
    areas = None if change.area is None else (change.area,)
    while missing > 0:
        count = min(missing, MOST_ADDED)
        make(AddPeople(change="add-people", role=change.role, count=count, like=like.id, areas=areas), draft)
        missing -= count
