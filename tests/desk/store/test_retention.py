"""What is too old is removed, on the record; what is in use stays."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from models.book import Book
from roster.desk.store import AuditKind, JobState, LinkPurpose, NotThereError, Proposed, Store, StoreError, Unit
from tests.desk.store.conftest import Clock


@pytest.fixture
def aged(store: Store, unit: Unit, book: Book, clock: Clock) -> Store:
    """A revision a day for ten days; the first is the unit's own."""
    for number in range(1, 10):
        clock.move(days=1)
        store.append(unit.id, number, book, (), "a", f"day {number}")
    return store


def test_old_revisions_go_and_the_record_stays(aged: Store, unit: Unit, clock: Clock) -> None:
    before = clock.moment - timedelta(days=4)
    found = aged.retention.older_than(before)
    assert found.revisions == {unit.id: (6, 5)}
    assert len(aged.history(unit.id)) == 10  # only said so far
    assert aged.retention.remove(before, "admin") == found
    assert [line.number for line in aged.history(unit.id)] == [6, 7, 8, 9, 10]
    assert aged.head(unit.id).number == 10
    with pytest.raises(NotThereError):
        aged.revision(unit.id, 5)
    entry = aged.audit.entries(kinds=[AuditKind.REMOVAL])[0]
    assert (entry.who, entry.unit, entry.sentence) == ("admin", unit.id, "Removed the revisions before 6: 5")
    assert aged.retention.older_than(before).count == 0
    # What has been removed on the record allows no more than that.
    with aged._database.writing() as connection, pytest.raises(IntegrityError, match="never changed or deleted"):
        connection.execute(text("DELETE FROM revisions WHERE number = 6"))


def test_what_is_still_to_come_cannot_be_removed_beforehand(aged: Store, clock: Clock) -> None:
    with pytest.raises(StoreError, match="only what is past can be removed"):
        aged.retention.remove(clock.moment + timedelta(seconds=1), "admin", record=True)


def test_the_latest_revision_stays_however_old(aged: Store, unit: Unit, clock: Clock) -> None:
    clock.move(days=1000)
    aged.retention.remove(clock.moment, "admin")
    assert [line.number for line in aged.history(unit.id)] == [10]


def test_what_a_pending_proposal_or_a_job_works_on_stays(aged: Store, unit: Unit, book: Book, clock: Clock) -> None:
    proposal = aged.proposals.propose(Proposed(unit.id, 7, book, (), "solve", "a", "A rota"))
    job = aged.jobs.add(unit.id, "solve", 8, {}, "a")
    clock.move(days=100)
    assert aged.retention.remove(clock.moment, "admin").revisions == {unit.id: (7, 6)}
    aged.proposals.leave(proposal.id, "a")
    assert aged.retention.remove(clock.moment, "admin").revisions == {unit.id: (8, 1)}
    aged.jobs.stop(job.id, "a")
    clock.move(days=1)
    gone = aged.retention.remove(clock.moment, "admin")
    assert (gone.revisions, gone.proposals, gone.jobs) == ({unit.id: (10, 2)}, 1, 1)
    assert (aged.proposals.all(unit.id), aged.jobs.of(unit.id)) == ([], [])


def test_a_job_stays_as_long_as_its_proposal(store: Store, unit: Unit, book: Book, clock: Clock) -> None:
    job = store.jobs.add(unit.id, "solve", 1, {}, "a")
    claim = store.jobs.claim("host:1")
    assert claim is not None
    store.jobs.progress(claim, {"value": 1})
    proposal = store.proposals.propose(Proposed(unit.id, 1, book, (), "solve", "a", "A rota", job=job.id))
    store.jobs.finish(claim, JobState.DONE)
    clock.move(days=100)
    assert store.retention.remove(clock.moment, "admin").jobs == 0
    store.proposals.leave(proposal.id, "a")
    clock.move(days=1)
    gone = store.retention.remove(clock.moment, "admin")
    assert (gone.proposals, gone.jobs, store.jobs.of(unit.id), store.jobs.points(job.id)) == (1, 1, [], [])


def test_entries_of_the_record_go_only_when_asked(store: Store, unit: Unit, clock: Clock) -> None:
    account = store.accounts.add("asha", "Asha", by="admin")
    store.sessions.start(account.id)
    store.links.make(account.id, LinkPurpose.SIGN_IN, "admin")
    clock.move(days=400)
    assert store.retention.remove(clock.moment, "admin").sign_in == 2
    assert [entry.kind for entry in store.audit.entries()] == [AuditKind.ACCOUNT, AuditKind.REMOVAL]
    clock.move(days=1)
    assert store.retention.remove(clock.moment, "admin", record=True).entries == 2
    (left,) = store.audit.entries()
    assert (left.kind, left.sentence) == (AuditKind.REMOVAL, "Removed 2 entries of the record before 2028-01-06")
    with store._database.reading() as connection:
        removed = connection.execute(text("SELECT who, what, row_count FROM removals")).all()
    assert [tuple(row) for row in removed] == [("admin", "audit", 2)]


def test_revoked_calendar_links_and_what_was_seen_go(store: Store, unit: Unit, clock: Clock) -> None:
    account = store.accounts.add("sc01", "SC01", by="admin").id
    store.feeds.make(account, unit.id, "SC01")
    store.feeds.make(account, unit.id, "SC01")  # revokes the first
    store.seen_versions.add(unit.id, "SC01", 1, clock.moment, account)
    clock.move(days=2)
    found = store.retention.remove(clock.moment - timedelta(days=1), "admin")
    assert (found.sign_in, found.notes) == (1, 1)
    assert store.feeds.of(account, unit.id, "SC01") is not None
    assert store.seen_versions.latest(unit.id, "SC01") is None
