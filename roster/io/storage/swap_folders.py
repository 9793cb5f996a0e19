"""Two folders change places in one step, where the system can do that: nobody ever sees neither, or half of one."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

from models.errors import RosterError

_HERE = -100  # AT_FDCWD of Linux: paths are as seen from the working folder
_LINUX_EXCHANGE = 2  # RENAME_EXCHANGE
_MACOS_SWAP = 2  # RENAME_SWAP


class SwapError(RosterError, OSError):
    """These two cannot change places in one step: not on this system, on this file system, or a folder is mounted."""


def can_swap() -> bool:
    """Whether this system can do it at all."""
    return _call() is not None


def swap(one: Path, other: Path) -> None:
    """Let two files or folders of one file system change places.

    Raises:
        ExchangeError: that cannot be; nothing has changed.
    """
    call = _call()
    if call is None:
        raise SwapError("this system exchanges no folders")
    if call(os.fsencode(one), os.fsencode(other)):
        number = ctypes.get_errno()
        raise SwapError(number, os.strerror(number), str(other))


def _call() -> Callable[[bytes, bytes], int] | None:
    """The system's own function, which gives 0 when it is done."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        if hasattr(library, "renameat2"):
            return lambda one, other: int(library.renameat2(_HERE, one, _HERE, other, _LINUX_EXCHANGE))
    elif sys.platform == "darwin":
        library = ctypes.CDLL(None, use_errno=True)
        if hasattr(library, "renamex_np"):
            return lambda one, other: int(library.renamex_np(one, other, _MACOS_SWAP))
    return None
