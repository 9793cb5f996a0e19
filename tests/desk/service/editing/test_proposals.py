"""Proposals: seen as a difference, taken by whom they concern, whole or for some people, or left."""

import pytest

from models.people import AbsenceKind
from roster.desk.changes import AddAbsence, Assign, Change, Clear, PinPerson, SetCaps, SetOffers
from roster.desk.service import AnswerError, Conflicts, Edit, Edited, ForbiddenError, Proposed
from roster.desk.store import NotThereError
from tests.desk.service.editing.test_edit import in_seat, taken_off
from tests.desk.service.unit import FRIDAY, SATURDAY, DeskOfUnit


def proposed(unit: DeskOfUnit, who, *changes) -> int:
    found = unit.desk.edit(who, unit.unit, Edit(base=unit.head, changes=changes, why="please"))
    assert isinstance(found, Proposed)
    return found.proposal


def test_what_one_organisation_proposes_the_other_takes(small: DeskOfUnit):
    change = taken_off(small, FRIDAY, "paramedic")
    number = proposed(small, small.police, change)
    police, ambulance = (small.desk.asking(who, small.unit) for who in (small.police, small.ambulance))
    assert not small.desk.proposals.lines(police)[0].mine
    assert small.desk.proposals.lines(ambulance)[0].mine
    shown = small.desk.proposals.show(ambulance, number)
    assert [part.person for part in shown.people] == [change.person]
    assert "off JR-04 on Fri 4 Dec" in shown.people[0].changes[0]
    assert shown.verdict is not None
    assert [item.rule for item in shown.verdict.hard] == ["crew-size"]  # the police are left in a car that stands
    done = small.desk.proposals.take(ambulance, number, why="agreed")
    assert isinstance(done, Edited)
    assert small.crew(FRIDAY, "paramedic") == []
    assert small.store.proposals.one(number).taken_as == 2
    with pytest.raises(AnswerError, match="taken already by Ambulance Field"):
        small.desk.proposals.take(ambulance, number)


def test_who_proposed_to_others_cannot_take_it_themselves(small: DeskOfUnit):
    number = proposed(small, small.police, taken_off(small, FRIDAY, "paramedic"))
    with pytest.raises(ForbiddenError, match="not Police Field's to take: it waits for a coordinator of secamb"):
        small.desk.proposals.take(small.desk.asking(small.police, small.unit), number)
    assert small.head == 1
    assert len(small.store.proposals.all(small.unit)) == 1
    for who in (small.planner, small.reader, small.member):
        with pytest.raises(ForbiddenError):
            small.desk.proposals.take(small.desk.asking(who, small.unit), number)


def test_a_proposal_about_both_is_agreed_by_one_and_taken_by_the_other(small: DeskOfUnit):
    changes = taken_off(small, FRIDAY, "paramedic"), taken_off(small, FRIDAY, "police")
    number = proposed(small, small.police, *changes)
    done = small.desk.proposals.take(small.desk.asking(small.ambulance, small.unit), number)
    assert isinstance(done, Edited)
    assert changes[1].person not in small.crew(FRIDAY, "police")


def test_a_planners_proposal_waits_for_both(small: DeskOfUnit):
    changes = taken_off(small, FRIDAY, "paramedic"), taken_off(small, FRIDAY, "police")
    number = proposed(small, small.planner, *changes)
    found = small.desk.proposals.take(small.desk.asking(small.police, small.unit), number)
    assert isinstance(found, Proposed)
    assert found.waits_for == ("secamb",)
    # The one that the police agreed to stands in its place, so that it does not go to and fro.
    assert [item.id for item in small.store.proposals.pending(small.unit)] == [found.proposal]
    assert small.store.proposals.one(number).decided_why == f"goes on as proposal {found.proposal}"
    with pytest.raises(ForbiddenError, match="waits for a coordinator of secamb"):
        small.desk.proposals.take(small.desk.asking(small.police, small.unit), found.proposal)
    done = small.desk.proposals.take(small.desk.asking(small.ambulance, small.unit), found.proposal)
    assert isinstance(done, Edited)
    assert done.sentence.startswith(f"Take proposal {number}: ")


def test_nobody_takes_a_part_that_is_about_others_alone(small: DeskOfUnit):
    sitting = in_seat(small, FRIDAY, "paramedic"), in_seat(small, FRIDAY, "police")
    changes = [PinPerson(person=item.person, duty=FRIDAY, seat=item.seat) for item in sitting]
    number = proposed(small, small.planner, *changes)
    ambulance = small.desk.asking(small.ambulance, small.unit)
    with pytest.raises(ForbiddenError, match="waits for a coordinator of kent-police"):
        small.desk.proposals.take(ambulance, number, only_people=[changes[1].person])
    assert isinstance(small.desk.proposals.take(ambulance, number, only_people=[changes[0].person]), Edited)


