"""Members who cannot do a duty that they have: what it leaves behind is told, and who decides it."""

import pytest

from roster.desk.changes import Clear
from roster.desk.service import AnswerError, Edit, Edited
from tests.desk.service.members.requests.members import FRI, OTHER, SAT, UnitOfMembers


def test_one_of_three_is_taken_off_and_not_put_back_by_the_next_search(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_give_back(unit.ask("SC01"), FRI, "police", "a wedding")
    assert asked.sentence == "You ask to give back JR-04 on Fri 2 Oct, 18:00-02:00 (police)"
    (line,) = unit.desk.inbox.show(unit.ask("police")).waiting
    assert line.cover == ("JR-04 on Fri 2 Oct is part-crewed: only 1 of 2 police",)
    assert line.means == ("Cy Cedar (SC01): 16h on the rota, 8h with it; still to find: nothing, 6h51m with it",)
    assert unit.desk.inbox.show(unit.ask("ambulance")).waiting == ()
    done = unit.desk.inbox.allow(unit.ask("police"), asked.id, "enjoy it")
    assert isinstance(done, Edited)
    assert unit.crew(FRI, "police") == {"SC02"}
    assert [(pin.person, pin.duty, pin.off) for pin in unit.book.pins] == [("SC01", FRI, True)]
    assert unit.store.head(unit.unit).why == "enjoy it"


def test_where_the_duty_cannot_run_without_them_both_employers_have_to_agree(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_give_back(unit.ask("P01"), FRI, "paramedic")
    (line,) = unit.desk.inbox.show(unit.ask("ambulance")).waiting
    assert line.cover == (
        "JR-04 on Fri 2 Oct is stood down: no paramedic and no police",
        "Ada Ashdown (P01), Cy Cedar (SC01) and Di Dogwood (SC02) have no duty on Fri 2 Oct",
    )
    assert line.waits_for == "also needs a coordinator of Kent Police"
    unit.desk.inbox.allow(unit.ask("ambulance"), asked.id)
    assert unit.crew(FRI, "paramedic") == {"P01"}  # nothing is done before the other employer agrees
    (waits,) = unit.desk.inbox.show(unit.ask("ambulance")).waiting
    assert (waits.may_allow, waits.waits_for) == (False, "also needs a coordinator of Kent Police")
    (theirs,) = unit.desk.inbox.show(unit.ask("police")).waiting
    assert (theirs.may_allow, theirs.waits_for, theirs.effects, theirs.means) == (True, "", (), ())
    done = unit.desk.inbox.allow(unit.ask("police"), asked.id)
    assert isinstance(done, Edited)
    assert unit.crew(FRI, "paramedic") == unit.crew(FRI, "police") == set()
    assert not unit.desk.verdict(unit.who["both"], unit.unit).hard


def test_a_coordinator_of_both_decides_at_once(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_give_back(unit.ask("P01"), FRI, "paramedic")
    assert isinstance(unit.desk.inbox.allow(unit.ask("both"), asked.id), Edited)
    assert unit.crew(FRI, "police") == set()


def test_what_they_wrote_is_for_their_own_coordinators_alone(unit: UnitOfMembers):
    unit.desk.requests.ask_give_back(unit.ask("P01"), FRI, "paramedic", "my mother is ill")
    (own,) = unit.desk.inbox.show(unit.ask("ambulance")).waiting
    (theirs,) = unit.desk.inbox.show(unit.ask("police")).waiting
    assert own.request.why == "my mother is ill"
    assert "mother" not in theirs.model_dump_json()


def test_nothing_is_given_back_twice(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_give_back(unit.ask("SC01"), FRI, "police")
    with pytest.raises(AnswerError, match="asked for this already"):
        unit.desk.requests.ask_give_back(unit.ask("SC01"), FRI, "police")
    unit.desk.inbox.allow(unit.ask("police"), asked.id)
    with pytest.raises(AnswerError, match="you are no longer on JR-04 on Fri 2 Oct"):
        unit.desk.requests.ask_give_back(unit.ask("SC01"), FRI, "police")
    unit.publish()
    with pytest.raises(AnswerError, match="you have no duty JR-04 on Fri 2 Oct in the published rota"):
        unit.desk.requests.ask_give_back(unit.ask("SC01"), FRI, "police")


def test_nobody_gives_back_what_is_not_theirs_or_is_over(unit: UnitOfMembers):
    with pytest.raises(AnswerError, match="you have no duty JR-07 on Fri 2 Oct"):
        unit.desk.requests.ask_give_back(unit.ask("SC01"), OTHER, "police")
    with pytest.raises(AnswerError, match="you have no duty JR-99"):
        unit.desk.requests.ask_give_back(unit.ask("SC01"), "JR-99", "police")
    unit.clock.at = unit.clock.at.replace(month=10, day=2, hour=18)
    with pytest.raises(AnswerError, match="JR-04 on Fri 2 Oct has begun"):
        unit.desk.requests.ask_give_back(unit.ask("SC01"), FRI, "police")


def test_what_a_coordinator_took_away_meanwhile_is_closed_as_done(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_give_back(unit.ask("SC01"), FRI, "police")
    off = Clear(person="SC01", duty=FRI, seat="police")
    unit.desk.edit(unit.who["police"], unit.unit, Edit(base=unit.head, changes=[off]))
    (line,) = unit.desk.inbox.show(unit.ask("police")).waiting
    assert line.fulfilled
    unit.desk.inbox.allow(unit.ask("police"), asked.id)
    assert unit.store.proposals.one(asked.id).taken_as == unit.head


def test_it_goes_with_a_version_that_was_published_meanwhile(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_give_back(unit.ask("SC01"), FRI, "police")
    off = Clear(person="SC03", duty=SAT, seat="police"), Clear(person="P02", duty=SAT, seat="paramedic")
    unit.desk.edit(
        unit.who["both"],
        unit.unit,
        Edit(base=unit.head, changes=off),
    )
    unit.publish()
    assert isinstance(unit.desk.inbox.allow(unit.ask("police"), asked.id), Edited)
    assert unit.crew(FRI, "police") == {"SC02"}
    assert unit.crew(SAT, "police") == set()


def test_whose_account_was_disabled_is_told_and_can_be_decided(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_give_back(unit.ask("SC01"), FRI, "police")
    unit.store.accounts.set_disabled(unit.who["SC01"].id, True, by="setup")
    (line,) = unit.desk.inbox.show(unit.ask("police")).waiting
    assert line.account_disabled
    assert isinstance(unit.desk.inbox.allow(unit.ask("police"), asked.id), Edited)
