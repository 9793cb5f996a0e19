"""Locks on files, which the system releases when the process ends, even if it is killed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.errors import RosterError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.05  # seconds between two tries


class LockedError(RosterError):
    """Another process holds the lock."""


def open_locked(path: Path, *, required: bool = False) -> int:
    """Opens a file, creating it if needed, and locks it; closing the handle releases the lock.

    Args:
        required: refuse where the file system has no locks; otherwise the file is then open without a lock.

    Raises:
        LockedError: another process holds the lock, or has just removed the file.
        OSError: it cannot be opened.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags, 0o600)
    try:
        if not _lock(handle) and required:
            raise LockedError
        if not _is_still(path, handle):
            raise LockedError
    except BaseException:
        os.close(handle)
        raise
    return handle


@contextmanager
def hold_lock(path: Path, seconds: float) -> Iterator[None]:
    """Holds the lock on a file, which exists only while a process holds the lock or waits for it.

    Args:
        seconds: to wait for another process.

    Raises:
        LockedError: another process held the lock all that time.
        OSError: the file cannot be made.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            handle = open_locked(path)
            break
        except LockedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        if sys.platform == "win32":
            os.close(handle)  # Windows removes no open file: it stays where another process waits with the file open
            with suppress(OSError):
                path.unlink()
        else:
            with suppress(OSError):
                path.unlink()  # while the lock is held, so that no other process's file is removed
            os.close(handle)


def _lock(handle: int) -> bool:
    """Locks an open file or fails at once; False where the file system has no locks.

    Raises:
        LockedError: another process holds the lock.
    """
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        raise LockedError from None
    except OSError:
        return False
    return True


def _is_still(path: Path, handle: int) -> bool:
    """Whether a path still names an open file: another process may have removed it between opening and locking."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(handle))
    except FileNotFoundError:
        return False
