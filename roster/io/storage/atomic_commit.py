"""Puts several new files and folders in place together: all of them or none, even if the process is killed.

A transaction writes what is new into a hidden work folder beside each target, and moves it to its place when all of it
is written. Where there is more than one move, each work folder first gets a journal that lists all moves. A transaction
that fails undoes its moves. A killed process leaves its work folders, unlocked: the next process that writes there, or
reads a book there, finishes or undoes the moves.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from roster.io.storage.locks import LockedError, open_locked
from roster.io.storage.swap_folders import swap

_PREFIX, _WORK_FOLDER, _LOCK_FILE = ".roster-", ".part", ".lock"
_LOCK, _JOURNAL = "lock", "journal.json"
_LARGEST_JOURNAL = 1024 * 1024  # bytes; a journal has a few lines for each move
_TRIES = 100

FileIdentity = list[int]


@dataclass(frozen=True)
class StagedItem:
    """A new file or folder, and its target.

    Attributes:
        place: the work folder, which lies in the same folder as the target.
        number: its number in the transaction.
        name: the name of the target.
        swap: swap this folder with the existing one in one step; otherwise the existing one is moved aside first.
    """

    place: Path
    number: int
    name: str
    swap: bool = False

    @property
    def target(self) -> Path:
        """The path it will have."""
        return self.place.parent / self.name

    @property
    def part(self) -> Path:
        """The path where it is written first."""
        return self.place / f"{self.number}.new"

    @property
    def aside(self) -> Path:
        """The path where the old file or folder waits until the transaction is complete."""
        return self.place / f"{self.number}.old"


@dataclass(frozen=True)
class Move:
    """One move of a transaction, as its journal records it.

    Attributes:
        new: the identity of what is put in place.
        was: the identity of what stood there before; None where there was nothing.
    """

    put: StagedItem
    new: FileIdentity | None
    was: FileIdentity | None

    @classmethod
    def of(cls, put: StagedItem) -> Move:
        """Makes the move that puts an item in place."""
        return cls(put, identity(put.part), identity(put.target))

    @property
    def is_done(self) -> bool:
        """Whether the new file or folder is in place."""
        return self.new is not None and identity(self.put.target) == self.new

    @property
    def can_be_done(self) -> bool:
        """Whether the move is still possible: no other process has changed the target."""
        now = identity(self.put.target)
        moved = now is None and os.path.lexists(self.put.aside)
        return identity(self.put.part) == self.new is not None and (now == self.was or moved)

    def apply(self) -> None:
        """Makes the move."""
        put = self.put
        if put.swap and self.was is not None:
            swap(put.part, put.target)
            return
        if self.was is not None and _is_folder(put.target) and _is_folder(put.part):
            os.rename(put.target, put.aside)
        elif os.path.isfile(put.target) and not os.path.lexists(put.aside):
            _keep_old(put.target, put.aside)
        os.replace(put.part, put.target)

    def move_late_entries(self) -> None:
        """After a swap: moves entries that others added to the old folder at the last moment into the new one."""
        if self.put.swap and self.was is not None and self.is_done:
            for entry in sorted(os.scandir(self.put.part), key=lambda entry: entry.name):
                if not os.path.lexists(self.put.target / entry.name):
                    os.rename(entry.path, self.put.target / entry.name)

    def undo(self) -> None:
        """Restores what stood there before, even if the move was made only in part."""
        put = self.put
        if put.swap and self.was is not None:
            if self.is_done:
                swap(put.part, put.target)
            return
        if self.is_done and os.path.isfile(put.aside):
            os.replace(put.aside, put.target)
        elif self.is_done:
            os.rename(put.target, put.part)
        if os.path.lexists(put.aside) and not os.path.lexists(put.target):
            os.rename(put.aside, put.target)


class Transaction:
    """Files and folders that are put in place together.

    Use it as a context: its work folders are removed at the end.
    """

    def __init__(self) -> None:
        self._places: dict[Path, tuple[Path, int]] = {}
        self._puts: list[StagedItem] = []
        self._is_whole = True

    def stage(self, target: Path, *, swap: bool = False) -> StagedItem:
        """Adds an item to the transaction; the caller writes it at its path `part`.

        Args:
            target: its path behind all links.
            swap: as in `StagedItem`.

        Raises:
            OSError: nothing can be written there.
        """
        folder = target.parent
        if folder not in self._places:
            recover(folder)
            self._places[folder] = _make_work_folder(folder)
        put = StagedItem(self._places[folder][0], len(self._puts), target.name, swap)
        self._puts.append(put)
        return put

    def commit(self) -> None:
        """Puts all items in place, in the order in which they were added.

        Raises:
            OSError: its `filename` is the target that failed; nothing has changed.
        """
        steps = [Move.of(put) for put in self._puts]
        if len(steps) > 1 or any(_is_folder(step.put.target) for step in steps):
            for place, _ in self._places.values():
                _write_journal(place, steps)
        self._is_whole = False
        try:
            for step in steps:
                try:
                    step.apply()
                except OSError as error:
                    error.filename = str(step.put.target)
                    raise
        except BaseException:
            for step in reversed(steps):
                step.undo()
            self._is_whole = True
            raise
        for step in steps:
            step.move_late_entries()
        self._is_whole = True

    def __enter__(self) -> Transaction:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for place, lock in self._places.values():
            _close(place, lock, remove=self._is_whole)


def is_transaction_entry(name: str) -> bool:
    """Whether an entry of a folder is a work folder or lock file, of a running or a killed process."""
    return name.startswith(_PREFIX) and name.endswith((_WORK_FOLDER, _LOCK_FILE))


def recover(folder: Path) -> None:
    """Finishes or undoes the transactions that killed processes left in a folder; running ones are not touched."""
    with suppress(OSError):
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if is_transaction_entry(entry.name):
                with suppress(OSError, LockedError):
                    if entry.is_dir(follow_symlinks=False):
                        _recover_work_folder(Path(entry.path))
                    elif entry.is_file(follow_symlinks=False):
                        _remove_lock_file(Path(entry.path))


def identity(path: Path) -> FileIdentity | None:
    """Returns numbers that identify a file or folder on disk; None where there is none.

    They stay the same when it is renamed. Those of a file change when it is written to.
    """
    try:
        found = os.lstat(path)
    except (OSError, ValueError):  # of a name that no file can have
        return None
    return [found.st_ino] if _is_folder(path) else [found.st_ino, found.st_mtime_ns, found.st_size]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _keep_old(target: Path, aside: Path) -> None:
    """Makes a hard link to a file, or a copy where the file system has no hard links."""
    try:
        os.link(target, aside, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(target, aside, follow_symlinks=False)


def _make_work_folder(folder: Path) -> tuple[Path, int]:
    """Makes a work folder in a folder, and locks it."""
    for _ in range(_TRIES):
        place = folder / f"{_PREFIX}{secrets.token_hex(6)}{_WORK_FOLDER}"
        os.mkdir(place, 0o700)
        try:
            return place, open_locked(place / _LOCK)
        except (LockedError, FileNotFoundError):
            continue  # another process removed it as left over, before it was locked
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
    raise FileExistsError(f"no work folder can be made in {folder}")


def _close(place: Path, lock: int, *, remove: bool) -> None:
    try:
        if remove:
            shutil.rmtree(place, ignore_errors=True)
    finally:
        os.close(lock)
    if remove and place.exists():  # a file that is open cannot be removed everywhere
        shutil.rmtree(place, ignore_errors=True)


def _remove_lock_file(file: Path) -> None:
    lock = open_locked(file, required=True)
    try:
        file.unlink()
    finally:
        os.close(lock)


def _recover_work_folder(place: Path) -> None:
    lock = open_locked(place / _LOCK, required=True)
    is_settled = False
    try:
        _settle(_read_journal(place))
        is_settled = True
    finally:
        _close(place, lock, remove=is_settled)


def _settle(steps: Sequence[Move]) -> None:
    """Finishes the moves of a killed transaction, or undoes them.

    They are undone where none was made yet, or where a folder swap is missing: no reader has seen the new version
    then, and the next publication starts from the version that people were told of.
    """
    done = [step.is_done for step in steps]
    unpublished = any(step.put.swap and not is_done for step, is_done in zip(steps, done, strict=True))
    if not any(done) or unpublished:
        for step in reversed(steps):
            step.undo()
        return
    for step in steps:
        if not step.is_done and step.can_be_done:
            step.apply()
    for step in steps:
        step.move_late_entries()


def _write_journal(place: Path, steps: Sequence[Move]) -> None:
    entries = [
        {
            "place": str(step.put.place),
            "number": step.put.number,
            "name": step.put.name,
            "swap": step.put.swap,
            "new": step.new,
            "was": step.was,
        }
        for step in steps
    ]
    with (place / _JOURNAL).open("w", encoding="utf-8") as file:
        json.dump(entries, file)
        file.flush()
        os.fsync(file.fileno())


def _read_journal(place: Path) -> list[Move]:
    """Reads the moves of a journal; none where there is no journal, or an incomplete one."""
    file = place / _JOURNAL
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST_JOURNAL:
            return []
        return [_move(item) for item in json.loads(file.read_text(encoding="utf-8"))]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _move(entry: dict[str, Any]) -> Move:
    """Reads one move of a journal.

    Raises:
        ValueError: it would move anything but an item of a work folder into the folder of that work folder.
    """
    put = StagedItem(Path(entry["place"]), int(entry["number"]), str(entry["name"]), bool(entry["swap"]))
    ours = put.place.name.startswith(_PREFIX) and put.place.name.endswith(_WORK_FOLDER)
    elsewhere = put.place.drive.startswith(("\\\\", "//"))  # reading a network path would contact another machine
    if not ours or elsewhere or put.target.name != put.name or put.name in ("", ".", "..") or put.place.is_symlink():
        raise ValueError(entry)
    return Move(put, entry["new"], entry["was"])


__all__ = ["StagedItem", "Transaction", "identity", "is_transaction_entry", "recover"]
