"""Applies `add-people`: newcomers like a person in the book, who offer dates as their colleagues do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from models.base import Weekday
from models.people import Held, Person, Posting
from roster.planning.changes.changed_book import OfferPattern
from roster.planning.changes.draft import Draft
from roster.planning.changes.people.colleagues import colleagues_of
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.people_changes import AddPeople


@apply_change.register
def _add_people(change: AddPeople, draft: Draft) -> None:
    like = model_person(draft, change.role, change.like)
    draft.check_known("teams", change.team, "team")
    draft.area_ids(change.areas or (), "areas")
    draft.check_all_known("qualifications", [held.id for held in change.qualifications or ()], "qualifications")
    draft.require_in_period(change.first, "first")
    if like is None:
        return
    offers = like.offers if change.offers is None else change.offers
    if change.share is not None and not offers:
        draft.report(f"{like.id}, whom they resemble, offers nothing, of which a share could be: give offers", "share")
    in_book = [person for person in draft.people if not is_newcomer(person)]
    free = new_ids(change.role, (person.id for person in draft.people))
    for _ in range(change.count):
        resembled = _of_smallest_team(like, change, draft)
        person = newcomer(resembled, next(free), change, draft.before.period.last)
        draft.people.append(person)
        if change.share is not None:
            days = {day for offer in person.offers for day in offer.weekdays}
            weekdays = tuple(day for day in Weekday if day in days)
            draft.offer_patterns[person.id] = OfferPattern(change.share, weekdays or None)
        elif change.offers is None:
            _offer_like_colleagues(person, in_book, change, draft)


def _of_smallest_team(like: Person, change: AddPeople, draft: Draft) -> Person:
    """The person whom the next newcomer resembles.

    Where the change names neither a person nor a team, newcomers of a role that works in teams are spread over these
    teams, the smallest first: all in one team they would be on duty on the same dates.
    """
    if change.like is not None or change.team is not None or change.posting is not None or like.team is None:
        return like
    colleagues = [person for person in draft.people if person.role == like.role and person.team is not None]
    if change.areas:
        colleagues = [person for person in colleagues if set(change.areas) & set(person.areas)] or colleagues
    sizes = Counter(person.team for person in colleagues)  # in the order of the book, so the first of equal ones
    smallest = min(sizes, key=lambda team: sizes[team])
    return next(person for person in colleagues if person.team == smallest)


def _offer_like_colleagues(person: Person, in_book: Sequence[Person], change: AddPeople, draft: Draft) -> None:
    """Lets a newcomer offer dates drawn as often as colleagues offer; nothing where none of them ever offers."""
    colleagues = colleagues_of(person, in_book, draft.before.period)
    if any(colleague.offers or colleague.id in draft.offer_patterns for colleague in colleagues):
        draft.offer_patterns[person.id] = OfferPattern(
            colleagues=tuple(colleague.id for colleague in colleagues),
            place=int(person.id.rpartition("+")[2]),
            caps_too=change.caps is None,
        )


def model_person(draft: Draft, role: str, like: str | None) -> Person | None:
    """The person from whom newcomers of a role are copied; reports where there is none."""
    if not draft.check_known("roles", role, "role"):
        return None
    if like is not None:
        return (
            next(item for item in draft.people if item.id == like)
            if draft.check_known("people", like, "like")
            else None
        )
    same = [person for person in draft.people if person.role == role]
    if not same:
        draft.report(f"there is no {role} a newcomer could resemble; name somebody of another role: `like`", "role")
        return None
    return min(same, key=lambda person: person.posting is None)


def new_ids(role: str, taken: Iterable[str]) -> Iterator[str]:
    """Ids for newcomers that are not taken: `paramedic+1`, `paramedic+2`, and so on."""
    known = set(taken)
    number = 0
    while True:
        number += 1
        if (name := f"{role}+{number}") not in known:
            yield name


def is_newcomer(person: Person) -> bool:
    """Whether a change added the person, who then has an id that `new_ids` gives."""
    return person.id.rpartition("+")[0] == person.role


def newcomer(like: Person, name: str, change: AddPeople, day: date) -> Person:
    """Makes a newcomer.

    Args:
        like: the person who is copied.
        name: the id of the newcomer.
        change: the fields that differ from the copied person.
        day: qualifications the copied person holds on this day are held by the newcomer without expiry.
    """
    posting = change.posting or like.posting
    if posting is not None:
        posting = Posting(hours_per_week=posting.hours_per_week, weekdays=posting.weekdays)
    team = change.team or (None if change.posting else like.team)
    if change.team is not None and change.posting is None:
        posting = None
    held = change.qualifications
    if held is None:
        valid = dict.fromkeys(one.id for one in like.qualifications if one.valid_on(day))
        held = tuple(Held(id=qualification) for qualification in valid)
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


__all__ = ["is_newcomer", "model_person", "new_ids", "newcomer"]
