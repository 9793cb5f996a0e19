"""Undo and redo as new revisions of one's own changes, also after others' independent ones."""

import pytest

from roster.desk.changes import Clear
from roster.desk.service import AnswerError, Conflicts, Edit, Edited, ForbiddenError
from tests.desk.service.editing.test_edit import taken_off
from tests.desk.service.unit import FRIDAY, SATURDAY, DeskOfUnit

SEVENTH = "JR-04@2026-12-11/peak"


def clear(unit: DeskOfUnit, who, duty: str, seat: str) -> Clear:
    change = taken_off(unit, duty, seat)
    done = unit.desk.edit(who, unit.unit, Edit(base=unit.head, changes=(change,)))
    assert isinstance(done, Edited)
    return change


def test_undo_and_redo_are_revisions_that_take_back_one(small: DeskOfUnit):
    before = small.book
    clear(small, small.both, FRIDAY, "paramedic")
    after = small.book
    undone = small.desk.undo(small.both, small.unit)
    assert isinstance(undone, Edited)
    assert undone.sentence.startswith("Undo: Take")
    assert small.book == before
    redone = small.desk.redo(small.both, small.unit)
    assert isinstance(redone, Edited)
    assert redone.sentence.startswith("Redo: Take")
    assert small.book == after
    assert [line.undoes for line in small.store.history(small.unit)] == [None, None, 2, 3]


def test_undo_goes_back_step_by_step_and_redo_forward(small: DeskOfUnit):
    books = [small.book]
    for duty in (FRIDAY, SATURDAY, SEVENTH):
        clear(small, small.both, duty, "paramedic")
        books.append(small.book)
    for expected in (books[2], books[1], books[0]):
        small.desk.undo(small.both, small.unit)
        assert small.book == expected
    with pytest.raises(AnswerError, match="nothing of yours to undo"):
        small.desk.undo(small.both, small.unit)
    for expected in books[1:]:
        small.desk.redo(small.both, small.unit)
        assert small.book == expected
    with pytest.raises(AnswerError, match="nothing of yours to redo"):
        small.desk.redo(small.both, small.unit)
    small.desk.undo(small.both, small.unit)
    assert small.book == books[2]


def test_a_new_change_ends_what_can_be_redone(small: DeskOfUnit):
    clear(small, small.both, FRIDAY, "paramedic")
    small.desk.undo(small.both, small.unit)
    clear(small, small.both, SATURDAY, "paramedic")
    steps = small.desk.steps(small.both, small.unit)
    assert steps.redo is None
    assert steps.undo is not None
    assert steps.undo.startswith("Take")
    with pytest.raises(AnswerError):
        small.desk.redo(small.both, small.unit)


def test_ones_own_change_is_undone_beneath_others_independent_ones(small: DeskOfUnit):
    mine = clear(small, small.ambulance, FRIDAY, "paramedic")
    theirs = clear(small, small.police, SATURDAY, "police")
    done = small.desk.undo(small.ambulance, small.unit)
    assert isinstance(done, Edited)
    assert small.crew(FRIDAY, "paramedic") == [mine.person]
    assert theirs.person not in small.crew(SATURDAY, "police")
    with pytest.raises(AnswerError, match="nothing of yours"):
        small.desk.undo(small.ambulance, small.unit)


def test_what_others_built_upon_is_a_conflict(small: DeskOfUnit):
    from roster.desk.changes import Assign

    mine = clear(small, small.ambulance, FRIDAY, "paramedic")
    other = next(name for name in ("P01", "P02") if name != mine.person)
    put = Assign(person=other, duty=FRIDAY, seat="paramedic")
    assert isinstance(small.desk.edit(small.both, small.unit, Edit(base=2, changes=(put,))), Edited)
    found = small.desk.undo(small.ambulance, small.unit)
    assert isinstance(found, Conflicts)
    assert found.conflicts[0].name == "Both Field"
    assert small.head == 3


def test_who_may_not_change_may_not_undo(small: DeskOfUnit):
    for who in (small.planner, small.reader, small.member):
        with pytest.raises(ForbiddenError):
            small.desk.undo(who, small.unit)
