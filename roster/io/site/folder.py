"""Replaces the published files in a folder, all of them or none, and leaves all other files alone."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from models.text.lists import first_few
from roster.io.storage.atomic_commit import Transaction, is_transaction_entry, recover
from roster.io.storage.files import FileError, resolve_links, write_part
from roster.io.storage.locks import LockedError, hold_lock
from roster.io.storage.swap_folders import SwapError, can_swap

# Holds what was published, and digests of the paths of published files; the names of personal pages must not be listed.
RECORD = ".roster-published"
# Files that systems and programs leave in folders that people open.
_LITTER = {".ds_store", "thumbs.db", "desktop.ini"}
# Folders that earlier versions of this program left when they were killed.
_STAGED = ".roster-staged-*"
MOST_LINKED = 10_000  # files; so many hard links take about a second
PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class Record:
    """The record of the last publication in a folder.

    Attributes:
        book: the identity of the rota.
        version: its version.
        files: digests of the paths of published files.
    """

    book: str = ""
    version: int = 0
    files: frozenset[str] = frozenset()

    @classmethod
    def of(cls, folder: Path) -> Record:
        """Reads the record of a folder; empty where there is none, or it cannot be read."""
        try:
            raw = json.loads((folder / RECORD).read_text(encoding="utf-8"))
            return cls(str(raw["book"]), int(raw["version"]), frozenset(map(str, raw["files"])))
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def after(self, folder: Path, contents: Iterable[str], book: str, version: int) -> Record:
        """Returns the record after a publication; published files that it does not replace stay recorded."""
        tops = {PurePosixPath(path).parts[0] for path in contents}
        others = _others(folder, tops) if folder.exists() else []
        kept = {_digest(path) for top in others for path in _files(folder, top)}
        return Record(book, version, frozenset(kept & self.files) | frozenset(map(_digest, contents)))

    def text(self) -> str:
        """Returns the record as text."""
        return json.dumps({"book": self.book, "version": self.version, "files": sorted(self.files)}) + "\n"


def refuse_folder(folder: Path, tops: Iterable[str]) -> None:
    """Checks, before any work is done, that a folder can be published into.

    Args:
        tops: its entries that will be made or replaced.

    Raises:
        FileError: it is no folder and cannot be made, or an entry holds files that were not published.
    """
    if folder.exists() and not folder.is_dir():
        raise FileError([f"{folder}: is a file, not a folder"])
    if resolve_links(folder).is_symlink():
        raise FileError([f"{folder}: is a link that leads nowhere"])
    if not folder.exists() and not resolve_links(folder).parent.is_dir():
        raise FileError([f"{folder}: there is no folder {folder.parent}"])
    if not os.access(folder if folder.exists() else resolve_links(folder).parent, os.W_OK | os.X_OK):
        raise FileError([f"{folder}: cannot be written: Permission denied"])
    ours = Record.of(folder).files
    strange = [path for top in tops for path in _files(folder, top) if path != RECORD and _digest(path) not in ours]
    if strange:
        named = first_few(strange)
        raise FileError([f"{folder}: holds files that `roster publish` did not write ({named}); choose another folder"])


def _files(folder: Path, top: str) -> Iterator[str]:
    """Yields the files under one entry of a folder, as paths in the folder, without litter of other programs."""
    place = folder / top
    if place.is_dir() and not place.is_symlink():
        for path in sorted(place.rglob("*")):
            if (path.is_symlink() or not path.is_dir()) and not _is_litter(path.name):
                yield PurePosixPath(path.relative_to(folder)).as_posix()
    elif os.path.lexists(place):
        yield top


def _is_litter(name: str) -> bool:
    return name.lower() in _LITTER or name.startswith(("~$", ".~lock."))


def _digest(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()


@contextmanager
def publishing_lock(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the right to publish into a folder, which one process has at a time; recovers what a killed one left.

    Args:
        patience: seconds to wait for another process that publishes there.

    Raises:
        FileError: another process publishes there all that time, or nothing can be written.
    """
    place = resolve_links(folder)
    beside = place.parent if os.access(place.parent, os.W_OK | os.X_OK) else place
    lock = beside / f".roster-{_digest(place.name.casefold())[:16]}.lock"
    with ExitStack() as stack:
        try:
            stack.enter_context(hold_lock(lock, patience))
        except LockedError:
            raise FileError([f"{folder}: somebody else is publishing there; try again when they are done"]) from None
        except OSError as error:
            raise FileError([f"{folder}: cannot be written: {error.strerror or error}"]) from None
        recover(place.parent)
        recover(place)
        for staged in place.glob(_STAGED):
            shutil.rmtree(staged, ignore_errors=True)
        yield


def replace_all(
    folder: Path,
    contents: Mapping[str, bytes],
    book: str,
    version: int,
    files: Sequence[tuple[Path, bytes]] = (),
    most_linked: int = MOST_LINKED,
) -> None:
    """Publishes files into a folder, and other files elsewhere, all of them or nothing.

    The published entries of the folder are replaced; all others stay. Where the system can swap folders, a new folder
    with all entries is made beside the old one, and both are swapped in one step, so that no reader sees a part of a
    version. Elsewhere the entries are moved one by one; if the process is killed in between, the next one finishes it.

    Args:
        contents: path in the folder -> bytes.
        book: the identity of the rota.
        version: its version.
        files: other files: path and bytes.
        most_linked: other entries of the folder that may be linked into a new folder; with more, entries are moved.

    Raises:
        FileError: the disk is full, or a file is held open by another program; then nothing has changed.
    """
    place = resolve_links(folder)
    files_to_publish = _FileSet(place, contents, files, Record.of(place).after(place, contents, book, version))
    try:
        try:
            if not _can_be_swapped(place):
                raise SwapError
            files_to_publish.swap(most_linked)
        except SwapError:
            files_to_publish.move()
    except OSError as error:
        known = {place: folder} | {resolve_links(path): path for path, _ in files}
        named = Path(error.filename or place)
        failed = known.get(named, named if named.parent == place else folder)
        raise FileError([f"{failed}: cannot be written: {error.strerror or error}"]) from None


