"""Two members who change places: offered to those who legally can, accepted by the other, then decided."""

import pytest

from roster.desk.changes import AddAbsence, Clear
from roster.desk.service import AnswerError, Edit, Edited, ForbiddenError
from roster.desk.store import AuditKind
from roster.desk.store.errors import NotThereError
from tests.desk.service.members.requests.members import FRI, LAST, OTHER, SAT, UnitOfMembers

HERS, HIS = (FRI, "paramedic"), ("P02", OTHER, "paramedic")


def asked_for(unit: UnitOfMembers) -> int:
    return unit.desk.requests.ask_swap(unit.ask("P01"), *HERS, *HIS, why="the school run").id


def test_those_who_legally_can_are_offered_those_of_the_day_first(unit: UnitOfMembers):
    found = unit.desk.requests.swap_options(unit.ask("P01"), *HERS)
    assert found.place == "JR-04 on Fri 2 Oct, 18:00-02:00"
    assert [(item.person, item.duty, item.same_date) for item in found.options] == [("P02", OTHER, True)]
    later = unit.desk.requests.swap_options(unit.ask("P01"), LAST, "paramedic")
    assert [(item.person, item.duty, item.same_date) for item in later.options] == [("P02", SAT, False)]
    assert found.without_account == 0
    unit.store.accounts.set_disabled(unit.who["P02"].id, True, by="setup")
    found = unit.desk.requests.swap_options(unit.ask("P01"), *HERS)
    assert (found.options, found.without_account) == ((), 1)
    with pytest.raises(AnswerError, match="has no account here to answer with"):
        asked_for(unit)


def test_what_is_not_published_is_not_offered(unit: UnitOfMembers):
    off = Clear(person="P02", duty=OTHER, seat="paramedic"), Clear(person="SC03", duty=OTHER, seat="police")
    unit.desk.edit(unit.who["both"], unit.unit, Edit(base=unit.head, changes=off))
    found = unit.desk.requests.swap_options(unit.ask("P01"), *HERS)
    assert [item.duty for item in found.options] == [SAT]


def test_it_is_asked_accepted_and_allowed(unit: UnitOfMembers):
    number = asked_for(unit)
    (theirs,) = unit.desk.requests.of(unit.ask("P02"))
    assert theirs.sentence == (
        "Ada Ashdown (P01) asks to swap JR-04 on Fri 2 Oct, 18:00-02:00 (paramedic) for"
        " your JR-07 on Fri 2 Oct, 18:00-02:00 (paramedic)"
    )
    assert (theirs.may_answer, theirs.own, theirs.why) == (True, False, "")
    assert theirs.told == "waits for your answer"
    assert unit.desk.requests.of(unit.ask("P01"))[0].told == "waits for an answer of Ben Birch (P02)"
    (line,) = unit.desk.inbox.show(unit.ask("ambulance")).waiting
    assert (line.may_allow, line.may_refuse) == (False, True)
    with pytest.raises(AnswerError, match=r"Ben Birch \(P02\) has not answered yet"):
        unit.desk.inbox.allow(unit.ask("ambulance"), number)
    accepted = unit.desk.requests.accept(unit.ask("P02"), number)
    assert accepted.told == "accepted by Ben Birch (P02); waits for a coordinator"
    done = unit.desk.inbox.allow(unit.ask("ambulance"), number)
    assert isinstance(done, Edited)
    assert done.sentence.startswith(f"Allow request {number} of Ada Ashdown, accepted by Ben Birch. Swap ")
    assert (unit.crew(FRI, "paramedic"), unit.crew(OTHER, "paramedic")) == ({"P02"}, {"P01"})
    entries = unit.store.audit.entries(unit=unit.unit, kinds=[AuditKind.REQUEST])
    assert [(item.who, item.sentence.partition(" ")[0]) for item in entries] == [
        ("Ada Ashdown", "Request"),
        ("Ben Birch", "Accepted"),
        ("Gus Gorse", "Allow"),
    ]
    unit.desk.undo(unit.who["ambulance"], unit.unit)
    assert unit.crew(FRI, "paramedic") == {"P01"}


