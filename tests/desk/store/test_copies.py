"""A backup holds everything as it was at one moment, and comes back the same, from either kind and into either kind."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from models.book import Book
from roster.desk.changes import changes_between
from roster.desk.store import (
    AuditKind,
    JobState,
    LinkPurpose,
    Membership,
    MembershipRole,
    Proposed,
    Store,
    StoreError,
    Unit,
    open_store,
    restore_store,
)
from roster.desk.store.copies import _NOT_RESTORED
from roster.desk.store.tables import METADATA
from tests.desk.databases import BOTH
from tests.desk.store.conftest import Clock


def rows(store: Store) -> dict[str, list[Any]]:
    """Table -> its rows, without what a restored store leaves out."""
    with store._database.reading() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=str)
            for table in METADATA.sorted_tables
            if table not in _NOT_RESTORED
        }


@pytest.fixture
def full(store: Store, unit: Unit, book: Book, clock: Clock) -> Store:
    """A store with rows in every table."""
    changed = book.changed(description="\u00e9\u0142 two")
    changes = changes_between(book, changed)
    store.append(unit.id, 1, changed, changes, "Asha Marsh", "Described it", "asked for")
    membership = Membership(unit.id, MembershipRole.COORDINATOR, organisation="secamb")
    account = store.accounts.add("asha", "Asha Marsh", [membership], by="admin")
    store.sign_in.set_password(account.id, "a long and odd sentence", "admin")
    store.sessions.start(account.id)
    store.links.make(account.id, LinkPurpose.SIGN_IN, "admin")
    store.tokens.make(account.id, "script", timedelta(days=300))
    job = store.jobs.add(unit.id, "solve", 2, {"seconds": 9}, "Asha Marsh")
    claim = store.jobs.claim("host:1")
    assert claim is not None
    store.jobs.progress(claim, {"value": 3.5}, bytes(range(256)))
    store.proposals.propose(Proposed(unit.id, 2, book, (), "solve", "Asha Marsh", "A rota", job=job.id))
    store.jobs.finish(claim, JobState.DONE)
    store.sign_in._attempts.begin("somebody", "10.0.0.7")
    clock.move(days=40)
    store.append(unit.id, 2, book, changes_between(changed, book), "Asha Marsh", "Back")
    store.proposals.leave(1, "Asha Marsh")
    store.notes.add(unit.id, "call sheet", {"P01": "yes"}, "Asha Marsh")
    store.feeds.make(account.id, unit.id, "SC01")
    store.seen_versions.add(unit.id, "SC01", 1, clock.moment, account.id)
    store.retention.remove(clock.moment - timedelta(days=1), "admin")
    return store


@pytest.mark.parametrize("kind", BOTH)
def test_everything_comes_back(full: Store, kind: str, new_database: Callable[[str], str], tmp_path: Path) -> None:
    expected = rows(full)
    assert [name for name, found in expected.items() if not found] == []
    backup = tmp_path / "backup.desk"
    full.back_up(backup)
    before = backup.read_bytes()
    url = new_database(kind)
    restore_store(backup, url, "admin")
    assert backup.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == ["backup.desk"]
    restored = open_store(url)
    found = rows(restored)
    last = restored.audit.entries()[-1]
    assert (last.kind, last.sentence) == (AuditKind.BACKUP, "Restored the backup backup.desk")
    found["audit"] = [row for row in found["audit"] if row[0] != last.id]
    assert found == expected
    assert restored.head(1).book == full.head(1).book
    # Numbers go on behind those that were restored.
    assert restored.accounts.add("lee", "Lee Hart", by="admin").id == 2
    assert restored.append(1, 3, full.head(1).book, (), "a", "b").number == 4
    assert restored.jobs.add(1, "solve", 4, {}, "a").id == 2
    with restored._database.reading() as connection:
        for table in _NOT_RESTORED:
            assert connection.execute(table.select()).all() == []
    restored.close()


def test_a_backup_while_others_write_shows_one_moment(store: Store, unit: Unit, book: Book, tmp_path: Path) -> None:
    enough = threading.Event()

    def write() -> None:
        while not enough.is_set():
            store.append(unit.id, store.unit(unit.id).head, book, (), "a", "again")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = []
        for number in range(3):
            copies.append(tmp_path / f"{number}.desk")
            store.back_up(copies[-1])
    finally:
        enough.set()
        writer.join()
    heads = []
    for copy in copies:
        with closing(sqlite3.connect(copy)) as database:
            (head,) = database.execute("SELECT head FROM units").fetchone()
            numbers = [number for (number,) in database.execute("SELECT number FROM revisions ORDER BY number")]
            assert numbers == list(range(1, head + 1))
            heads.append(head)
    assert heads == sorted(heads)
    assert store.unit(unit.id).head >= heads[-1]


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    new_database: Callable[[str], str], book: Book, tmp_path: Path
) -> None:
    from roster.desk.store.books.packing import pack
    from roster.desk.store.database.addresses import parse_address
    from roster.desk.store.database.connections import Database
    from roster.desk.store.schema import migrate

    old = Database(parse_address(f"sqlite:///{tmp_path / 'old.desk'}"))
    migrate(old, "0001")
    with old.writing() as connection:
        connection.execute(text("INSERT INTO units VALUES (1, 'Kent', 1, NULL, '2026-12-01 09:00:00')"))
        values = "(1, 1, NULL, 'a', '2026-12-01 09:00:00', 'Imported', '', '[]', :book)"
        connection.execute(text(f"INSERT INTO revisions VALUES {values}"), {"book": pack(book)})
    old.close()
    for kind in BOTH:
        url = new_database(kind)
        restore_store(tmp_path / "old.desk", url, "admin")
        restored = open_store(url)
        assert restored.head(1).book == book
        restored.close()


def test_a_backup_is_not_restored_into_a_store_in_use(full: Store, book: Book, tmp_path: Path) -> None:
    """A server may be at work on it: what it holds stays, and it can go on."""
    backup = tmp_path / "backup.desk"
    full.back_up(backup)
    before = rows(full)
    with pytest.raises(StoreError, match="holds a desk already; a backup is restored into an empty database"):
        restore_store(backup, full._database.url, "admin")
    assert rows(full) == before
    head = full.unit(1).head
    assert full.append(1, head, book, (), "a", "b").number == head + 1


def test_what_cannot_be_a_backup_is_refused_and_leaves_nothing(
    new_database: Callable[[str], str], new_store: Callable[[str], str], tmp_path: Path
) -> None:
    (tmp_path / "text.desk").write_text("no database at all, and longer than a header of one hundred bytes " * 9)
    with closing(sqlite3.connect(tmp_path / "other.desk")) as database:
        database.execute("CREATE TABLE something (x)")
    whole = tmp_path / "whole.desk"
    open_store(new_store("sqlite")).back_up(whole)
    (tmp_path / "cut.desk").write_bytes(whole.read_bytes()[:20_000])
    for name in ("text.desk", "other.desk", "cut.desk", "none.desk"):
        for kind in BOTH:
            url = new_database(kind)
            with pytest.raises(StoreError, match=name):
                restore_store(tmp_path / name, url, "admin")
            with pytest.raises(StoreError, match="roster desk init"):
                open_store(url)
    assert not list(tmp_path.glob("test_*.desk*"))[1:]


def test_a_backup_that_cannot_be_written_leaves_nothing(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from roster.desk.store import copies

    def no_room(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies.shutil, "copyfileobj", no_room)
    with pytest.raises(StoreError, match=r"backup.desk: cannot be written: No space left on device"):
        full.back_up(tmp_path / "backup.desk")
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == []


def test_what_a_killed_backup_left_is_not_in_the_way(full: Store, tmp_path: Path) -> None:
    (tmp_path / ".backup.desk.part").write_text("half")
    for name in ("backup.desk", "another.desk"):
        full.back_up(tmp_path / name)
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    with pytest.raises(StoreError, match="is there already"):
        full.back_up(tmp_path / "backup.desk")
