"""People who were not there: what they are like, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from models.base import Weekday
from models.people import Held, Person, Posting
from roster.planning.changes.case import Pattern
from roster.planning.changes.draft import Draft
from roster.planning.changes.making import make
from roster.planning.scenarios.scenarios import AddPeople


@make.register
def _add_people(change: AddPeople, draft: Draft) -> None:
    like = resembled(draft, change.role, change.like)
    draft.known("teams", change.team, "team")
    draft.areas(change.areas or (), "areas")
    draft.all_known("qualifications", [held.id for held in change.qualifications or ()], "qualifications")
    draft.within(change.first, "first")
    if like is None:
        return
    offers = like.offers if change.offers is None else change.offers
    if change.share is not None and not offers:
        draft.say(f"{like.id}, whom they resemble, offers nothing, of which a share could be: give offers", "share")
    free = names(change.role, (person.id for person in draft.people))
    for _ in range(change.count):
        person = newcomer(like, next(free), change, draft.before.period.last)
        draft.people.append(person)
        if change.share is not None:
            days = {day for offer in person.offers for day in offer.weekdays}
            weekdays = tuple(day for day in Weekday if day in days)
            draft.patterns[person.id] = Pattern(change.share, weekdays or None)
        elif change.offers is None and like.id in draft.patterns:
            draft.patterns[person.id] = draft.patterns[like.id]


def resembled(draft: Draft, role: str, like: str | None) -> Person | None:
    """Whom newcomers of a role resemble; complains where there is nobody."""
    if not draft.known("roles", role, "role"):
        return None
    if like is not None:
        return next(item for item in draft.people if item.id == like) if draft.known("people", like, "like") else None
    same = [person for person in draft.people if person.role == role]
    if not same:
        draft.say(f"there is no {role} a newcomer could resemble; name somebody of another role: `like`", "role")
        return None
    return min(same, key=lambda person: person.posting is None)


def names(role: str, taken: Iterable[str]) -> Iterator[str]:
    """What newcomers are called: `paramedic+1`, `paramedic+2`, and so on."""
    known = set(taken)
    number = 0
    while True:
        number += 1
        if (name := f"{role}+{number}") not in known:
            yield name


def newcomer(like: Person, name: str, change: AddPeople, day: date) -> Person:
    """Somebody new who resembles somebody, and holds for good what that person holds on a day."""
    posting = change.posting or like.posting
    if posting is not None:
        posting = Posting(hours_per_week=posting.hours_per_week, weekdays=posting.weekdays)
    team = change.team or (None if change.posting else like.team)
    if change.team is not None and change.posting is None:
        posting = None
    held = change.qualifications
    if held is None:
        kept = dict.fromkeys(one.id for one in like.qualifications if one.valid_on(day))
        held = tuple(Held(id=qualification) for qualification in kept)
    return Person(
        id=name,
        name=f"New {name.replace('+', ' ')}",
        role=change.role,
        areas=like.areas if change.areas is None else change.areas,
        joined=change.first,
        tags=like.tags if change.tags is None else change.tags,
        qualifications=held,
        posting=posting,
        team=team,
        offers=like.offers if change.offers is None else change.offers,
        caps=like.caps if change.caps is None else change.caps,
        day_job=like.day_job,
    )


__all__ = ["names", "newcomer", "resembled"]
