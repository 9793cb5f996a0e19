"""A member's own page, with forms that need no JavaScript."""

import re
from typing import Any

import pytest

from models.people import Caps
from roster.desk.changes import SetOffers
from roster.desk.service import Edit
from roster.desk.store import Membership, MembershipRole
from tests.desk.service.members.at_work import asking, publish
from tests.desk.web.force.browsers import Force
from tests.desk.web.pages.client import words

ME = "/u/1/me"


def ticked(force: Force) -> list[int]:
    """The days that the page shows as offered."""
    page = force.browser("member").get(ME).text
    return [int(day[-2:]) for day in re.findall(r'value="(2026-12-\d\d)" checked', page)]


def offer(force: Force, *days: int, **fields: Any) -> Any:
    """Sends the form with some days of December ticked."""
    named = [f"2026-12-{day:02}" for day in days]
    return force.browser("member").send(ME, f"{ME}/offers", **({"base": force.unit.head, "day": named} | fields))


def test_a_member_begins_on_their_own_page(force: Force):
    login = force.with_password("member")
    browser = force.browser()
    assert browser.sign_in(login).headers["location"] == "/"
    assert browser.get("/").headers["location"] == ME
    page = words(browser.get(ME).text)
    assert "Not published yet" in page
    assert "Board" not in page


def test_others_begin_on_the_board(force: Force):
    for kind in ("police", "planner", "reader"):
        assert force.browser(kind).get("/").headers["location"] == "/u/1/board"


def test_dates_are_offered_and_withdrawn_by_ticks(force: Force):
    assert ticked(force) == [4, 5, 11, 12, 18, 19, 25, 26]
    assert offer(force, 4, 7).headers["location"] == f"{ME}?done=offers#offers"
    assert ticked(force) == [4, 7]
    assert "Your dates are saved." in words(force.browser("member").get(f"{ME}?done=offers").text)
    assert offer(force, 4, 7).headers["location"] == f"{ME}?done=same#offers"
    offer(force)
    assert ticked(force) == []


def test_times_are_for_the_new_dates_or_for_all(force: Force):
    offer(force, 4, 7, start="18:00", end="02:00", times_for="new")
    page = words(force.browser("member").get(ME).text)
    assert "Fri 4 Dec: any time" in page
    assert "Mon 7 Dec: 18:00-02:00" in page
    offer(force, 4, 7, start="07:00", end="19:00", sign="JR-04", times_for="all")
    assert "Fri 4 Dec and Mon 7 Dec: 07:00-19:00, JR-04 only" in words(force.browser("member").get(ME).text)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"start": "18:00", "end": ""}, "Give both times, or none."),
        ({"start": "nonsense", "end": "02:00"}, "From:"),
        ({"day": ["2027-02-01", "2026-12-07"]}, "Mon 1 Feb 2027 is not in this rota"),
        ({"day": ["tomorrow"]}, "Date:"),
        ({"sign": "JR-99"}, "There is no call sign JR-99."),
    ],
)
def test_mistakes_are_told_and_the_ticks_stay(force: Force, fields: dict[str, Any], said: str):
    head = force.unit.head
    answer = offer(force, 7, 8, **fields)
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert ('"2026-12-07" checked' in answer.text) == (fields.get("day") != ["tomorrow"])
    assert force.unit.head == head


def test_who_was_quicker_is_named_and_the_ticks_stay(force: Force):
    base = force.unit.head
    theirs = SetOffers.model_validate({"person": "SC01", "offers": [{"dates": ["2026-12-04"]}]})
    force.unit.desk.edit(force.unit.police, 1, Edit(base=base, changes=(theirs,)))
    answer = offer(force, 7, base=base)
    assert answer.status_code == 409
    assert "Police Field" in words(answer.text)
    assert '"2026-12-07" checked' in answer.text
    again = re.search(r'name="base" value="(\d+)"', answer.text)
    assert again is not None
    assert offer(force, 7, base=int(again[1])).status_code == 303
    assert ticked(force) == [7]


def test_a_published_duty_holds_its_date(force: Force):
    publish(force.unit)
    mine = force.unit.desk.members.me(asking(force.unit)).duties[0]
    answer = offer(force)
    assert answer.status_code == 400
    assert f"You are on duty on JR-04 on {mine.date:%a} {mine.date.day} Dec" in words(answer.text)
    assert ticked(force) == [4, 5, 11, 12, 18, 19, 25, 26]


def test_the_next_duty_and_the_hours_come_first(force: Force):
    publish(force.unit)
    page = words(force.browser("member").get(ME).text)
    own = force.unit.desk.members.me(asking(force.unit)).ahead[0]
    assert page.index("Next duty") < page.index("Your hours") < page.index("Dates you could work")
    assert f"{own.date:%A} {own.date.day} December {own.times}" in page
    assert "You promised 16 h" in page


def test_limits_are_set_and_mistakes_stand_at_their_fields(force: Force):
    browser = force.browser("member")
    answer = browser.send(ME, f"{ME}/limits", base=force.unit.head, duties_per_month="3", hours_per_month="lots")
    assert answer.status_code == 422
    assert "Write a number from 0 to 744, or leave it empty." in words(answer.text)
    assert 'value="lots"' in answer.text
    done = browser.send(ME, f"{ME}/limits", base=force.unit.head, duties_per_month="3")
    assert done.headers["location"] == f"{ME}?done=limits#limits"
    person = next(item for item in force.unit.book.people if item.id == "SC01")
    assert person.caps == Caps(duties_per_month=3)


def test_a_version_is_seen_and_the_coordinator_reads_it(force: Force):
    publish(force.unit)
    browser = force.browser("member")
    assert "Version 1 of the rota is out" in words(browser.get(ME).text)
    before = words(force.browser("police").get("/u/1/publish").text)
    assert browser.send(ME, f"{ME}/seen", version=1).status_code == 303
    assert "is out" not in words(browser.get(ME).text)
    after = words(force.browser("police").get("/u/1/publish").text)
    assert "Seen by 0 of" in before
    assert "Seen by 1 of" in after
    assert "Seen by" not in words(force.browser("ambulance").get("/u/1/publish").text)  # none of theirs has an account


def test_a_member_who_is_no_longer_in_the_book_still_has_a_page(force: Force):
    held = [Membership(1, MembershipRole.MEMBER, person="SC77")]
    force.store.accounts.set_memberships(force.unit.member.id, held, by="setup")
    page = force.browser("member").get(ME)
    assert page.status_code == 200
    assert "Save my dates" not in page.text


def test_nothing_of_others_stands_on_it(force: Force):
    publish(force.unit)
    rota = force.unit.book.rota
    assert rota is not None
    mine = {item.duty for item in rota.assignments if item.person == "SC01"}
    mates = {item.person for item in rota.assignments if item.duty in mine}
    page = words(force.browser("member").get(ME).text)
    others = {person.id for person in force.unit.book.people} - mates - {"SC01"}
    assert [person for person in others if person in page] == []


def test_a_duty_is_given_back_from_the_page_which_says_what_it_waits_for(force: Force):
    publish(force.unit)
    browser = force.browser("member")
    own = force.unit.desk.members.me(asking(force.unit)).ahead[0]
    assert "Give back" in words(browser.get(ME).text)
    browser.send(ME, f"{ME}/give-back", duty=own.duty, seat=own.seat, why="my sister's wedding")
    page = words(browser.get(ME).text)
    assert "What you have asked for" in page
    assert "You have asked about it" in page


def test_a_revision_that_nobody_published_offers_no_way_out(force: Force):
    assert "Give back" not in force.browser("member").get(ME).text
