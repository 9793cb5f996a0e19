"""Remembers which rule files the user has allowed to run, by content, in their configuration folder.

A rule file is a program, and a book from a stranger may name one. So a file runs only when the user has allowed exactly
this text; after a change it has to be allowed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from constraints.rule_file import RuleFile
from roster.io.storage.files import FileError, resolve_links, write_atomically


@dataclass
class _Process:
    """What this process may run in addition to what the user allowed before.

    Attributes:
        granted: digests that the parent process of a worker has passed on.
        everything: all rule files (`--trust`).
    """

    granted: set[str] = field(default_factory=set)
    everything: bool = False


_PROCESS = _Process()


def memory() -> Path:
    """Returns the folder that holds a file for each allowed text, named by its SHA-256."""
    return platformdirs.user_config_path("roster", appauthor=False) / "trusted-rule-files"


def is_trusted(file: RuleFile) -> bool:
    """Whether a rule file may run."""
    return _PROCESS.everything or file.digest in _PROCESS.granted or _note(file.digest).is_file()


def has_changed(file: RuleFile) -> bool:
    """Whether a file was allowed before, with a different text."""
    place = str(resolve_links(file.path))
    try:
        return any(note.read_text(encoding="utf-8").strip() == place for note in memory().glob("*.txt"))
    except (OSError, ValueError):
        return False


def allow(files: Iterable[RuleFile]) -> None:
    """Allows files to run until their text changes.

    Raises:
        FileError: the configuration folder cannot be written.
    """
    try:
        memory().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError([f"{memory()}: cannot be made: {error.strerror or error}"]) from None
    write_atomically([(_note(file.digest), f"{resolve_links(file.path)}\n".encode()) for file in files])


def forget(files: Iterable[RuleFile]) -> None:
    """Withdraws the permission of files to run.

    Raises:
        FileError: the configuration folder cannot be written.
    """
    for file in files:
        try:
            _note(file.digest).unlink(missing_ok=True)
        except OSError as error:
            raise FileError([f"{_note(file.digest)}: cannot be removed: {error.strerror or error}"]) from None


def grant(digests: Iterable[str]) -> None:
    """Allows texts in this process only; for worker processes, which receive the digests from their parent."""
    _PROCESS.granted.update(digests)


def trusts_everything() -> bool:
    """Whether every rule file may run in this process; for those that start another process to go on in."""
    return _PROCESS.everything


@contextmanager
def trusting() -> Iterator[None]:
    """Allows every rule file in this process while the context is open; for scripts that know their books."""
    before, _PROCESS.everything = _PROCESS.everything, True
    try:
        yield
    finally:
        _PROCESS.everything = before


def _note(digest: str) -> Path:
    return memory() / f"{digest}.txt"
