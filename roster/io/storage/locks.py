"""Locks on files. The system gives a lock back when its process ends, however it ends."""

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


def open_locked(path: Path, *, surely: bool = False) -> int:
    """Open a file, made if need be, and lock it; closing the handle gives the lock back.

    Args:
        surely: refuse where the file system knows no locks, so that nobody can tell; else the file is open, and that is
            all.

    Raises:
        LockedError: another process has it locked, or has just thrown the file away.
        OSError: it cannot be opened.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags, 0o600)
    try:
        if not _lock(handle) and surely:
            raise LockedError
        if not _is_still(path, handle):
            raise LockedError
    except BaseException:
        os.close(handle)
        raise
    return handle


@contextmanager
def hold_lock(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock on a file, which is there only as long as somebody holds it or waits for it.

    Raises:
        LockedError: another process has held it all that time.
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
            os.close(handle)  # it takes no open file away; where another waits with the file open, it stays for them
            with suppress(OSError):
                path.unlink()
        else:
            with suppress(OSError):
                path.unlink()  # while the lock is held, so that nobody else's is taken away
            os.close(handle)


def _lock(handle: int) -> bool:
    """Lock an open file or fail at once; False where the file system knows no locks.

    Raises:
        LockedError: another process has it locked.
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
    """Whether a path still leads to an open file: between opening and locking, its last owner may have unlinked it."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(handle))
    except FileNotFoundError:
        return False