@dataclass(frozen=True)
class _FileSet:
    """The files of one publication.

    Attributes:
        folder: its path behind all links.
        contents: path in the folder -> bytes.
        files: other files: the frozen book and its rule files.
        record: the new record of the folder.
    """

    folder: Path
    contents: Mapping[str, bytes]
    files: Sequence[tuple[Path, bytes]]
    record: Record

    @property
    def tops(self) -> list[str]:
        """The entries of the folder that are replaced; the record comes last."""
        return [*sorted({PurePosixPath(path).parts[0] for path in self.contents}), RECORD]

    def swap(self, most_linked: int) -> None:
        """Makes a complete new folder, and swaps it with the old one.

        Raises:
            SwapError: folders cannot be swapped here; nothing has changed.
            OSError: something cannot be written; nothing has changed.
        """
        with Transaction() as work:
            inside = self._stage_outside_files(work)
            put = work.stage(self.folder, swap=True)
            put.part.mkdir()
            if self.folder.exists():
                _copy_permissions(self.folder, put.part)
            for path, data in self._pages():
                _write(put.part / path, data)
            if self.folder.exists():
                _link_other_entries(self.folder, put.part, self.tops, most_linked)
            for file, data in inside.items():
                (put.part / file).unlink(missing_ok=True)  # it is a hard link to the old file
                write_part(put.part / file, data)
            work.commit()

    def move(self) -> None:
        """Moves each entry into the existing folder.

        Raises:
            OSError: something cannot be written; nothing has changed.
        """
        with Transaction() as work:
            for file, data in self._stage_outside_files(work).items():
                write_part(work.stage(self.folder / file).part, data)
            puts = {top: work.stage(self.folder / top) for top in self.tops}
            for path, data in self._pages():
                top, *rest = PurePosixPath(path).parts
                _write(puts[top].part.joinpath(*rest), data)
            work.commit()

    def _pages(self) -> Iterator[tuple[str, bytes]]:
        yield from self.contents.items()
        yield RECORD, self.record.text().encode()

    def _stage_outside_files(self, work: Transaction) -> dict[PurePath, bytes]:
        """Stages the files outside of the folder; returns those inside, by path in it."""
        inside: dict[PurePath, bytes] = {}
        for name, data in self.files:
            path = resolve_links(name)
            if path.is_relative_to(self.folder):
                inside[path.relative_to(self.folder)] = data
            else:
                write_part(work.stage(path).part, data)
        return inside


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _can_be_swapped(folder: Path) -> bool:
    """Whether a folder can be swapped with a new one, and no process works inside it."""
    if not os.access(folder.parent, os.W_OK | os.X_OK):
        return False
    if not folder.exists():
        return True
    return can_swap() and not _is_working_folder(folder) and not os.path.ismount(folder) and _is_owned(folder)


def _is_working_folder(folder: Path) -> bool:
    """Whether this process, and so probably its shell, has its working folder there."""
    try:
        return resolve_links(Path.cwd()).is_relative_to(folder)
    except FileNotFoundError:
        return False


def _is_owned(folder: Path) -> bool:
    """Whether this user owns a folder and can write it, so that it can be made again."""
    found = folder.stat()
    own = sys.platform == "win32" or found.st_uid == os.geteuid()
    return own and os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def _copy_permissions(old: Path, new: Path) -> None:
    """Gives a new folder the group and permissions of the old one.

    Raises:
        SwapError: that is not permitted.
    """
    try:
        if sys.platform != "win32":
            os.chown(new, -1, old.stat().st_gid)
        shutil.copystat(old, new)
    except OSError as error:
        raise SwapError(str(error)) from None


def _link_other_entries(old: Path, new: Path, tops: Collection[str], most: int) -> None:
    """Makes hard links in a new folder to all other entries of the old one; no file is copied.

    Args:
        tops: the entries that are replaced.
        most: files and folders to link.

    Raises:
        SwapError: an entry cannot be linked or belongs to another user, or there are too many.
    """
    others = [old / top for top in _others(old, tops)]
    number = 0
    for top in others:
        for path, folders, files in os.walk(top) if not top.is_symlink() else ():
            number += len(folders) + len(files)
            if number > most or os.path.ismount(path) or not _is_owned(Path(path)):
                raise SwapError
    try:
        for top in others:
            if top.is_dir() and not top.is_symlink():
                shutil.copytree(top, new / top.name, symlinks=True, copy_function=_link)
            else:
                _link(top, new / top.name)
    except (shutil.Error, OSError) as error:
        raise SwapError(str(error)) from None


def _link(old: str | Path, new: str | Path) -> None:
    os.link(old, new, follow_symlinks=False)


def _others(folder: Path, tops: Collection[str]) -> list[str]:
    """Returns the entries of a folder that are not replaced, without work folders."""
    return [entry.name for entry in folder.iterdir() if entry.name not in tops and not is_transaction_entry(entry.name)]
