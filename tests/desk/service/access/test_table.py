"""Every action for every kind of account, written out a second time: who may do what is a decision, not an outcome."""

import itertools

import pytest

from roster.desk.service.access.standing import Decision, Standing
from roster.desk.service.access.table import PERMISSIONS, Action, Kind, Reach

POLICE, AMBULANCE = frozenset({"police"}), frozenset({"ambulance"})
BOTH = POLICE | AMBULANCE
D, P, R = Decision.DO, Decision.PROPOSE, Decision.REFUSE
# Action -> what becomes of it for a police coordinator (their own, the other's, both), a planner, a reader, a member.
EXPECTED = {
    Action.SEE_ROTA: (D, D, D, D, D, R),
    Action.SEE_PUBLISHED: (D, D, D, D, D, D),
    Action.SEE_HISTORY: (D, D, D, D, D, R),
    Action.SEE_TERMS: (D, D, D, D, D, R),
    Action.SEE_JOBS: (D, D, D, D, R, R),
    Action.CHANGE_PEOPLE: (D, P, P, P, R, R),
    Action.CHANGE_DAY: (D, D, D, P, R, R),
    Action.CHANGE_TERMS: (D, P, P, P, R, R),
    Action.UNDO: (D, D, D, R, R, R),
    Action.TAKE: (D, P, P, R, R, R),
    Action.START_JOB: (D, D, D, D, R, R),
    Action.PUBLISH: (D, D, D, R, R, R),
    Action.MANAGE_TOKENS: (D, D, D, D, D, D),
    Action.OFFER: (D, P, P, R, R, R),
    Action.REQUEST: (R, R, R, R, R, R),
    Action.DECIDE_REQUEST: (D, P, P, R, R, R),
    Action.SET_PASSING: (D, P, P, R, R, R),
}
FOR_THEMSELVES = {Action.OFFER, Action.REQUEST}
SEEING_PEOPLE = {Action.SEE_PRIVATE, Action.SEE_CONTACTS}


def standing(kind: Kind) -> Standing:
    organisations = POLICE if kind is Kind.COORDINATOR else frozenset()
    return Standing("somebody", frozenset({kind}), organisations, "SC01" if kind is Kind.MEMBER else None)


def test_the_table_has_every_action_for_every_kind():
    assert set(PERMISSIONS) == set(Action) == set(EXPECTED) | SEEING_PEOPLE
    assert all(set(row) == set(Kind) for row in PERMISSIONS.values())


@pytest.mark.parametrize(("action", "kind"), [*itertools.product(EXPECTED, Kind)])
def test_what_becomes_of_an_action(action: Action, kind: Kind):
    row = EXPECTED[action]
    own, others, both, planner, reader, member = row
    found = [standing(kind).decide(action, concerned) for concerned in (POLICE, AMBULANCE, BOTH)]
    one = {Kind.PLANNER: planner, Kind.READER: reader, Kind.MEMBER: member}
    assert found == ([own, others, both] if kind is Kind.COORDINATOR else [one[kind]] * 3)
    for_themselves = action in FOR_THEMSELVES and kind is Kind.MEMBER
    assert standing(kind).may(action) == (found != [R] * 3 or for_themselves)


@pytest.mark.parametrize(("action", "kind"), [*itertools.product(EXPECTED, Kind)])
def test_what_members_do_for_themselves(action: Action, kind: Kind):
    expected = "SC01" if action in FOR_THEMSELVES and kind is Kind.MEMBER else None
    assert standing(kind).own_person(action) == expected


@pytest.mark.parametrize("action", Action)
def test_an_account_that_is_nothing_to_the_unit_may_do_nothing(action: Action):
    nobody = Standing("somebody")
    assert nobody.decide(action, POLICE) is R
    assert not nobody.may(action)
    assert not nobody.sees_private("SC01", "police")


@pytest.mark.parametrize(("action", "kinds"), [*itertools.product(Action, itertools.combinations(Kind, 2))])
def test_two_memberships_reach_as_far_as_the_further_one(action: Action, kinds: tuple[Kind, Kind]):
    order = list(Reach)
    furthest = max((PERMISSIONS[action][kind] for kind in kinds), key=order.index)
    assert Standing("somebody", frozenset(kinds)).reach(action) is furthest


def test_a_coordinator_of_both_does_everything_at_once():
    both = Standing("somebody", frozenset({Kind.COORDINATOR}), BOTH)
    assert {both.decide(action, BOTH) for action in EXPECTED.keys() - {Action.REQUEST}} == {D}


@pytest.mark.parametrize("kind", Kind)
def test_private_data_and_contacts_stay_with_the_organisation_and_the_person(kind: Kind):
    asking = standing(kind)
    coordinator, member = kind is Kind.COORDINATOR, kind is Kind.MEMBER
    for sees in (asking.sees_private, asking.sees_contacts):
        assert sees("SC01", "police") == (coordinator or member)
        assert sees("SC02", "police") == coordinator
        assert not sees("P01", "ambulance")


def test_a_person_tied_to_an_account_that_is_no_member_opens_nothing():
    reader = Standing("somebody", frozenset({Kind.READER}), person="SC01")
    assert not reader.sees_private("SC01", "police")
