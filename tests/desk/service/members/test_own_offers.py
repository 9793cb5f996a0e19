"""Offers and limits that members set for themselves."""

from datetime import UTC, date, datetime

import pytest

from models.people import Caps
from roster.desk.changes import ChangeError, SetOffers
from roster.desk.service import AnswerError, Conflicts, Edit, ForbiddenError
from roster.desk.service.members.own_offers import OwnLimits, OwnOffers, Saved
from tests.desk.service.members.at_work import asking, at, me, member, publish
from tests.desk.service.unit import FRIDAY, DeskOfUnit


def offered(unit: DeskOfUnit, person: str = "SC01") -> list[date]:
    found = next(item for item in unit.book.people if item.id == person)
    return [day for day in unit.book.period.dates if any(offer.on(day) for offer in found.offers)]


def offer(unit: DeskOfUnit, *days: object, base: int | None = None, who=None) -> Saved | Conflicts:
    given = [day if isinstance(day, dict) else {"date": f"2026-12-{day:02}"} for day in days]
    wanted = OwnOffers.model_validate({"base": base or unit.head, "days": given})
    return unit.desk.members.set_offers(asking(unit, who), wanted)


def test_dates_are_offered_as_one_revision_of_the_member(small: DeskOfUnit):
    head = small.head
    saved = offer(at(small), 7, 8)
    assert isinstance(saved, Saved)
    assert (saved.revision, saved.sentence) == (head + 1, "You offer 2 dates")
    assert [day.day for day in offered(small)] == [7, 8]
    line = small.store.history(1)[-1]
    assert (line.author, line.sentence) == ("member@example.org", "Change what SC01 offers")
    assert not offer(small, 7, 8).changed


def test_times_and_call_signs(small: DeskOfUnit):
    offer(at(small), {"date": "2026-12-07", "start": "18:00", "end": "02:00", "call_signs": ["JR-04"]})
    monday = next(item for item in me(small).days if item.date.day == 7)
    assert [item.words for item in monday.offered] == ["18:00-02:00, JR-04 only"]


def test_all_mistakes_are_told_at_once(small: DeskOfUnit):
    days = [
        {"date": "2027-01-01"},
        {"date": "2026-12-01"},
        {"date": "2026-12-07", "start": "18:00"},
        {"date": "2026-12-08", "call_signs": ["JR-99"]},
    ]
    with pytest.raises(ChangeError) as error:
        offer(at(small, datetime(2026, 12, 3, tzinfo=UTC)), *days)
    assert [item.message for item in error.value.problems] == [
        "Fri 1 Jan 2027 is not in this rota, which runs from 2026-12-01 to 2026-12-31",
        "Tue 1 Dec 2026 is past",
        "give both times, or none",
        "there is no call sign JR-99",
    ]


def test_dates_that_are_past_stay_as_they_are(small: DeskOfUnit):
    offer(at(small, datetime(2026, 12, 12, tzinfo=UTC)), 14)
    assert [day.day for day in offered(small)] == [4, 5, 11, 14]


def test_a_date_with_a_published_duty_is_not_withdrawn(small: DeskOfUnit):
    publish(at(small))
    person = small.crew(FRIDAY, "police")[0]
    who = member(small, person)
    head = small.head
    with pytest.raises(AnswerError, match="you are on duty on JR-04 on Fri 4 Dec, 18:00-02:00: ask to give it back"):
        offer(small, 5, 11, 12, 18, 19, 25, 26, who=who)
    assert small.head == head


def test_a_duty_that_nobody_was_told_of_does_not_hold_a_date(small: DeskOfUnit):
    who = member(at(small), small.crew(FRIDAY, "police")[0])
    assert isinstance(offer(small, 5, who=who), Saved)


def test_what_others_did_meanwhile_is_kept(small: DeskOfUnit):
    base = at(small).head
    others = SetOffers.model_validate({"person": "SC02", "offers": [{"dates": ["2026-12-04"]}]})
    small.desk.edit(small.both, 1, Edit(base=base, changes=(others,)))
    assert isinstance(offer(small, 7, base=base), Saved)
    assert [day.day for day in offered(small, "SC02")] == [4]
    assert [day.day for day in offered(small)] == [7]


def test_two_who_change_the_same_offers_are_told(small: DeskOfUnit):
    base = at(small).head
    theirs = SetOffers.model_validate({"person": "SC01", "offers": [{"dates": ["2026-12-04"]}]})
    small.desk.edit(small.both, 1, Edit(base=base, changes=(theirs,)))
    found = offer(small, 7, base=base)
    assert isinstance(found, Conflicts)
    assert [item.name for item in found.conflicts] == ["Both Field"]
    assert [day.day for day in offered(small)] == [4]


def test_a_date_on_which_they_are_away_is_told(small: DeskOfUnit):
    change = {"kind": "add absence", "person": "SC01", "absence": {"kind": "training", "first": "2026-12-07"}}
    small.desk.edit(small.both, 1, Edit.model_validate({"base": small.head, "changes": [change]}))
    saved = offer(at(small), 7)
    assert saved.notes == ("You are away on Mon 7 Dec, so it counts only if that changes",)


def test_limits(small: DeskOfUnit):
    members = at(small).desk.members
    wanted = OwnLimits(base=small.head, limits=Caps(duties_per_month=3))
    saved = members.set_limits(asking(small), wanted)
    assert isinstance(saved, Saved)
    assert me(small).limits == Caps(duties_per_month=3)
    publish(small)
    with pytest.raises(AnswerError):
        members.set_limits(
            asking(small, member(small, "SC02")), OwnLimits(base=small.head, limits=Caps(duties_per_month=0))
        )


@pytest.mark.parametrize("kind", ["police", "both", "planner", "reader"])
def test_nobody_offers_for_themselves_who_is_no_member(small: DeskOfUnit, kind: str):
    head = small.head
    with pytest.raises(ForbiddenError):
        offer(at(small), 7, who=getattr(small, kind))
    assert small.head == head
