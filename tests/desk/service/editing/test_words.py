"""Who reads the reasons of others: one rule for the history, for proposals and for what was asked of a search."""

import pytest

from roster.desk.changes import PinPerson
from roster.desk.jobs.requests import SolveRequest
from roster.desk.service import Edit, Edited, Proposed
from roster.desk.store import Membership, MembershipRole
from tests.desk.service.editing.test_edit import in_seat, taken_off
from tests.desk.service.unit import FRIDAY, POLICE, DeskOfUnit

KINDS = ("police", "ambulance", "both", "planner", "reader")
# Author -> the kinds of account that read what they wrote.
READ_BY = {
    "police": {"police", "both"},
    "ambulance": {"ambulance", "both"},
    "both": {"both"},
    "planner": set(KINDS),
    "setup": {"both"},  # no account: somebody who looks after the database, and sees everything
}


class NoRunner:
    """Takes jobs and never begins them."""

    def wake(self) -> None:
        """Does nothing."""


def readers_of_proposal(small: DeskOfUnit, number: int) -> set[str]:
    lines = {kind: small.desk.proposals.lines(asking(small, kind), pending=False) for kind in KINDS}
    return {kind for kind, found in lines.items() if any(line.id == number and line.why for line in found)}


def readers_of_revision(small: DeskOfUnit, number: int) -> set[str]:
    return {kind for kind in KINDS if small.desk.history.one(asking(small, kind), number).line.why}


def asking(small: DeskOfUnit, kind: str):
    return small.desk.asking(getattr(small, kind), small.unit)


@pytest.mark.parametrize("author", ["police", "ambulance", "planner"])
def test_the_reason_of_a_proposal(small: DeskOfUnit, author: str):
    seat = "police" if author == "ambulance" else "paramedic"
    edit = Edit(base=1, changes=(taken_off(small, FRIDAY, seat),), why="a reason")
    found = small.desk.edit(getattr(small, author), small.unit, edit)
    assert isinstance(found, Proposed)
    assert readers_of_proposal(small, found.proposal) == READ_BY[author]


@pytest.mark.parametrize("author", READ_BY)
def test_the_reason_of_a_revision(small: DeskOfUnit, author: str):
    head = small.store.head(small.unit)
    login = author if author == "setup" else getattr(small, author).login
    small.store.append(small.unit, 1, head.book, (), login, "Something", "a reason")
    assert readers_of_revision(small, 2) == READ_BY[author]


@pytest.mark.parametrize("author", ["police", "ambulance", "both", "planner"])
def test_what_was_asked_of_a_search(small: DeskOfUnit, author: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(small.desk.searches, "_runner", NoRunner())
    job = small.desk.searches.start(asking(small, author), SolveRequest(seconds=5)).id
    kinds = [kind for kind in KINDS if kind != "reader"]
    seen = {kind for kind in kinds if small.desk.searches.one(asking(small, kind), job).request is not None}
    assert seen == READ_BY[author] - {"reader"}


@pytest.mark.parametrize(
    "now", [[], [Membership(1, MembershipRole.PLANNER)], [Membership(1, MembershipRole.COORDINATOR, "secamb")]]
)
def test_what_somebody_was_when_they_wrote_it_counts(small: DeskOfUnit, now: list[Membership]):
    sitting = in_seat(small, FRIDAY, "police")
    pin = PinPerson(person=sitting.person, duty=FRIDAY, seat=sitting.seat)
    done = small.desk.edit(small.police, small.unit, Edit(base=1, changes=(pin,), why="is at court"))
    assert isinstance(done, Edited)
    found = small.store.accounts.add("new", "New", [Membership(1, MembershipRole.COORDINATOR, POLICE)], by="setup")
    object.__setattr__(small, "police", found)  # a new colleague reads it as the author's colleagues did
    account = small.store.accounts.named("police@example.org")
    small.store.accounts.set_memberships(account.id, now, by="setup")
    assert readers_of_revision(small, 2) == READ_BY["police"]


def test_who_takes_a_proposal_does_not_make_its_reason_readable(small: DeskOfUnit):
    edit = Edit(base=1, changes=(taken_off(small, FRIDAY, "paramedic"),), why="a reason of the police")
    found = small.desk.edit(small.police, small.unit, edit)
    assert isinstance(found, Proposed)
    assert isinstance(small.desk.proposals.take(asking(small, "ambulance"), found.proposal), Edited)
    assert small.store.head(small.unit).why == ""
    assert readers_of_proposal(small, found.proposal) == READ_BY["police"]
