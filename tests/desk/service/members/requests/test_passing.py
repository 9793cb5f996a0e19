"""The rules of passing: what goes through by itself, set by each organisation, and what then stands on record."""

from datetime import UTC, datetime, timedelta

import pytest

from roster.desk.service import AnswerError, ForbiddenError
from roster.desk.service.members.requests import Passes, PassingRules
from roster.desk.service.members.requests.asked import RequestKind
from roster.desk.store import AuditKind
from roster.desk.store.books.proposals import OF_MEMBERS
from tests.desk.service.members.requests.members import FRI, LAST, OTHER, SAT, UnitOfMembers


def passing(unit: UnitOfMembers, login: str = "police", organisation: str = "kent-police", **rules: object) -> None:
    unit.desk.passing.set(unit.ask(login), organisation, PassingRules.model_validate(rules))


def test_nothing_goes_through_unless_somebody_says_so(unit: UnitOfMembers):
    assert unit.desk.passing.rules(unit.ask("police")) == {"kent-police": PassingRules()}
    assert set(unit.desk.passing.rules(unit.ask("both"))) == {"kent-police", "secamb"}
    rules = PassingRules()
    assert {rules.of(kind) for kind in RequestKind} == {Passes.NEVER}
    assert {str(kind) for kind in RequestKind} == OF_MEMBERS


def test_each_organisation_sets_its_own_and_it_is_on_record(unit: UnitOfMembers):
    with pytest.raises(ForbiddenError, match="set by its own coordinators"):
        passing(unit, "police", "secamb", take=Passes.LEGAL)
    for login in ("planner", "SC01"):
        with pytest.raises(ForbiddenError):
            passing(unit, login, take=Passes.LEGAL)
    with pytest.raises(AnswerError, match="no organisation nowhere"):
        passing(unit, "police", "nowhere")
    passing(unit, take=Passes.LEGAL, notice_hours=48)
    passing(unit, take=Passes.NOBODY_WORSE, notice_hours=1)
    assert unit.desk.passing.of_unit(unit.unit)["kent-police"] == PassingRules(take=Passes.NOBODY_WORSE, notice_hours=1)
    assert unit.desk.passing.of_unit(unit.unit)["secamb"] == PassingRules()
    told = unit.store.audit.entries(unit=unit.unit, kinds=[AuditKind.PERMISSION])[-1]
    assert told.sentence == (
        "Set what goes through by itself for Kent Police: take: when legal and nobody worse off; give back: never;"
        " swap: never; 1 hour before the duty or earlier"
    )


def test_an_open_seat_is_taken_at_once_and_the_second_is_told(unit: UnitOfMembers):
    passing(unit, take=Passes.LEGAL)
    asked = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    assert (asked.state, asked.by_rule) == ("allowed", True)
    assert asked.told.startswith("went through by the rules of passing, ")
    assert unit.crew(SAT, "police") == {"SC01", "SC03"}
    head = unit.store.head(unit.unit)
    assert head.sentence == (
        f"Request {asked.id} of Cy Cedar, let through by the rules of passing."
        " Put Cy Cedar (SC01) on JR-07 on Sat 3 Oct (police)"
    )
    assert head.author == "sc01"
    with pytest.raises(AnswerError, match="is taken"):
        unit.desk.requests.ask_take(unit.ask("SC02"), SAT, "police")


def test_a_short_notice_waits_for_a_coordinator(unit: UnitOfMembers):
    passing(unit, take=Passes.LEGAL, notice_hours=72)
    begins = datetime(2026, 10, 3, 17, tzinfo=UTC)
    unit.clock.at = begins - timedelta(hours=71, minutes=59)
    late = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    assert late.state == "waits for a coordinator"
    (line,) = unit.desk.inbox.show(unit.ask("police")).waiting
    assert line.why_not_by_rule == "the duty begins in less than 72 hours"
    unit.desk.requests.withdraw(unit.ask("SC01"), late.id)
    unit.clock.at = begins - timedelta(hours=72)
    assert unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police").state == "allowed"


def test_a_seat_that_others_wait_for_goes_to_nobody_by_itself(unit: UnitOfMembers):
    unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    passing(unit, take=Passes.LEGAL)
    assert unit.desk.requests.ask_take(unit.ask("SC02"), SAT, "police").state == "waits for a coordinator"
    lines = unit.desk.inbox.show(unit.ask("police")).waiting
    assert {line.why_not_by_rule for line in lines} == {"others ask for the same seat"}


def test_a_swap_goes_through_once_both_want_it(unit: UnitOfMembers):
    passing(unit, "ambulance", "secamb", swap=Passes.NOBODY_WORSE)
    asked = unit.desk.requests.ask_swap(unit.ask("P01"), FRI, "paramedic", "P02", OTHER, "paramedic")
    assert asked.state == "waits for an answer"
    accepted = unit.desk.requests.accept(unit.ask("P02"), asked.id)
    assert accepted.by_rule
    assert unit.crew(FRI, "paramedic") == {"P02"}
    entries = unit.store.audit.entries(unit=unit.unit, kinds=[AuditKind.REQUEST])
    assert entries[-1].sentence == (
        f"Request {asked.id} of Ada Ashdown, accepted by Ben Birch, let through by the rules of passing"
    )


def test_it_does_not_where_whoever_asked_has_no_account_any_more(unit: UnitOfMembers):
    passing(unit, "ambulance", "secamb", swap=Passes.LEGAL)
    asked = unit.desk.requests.ask_swap(unit.ask("P01"), FRI, "paramedic", "P02", OTHER, "paramedic")
    unit.store.accounts.set_disabled(unit.who["P01"].id, True, by="setup")
    assert unit.desk.requests.accept(unit.ask("P02"), asked.id).state == "waits for a coordinator"
    assert unit.crew(FRI, "paramedic") == {"P01"}


def test_giving_back_goes_through_only_where_the_rules_bear_it(unit: UnitOfMembers):
    passing(unit, give_back=Passes.NOBODY_WORSE)
    asked = unit.desk.requests.ask_give_back(unit.ask("SC01"), LAST, "police")
    assert asked.state == "waits for a coordinator"
    (line,) = unit.desk.inbox.show(unit.ask("police")).waiting
    assert line.why_not_by_rule == ""  # the ambulance decides each, and its duty would go
    passing(unit, "ambulance", "secamb", give_back=Passes.LEGAL)
    (line,) = unit.desk.inbox.show(unit.ask("police")).waiting
    assert line.why_not_by_rule == "the rota would be worse, or somebody worse off"
    passing(unit, give_back=Passes.LEGAL)
    unit.desk.requests.withdraw(unit.ask("SC01"), asked.id)
    assert unit.desk.requests.ask_give_back(unit.ask("SC01"), LAST, "police").by_rule
    assert unit.crew(LAST, "paramedic") == set()


def test_settings_stay_however_old_they_are(unit: UnitOfMembers):
    passing(unit, take=Passes.LEGAL)
    unit.store.retention.remove(datetime.now(UTC), "setup")
    assert unit.desk.passing.of_unit(unit.unit)["kent-police"].take is Passes.LEGAL
