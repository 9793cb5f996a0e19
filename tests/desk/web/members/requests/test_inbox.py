"""The inbox of coordinators and the rules of passing, as pages without JavaScript."""

import pytest

from roster.desk.changes import AddAbsence
from roster.desk.service import Edit
from tests.desk.service.members.requests.members import FRI, OTHER, SAT
from tests.desk.web.members.requests.conftest import Force


def test_what_waits_is_shown_with_what_comes_of_it_and_allowed(force: Force):
    force.send("SC01", "me/take", duty=SAT, seat="police")
    force.send("SC02", "me/take", duty=SAT, seat="police")
    page = force.text("police", "inbox")
    assert "For you to decide (2)" in page
    assert page.index("1 of 2 by fair share") < page.index("2 of 2 by fair share")
    assert "JR-07 on Sat 3 Oct is crewed" in page
    status, to = force.send("police", "inbox/2", act="allow")
    assert (status, to) == (303, "/u/1/inbox?done=3")
    page = force.text("police", "inbox?done=3")
    assert "Allow request 2 of Di Dogwood. Put Di Dogwood (SC02) on JR-07 on Sat 3 Oct (police)." in page
    assert "Cannot be allowed as the rota stands (1)" in page
    status, told = force.send("police", "inbox/1", act="allow", why="typed")
    assert status == 400
    assert "Nothing was changed: that cannot be, as the rota stands: the police seat of JR-07" in told


def test_a_refusal_needs_a_reason_and_keeps_what_was_typed(force: Force):
    force.send("SC01", "me/give-back", duty=FRI, seat="police")
    status, told = force.send("police", "inbox/1", act="refuse", why=" ")
    assert status == 400
    assert "please say why" in told
    assert force.send("police", "inbox/1", act="refuse", why="too late") == (303, "/u/1/inbox?decided=1")
    page = force.text("police", "inbox?decided=1")
    assert "Nothing waits for you" in page
    assert "Refused by Flo Fir" in page
    assert ": too late" in page


def test_it_stays_and_says_why_where_it_has_become_illegal(force: Force):
    force.send("SC01", "me/take", duty=SAT, seat="police")
    away = AddAbsence(person="SC01", absence={"kind": "sickness", "first": "2026-10-03"})
    unit = force.unit
    unit.desk.edit(unit.who["police"], unit.unit, Edit(base=unit.head, changes=[away]))
    page = force.text("police", "inbox")
    assert "Cannot be allowed as the rota stands (1)" in page
    assert "absent (sickness)" in page


def test_what_goes_through_by_itself_is_set_for_ones_own_people(force: Force):
    assert "Kent Police: Nothing; a coordinator decides each." in force.text("police", "inbox")
    sent = {"organisation": "kent-police", "take": "when legal", "give_back": "never", "swap": "never"}
    status, told = force.send("police", "inbox/passing", **sent, notice_hours="soon")
    assert status == 422
    assert "Write a whole number from 0 to 8784" in told
    assert force.send("police", "inbox/passing", **sent, notice_hours="24")[0] == 303
    page = force.text("police", "inbox/passing?done=kent-police")
    assert "Set, and on record." in page
    assert "South East Ambulance" not in page
    assert force.send("ambulance", "inbox/passing", **sent, notice_hours="1")[0] == 403
    assert force.send("SC01", "me/take", duty=SAT, seat="police")[0] == 303
    assert force.unit.crew(SAT, "police") == {"SC01", "SC03"}


@pytest.mark.parametrize("login", ["planner", "SC01"])
def test_it_is_for_coordinators_alone(force: Force, login: str):
    force.send("SC01", "me/take", duty=SAT, seat="police")
    for page in ("inbox", "inbox/passing"):
        assert force.browser(login).get(f"/u/1/{page}").status_code == 403
    assert force.send(login, "inbox/1", act="allow")[0] == 403
    sent = {"organisation": "kent-police", "take": "never", "give_back": "never", "swap": "never"}
    assert force.send(login, "inbox/passing", **sent, notice_hours="1")[0] == 403
    assert force.unit.head == 2


def test_the_other_organisation_neither_sees_nor_decides(force: Force):
    force.send("SC01", "me/take", duty=SAT, seat="police", why="a secret")
    assert "Cy Cedar" not in force.text("ambulance", "inbox")
    assert force.send("ambulance", "inbox/1", act="allow")[0] == 403
    force.send("P01", "me/give-back", duty=FRI, seat="paramedic", why="my mother is ill")
    page = force.text("police", "inbox")
    assert "Ada Ashdown (P01) asks to give back" in page  # their own people would be off that duty
    for private in ("my mother", "on the rota", "still to find"):
        assert private not in page.partition("Ada Ashdown (P01) asks to give back")[2].partition("Cy Cedar (SC01)")[0]


def test_no_form_is_taken_without_the_secret_of_the_session(force: Force):
    force.send("SC01", "me/take", duty=SAT, seat="police")
    browser = force.browser("police")
    assert browser.post("/u/1/inbox/1", act="allow", csrf="guessed").status_code == 403
    assert force.browser("SC02").post("/u/1/me/take", duty=SAT, seat="police", csrf="guessed").status_code == 403
    assert len(force.unit.store.proposals.all(1)) == 1
    assert force.unit.crew(OTHER, "police") == {"SC03"}
