"""What a member sees: their own of the published version, and nobody else's hours, absences, offers or requests."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from roster.desk.changes import AddAbsence, Clear
from roster.desk.service import Edit, ForbiddenError
from tests.desk.service.members.at_work import asking, at, me, member, publish
from tests.desk.service.unit import FRIDAY, DeskOfUnit, desk_of, small_book, solved


def test_before_the_first_publication_only_dates_to_offer_are_shown(small: DeskOfUnit):
    shown = me(at(small))
    assert shown.published is None
    assert (shown.duties, shown.hours, shown.open_seats) == ((), (), ())
    friday = next(item for item in shown.days if item.date == date(2026, 12, 4))
    assert [item.words for item in friday.offered] == ["any time"]
    assert friday.runs == ("18:00-02:00 JR-04",)
    assert shown.call_signs == ("JR-04",)


def test_the_published_rota_is_shown_and_not_what_is_changed_since(small: DeskOfUnit):
    publish(at(small))
    who = member(small, small.crew(FRIDAY, "police")[0])
    before = me(small, who)
    assert FRIDAY in [item.duty for item in before.duties]
    own = next(item for item in before.duties if item.duty == FRIDAY)
    assert (own.seat, own.times, own.over, own.begun) == ("police", "18:00-02:00", False, False)
    change = Clear(person=before.person, duty=FRIDAY, seat="police")
    small.desk.edit(small.both, 1, Edit(base=small.head, changes=(change,)))
    after = me(small, who)
    assert after.duties == before.duties
    publish(small)
    assert FRIDAY not in [item.duty for item in me(small, who).duties]


def test_duties_pass_with_the_time(small: DeskOfUnit):
    publish(at(small))
    who = member(small, small.crew(FRIDAY, "police")[0])
    during = next(
        item for item in me(at(small, datetime(2026, 12, 4, 20, tzinfo=UTC)), who).duties if item.duty == FRIDAY
    )
    assert (during.begun, during.over) == (True, False)
    after = me(at(small, datetime(2026, 12, 5, 2, tzinfo=UTC)), who)
    assert next(item for item in after.duties if item.duty == FRIDAY).over
    assert FRIDAY not in [item.duty for item in after.ahead]
    assert {item.over for item in after.days if item.date < date(2026, 12, 5)} == {True}


def test_an_open_seat_that_is_taken_meanwhile_is_open_no_longer(tmp_path: Path):
    # Nobody but SC02 and P01 offers Fridays: a second officer would complete the crew, and SC01 could be that.
    people = [
        {"id": "P01", "role": "paramedic", "offers": [{"weekdays": ["fri"]}]},
        {"id": "SC01", "role": "special", "qualifications": [{"id": "driver"}]},
        {"id": "SC02", "role": "special", "offers": [{"weekdays": ["fri"]}], "qualifications": [{"id": "driver"}]},
    ]
    unit = at(desk_of(solved(small_book(people=people)), tmp_path))
    publish(unit)
    shown = me(unit)
    assert FRIDAY in [item.duty for item in shown.open_seats]
    seat = next(item for item in shown.open_seats if item.duty == FRIDAY)
    assert seat.effect == "With you the crew is complete"
    assert next(item for item in shown.days if item.date == seat.date).helps == seat.effect
    later = me(at(unit, datetime(2026, 12, 6, tzinfo=UTC)))
    assert FRIDAY not in [item.duty for item in later.open_seats]


def test_a_member_sees_when_they_are_away_themselves(small: DeskOfUnit):
    absence = {"kind": "sickness", "first": "2026-12-24", "last": "2026-12-25"}
    change = AddAbsence.model_validate({"person": "SC01", "absence": absence})
    small.desk.edit(small.both, 1, Edit(base=small.head, changes=(change,)))
    assert [item.date.day for item in me(at(small)).days if item.away] == [24, 25]
    assert not any(item.away for item in me(small, member(small, "SC02")).days)


def test_nothing_of_others_is_in_it(small: DeskOfUnit):
    publish(at(small))
    others = {item.id for item in small.book.people} - {"SC01"}
    mates = {
        item.person
        for item in small.book.rota.assignments
        if item.duty in {own.duty for own in small.book.rota.assignments if own.person == "SC01"}
    }
    text = me(small).model_dump_json()
    assert [person for person in others - mates if person in text] == []


@pytest.mark.parametrize("kind", ["police", "both", "planner", "reader"])
def test_who_is_no_member_has_no_such_page(small: DeskOfUnit, kind: str):
    with pytest.raises(ForbiddenError):
        small.desk.members.me(asking(small, getattr(small, kind)))


def test_a_member_who_is_no_longer_in_the_book(small: DeskOfUnit):
    publish(at(small))
    who = member(small, "SC09")
    shown = me(small, who)
    assert not shown.known
    assert (shown.days, shown.open_seats, shown.duties) == ((), (), ())
