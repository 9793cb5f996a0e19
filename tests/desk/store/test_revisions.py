"""Revisions are numbered, complete, never changed, and none is lost where two people write at once."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from models.book import Book
from roster.desk.store import Membership, MembershipRole, StaleRevisionError, Store, StoreError, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'kent.desk'}", create=True)


@pytest.fixture
def book(small: dict[str, Any]) -> Book:
    return Book.model_validate(small)


def test_a_unit_begins_with_its_first_revision(store: Store, book: Book) -> None:
    unit = store.add_unit(book, "Asha Marsh", "Imported small.yaml")
    assert store.units() == [unit]
    head = store.head(unit.id)
    assert (head.number, head.parent, head.author, head.sentence) == (1, None, "Asha Marsh", "Imported small.yaml")
    assert head.book == book
    assert head.made_at.utcoffset().total_seconds() == 0


def test_a_second_writer_on_the_same_parent_is_told(store: Store, book: Book) -> None:
    unit = store.add_unit(book, "a", "import")
    store.append(unit.id, 1, book.changed(name="One"), (), "a", "first")
    with pytest.raises(StaleRevisionError) as stale:
        store.append(unit.id, 1, book.changed(name="Two"), (), "b", "second")
    assert (stale.value.parent, stale.value.head) == (1, 2)
    assert store.head(unit.id).book.name == "One"
    assert [line.author for line in store.history(unit.id)] == ["a", "a"]


def test_nothing_of_a_transaction_that_fails_is_stored(store: Store, book: Book) -> None:
    unit = store.add_unit(book, "a", "import")
    with pytest.raises(StaleRevisionError), store.transaction():
        store.append(unit.id, store.append(unit.id, 1, book, (), "a", "first").number + 1, book, (), "a", "second")
    assert store.unit(unit.id).head == 1


@pytest.mark.parametrize("statement", ["UPDATE revisions SET author = 'x'", "DELETE FROM revisions"])
def test_the_database_refuses_to_change_a_revision(store: Store, book: Book, statement: str) -> None:
    store.add_unit(book, "a", "import")
    with pytest.raises(IntegrityError, match="never changed or deleted"), store._database.writing() as connection:
        connection.execute(text(statement))


def test_accounts_keep_their_memberships(store: Store, book: Book) -> None:
    unit = store.add_unit(book, "a", "import")
    held = (Membership(unit.id, MembershipRole.COORDINATOR, organisation="secamb"),)
    account = store.accounts.add("Asha@Example.org", "Asha Marsh", held)
    assert store.accounts.named("ASHA@example.org ") == account
    assert account.memberships == held
    with pytest.raises(StoreError, match="already"):
        store.accounts.add("asha@example.org", "")


def test_a_database_without_a_desk_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="roster desk init"):
        open_store(f"sqlite:///{tmp_path / 'none.desk'}")
