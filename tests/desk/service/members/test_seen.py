"""Who has seen what was published, and what is news since."""

import pytest

from roster.desk.changes import Clear
from roster.desk.service import AnswerError, Edit, ForbiddenError
from tests.desk.service.members.at_work import NOON, asking, at, me, member, publish
from tests.desk.service.unit import FRIDAY, DeskOfUnit


def test_a_version_is_seen_once(small: DeskOfUnit):
    publish(at(small))
    assert not me(small).published.seen
    assert small.desk.members.seen.mark(asking(small), 1)
    assert not small.desk.members.seen.mark(asking(small), 1)
    assert me(small).published.seen


def test_a_new_version_says_what_is_news(small: DeskOfUnit):
    publish(at(small))
    person = small.crew(FRIDAY, "police")[0]
    who = member(small, person)
    small.desk.members.seen.mark(asking(small, who), 1)
    small.desk.edit(small.both, 1, Edit(base=small.head, changes=(Clear(person=person, duty=FRIDAY, seat="police"),)))
    at(small, NOON.replace(hour=15))
    publish(small)
    told = me(small, who).published
    assert (told.version, told.seen) == (2, False)
    assert told.cancelled == ("JR-04 on Fri 4 Dec, 18:00-02:00",)
    assert (told.new, told.changed) == ((), ())


def test_only_the_version_that_is_published_can_be_seen(small: DeskOfUnit):
    with pytest.raises(AnswerError, match="nothing is published"):
        small.desk.members.seen.mark(asking(at(small)), 1)
    publish(small)
    with pytest.raises(AnswerError, match="version 1 is published by now"):
        small.desk.members.seen.mark(asking(small), 2)


def test_coordinators_read_who_has_not_seen_it_of_their_own_people(small: DeskOfUnit):
    assert small.desk.members.seen.by(asking(at(small), small.police)).version is None
    publish(small)
    crewed = {item.person for item in small.book.rota.assignments}
    police = {item for item in crewed if item.startswith("SC")}
    found = small.desk.members.seen.by(asking(small, small.police))
    assert {item.person for item in found.people} == police
    assert {item.person for item in found.missing} == {"SC01"} & police
    assert {item.person for item in found.without_account} == police - {"SC01"}
    who = member(small, min(police - {"SC01"}))
    small.desk.members.seen.mark(asking(small, who), 1)
    again = small.desk.members.seen.by(asking(small, small.police))
    assert [item.person for item in again.people if item.at] == [who.memberships[0].person]
    ambulance = small.desk.members.seen.by(asking(small, small.ambulance))
    assert {item.person for item in ambulance.people} == crewed - police


@pytest.mark.parametrize("kind", ["planner", "reader", "member"])
def test_nobody_else_reads_it(small: DeskOfUnit, kind: str):
    with pytest.raises(ForbiddenError):
        small.desk.members.seen.by(asking(small, getattr(small, kind)))