def test_the_other_one_declines(unit: UnitOfMembers):
    number = asked_for(unit)
    unit.desk.requests.decline(unit.ask("P02"), number)
    (mine,) = unit.desk.requests.of(unit.ask("P01"))
    assert (mine.state, mine.told.partition(",")[0]) == ("declined", "declined by Ben Birch (P02)")
    for act in (unit.desk.requests.accept, unit.desk.requests.decline):
        with pytest.raises(AnswerError, match="decided already: declined by Ben Birch"):
            act(unit.ask("P02"), number)
    assert unit.desk.inbox.show(unit.ask("ambulance")).waiting == ()
    assert unit.head == 2


def test_only_the_other_one_answers_and_only_who_asked_withdraws(unit: UnitOfMembers):
    number = asked_for(unit)
    with pytest.raises(ForbiddenError, match="only the other one of a swap"):
        unit.desk.requests.accept(unit.ask("P01"), number)
    with pytest.raises(NotThereError):
        unit.desk.requests.accept(unit.ask("SC01"), number)
    with pytest.raises(NotThereError):
        unit.desk.requests.withdraw(unit.ask("P02"), number)
    unit.desk.requests.accept(unit.ask("P02"), number)
    with pytest.raises(AnswerError, match="accepted it already"):
        unit.desk.requests.accept(unit.ask("P02"), number)
    unit.desk.requests.withdraw(unit.ask("P01"), number)
    assert unit.desk.requests.of(unit.ask("P02")) == []
    with pytest.raises(AnswerError, match="decided already: withdrawn"):
        unit.desk.inbox.allow(unit.ask("ambulance"), number)


def test_legal_when_asked_and_illegal_when_accepted_or_allowed(unit: UnitOfMembers):
    number = asked_for(unit)
    away = AddAbsence(person="P01", absence={"kind": "sickness", "first": "2026-10-02"})
    unit.desk.edit(unit.who["ambulance"], unit.unit, Edit(base=unit.head, changes=[away]))
    with pytest.raises(AnswerError, match="as the rota stands") as refused:
        unit.desk.requests.accept(unit.ask("P02"), number)
    assert "sick" not in str(refused.value)  # why she is away is not for him
    assert "absent" not in str(refused.value)
    unit.desk.undo(unit.who["ambulance"], unit.unit)
    unit.desk.requests.accept(unit.ask("P02"), number)
    unit.desk.redo(unit.who["ambulance"], unit.unit)
    with pytest.raises(AnswerError, match="as the rota stands"):
        unit.desk.inbox.allow(unit.ask("ambulance"), number)
    assert unit.crew(FRI, "paramedic") == {"P01"}
    (theirs,) = unit.desk.requests.of(unit.ask("P02"))
    assert theirs.reasons == ("Ada Ashdown (P01) is not available; South East Ambulance knows why",)
    (line,) = unit.desk.inbox.show(unit.ask("ambulance")).waiting
    assert (line.legal, line.may_allow) == (False, False)


def test_one_of_the_two_places_is_gone_meanwhile(unit: UnitOfMembers):
    number = asked_for(unit)
    unit.desk.requests.accept(unit.ask("P02"), number)
    off = Clear(person="P02", duty=OTHER, seat="paramedic"), Clear(person="SC03", duty=OTHER, seat="police")
    unit.desk.edit(unit.who["both"], unit.unit, Edit(base=unit.head, changes=off))
    with pytest.raises(AnswerError, match=r"Ben Birch \(P02\) is not on JR-07 on Fri 2 Oct"):
        unit.desk.inbox.allow(unit.ask("ambulance"), number)


def test_what_cannot_be_swapped_is_refused_when_it_is_asked(unit: UnitOfMembers):
    swap = unit.desk.requests.ask_swap
    with pytest.raises(AnswerError, match="SC03 is not on JR-04@2026-10-24/peak in the published rota"):
        swap(unit.ask("SC01"), FRI, "police", "SC03", LAST, "police")
    with pytest.raises(AnswerError, match=r"P01\) has no role of the police seat"):
        swap(unit.ask("P01"), *HERS, "SC03", OTHER, "police")
    with pytest.raises(AnswerError, match="you have no duty"):
        swap(unit.ask("P01"), OTHER, "paramedic", *HIS)
    with pytest.raises(AnswerError, match="on the other's duty already"):
        swap(unit.ask("SC01"), FRI, "police", "SC02", FRI, "police")
    with pytest.raises(AnswerError, match="is not on"):
        swap(unit.ask("SC01"), FRI, "police", "SC01", LAST, "police")
