"""Files and folders put in place together: all of them or none, also where the program is stopped or killed.

A run writes what is new into a hidden folder of its own beside each target, its workplace, and moves it into place
when all of it is there. Where there is more than one thing to move, each workplace first gets a journal that says what
goes where. A run that fails takes back what it has moved. One that is killed leaves its workplaces, unlocked: whoever
writes there next, or reads a book, finishes what was begun, or throws away what was not.
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

_PREFIX, _WORKPLACE, _LOCK_FILE = ".roster-", ".part", ".lock"
_LOCK, _JOURNAL = "lock", "journal.json"
_LARGEST_JOURNAL = 1024 * 1024  # bytes; they say a few lines of each thing that is moved
_TRIES = 100

FileIdentity = list[int]


@dataclass(frozen=True)
class StagedItem:
    """Something new and where it goes.

    Attributes:
        place: the workplace; its own folder is that of the target.
        number: of all that is put in place together.
        name: the target's.
        swap: a folder that changes places with the one that is there, in one step; else that one is moved aside first.
    """

    place: Path
    number: int
    name: str
    swap: bool = False

    @property
    def target(self) -> Path:
        """Where it goes."""
        return self.place.parent / self.name

    @property
    def part(self) -> Path:
        """Where it is written."""
        return self.place / f"{self.number}.new"

    @property
    def aside(self) -> Path:
        """Where what was there before waits until all is in place."""
        return self.place / f"{self.number}.old"


@dataclass(frozen=True)
class Move:
    """One move, as a journal tells it.

    Attributes:
        new: tells what is put in place from anything else.
        was: the same of what was there; None where there was nothing.
    """

    put: StagedItem
    new: FileIdentity | None
    was: FileIdentity | None

    @classmethod
    def of(cls, put: StagedItem) -> Move:
        """The move that is to be."""
        return cls(put, identity(put.part), identity(put.target))

    @property
    def is_done(self) -> bool:
        """Whether what is new is in place."""
        return self.new is not None and identity(self.put.target) == self.new

    @property
    def can_be_done(self) -> bool:
        """Whether it can still be put in place: nobody else has changed what is there."""
        now = identity(self.put.target)
        moved = now is None and os.path.lexists(self.put.aside)
        return identity(self.put.part) == self.new is not None and (now == self.was or moved)

    def do(self) -> None:
        """Put in place what is new."""
        put = self.put
        if put.swap and self.was is not None:
            swap(put.part, put.target)
            return
        if self.was is not None and _is_folder(put.target) and _is_folder(put.part):
            os.rename(put.target, put.aside)
        elif os.path.isfile(put.target) and not os.path.lexists(put.aside):
            _keep(put.target, put.aside)
        os.replace(put.part, put.target)

    def keep_late(self) -> None:
        """Where folders have changed places: move over what others have put into the old one at the last moment."""
        if self.put.swap and self.was is not None and self.is_done:
            for entry in sorted(os.scandir(self.put.part), key=lambda entry: entry.name):
                if not os.path.lexists(self.put.target / entry.name):
                    os.rename(entry.path, self.put.target / entry.name)

    def take_back(self) -> None:
        """Put in place again what was there, however far `do` came."""
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
    """What one run puts in place together. Use it as a context: at its end the workplaces go."""

    def __init__(self) -> None:
        self._places: dict[Path, tuple[Path, int]] = {}
        self._puts: list[StagedItem] = []
        self._is_whole = True

    def new(self, target: Path, *, swap: bool = False) -> StagedItem:
        """Something new, to be written at its `part`.

        Args:
            target: behind all links.

        Raises:
            OSError: nothing can be written there.
        """
        folder = target.parent
        if folder not in self._places:
            recover(folder)
            self._places[folder] = _workplace(folder)
        put = StagedItem(self._places[folder][0], len(self._puts), target.name, swap)
        self._puts.append(put)
        return put

    def commit(self) -> None:
        """Put all in place, in the order it was asked for.

        Raises:
            OSError: with the target as its `filename`; then nothing has changed.
        """
        steps = [Move.of(put) for put in self._puts]
        if len(steps) > 1 or any(_is_folder(step.put.target) for step in steps):
            for place, _ in self._places.values():
                _write_journal(place, steps)
        self._is_whole = False
        try:
            for step in steps:
                try:
                    step.do()
                except OSError as error:
                    error.filename = str(step.put.target)
                    raise
        except BaseException:
            for step in reversed(steps):
                step.take_back()
            self._is_whole = True
            raise
        for step in steps:
            step.keep_late()
        self._is_whole = True

    def __enter__(self) -> Transaction:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for place, lock in self._places.values():
            _close(place, lock, thrown_away=self._is_whole)


def is_transaction_entry(name: str) -> bool:
    """Whether an entry of a folder is a run's own, at work or killed."""
    return name.startswith(_PREFIX) and name.endswith((_WORKPLACE, _LOCK_FILE))


