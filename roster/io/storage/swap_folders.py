"""Swaps two folders in one system call, where the system has one: no reader ever sees a missing or a mixed folder."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

from models.errors import RosterError

_WORKING_FOLDER = -100  # AT_FDCWD of Linux: paths are relative to the working folder
_LINUX_EXCHANGE = 2  # RENAME_EXCHANGE
_MACOS_SWAP = 2  # RENAME_SWAP


class SwapError(RosterError, OSError):
    """Two folders cannot be swapped in one step: not on this system or file system, or one of them is a mount point."""


def can_swap() -> bool:
    """Whether this system has a call that swaps two folders."""
    return _call() is not None


def swap(one: Path, other: Path) -> None:
    """Swaps two files or folders of one file system.

    Raises:
        SwapError: they cannot be swapped; nothing has changed.
    """
    call = _call()
    if call is None:
        raise SwapError("this system exchanges no folders")
    if call(os.fsencode(one), os.fsencode(other)):
        number = ctypes.get_errno()
        raise SwapError(number, os.strerror(number), str(other))


def _call() -> Callable[[bytes, bytes], int] | None:
    """Returns the function of the system, which returns 0 on success; None where there is none."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        if hasattr(library, "renameat2"):
            return lambda one, other: int(
                library.renameat2(_WORKING_FOLDER, one, _WORKING_FOLDER, other, _LINUX_EXCHANGE)
            )
    elif sys.platform == "darwin":
        library = ctypes.CDLL(None, use_errno=True)
        if hasattr(library, "renamex_np"):
            return lambda one, other: int(library.renamex_np(one, other, _MACOS_SWAP))
    return None
