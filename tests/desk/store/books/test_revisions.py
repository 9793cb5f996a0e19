"""Revisions are numbered, complete, never changed, and none is lost where two people write at once."""

import pytest

from models.book import Book
from roster.desk.changes import SetDetail
from roster.desk.store import NotThereError, StaleRevisionError, Store, TakenError, Unit


def named(name: str) -> SetDetail:
    return SetDetail(field="name", value=name)


def test_a_unit_begins_with_its_first_revision(store: Store, book: Book, unit: Unit) -> None:
    assert store.units() == [unit]
    assert store.unit_named("Small") == unit
    head = store.head(unit.id)
    assert (head.number, head.parent, head.author, head.sentence) == (1, None, "Asha Marsh", "Imported small.yaml")
    assert (head.book, head.changes) == (book, ())
    assert head.made_at.utcoffset().total_seconds() == 0


def test_a_second_writer_on_the_same_parent_is_told(store: Store, book: Book, unit: Unit) -> None:
    store.append(unit.id, 1, book.changed(name="One"), (), "a", "first")
    with pytest.raises(StaleRevisionError) as stale:
        store.append(unit.id, 1, book.changed(name="Two"), (), "b", "second")
    assert (stale.value.parent, stale.value.head) == (1, 2)
    assert store.head(unit.id).book.name == "One"
    assert [line.author for line in store.history(unit.id)] == ["Asha Marsh", "a"]
    assert [line.number for line in store.history(unit.id, after=1)] == [2]
    assert [line.number for line in store.history(unit.id, limit=1)] == [1]


def test_what_was_changed_meanwhile_is_told_without_books(store: Store, book: Book, unit: Unit) -> None:
    for number, name in enumerate(("One", "Two", "Three"), start=1):
        store.append(unit.id, number, book.changed(name=name), [named(name)], f"author {number}", f"is {name}")
    steps = store.steps(unit.id, 2, 4)
    assert [(step.number, step.author, step.changes) for step in steps] == [
        (3, "author 2", (named("Two"),)),
        (4, "author 3", (named("Three"),)),
    ]
    assert not any(hasattr(step, "book") for step in steps)
    assert store.steps(unit.id, 4, 4) == []


def test_nothing_of_a_transaction_that_fails_is_stored(store: Store, book: Book, unit: Unit) -> None:
    with pytest.raises(StaleRevisionError), store.transaction():
        store.append(unit.id, store.append(unit.id, 1, book, (), "a", "first").number + 1, book, (), "a", "second")
    assert store.unit(unit.id).head == 1
    assert [line.number for line in store.history(unit.id)] == [1]
    assert store.events.latest(unit.id) == 1


def test_what_is_not_there_is_named(store: Store, book: Book, unit: Unit) -> None:
    with pytest.raises(NotThereError, match="there is no unit 99"):
        store.head(99)
    with pytest.raises(NotThereError, match="unit 1 has no revision 7"):
        store.revision(unit.id, 7)
    with pytest.raises(NotThereError, match="there is no unit 99"):
        store.append(99, 1, book, (), "a", "b")
    with pytest.raises(NotThereError, match="did you mean 'Small'"):
        store.unit_named("Smal")
    with pytest.raises(TakenError, match="there is a unit 'Small' already"):
        store.add_unit(book, "a", "b")
