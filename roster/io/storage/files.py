"""Reads files within limits, and writes files completely or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from models.errors import RosterError
from models.problems import Problem
from roster.io.storage.atomic_commit import Transaction
from roster.io.storage.limits import LIMITS, Limits

MOST_MISTAKES_LISTED = 1000  # in one error
STANDARD = "-"  # the name of standard input or output


class FileError(RosterError):
    """A file that cannot be read or written, or a book in it with mistakes.

    Attributes:
        lines: one sentence for each mistake, each naming the file.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = list(lines)
        super().__init__("\n".join(self.lines))

    @classmethod
    def of(cls, path: Path, problems: Sequence[Problem], sentence: Callable[[Problem], str]) -> FileError:
        """Makes the error of a book's problems.

        Args:
            sentence: says a problem with its place.
        """
        lines = [sentence(problem) for problem in problems[:MOST_MISTAKES_LISTED]]
        if len(problems) > MOST_MISTAKES_LISTED:
            lines.append(f"{path}: and {len(problems) - MOST_MISTAKES_LISTED:,} more mistakes")
        return cls(lines)


def read_text(path: Path, limits: Limits = LIMITS) -> str:
    """Reads the text of a file, or of standard input for `-`.

    Raises:
        FileError: as `read_bytes`, or not UTF-8.
    """
    data = read_bytes(path, limits)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError([f"{path}: is not UTF-8 text (byte {error.start})"]) from None


def read_bytes(path: Path, limits: Limits = LIMITS) -> bytes:
    """Reads the bytes of a file, or of standard input for `-`.

    Raises:
        FileError: missing, a folder, not readable, or too large.
    """
    try:
        if str(path) != STANDARD:
            data = read_data(path, limits.text_bytes)
        elif sys.stdin is None:
            raise FileError(["-: there is no standard input"])
        elif len(data := sys.stdin.buffer.read(limits.text_bytes + 1)) > limits.text_bytes:
            raise _too_large(path, limits.text_bytes)
    except OSError as error:
        raise FileError([f"{path}: cannot be read: {error.strerror or error}"]) from None
    return data


def read_data(path: Path, largest: int) -> bytes:
    """Reads the bytes of a regular file; refuses a pipe or a device, which may never end or never begin.

    Args:
        largest: bytes; a larger file is refused before it is read.

    Raises:
        FileError: missing, a folder, a pipe or device, not readable, or too large.
    """
    try:
        # Opened without waiting: a pipe without a writer would block for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise FileError([f"{path}: {_instead_of_a_file(found.st_mode)}"])
            data = file.read(largest + 1) if found.st_size <= largest else b""
    except FileNotFoundError:
        raise FileError([f"{path}: there is no such file"]) from None
    except OSError as error:
        what = "is a folder, not a file" if path.is_dir() else f"cannot be read: {error.strerror or error}"
        raise FileError([f"{path}: {what}"]) from None
    except ValueError:  # a null character
        raise FileError([f"{path}: is no name of a file"]) from None
    if max(found.st_size, len(data)) > largest:
        raise _too_large(path, largest)
    return data


def _instead_of_a_file(mode: int) -> str:
    """Says what a path is that is no regular file."""
    if stat.S_ISDIR(mode):
        return "is a folder, not a file"
    kind = "a pipe" if stat.S_ISFIFO(mode) else "a device" if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) else "a socket"
    return f"is {kind}, not a file; save what comes from it as a file"


def _too_large(path: Path, largest: int) -> FileError:
    return FileError([f"{path}: is larger than {largest // 1024 // 1024} MB; no book is"])


def check_writable(path: Path) -> None:
    """Checks that a file can be written at a path, before any work is done for it.

    Raises:
        FileError: the folder is missing or not writable, or the name cannot be used.
    """
    if str(path) == STANDARD:
        return
    target = resolve_links(path)
    try:
        os.lstat(target)  # a name that is too long fails here; a missing file does not matter
    except FileNotFoundError:
        pass
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        with tempfile.TemporaryFile(prefix=".roster-", suffix=".part", dir=target.parent):
            pass
    except OSError as error:
        raise _unwritable(path, error) from None


def write_atomically(contents: Sequence[tuple[Path, bytes]]) -> None:
    """Writes several files, all of them or none: each is written beside its target first, then all are moved.

    Raises:
        FileError: a folder is missing or not writable, or the disk is full; then no file has changed.
    """
    spelled = {resolve_links(path): path for path, _ in contents}
    with Transaction() as work:
        for path, data in contents:
            if str(path) != STANDARD:
                try:
                    write_part(work.stage(resolve_links(path)).part, data)
                except OSError as error:
                    raise _unwritable(path, error) from None
        try:
            work.commit()
        except OSError as error:
            raise _unwritable(spelled.get(Path(error.filename), Path(error.filename)), error) from None
    for path, data in contents:
        if str(path) == STANDARD and sys.stdout is not None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()


def write_part(part: Path, data: bytes) -> None:
    """Writes a new file that will be moved to its place, and waits until it is on the disk.

    Raises:
        OSError: it cannot be written.
    """
    with part.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def resolve_links(path: Path) -> Path:
    """Returns the path behind all links, so that writing there keeps the links."""
    return Path(os.path.realpath(path))


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths name one file: by links, by other spellings, or because the file has two names."""
    if STANDARD in (str(one), str(other)):
        return str(one) == str(other)
    places = resolve_links(one), resolve_links(other)
    if os.path.normcase(places[0]) == os.path.normcase(places[1]):
        return True
    try:
        return places[0].samefile(places[1])
    except OSError:  # one of them does not exist
        return False


def _unwritable(path: Path, error: OSError) -> FileError:
    return FileError([f"{path}: cannot be written: {error.strerror or error}"])
