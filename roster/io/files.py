"""Files: read within limits, written whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from models.problems import Problem

LARGEST_TEXT = 32 * 1024 * 1024  # bytes; a book of 2,300 people and a year is some 10 MB
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
    def of(cls, path: Path, problems: Sequence[Problem], line_of: Callable[[Problem], int | None]) -> FileError:
        """The error of a book's problems, each with its line where that is known."""
        lines = []
        for problem in problems:
            line = line_of(problem)
            lines.append(f"{path}: {problem.place}{f' (line {line})' if line else ''}: {problem.message}")
        return cls(lines)


def read_text(path: Path) -> str:
    """The text of a file, or of standard input for `-`.

    Raises:
        FileError: missing, a folder, not readable, too large, or not UTF-8.
    """
    try:
        if str(path) == STANDARD:
            data = sys.stdin.buffer.read(LARGEST_TEXT + 1)
        else:
            if path.is_dir():
                raise FileError([f"{path}: is a folder, not a book"])
            with path.open("rb") as file:
                data = file.read(LARGEST_TEXT + 1)
    except FileNotFoundError:
        raise FileError([f"{path}: there is no such file"]) from None
    except OSError as error:
        raise FileError([f"{path}: cannot be read: {error.strerror or error}"]) from None
    if len(data) > LARGEST_TEXT:
        raise FileError([f"{path}: is larger than {LARGEST_TEXT // 1024 // 1024} MB; no book is"])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError([f"{path}: is not UTF-8 text (byte {error.start})"]) from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all: to a temporary file beside it, then renamed.

    Raises:
        FileError: the folder is missing or not writable, or the disk is full.
    """
    if str(path) == STANDARD:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes private files; the finished one gets the rights any new file would.
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise FileError([f"{path}: cannot be written: {error.strerror or error}"]) from None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
