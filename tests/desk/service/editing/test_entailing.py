"""Edits that others have to go along with: told, then made as one revision, by whom it is theirs to do."""

import pytest

from models.errors import RosterError
from roster.desk.changes import ChangeError, Clear, RemoveRecord, SetDetail, SetOffers
from roster.desk.service import Edit, Edited, ForbiddenError, Proposed
from roster.desk.service.editing.entailing import EntailedError
from tests.desk.service.unit import FRIDAY, SATURDAY, DeskOfUnit


def on_the_rota(unit: DeskOfUnit, role: str) -> str:
    """Somebody of a role who is on a duty."""
    assert unit.book.rota is not None
    roles = {person.id: person.role for person in unit.book.people}
    return next(item.person for item in unit.book.rota.assignments if roles[item.person] == role)


def removal(person: str, **more: bool) -> Edit:
    return Edit(base=1, changes=(RemoveRecord(section="people", id=person),), **more)


def test_a_removal_is_refused_with_what_would_go_along_and_made_with_it(small: DeskOfUnit):
    person = on_the_rota(small, "paramedic")
    with pytest.raises(EntailedError) as refused:
        small.desk.edit(small.ambulance, small.unit, removal(person))
    assert small.head == 1
    assert any(f"Take {person} off" in item.sentence for item in refused.value.entailed)
    assert any(isinstance(item.change, Clear) for item in refused.value.entailed)
    done = small.desk.edit(small.ambulance, small.unit, removal(person, with_entailed=True))
    assert isinstance(done, Edited)
    assert done.revision == small.head == 2
    assert f'"{person}"' not in small.book.model_dump_json()
    small.desk.undo(small.ambulance, small.unit)
    assert small.book == small.store.revision(small.unit, 1).book


def test_nobody_is_offered_what_is_not_theirs_to_do(small: DeskOfUnit):
    person = on_the_rota(small, "paramedic")
    for who in (small.reader, small.member):
        with pytest.raises(RosterError) as refused:
            small.desk.edit(who, small.unit, removal(person))
        assert not isinstance(refused.value, EntailedError)
    other = small.desk.edit(small.police, small.unit, removal(person, with_entailed=True))
    assert isinstance(other, Proposed)
    assert small.head == 1


def test_what_others_keep_about_their_people_is_not_told(small: DeskOfUnit):
    """Who offered for a call sign stays with their organisation; a coordinator of both is told."""
    call_sign = small.book.call_signs[0].id
    offers = SetOffers(person="SC01", offers=[{"weekdays": ["fri"], "call_signs": [call_sign]}])
    small.desk.edit(small.police, small.unit, Edit(base=1, changes=(offers,)))
    edit = Edit(base=small.head, changes=(RemoveRecord(section="call_signs", id=call_sign),))
    with pytest.raises(RosterError) as refused:
        small.desk.edit(small.ambulance, small.unit, edit)
    assert not isinstance(refused.value, EntailedError)
    with pytest.raises(ForbiddenError):
        small.desk.edit(small.ambulance, small.unit, edit.model_copy(update={"with_entailed": True}))
    with pytest.raises(EntailedError) as told:
        small.desk.edit(small.both, small.unit, edit)
    assert any("SC01" in item.sentence and "offers" in item.sentence for item in told.value.entailed)


def test_who_was_told_of_duties_is_taken_off_and_told_before_they_are_removed(small: DeskOfUnit):
    person = next(small.crew(duty, "police")[0] for duty in (FRIDAY, SATURDAY))  # the car runs with the other officer
    asking = small.desk.asking(small.both, small.unit)
    version = small.desk.publishing.publish(asking, 1, "").version
    edit = removal(person).model_copy(update={"base": small.head})
    with pytest.raises(EntailedError) as refused:
        small.desk.edit(small.both, small.unit, edit)
    assert refused.value.first
    assert f"was told of duties (version {version})" in str(refused.value)
    first = tuple(item.change for item in refused.value.entailed if item.change)
    small.desk.edit(small.both, small.unit, Edit(base=small.head, changes=first))
    small.desk.publishing.publish(small.desk.asking(small.both, small.unit), small.head, "")
    again = edit.model_copy(update={"base": small.head, "with_entailed": True})
    assert isinstance(small.desk.edit(small.both, small.unit, again), Edited)
    assert person not in {item.id for item in small.book.people}


def test_a_mistake_that_others_would_not_mend_is_told_alone(small: DeskOfUnit):
    person = on_the_rota(small, "paramedic")
    wrong = SetDetail(field="period", value={"first": "soon"})
    edit = Edit(base=1, changes=(RemoveRecord(section="people", id=person), wrong))
    with pytest.raises(ChangeError) as refused:
        small.desk.edit(small.both, small.unit, edit)
    assert not isinstance(refused.value, EntailedError)
