"""Files: read within limits, written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from models.problems import Problem

LARGEST_TEXT = 32 * 1024 * 1024  # bytes; a book of 2,300 people and a year is some 10 MB
MOST_TOLD = 1000  # mistakes; nobody reads on
STANDARD = "-"  # standard input or output


class FileError(Exception):
    """A file that cannot be read or written, or a book in it with mistakes.

    Attributes:
        lines: one sentence for each mistake, each naming the file.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = list(lines)
        super().__init__("\n".join(self.lines))

    @classmethod
    def of(cls, path: Path, problems: Sequence[Problem], told: Callable[[Problem], str]) -> FileError:
        """The error of a book's problems, each told with its place."""
        lines = [told(problem) for problem in problems[:MOST_TOLD]]
        if len(problems) > MOST_TOLD:
            lines.append(f"{path}: and {len(problems) - MOST_TOLD:,} more mistakes")
        return cls(lines)


def read_text(path: Path) -> str:
    """The text of a file, or of standard input for `-`.

    Raises:
        FileError: as `read_bytes`, or not UTF-8.
    """
    data = read_bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError([f"{path}: is not UTF-8 text (byte {error.start})"]) from None


def read_bytes(path: Path) -> bytes:
    """What a file holds, or standard input for `-`.

    Raises:
        FileError: missing, a folder, not readable, or too large.
    """
    try:
        if str(path) != STANDARD:
            data = read_data(path, LARGEST_TEXT)
        elif sys.stdin is None:
            raise FileError(["-: there is no standard input"])
        elif len(data := sys.stdin.buffer.read(LARGEST_TEXT + 1)) > LARGEST_TEXT:
            raise _too_large(path, LARGEST_TEXT)
    except OSError as error:
        raise FileError([f"{path}: cannot be read: {error.strerror or error}"]) from None
    return data


def read_data(path: Path, largest: int) -> bytes:
    """The bytes of a file; a pipe or a device, which may never end or never begin, is not waited for.

    Args:
        largest: bytes; a larger file is refused before it is read.

    Raises:
        FileError: missing, a folder, a pipe or device, not readable, or too large.
    """
    try:
        # Opened without waiting, or a pipe that nobody writes to would hold us up for ever.
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
    """What something that is no file is."""
    if stat.S_ISDIR(mode):
        return "is a folder, not a file"
    kind = "a pipe" if stat.S_ISFIFO(mode) else "a device" if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) else "a socket"
    return f"is {kind}, not a file; save what comes from it as a file"


def _too_large(path: Path, largest: int) -> FileError:
    return FileError([f"{path}: is larger than {largest // 1024 // 1024} MB; no book is"])


def try_to_write(path: Path) -> None:
    """Make sure that a file can be made there, before any work is done for it.

    Raises:
        FileError: the folder is missing or not writable, or the name cannot be used.
    """
    if str(path) == STANDARD:
        return
    target = behind_links(path)
    try:
        os.lstat(target)  # a name that is too long fails here, one that is not there does not matter
    except FileNotFoundError:
        pass
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        with tempfile.NamedTemporaryFile(prefix=".roster-", dir=target.parent):
            pass
    except OSError as error:
        raise _unwritable(path, error) from None


def write_all_whole(contents: Sequence[tuple[Path, bytes]]) -> None:
    """Write files so that each is there whole or not at all: all to temporary files beside them, then renamed.

    Raises:
        FileError: a folder is missing or not writable, or the disk is full; then none of the files has changed.
    """
    waiting: list[tuple[Path, Path, Path]] = []
    try:
        for path, data in contents:
            if str(path) != STANDARD:
                target = behind_links(path)
                waiting.append((path, _temporary(path, target, data), target))
        for path, temporary, target in waiting:
            try:
                os.replace(temporary, target)
            except OSError as error:
                raise _unwritable(path, error) from None
    finally:
        for _, temporary, _ in waiting:
            temporary.unlink(missing_ok=True)
    for path, data in contents:
        if str(path) == STANDARD and sys.stdout is not None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()


def behind_links(path: Path) -> Path:
    """Where a link leads, so that it stays one when what it leads to is written; links in a circle lead nowhere."""
    return Path(os.path.realpath(path))


def _temporary(path: Path, target: Path, data: bytes) -> Path:
    """A complete temporary file beside a target."""
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".roster-", suffix=".part", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes private files; the finished one gets the rights any new file would.
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise _unwritable(path, error) from None
    return temporary


def _unwritable(path: Path, error: OSError) -> FileError:
    return FileError([f"{path}: cannot be written: {error.strerror or error}"])
