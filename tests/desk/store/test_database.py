"""What a database does that is damaged, locked, or opened by several at once; what SQLite is set to."""

import os
import stat
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from models.book import Book
from roster.desk.store import StaleRevisionError, Store, StoreError, Unit, open_store, restore_store
from roster.desk.store.database import connections
from roster.desk.store.database.addresses import parse_address
from roster.desk.store.database.connections import Database
from tests.desk.databases import BOTH


@pytest.mark.parametrize("kind", BOTH)
def test_two_who_make_a_store_at_once_make_one(new_database: Callable[[str], str], kind: str, book: Book) -> None:
    address = new_database(kind)
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(address, create=True), range(4)))
    stores[0].add_unit(book, "a", "b")
    assert [len(store.units()) for store in stores] == [1, 1, 1, 1]
    for store in stores:
        store.close()


def test_threads_of_one_store_lose_no_edit(store: Store, unit: Unit, book: Book) -> None:
    def write(name: str) -> int:
        stale = 0
        for number in range(8):
            while True:
                head = store.head(unit.id)
                changed = head.book.changed(description=f"{head.book.description} {name}{number}")
                try:
                    store.append(unit.id, head.number, changed, (), name, "x")
                    break
                except StaleRevisionError:
                    stale += 1
        return stale

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, "abcd"))
    marks = store.head(unit.id).book.description.split()
    assert sorted(marks) == sorted(f"{name}{number}" for name in "abcd" for number in range(8))


def test_a_locked_database_is_said_to_be_busy(
    address: str, monkeypatch: pytest.MonkeyPatch, store: Store, unit: Unit, book: Book
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 1)
    other = Store(Database(parse_address(address)))
    held, enough = threading.Event(), threading.Event()

    def hold() -> None:
        with store.transaction():
            store.append(unit.id, 1, book, (), "a", "x")
            held.set()
            enough.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert held.wait(60)
        assert other.unit(unit.id).head == 1  # readers do not wait
        with pytest.raises(StoreError, match="others have been writing to it for more than 1 seconds; try again"):
            other.append(unit.id, 1, book, (), "b", "y")
    finally:
        enough.set()
        holder.join()
    with pytest.raises(StaleRevisionError):
        other.append(unit.id, 1, book, (), "b", "y")
    other.close()


def test_a_damaged_file_is_told_of(new_store: Callable[[str], str]) -> None:
    address = new_store("sqlite")
    file = Path(address.removeprefix("sqlite:///"))
    for damage in (file.read_bytes()[:100] + b"\xff" * 9_000, file.read_bytes()[:50]):
        file.write_bytes(damage)
        with pytest.raises(StoreError, match="the file is damaged; `roster desk restore` puts a backup into a new one"):
            open_store(address)


def test_a_folder_that_cannot_be_written_to_is_told_of() -> None:
    with pytest.raises(StoreError, match=r"/proc/kent.desk: cannot be made: "):
        open_store("sqlite:////proc/kent.desk", create=True)  # where nobody, not even root, makes a file


def test_sqlite_is_set_up_to_lose_nothing(new_store: Callable[[str], str]) -> None:
    store = open_store(new_store("sqlite"))
    with store._database.writing() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    store.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_only_its_owner_can_read_a_store_and_its_backup(tmp_path: Path) -> None:
    file, backup, restored = (tmp_path / name for name in ("kent.desk", "backup.desk", "restored.desk"))
    before = os.umask(0o022)
    try:
        store = open_store(f"sqlite:///{file}", create=True)
        store.back_up(backup)
        restore_store(backup, f"sqlite:///{restored}", "admin")
        found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("*.desk*")}
        store.close()
    finally:
        os.umask(before)
    assert found.keys() >= {"kent.desk", "kent.desk-wal", "backup.desk", "restored.desk"}
    assert set(found.values()) == {0o600}