def recover(folder: Path) -> None:
    """Finish, or throw away, what runs that were killed have left in a folder; what still runs is left alone."""
    with suppress(OSError):
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if is_transaction_entry(entry.name):
                with suppress(OSError, LockedError):
                    if entry.is_dir(follow_symlinks=False):
                        _mend_workplace(Path(entry.path))
                    elif entry.is_file(follow_symlinks=False):
                        _throw_away(Path(entry.path))


def identity(path: Path) -> FileIdentity | None:
    """What tells a file or folder from any other that may take its name; None where there is none.

    It stays the same when it is renamed; a file's changes when it is written to.
    """
    try:
        found = os.lstat(path)
    except (OSError, ValueError):  # of a name that no file can have
        return None
    return [found.st_ino] if _is_folder(path) else [found.st_ino, found.st_mtime_ns, found.st_size]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _keep(target: Path, aside: Path) -> None:
    """A second name for a file, or a copy where the file system knows only one name each."""
    try:
        os.link(target, aside, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(target, aside, follow_symlinks=False)


def _workplace(folder: Path) -> tuple[Path, int]:
    """A new workplace in a folder, and the lock on it."""
    for _ in range(_TRIES):
        place = folder / f"{_PREFIX}{secrets.token_hex(6)}{_WORKPLACE}"
        os.mkdir(place, 0o700)
        try:
            return place, open_locked(place / _LOCK)
        except (LockedError, FileNotFoundError):
            continue  # somebody who mends took it for left behind, before there was a lock on it
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
    raise FileExistsError(f"no workplace can be made in {folder}")


def _close(place: Path, lock: int, *, thrown_away: bool) -> None:
    try:
        if thrown_away:
            shutil.rmtree(place, ignore_errors=True)
    finally:
        os.close(lock)
    if thrown_away and place.exists():  # a file that is open cannot be removed everywhere
        shutil.rmtree(place, ignore_errors=True)


def _throw_away(file: Path) -> None:
    lock = open_locked(file, surely=True)
    try:
        file.unlink()
    finally:
        os.close(lock)


def _mend_workplace(place: Path) -> None:
    lock = open_locked(place / _LOCK, surely=True)
    is_settled = False
    try:
        _settle(_read_journal(place))
        is_settled = True
    finally:
        _close(place, lock, thrown_away=is_settled)


def _settle(steps: Sequence[Move]) -> None:
    """Finish what was begun, or take it back.

    It is taken back where nothing is in place yet, or a folder was to be swapped in and is not: nobody has seen
    anything of that, and whoever publishes again begins from what people were told.
    """
    done = [step.is_done for step in steps]
    unseen = any(step.put.swap and not is_done for step, is_done in zip(steps, done, strict=True))
    if not any(done) or unseen:
        for step in reversed(steps):
            step.take_back()
        return
    for step in steps:
        if not step.is_done and step.can_be_done:
            step.do()
    for step in steps:
        step.keep_late()


def _write_journal(place: Path, steps: Sequence[Move]) -> None:
    said = [
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
        json.dump(said, file)
        file.flush()
        os.fsync(file.fileno())


def _read_journal(place: Path) -> list[Move]:
    """What a journal says; nothing where there is none, or none that was finished."""
    file = place / _JOURNAL
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST_JOURNAL:
            return []
        return [_step(item) for item in json.loads(file.read_text(encoding="utf-8"))]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _step(said: dict[str, Any]) -> Move:
    """A move as a journal says it.

    Raises:
        ValueError: it would move something else than a part in a workplace into the folder of the workplace.
    """
    put = StagedItem(Path(said["place"]), int(said["number"]), str(said["name"]), bool(said["swap"]))
    ours = put.place.name.startswith(_PREFIX) and put.place.name.endswith(_WORKPLACE)
    elsewhere = put.place.drive.startswith(("\\\\", "//"))  # asking for it would tell another machine who asks
    if not ours or elsewhere or put.target.name != put.name or put.name in ("", ".", "..") or put.place.is_symlink():
        raise ValueError(said)
    return Move(put, said["new"], said["was"])


__all__ = ["StagedItem", "Transaction", "identity", "is_transaction_entry", "recover"]