def test_a_proposal_goes_with_what_others_did_meanwhile_or_is_told(small: DeskOfUnit):
    there = in_seat(small, FRIDAY, "paramedic").person
    first = proposed(small, small.police, taken_off(small, SATURDAY, "paramedic"))
    second = proposed(small, small.planner, Clear(person=there, duty=FRIDAY, seat="paramedic"))
    other = next(name for name in ("P01", "P02") if name != there)
    swap = (Clear(person=there, duty=FRIDAY, seat="paramedic"), Assign(person=other, duty=FRIDAY, seat="paramedic"))
    small.desk.edit(small.ambulance, small.unit, Edit(base=1, changes=swap))
    ambulance = small.desk.asking(small.ambulance, small.unit)
    assert isinstance(small.desk.proposals.take(ambulance, first), Edited)
    # What it asked for is done already.
    again = small.desk.proposals.take(ambulance, second)
    assert isinstance(again, Edited | Conflicts)


def test_for_some_people_only_what_stands_is_taken(small: DeskOfUnit):
    paramedic, police = in_seat(small, FRIDAY, "paramedic"), in_seat(small, FRIDAY, "police")
    other = next(name for name in ("P01", "P02") if name != paramedic.person)
    changes = (
        Clear(person=paramedic.person, duty=FRIDAY, seat="paramedic"),
        Assign(person=other, duty=FRIDAY, seat="paramedic"),
        Clear(person=police.person, duty=FRIDAY, seat="police"),
    )
    number = proposed(small, small.planner, *changes)
    both = small.desk.asking(small.both, small.unit)
    with pytest.raises(AnswerError, match="its seat is not free without the rest"):
        small.desk.proposals.take(both, number, only_people=[other])
    done = small.desk.proposals.take(both, number, only_people=[other, paramedic.person])
    assert isinstance(done, Edited)
    assert small.crew(FRIDAY, "paramedic") == [other]
    assert police.person in small.crew(FRIDAY, "police")


def test_leaving_and_withdrawing(small: DeskOfUnit):
    number = proposed(small, small.police, taken_off(small, FRIDAY, "paramedic"))
    with pytest.raises(ForbiddenError):
        small.desk.proposals.leave(small.desk.asking(small.reader, small.unit), number)
    left = small.desk.proposals.leave(small.desk.asking(small.ambulance, small.unit), number, "we need them")
    assert left.state == "left"
    withdrawn = proposed(small, small.planner, taken_off(small, FRIDAY, "paramedic"))
    assert small.desk.proposals.leave(small.desk.asking(small.planner, small.unit), withdrawn).state == "left"


def test_proposals_of_another_unit_are_not_there(small: DeskOfUnit):
    number = proposed(small, small.police, taken_off(small, FRIDAY, "paramedic"))
    other = small.store.add_unit(small.book.model_copy(update={"name": "Other"}), "setup", "begin").id
    from roster.desk.store import Membership, MembershipRole

    held = (*small.ambulance.memberships, Membership(other, MembershipRole.COORDINATOR, "secamb"))
    who = small.store.accounts.set_memberships(small.ambulance.id, held, by="setup")
    with pytest.raises(NotThereError):
        small.desk.proposals.show(small.desk.asking(who, other), number)


def test_why_a_proposal_was_left_is_told_to_those_who_may_read_it(small: DeskOfUnit):
    number = proposed(small, small.police, taken_off(small, FRIDAY, "paramedic"))
    ambulance, both = (small.desk.asking(who, small.unit) for who in (small.ambulance, small.both))
    small.desk.proposals.leave(ambulance, number, "Ann has had an operation")
    for asking in (ambulance, both):
        line = small.desk.proposals.line(asking, number)
        assert (line.state, line.decided_by, line.decided_why) == (
            "left",
            "Ambulance Field",
            "Ann has had an operation",
        )
        assert line.decided_at is not None
    for who in (small.police, small.planner, small.reader):
        line = small.desk.proposals.line(small.desk.asking(who, small.unit), number)
        assert (line.decided_by, line.decided_why) == ("Ambulance Field", "")


@pytest.mark.parametrize(
    ("private", "why"),
    [
        (AddAbsence(person="P01", absence={"kind": "sickness", "first": "2026-12-04"}), "is absent"),
        (AddAbsence(person="P01", absence={"kind": "abstraction", "first": "2026-12-04"}), "is absent"),
        (SetOffers(person="P01", offers=()), "offer"),
        (SetCaps(person="P01", caps={"duties_per_month": 0}), "they offered in"),
    ],
    ids=["sick", "abstracted", "offers", "caps"],
)
def test_a_part_that_is_refused_tells_nothing_of_the_other_organisations_people(
    small: DeskOfUnit, private: Change, why: str
):
    assert small.book.rota is not None
    off = [
        Clear(person=item.person, duty=item.duty, seat=item.seat)
        for item in small.book.rota.assignments
        if item.seat == "paramedic"
    ]
    small.desk.edit(small.ambulance, small.unit, Edit(base=1, changes=(*off, private)))
    puts = Assign(person="P01", duty=FRIDAY, seat="paramedic")
    number = proposed(small, small.planner, puts, taken_off(small, SATURDAY, "police"))
    told = {}
    for who in (small.police, small.ambulance):
        with pytest.raises(AnswerError, match="nothing of the proposal can be taken") as refused:
            small.desk.proposals.take(small.desk.asking(who, small.unit), number, only_people=["P01"])
        told[who.id] = str(refused.value)
    assert why in told[small.ambulance.id]  # their own organisation is told why
    assert why not in told[small.police.id]
    assert not any(kind in told[small.police.id] for kind in AbsenceKind)
    assert "secamb knows" in told[small.police.id]
