"""Edits through the desk: one revision each, with the verdict of `check`; others' edits are merged or told."""

from pathlib import Path

import pytest

from models.people import Absence, AbsenceKind
from models.rota import Assignment
from roster import api
from roster.desk.changes import AddAbsence, AddRecord, Assign, ChangeError, Clear, PinPerson, SetDetail, SetOffers
from roster.desk.service import Conflicts, Edit, Edited, ForbiddenError, Proposed
from roster.desk.store.errors import NotThereError
from tests.desk.service.unit import FRIDAY, SATURDAY, DeskOfUnit, desk_of, small_book, solved


def in_seat(unit: DeskOfUnit, duty: str, seat: str) -> Assignment:
    assert unit.book.rota is not None
    return next(item for item in unit.book.rota.assignments if (item.duty, item.seat) == (duty, seat))


def taken_off(unit: DeskOfUnit, duty: str, seat: str) -> Clear:
    return Clear(person=in_seat(unit, duty, seat).person, duty=duty, seat=seat)


def test_an_edit_is_one_revision_with_the_verdict_of_check(small: DeskOfUnit):
    change = taken_off(small, FRIDAY, "paramedic")
    done = small.desk.edit(small.both, small.unit, Edit(base=1, changes=(change,), why="has a wedding"))
    assert isinstance(done, Edited)
    assert done.revision == small.head == 2
    revision = small.store.head(small.unit)
    assert (revision.author, revision.why, revision.parent) == ("both@example.org", "has a wedding", 1)
    assert revision.changes == (change,)
    verdict = api.check(revision.book)
    assert done.verdict is not None
    assert done.verdict.legal == verdict.legal
    assert {item.level: item.value for item in done.verdict.levels} == verdict.values
    before = api.check(small.store.revision(small.unit, 1).book)
    assert {item.level: item.before for item in done.verdict.levels} == before.values
    assert small.crew(FRIDAY, "paramedic") == []


def test_edits_of_different_things_are_merged(small: DeskOfUnit):
    first, second = taken_off(small, FRIDAY, "paramedic"), taken_off(small, SATURDAY, "police")
    small.desk.edit(small.ambulance, small.unit, Edit(base=1, changes=(first,)))
    done = small.desk.edit(small.police, small.unit, Edit(base=1, changes=(second,)))
    assert isinstance(done, Edited)
    assert done.revision == 3
    assert [(item.revision, item.name) for item in done.merged_with] == [(2, "Ambulance Field")]
    assert small.crew(FRIDAY, "paramedic") == []
    assert second.person not in small.crew(SATURDAY, "police")


def test_edits_of_the_same_seat_are_told_with_both_authors(small: DeskOfUnit):
    there = in_seat(small, FRIDAY, "paramedic").person
    other = next(name for name in ("P01", "P02") if name != there)
    swap = (Clear(person=there, duty=FRIDAY, seat="paramedic"), Assign(person=other, duty=FRIDAY, seat="paramedic"))
    small.desk.edit(small.ambulance, small.unit, Edit(base=1, changes=swap))
    pin = PinPerson(person=there, duty=FRIDAY, seat="paramedic")
    found = small.desk.edit(small.both, small.unit, Edit(base=1, changes=(pin,)))
    assert isinstance(found, Conflicts)
    line = found.conflicts[0]
    assert (line.author, line.name, line.revision) == ("ambulance@example.org", "Ambulance Field", 2)
    assert "P0" in line.mine
    assert "P0" in line.theirs
    assert line.why
    assert small.head == 2


def test_the_same_person_on_two_duties_of_a_night_is_told(tmp_path: Path):
    book = small_book(
        call_signs=[{"id": "JR-04", "area": "medway-swale"}, {"id": "JR-05", "area": "medway-swale"}],
        services=[
            {"id": "peaks", "call_signs": ["JR-04", "JR-05"], "shift": "peak", "crew": "jru", "weekdays": ["fri"]},
        ],
    )
    unit = desk_of(solved(book), tmp_path)
    assert unit.book.rota is not None
    duties = ("JR-04@2026-12-04/peak", "JR-05@2026-12-04/peak")
    free = [taken_off(unit, duty, "paramedic") for duty in duties]
    unit.desk.edit(unit.both, unit.unit, Edit(base=1, changes=tuple(free)))
    first, second = (Assign(person="P01", duty=duty, seat="paramedic") for duty in duties)
    assert isinstance(unit.desk.edit(unit.both, unit.unit, Edit(base=2, changes=(first,))), Edited)
    found = unit.desk.edit(unit.ambulance, unit.unit, Edit(base=2, changes=(second,)))
    assert isinstance(found, Conflicts)
    assert found.conflicts[0].name == "Both Field"
    assert unit.head == 3


