"""Checks that a file can hold an SQLite database which several processes use."""

from __future__ import annotations

import os
from pathlib import Path

from roster.desk.store.database.file_system import Drive, drive_of
from roster.desk.store.errors import StoreError

_MAGIC = b"SQLite format 3\x00"


def check_file(file: Path) -> None:
    """Checks that a file is, or can become, an SQLite database.

    Raises:
        StoreError: its folder is missing, it is something else, or it lies on a network drive.
    """
    if not file.parent.is_dir():
        raise StoreError(f"{file}: there is no folder {file.parent}")
    drive, kind = drive_of(file)
    if drive is Drive.NETWORK:
        raise StoreError(
            f"{file}: lies on a network drive ({kind}), where a database that is in use would be damaged one day;"
            " use a folder of this machine's own disk, or PostgreSQL"
        )
    try:
        if file.is_dir():
            raise StoreError(f"{file}: is a folder")
        if file.exists() and file.stat().st_size and not _is_sqlite(file):
            raise StoreError(f"{file}: is no SQLite database")
    except OSError as error:
        raise StoreError(f"{file}: cannot be read: {error.strerror or error}") from None


def make_private(file: Path) -> None:
    """Makes an empty file that its owner alone can read; one that is there stays as it is.

    SQLite gives the files beside it the same permissions.

    Raises:
        StoreError: it cannot be made.
    """
    try:
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreError(f"{file}: cannot be made: {error.strerror or error}") from None


def doubt_about(file: Path) -> str | None:
    """A sentence to warn with where it is not known whether a file lies on a network drive; None where it is known."""
    drive, kind = drive_of(file)
    if drive is not Drive.UNKNOWN:
        return None
    return f"{file}: lies on {kind}, and it is not known whether that is a network drive; on one it would be damaged"


def _is_sqlite(file: Path) -> bool:
    with file.open("rb") as data:
        return data.read(len(_MAGIC)) == _MAGIC
