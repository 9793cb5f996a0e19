"""Backs a store up while it is in use, and puts a backup into an empty database.

A backup is a store in one SQLite file, whatever database it comes from: it can be opened, looked at, and restored into
either kind of database.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Table, func, insert, select, text

from roster.desk.store.audit import Audit, AuditKind
from roster.desk.store.database.addresses import address_of_file, file_of
from roster.desk.store.database.connections import Database
from roster.desk.store.database.sqlite_files import check_file, make_private
from roster.desk.store.errors import StoreError
from roster.desk.store.schema import check_schema, migrate, version_of
from roster.desk.store.tables import METADATA, accounts, attempts, links, sessions, units

_AT_ONCE = 200  # rows
# Who was signed in then is not signed in now: a session that was ended since must not come back.
_NOT_RESTORED = (sessions, links, attempts)


def back_up(database: Database, target: Path) -> None:
    """Copies a store, as it is at one moment, into a new file; the store can be used meanwhile.

    Args:
        target: the file, which may lie on a network drive.

    Raises:
        StoreError: there is a file of that name, or it cannot be written.
    """
    if target.exists():
        raise StoreError(f"{target}: is there already; a backup overwrites nothing")
    file = file_of(database.url)
    with tempfile.TemporaryDirectory(prefix="roster-backup-") as folder:
        copy = Path(folder) / "copy.desk"
        if file is not None:
            _copy_file(file, copy)
        else:
            with _store_in(copy, create=True) as kept, database.snapshot() as source, kept.writing() as rows:
                for table in METADATA.sorted_tables:
                    _copy_rows(source, rows, table)
        _close_file(copy)
        _put(copy, target)


def restore(source: Path, database: Database, by: str) -> None:
    """Puts a backup into an empty database; nobody is signed in afterwards.

    Args:
        source: the backup; one that an older version of the program made is brought up to date on the way.
        database: an empty one, or one that was only just set up.
        by: who restores it.

    Raises:
        StoreError: the file is no backup, or the database is not empty; nothing is changed then.
    """
    file = file_of(database.url)
    fresh = file is not None and not file.exists()
    if file is not None:
        check_file(file)
        make_private(file)
    try:
        with tempfile.TemporaryDirectory(prefix="roster-restore-") as folder:
            copy = Path(folder) / "copy.desk"
            _copy_backup(source, copy)
            with _store_in(copy, create=True, named=source) as backup, database.writing() as target:
                _refuse_full(database, target)
                migrate(database)
                with backup.snapshot() as rows:
                    for table in METADATA.sorted_tables:
                        if table not in _NOT_RESTORED:
                            _copy_rows(rows, target, table)
                if not database.is_sqlite:
                    _set_sequences(target)
                Audit(database).record(AuditKind.BACKUP, by, f"Restored the backup {source.name}")
    except BaseException:
        if fresh and file is not None:
            database.close()
            for left in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
                with suppress(OSError):
                    left.unlink()
        raise


@contextmanager
def _store_in(file: Path, *, create: bool, named: Path | None = None) -> Iterator[Database]:
    database = Database(address_of_file(file))
    if named is not None:
        database.name = str(named)
    try:
        check_schema(database, create)
        yield database
    finally:
        database.close()


def _copy_file(file: Path, copy: Path) -> None:
    """Copies an SQLite database that others may be writing to."""
    with closing(sqlite3.connect(file, timeout=30)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _copy_backup(source: Path, copy: Path) -> None:
    """Copies a backup, which is itself only read.

    Raises:
        StoreError: it is missing, no SQLite database, damaged, or no store.
    """
    if not source.is_file():
        raise StoreError(f"{source}: there is no such file")
    try:
        shutil.copyfile(source, copy)
        with closing(sqlite3.connect(copy)) as database:
            found = database.execute("PRAGMA quick_check").fetchone()[0]
            names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except OSError as error:
        raise StoreError(f"{source}: cannot be read: {error.strerror or error}") from None
    except sqlite3.DatabaseError:
        raise StoreError(f"{source}: is no backup of a desk") from None
    if found != "ok":
        raise StoreError(f"{source}: is damaged: {found}")
    if not {"alembic_version", "units", "revisions"} <= names:
        raise StoreError(f"{source}: is no backup of a desk")


def _close_file(file: Path) -> None:
    """Makes one file of a database: without a write-ahead log beside it.

    Raises:
        StoreError: it is damaged, so the store itself is.
    """
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        found = database.execute("PRAGMA quick_check").fetchone()[0]
    if found != "ok":
        raise StoreError(f"the database is damaged, and no backup was made: {found}")


def _put(copy: Path, target: Path) -> None:
    """Puts a finished copy where it belongs: completely, or not at all."""
    part: Path | None = None
    try:
        # A name of its own: what a backup that was killed has left must not be in the way of the next one.
        private, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        part = Path(name)
        with copy.open("rb") as source, os.fdopen(private, "wb") as written:
            shutil.copyfileobj(source, written)
            written.flush()
            os.fsync(written.fileno())
        part.replace(target)
    except OSError as error:
        if part is not None:
            with suppress(OSError):
                part.unlink()
        raise StoreError(f"{target}: cannot be written: {error.strerror or error}") from None


def _refuse_full(database: Database, connection: Connection) -> None:
    if version_of(connection) is None:
        return
    check_schema(database, create=False)
    for table in (units, accounts):
        if connection.execute(select(func.count()).select_from(table)).scalar_one():
            raise StoreError(f"{database.name}: holds a desk already; a backup is restored into an empty database")


def _copy_rows(source: Connection, target: Connection, table: Table) -> None:
    rows = source.execution_options(yield_per=_AT_ONCE).execute(select(table))
    for some in rows.mappings().partitions():
        target.execute(insert(table), [dict(row) for row in some])


def _set_sequences(connection: Connection) -> None:
    """Lets the next row of each table have a number that is free."""
    for table in METADATA.sorted_tables:
        if "id" in table.c:
            latest = connection.execute(select(func.max(table.c.id))).scalar_one()
            if latest is not None:
                named = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :latest)")
                connection.execute(named, {"table": table.name, "latest": latest})