def test_what_concerns_others_is_proposed(small: DeskOfUnit):
    change = taken_off(small, FRIDAY, "paramedic")
    found = small.desk.edit(small.police, small.unit, Edit(base=1, changes=(change,)))
    assert isinstance(found, Proposed)
    assert found.waits_for == ("secamb",)
    assert small.head == 1


def test_a_change_of_demand_waits_for_the_other_organisation(small: DeskOfUnit):
    change = SetDetail(field="name", value="Another name")
    found = small.desk.edit(small.police, small.unit, Edit(base=1, changes=(change,)))
    assert isinstance(found, Proposed)
    assert found.waits_for == ("secamb",)
    assert isinstance(small.desk.edit(small.both, small.unit, Edit(base=1, changes=(change,))), Edited)


def test_who_may_not_is_refused_and_who_has_no_part_sees_no_unit(small: DeskOfUnit):
    edit = Edit(base=1, changes=(taken_off(small, FRIDAY, "police"),))
    for who in (small.reader, small.member):
        with pytest.raises(ForbiddenError, match="may not"):
            small.desk.edit(who, small.unit, edit)
    assert isinstance(small.desk.edit(small.planner, small.unit, edit), Proposed)
    with pytest.raises(NotThereError):
        small.desk.edit(small.nobody, small.unit, edit)
    assert small.head == 1


def test_all_mistakes_of_an_edit_are_told_and_nothing_is_kept(small: DeskOfUnit):
    wrong = (
        Assign(person="P09", duty=FRIDAY, seat="paramedic"),
        Assign(person="P01", duty="JR-99@2026-12-04/peak", seat="paramedic"),
    )
    with pytest.raises(ChangeError) as caught:
        small.desk.edit(small.both, small.unit, Edit(base=1, changes=wrong))
    assert {problem.path[1] for problem in caught.value.problems} == {0, 1}
    assert small.head == 1


@pytest.mark.parametrize("field", ["published", "rule_files"])
def test_publications_and_rule_files_are_not_edited(small: DeskOfUnit, field: str):
    change = SetDetail(field=field, value=["evil.py"] if field == "rule_files" else None)
    with pytest.raises(ChangeError):
        small.desk.edit(small.both, small.unit, Edit(base=1, changes=(change,)))


def test_an_edit_that_changes_nothing_makes_no_revision(small: DeskOfUnit):
    offers = small.book.people[0].offers
    done = small.desk.edit(small.both, small.unit, Edit(base=1, changes=(SetOffers(person="P01", offers=offers),)))
    assert isinstance(done, Edited)
    assert not done.changed
    assert small.head == 1


def test_sentences_of_the_history_tell_nothing_private(small: DeskOfUnit):
    changes = (
        AddAbsence(person="SC01", absence=Absence(kind=AbsenceKind.SICKNESS, first="2026-12-20")),
        AddRecord(section="requests", record={"person": "SC01", "wish": "off", "dates": ["2026-12-12"]}),
    )
    small.desk.edit(small.police, small.unit, Edit(base=1, changes=changes, why="flu"))
    for who in (small.ambulance, small.planner, small.reader):
        asking = small.desk.asking(who, small.unit)
        told = str([small.desk.history.lines(asking), small.desk.history.one(asking, 2)])
        assert not [word for word in ("sickness", "flu", "2026-12-12", "Sat 12 Dec") if word in told]
    own = small.desk.asking(small.police, small.unit)
    assert "sickness" in str(small.desk.history.one(own, 2))
    assert small.desk.history.lines(own)[-1].why == "flu"
