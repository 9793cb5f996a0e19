"""Members who ask for an open seat: who may, what stands against it, and what becomes of it."""

import pytest

from roster.desk.changes import AddAbsence, Assign, DropRota, RemoveRecord, SetDetail
from roster.desk.service import AnswerError, Edit, Edited, ForbiddenError
from roster.desk.store import AuditKind
from roster.desk.store.errors import NotThereError
from tests.desk.service.members.requests.members import FRI, LAST, OTHER, SAT, SEATED, UnitOfMembers, unit_of_members
from tests.io.site.conftest import solved


def record(unit: UnitOfMembers) -> list[str]:
    entries = unit.store.audit.entries(unit=unit.unit, kinds=[AuditKind.REQUEST])
    return [f"{item.who}: {item.sentence}" for item in entries]


def test_an_open_seat_is_asked_for_and_allowed(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police", "I have the evening free")
    assert asked.sentence == "You ask to take JR-07 on Sat 3 Oct, 18:00-02:00 (police)"
    assert (asked.state, asked.told, asked.own, asked.may_withdraw) == (
        "waits for a coordinator",
        "waits for a coordinator",
        True,
        True,
    )
    assert unit.crew(SAT, "police") == {"SC03"}  # nothing passes by itself unless somebody says so
    shown = unit.desk.inbox.show(unit.ask("police"))
    (line,) = shown.waiting
    assert line.request.sentence == "Cy Cedar (SC01) asks to take JR-07 on Sat 3 Oct, 18:00-02:00 (police)"
    assert (line.legal, line.may_allow, line.request.why) == (True, True, "I have the evening free")
    assert line.cover == ("JR-07 on Sat 3 Oct is crewed",)
    assert line.means == ("Cy Cedar (SC01): 16h on the rota, 24h with it",)
    assert line.why_not_by_rule == ""  # nothing of the kind does: there is nothing to tell
    done = unit.desk.inbox.allow(unit.ask("police"), asked.id)
    assert isinstance(done, Edited)
    assert done.sentence == (
        f"Allow request {asked.id} of Cy Cedar. Put Cy Cedar (SC01) on JR-07 on Sat 3 Oct (police)"
    )
    assert unit.crew(SAT, "police") == {"SC01", "SC03"}
    assert unit.store.head(unit.unit).author == "police"
    (mine,) = unit.desk.requests.of(unit.ask("SC01"))
    assert mine.state == "allowed"
    assert mine.told.startswith("allowed by Flo Fir, ")
    assert record(unit) == [
        f"Cy Cedar: Request {asked.id}: {line.request.sentence}",
        f"Flo Fir: Allow request {asked.id} of Cy Cedar",
    ]


def test_it_is_refused_with_a_reason_that_the_member_reads(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    with pytest.raises(AnswerError, match="say why"):
        unit.desk.inbox.refuse(unit.ask("police"), asked.id, "  ")
    unit.desk.inbox.refuse(unit.ask("police"), asked.id, "kept for a trainee")
    (mine,) = unit.desk.requests.of(unit.ask("SC01"))
    assert mine.state == "refused"
    assert mine.told.endswith(": kept for a trainee")
    with pytest.raises(AnswerError, match="decided already: refused by Flo Fir"):
        unit.desk.inbox.allow(unit.ask("police"), asked.id)
    assert unit.head == 2
    assert unit.desk.inbox.show(unit.ask("police")).decided[0].id == asked.id


def test_only_members_ask_and_only_for_themselves(unit: UnitOfMembers):
    for login in ("police", "planner"):
        with pytest.raises(ForbiddenError, match="may not ask to take"):
            unit.desk.requests.ask_take(unit.ask(login), SAT, "police")
        with pytest.raises(ForbiddenError):
            unit.desk.requests.of(unit.ask(login))
    asked = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    for act in (unit.desk.requests.withdraw, unit.desk.requests.one, unit.desk.requests.accept):
        with pytest.raises(NotThereError):
            act(unit.ask("SC02"), asked.id)
    assert unit.desk.requests.of(unit.ask("SC02")) == []


def test_only_their_own_organisation_decides(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    assert unit.desk.inbox.show(unit.ask("ambulance")).waiting == ()
    with pytest.raises(ForbiddenError, match="is not Gus Gorse's to decide"):
        unit.desk.inbox.allow(unit.ask("ambulance"), asked.id)
    for login in ("planner", "SC01"):
        with pytest.raises(ForbiddenError, match="may not allow or refuse"):
            unit.desk.inbox.refuse(unit.ask(login), asked.id, "no")
    assert unit.crew(SAT, "police") == {"SC03"}


def test_what_stands_against_it_is_said_at_once(unit: UnitOfMembers):
    take = unit.desk.requests.ask_take
    with pytest.raises(AnswerError, match="the police seat of JR-04 on Fri 2 Oct is taken"):
        take(unit.ask("SC03"), FRI, "police")
    with pytest.raises(AnswerError, match=r"P01\) has no role of the police seat"):
        take(unit.ask("P01"), SAT, "police")
    with pytest.raises(AnswerError, match="on JR-07 on Sat 3 Oct already"):
        take(unit.ask("SC03"), SAT, "police")
    with pytest.raises(NotThereError):
        take(unit.ask("SC01"), "JR-99@2026-10-03/peak", "police")
    unit.clock.at = unit.clock.at.replace(month=10, day=4)
    with pytest.raises(AnswerError, match="JR-07 on Sat 3 Oct has begun"):
        take(unit.ask("SC01"), SAT, "police")


def test_nobody_asks_twice_or_without_end(unit: UnitOfMembers, monkeypatch: pytest.MonkeyPatch):
    first = unit.desk.requests.ask_take(unit.ask("SC02"), SAT, "police")
    with pytest.raises(AnswerError, match="asked for this already"):
        unit.desk.requests.ask_take(unit.ask("SC02"), SAT, "police")
    unit.desk.requests.withdraw(unit.ask("SC02"), first.id)
    again = unit.desk.requests.ask_take(unit.ask("SC02"), SAT, "police")
    assert [item.state for item in unit.desk.requests.of(unit.ask("SC02"))] == ["waits for a coordinator", "withdrawn"]
    monkeypatch.setattr("roster.desk.service.members.requests.requests.MOST_WAITING", 1)
    with pytest.raises(AnswerError, match="withdraw some first"):
        unit.desk.requests.ask_take(unit.ask("SC02"), LAST, "police")
    assert again.id != first.id


def test_of_two_who_ask_one_is_allowed_and_the_other_is_told_why_not(unit: UnitOfMembers):
    first = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    second = unit.desk.requests.ask_take(unit.ask("SC02"), SAT, "police")
    unit.desk.inbox.allow(unit.ask("police"), first.id)
    with pytest.raises(AnswerError, match="the police seat of JR-07 on Sat 3 Oct is taken"):
        unit.desk.inbox.allow(unit.ask("police"), second.id)
    (theirs,) = unit.desk.requests.of(unit.ask("SC02"))
    assert theirs.state == "waits for a coordinator"  # it stays, and says why
    assert theirs.reasons == ("the police seat of JR-07 on Sat 3 Oct is taken",)
    (line,) = unit.desk.inbox.show(unit.ask("police")).waiting
    assert (line.legal, line.may_allow, line.may_refuse) == (False, False, True)


def test_it_becomes_illegal_meanwhile_and_nothing_private_is_told(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    away = AddAbsence(person="SC01", absence={"kind": "sickness", "first": "2026-10-03"})
    unit.desk.edit(unit.who["police"], unit.unit, Edit(base=unit.head, changes=[away]))
    with pytest.raises(AnswerError, match=r"as the rota stands: .*absent"):
        unit.desk.inbox.allow(unit.ask("police"), asked.id)
    assert unit.crew(SAT, "police") == {"SC03"}
    (line,) = unit.desk.inbox.show(unit.ask("police")).waiting
    assert not line.may_allow
    assert "absent" in line.reasons[0]


def test_whoever_was_put_there_by_hand_has_their_request_closed(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    put = Assign(person="SC01", duty=SAT, seat="police", basis="offered")
    unit.desk.edit(unit.who["police"], unit.unit, Edit(base=unit.head, changes=[put]))
    (line,) = unit.desk.inbox.show(unit.ask("police")).waiting
    assert line.fulfilled
    assert line.may_allow
    unit.desk.inbox.allow(unit.ask("police"), asked.id)
    assert unit.desk.requests.of(unit.ask("SC01"))[0].state == "allowed"
    assert unit.desk.inbox.show(unit.ask("police")).waiting == ()


def test_it_lapses_when_the_duty_begins(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    unit.clock.at = unit.clock.at.replace(month=10, day=4)
    (mine,) = unit.desk.requests.of(unit.ask("SC01"))
    assert (mine.state, mine.told) == ("lapsed", "nobody decided it before the duty began")
    with pytest.raises(AnswerError, match="has begun"):
        unit.desk.inbox.allow(unit.ask("police"), asked.id)
    shown = unit.desk.inbox.show(unit.ask("police"))
    assert (shown.waiting, [item.state for item in shown.decided]) == ((), ["lapsed"])


def test_it_lapses_too_where_the_next_month_has_taken_the_place_of_the_book(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")
    period = SetDetail(field="period", value={"first": "2026-11-01", "last": "2026-11-30"})
    with_entailed = Edit(base=unit.head, changes=[period, DropRota()], with_entailed=True)
    unit.desk.edit(unit.who["both"], unit.unit, with_entailed)
    (mine,) = unit.desk.requests.of(unit.ask("SC01"))
    assert mine.reasons == (f"there is no longer a duty {SAT} with a seat police",)
    unit.clock.at = unit.clock.at.replace(month=10, day=4)
    assert unit.desk.requests.one(unit.ask("SC01"), asked.id).state == "lapsed"


def test_of_whom_has_left_the_book_it_can_be_put_away(tmp_path):
    unit = unit_of_members(tmp_path, solved([item for item in SEATED if item[0] != "SC02"]))
    asked = unit.desk.requests.ask_take(unit.ask("SC02"), SAT, "police")
    gone = Edit(base=unit.head, changes=[RemoveRecord(section="people", id="SC02")], with_entailed=True)
    unit.desk.edit(unit.who["both"], unit.unit, gone)
    (line,) = unit.desk.inbox.show(unit.ask("police")).waiting
    assert line.reasons == ("SC02 is no longer in the book",)
    assert (line.may_allow, line.may_refuse) == (False, True)
    assert unit.desk.inbox.refuse(unit.ask("police"), asked.id, "has left").state == "refused"


def test_the_inbox_counts_those_that_wait_for_a_coordinator(unit: UnitOfMembers):
    swap = unit.desk.requests.ask_swap(unit.ask("P01"), FRI, "paramedic", "P02", OTHER, "paramedic")
    unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police")

    def counts() -> list[int]:
        asking = [unit.ask(who) for who in ("police", "ambulance", "both", "planner", "SC01")]
        return [unit.desk.inbox.count(unit.unit, item.standing) for item in asking]

    assert counts() == [1, 0, 1, 0, 0]
    unit.desk.requests.accept(unit.ask("P02"), swap.id)
    assert counts() == [1, 1, 2, 0, 0]
    unit.clock.at = unit.clock.at.replace(month=10, day=4)
    assert counts() == [0] * 5


def test_a_reason_is_short(unit: UnitOfMembers):
    with pytest.raises(AnswerError, match="at most 1000 characters"):
        unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police", "x" * 1001)
    asked = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police", "x" * 1000)
    for decide in (unit.desk.inbox.allow, unit.desk.inbox.refuse):
        with pytest.raises(AnswerError, match="at most 1000 characters"):
            decide(unit.ask("police"), asked.id, "x" * 1001)


def test_requests_are_no_proposals_to_be_taken(unit: UnitOfMembers):
    asked = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police", "my own reason")
    asking = unit.ask("both")
    assert unit.desk.proposals.lines(asking, pending=False) == []
    for act in (unit.desk.proposals.show, unit.desk.proposals.take, unit.desk.proposals.leave):
        with pytest.raises(NotThereError):
            act(asking, asked.id)
    with pytest.raises(NotThereError, match="there is no request 99"):
        unit.desk.inbox.allow(asking, 99)


def test_before_anything_is_published_there_is_nothing_to_ask_for(unit: UnitOfMembers, tmp_path):
    again = unit.store.add_unit(unit.book.model_copy(update={"published": None}), "setup", "begin", name="Other")
    member = unit.store.accounts.set_memberships(
        unit.who["SC01"].id,
        [item.__class__(again.id, item.role, person="SC01") for item in unit.who["SC01"].memberships],
        by="setup",
    )
    with pytest.raises(AnswerError, match="not published yet"):
        unit.desk.requests.ask_take(unit.desk.asking(member, again.id), SAT, "police")
