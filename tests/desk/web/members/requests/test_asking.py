"""The forms with which members ask and answer, without JavaScript."""

from tests.desk.service.members.requests.members import FRI, OTHER, SAT
from tests.desk.web.members.requests.conftest import Force

HERS = {"duty": FRI, "seat": "paramedic"}


def test_a_seat_is_taken_and_the_request_withdrawn(force: Force):
    assert force.send("SC01", "me/take", duty=SAT, seat="police") == (303, "/u/1/me#request-1")
    status, told = force.send("SC01", "me/take", duty=SAT, seat="police")
    assert status == 400
    assert "You have asked for this already" in told
    assert "Back to your page" in told
    assert force.send("SC01", "me/requests/1", act="withdraw") == (303, "/u/1/me#request-1")
    assert force.unit.desk.requests.of(force.unit.ask("SC01"))[0].state == "withdrawn"
    status, told = force.send("SC01", "me/take", duty="JR-99", seat="police")
    assert (status, "There is no duty JR-99" in told) == (404, True)


def test_a_duty_is_given_back_with_a_reason(force: Force):
    page = force.text("SC01", f"me/give-back?duty={FRI}&seat=police")
    assert "Give back JR-04 on Fri 2 Oct, 18:00-02:00?" in page
    assert force.send("SC01", "me/give-back", duty=FRI, seat="police", why="a wedding")[0] == 303
    status, told = force.send("SC01", "me/give-back", duty=FRI, seat="police", why="a wedding")
    assert status == 400
    assert "asked for this already" in told
    assert "You have no duty JR-07" in force.text("SC01", f"me/give-back?duty={OTHER}&seat=police", 400)
    assert force.unit.store.proposals.one(1).why == "a wedding"


def test_a_swap_is_chosen_asked_and_accepted(force: Force):
    page = force.text("P01", f"me/swap?duty={FRI}&seat=paramedic")
    assert "On the same day Ben Birch (P02) , and you take JR-07 on Fri 2 Oct, 18:00-02:00" in page
    status, told = force.send("P01", "me/swap", **HERS, why="the school run")
    assert status == 400
    assert "Choose with whom you would swap" in told
    status, told = force.send("P01", "me/swap", **HERS, other="P02|JR-07@2026-10-09/peak|paramedic")
    assert status == 400
    assert "is not on JR-07@2026-10-09/peak" in told
    assert force.send("P01", "me/swap", **HERS, other=f"P02|{OTHER}|paramedic")[0] == 303
    assert force.send("P01", "me/requests/1", act="accept")[0] == 403
    assert force.send("SC01", "me/requests/1", act="accept")[0] == 404
    assert force.send("P02", "me/requests/1", act="accept")[0] == 303
    assert force.unit.desk.requests.of(force.unit.ask("P01"))[0].state == "waits for a coordinator"


def test_where_nobody_can_swap_the_way_on_is_shown(force: Force):
    for person in ("SC01", "SC02"):
        force.unit.store.accounts.set_disabled(force.unit.who[person].id, True, by="setup")
    page = force.text("SC03", f"me/swap?duty={SAT}&seat=police")
    assert "There is nobody with whom you could swap it" in page
    assert "1 more person could, but cannot answer here" in page
    assert "give it back" in page


def test_a_member_cannot_name_another_person(force: Force):
    """The forms hold no id of who asks: it is the account's own person, whatever else is sent."""
    force.send("SC01", "me/take", duty=SAT, seat="police", person="SC02")
    assert force.unit.store.proposals.one(1).detail["person"] == "SC01"


def test_nobody_but_members_opens_or_sends_them(force: Force):
    for login in ("police", "both", "planner"):
        for page in ("me/swap", "me/give-back"):
            assert force.browser(login).get(f"/u/1/{page}?duty={FRI}&seat=paramedic").status_code == 403
        for form in ("me/take", "me/give-back", "me/swap"):
            assert force.send(login, form, duty=SAT, seat="police", other=f"P02|{OTHER}|paramedic")[0] == 403
        assert force.send(login, "me/requests/1", act="withdraw")[0] in (403, 404)
    assert force.unit.store.proposals.all(1) == []
