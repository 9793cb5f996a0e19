"""Proposals are taken or left once; events tell open pages of everything, in order."""

import pytest

from models.book import Book
from roster.desk.changes import SetDetail, changes_between
from roster.desk.store import DecidedError, NotThereError, Proposal, ProposalState, Proposed, Store, Unit, events


@pytest.fixture
def proposed(book: Book, unit: Unit) -> Proposed:
    changed = book.changed(description="Better")
    changes = changes_between(book, changed)
    return Proposed(unit.id, 1, changed, changes, "solve", "Asha Marsh", "A better rota", detail={"bound": 3})


def test_a_proposal_is_kept_whole(store: Store, proposed: Proposed) -> None:
    proposal = store.proposals.propose(proposed)
    assert (proposal.book, proposal.base, proposal.detail) == (proposed.book, 1, {"bound": 3})
    assert [type(change) for change in proposal.changes] == [SetDetail]
    assert (proposal.state, proposal.decided_by, proposal.taken_as) == (ProposalState.PENDING, None, None)
    assert store.proposals.pending(proposed.unit) == [store.proposals.one(proposal.id)]


def test_a_proposal_is_taken_once(store: Store, unit: Unit, proposed: Proposed) -> None:
    proposal = store.proposals.propose(proposed)

    def take(parent: int, by: str) -> Proposal:
        with store.transaction():
            revision = store.append(unit.id, parent, proposal.book, proposal.changes, by, proposal.sentence)
            return store.proposals.take(proposal.id, by, revision.number, "fine")

    taken = take(1, "Lee Hart")
    assert (taken.state, taken.decided_by, taken.taken_as) == (ProposalState.TAKEN, "Lee Hart", 2)
    assert taken.decided_why == "fine"
    with pytest.raises(DecidedError, match="the proposal was taken before, by Lee Hart"):
        take(2, "Asha Marsh")
    assert store.unit(unit.id).head == 2
    assert (store.proposals.pending(unit.id), store.proposals.all(unit.id)) == ([], [taken])


def test_a_proposal_that_was_left_stays_left(store: Store, proposed: Proposed) -> None:
    proposal = store.proposals.propose(proposed)
    assert store.proposals.leave(proposal.id, "Lee Hart", "not now").state is ProposalState.LEFT
    with pytest.raises(DecidedError, match="left before, by Lee Hart"):
        store.proposals.take(proposal.id, "Asha Marsh", 2)
    with pytest.raises(NotThereError, match="there is no proposal 99"):
        store.proposals.leave(99, "Lee Hart")


def test_events_are_numbered_and_tell_what_happened(store: Store, unit: Unit, proposed: Proposed) -> None:
    proposal = store.proposals.propose(proposed)
    store.proposals.leave(proposal.id, "Lee Hart")
    assert store.events.add(unit.id, "own", {"x": 1}) == 4
    since = store.events.after(unit.id, 1)
    assert since.complete
    assert [(event.number, event.kind, event.data) for event in since.events] == [
        (2, "proposal", {"proposal": proposal.id, "state": "pending"}),
        (3, "proposal", {"proposal": proposal.id, "state": "left"}),
        (4, "own", {"x": 1}),
    ]
    assert [event.number for event in store.events.after(unit.id, 1, limit=2).events] == [2, 3]
    assert (store.events.after(unit.id, 4).events, store.events.after(unit.id, 4).complete) == ([], True)
    assert store.events.latest(unit.id) == 4
    with pytest.raises(NotThereError):
        store.events.add(99, "own", {})
    with pytest.raises(NotThereError):
        store.events.latest(99)


def test_units_count_their_events_apart(store: Store, unit: Unit, book: Book) -> None:
    other = store.add_unit(book, "a", "b", name="Other")
    assert store.events.latest(unit.id) == store.events.latest(other.id) == 1


def test_a_page_that_has_missed_too_much_is_told(store: Store, unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "KEPT", 3)
    for number in range(6):
        store.events.add(unit.id, "own", {"x": number})
    since = store.events.after(unit.id, 1)
    assert ([event.number for event in since.events], since.complete) == ([5, 6, 7], False)
    assert store.events.after(unit.id, 4).complete


def test_a_browser_from_before_a_restore_is_told(store: Store, unit: Unit) -> None:
    """Its last event has a number that the restored store has not reached."""
    since = store.events.after(unit.id, 50)
    assert (since.events, since.complete) == ([], False)
