"""Notes beside a book, revisions that take back others, and jobs that a worker gives back."""

import pytest

from models.book import Book
from roster.desk.store import JobState, LostClaimError, NotThereError, Store, Unit


def test_notes_are_kept_by_topic_in_order(store: Store, unit: Unit, book: Book) -> None:
    for said in ("no reply", "yes"):
        store.notes.add(unit.id, "call sheet 1", {"reply": said}, "ann")
    store.notes.add(unit.id, "call sheet 2", {"reply": "no"}, "ben")
    assert [note.document["reply"] for note in store.notes.of(unit.id, "call sheet 1")] == ["no reply", "yes"]
    assert [note.author for note in store.notes.of(unit.id, "call sheet 2")] == ["ben"]
    assert store.events.after(unit.id, 0).events[-1].kind == "note"
    with pytest.raises(NotThereError):
        store.notes.add(99, "call sheet 1", {}, "ann")


def test_a_revision_says_what_it_takes_back(store: Store, unit: Unit, book: Book) -> None:
    store.append(unit.id, 1, book, (), "ann", "something")
    store.append(unit.id, 2, book, (), "ann", "take it back", undoes=2)
    assert [line.undoes for line in store.history(unit.id)] == [None, None, 2]
    assert store.head(unit.id).undoes == 2


def test_a_job_that_is_given_back_costs_no_attempt(store: Store, unit: Unit, book: Book) -> None:
    store.jobs.add(unit.id, "solve", 1, {}, "ann")
    for _ in range(10):
        claim = store.jobs.claim("one")
        assert claim is not None
        store.jobs.progress(claim, {"seconds": 1}, b"kept")
        assert store.jobs.release(claim).state is JobState.QUEUED
    again = store.jobs.claim("two")
    assert again is not None
    assert again.checkpoint == b"kept"
    with pytest.raises(LostClaimError):
        store.jobs.release(claim)
