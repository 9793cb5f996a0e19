"""A folder of published files: changed as a whole or not at all, and nothing in it touched that is not ours."""

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

from roster.io.storage.atomic_commit import Transaction, is_transaction_entry, recover
from roster.io.storage.files import FileError, resolve_links, write_part
from roster.io.storage.locks import LockedError, hold_lock
from roster.io.storage.swap_folders import SwapError, can_swap

# What was published and which files are ours. They are named by digests: the names of personal pages are no list's
# business, wherever the folder ends up.
RECORD = ".roster-published"
# What systems and programs leave behind in folders that people open.
_LITTER = {".ds_store", "thumbs.db", "desktop.ini"}
# What publications of earlier versions left in the folder when they were killed: pages that are written anew.
_STAGED = ".roster-staged-*"
_MOST_NAMED = 5
MOST_LINKED = 10_000  # files; so many hard links take about a second
PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class Record:
    """What a folder says of itself.

    Attributes:
        book, version: what was published last.
        files: digests of the paths of our files.
    """

    book: str = ""
    version: int = 0
    files: frozenset[str] = frozenset()

    @classmethod
    def of(cls, folder: Path) -> Record:
        """The record of a folder; an empty one where there is none, or none that can be read."""
        try:
            raw = json.loads((folder / RECORD).read_text(encoding="utf-8"))
            return cls(str(raw["book"]), int(raw["version"]), frozenset(map(str, raw["files"])))
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def after(self, folder: Path, contents: Iterable[str], book: str, version: int) -> Record:
        """What it says when a version has been put into the folder; what that does not replace stays ours."""
        tops = {PurePosixPath(path).parts[0] for path in contents}
        others = _others(folder, tops) if folder.exists() else []
        kept = {_digest(path) for top in others for path in _files(folder, top)}
        return Record(book, version, frozenset(kept & self.files) | frozenset(map(_digest, contents)))

    def text(self) -> str:
        """As it is written."""
        return json.dumps({"book": self.book, "version": self.version, "files": sorted(self.files)}) + "\n"


def refuse_folder(folder: Path, tops: Iterable[str]) -> None:
    """Say at once, before any work, that nothing can be published there.

    Args:
        tops: the files and folders in it that are to be made or replaced.

    Raises:
        FileError: no folder and none can be made, or something in the way that is not ours.
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
        named = ", ".join(strange[:_MOST_NAMED]) + (
            f" and {len(strange) - _MOST_NAMED} more" * (len(strange) > _MOST_NAMED)
        )
        raise FileError([f"{folder}: holds files that `roster publish` did not write ({named}); choose another folder"])


def _files(folder: Path, top: str) -> Iterator[str]:
    """The files under one entry of a folder, as paths from there; what other programs left is passed over."""
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
    """Put files into a folder, by path from there, and other files where they belong; all of it or nothing.

    Whatever is in the folders they name goes, all else in the folder stays. Where the system can do it, a new folder is
    made beside the old one, with all else that is in it, and both change places in one step: nobody ever sees a part
    of a version. Elsewhere each entry of the folder is moved in by itself, and what is killed between two moves is
    finished by the next run.

    Raises:
        FileError: the disk is full, or a file is held open by another program; then nothing has changed.
    """
    place = resolve_links(folder)
    edition = _Edition(place, contents, files, Record.of(place).after(place, contents, book, version))
    try:
        try:
            if not _can_be_swapped(place):
                raise SwapError
            edition.swap(most_linked)
        except SwapError:
            edition.move()
    except OSError as error:
        known = {place: folder} | {resolve_links(path): path for path, _ in files}
        named = Path(error.filename or place)
        failed = known.get(named, named if named.parent == place else folder)
        raise FileError([f"{failed}: cannot be written: {error.strerror or error}"]) from None


@dataclass(frozen=True)
class _Edition:
    """What is put into a folder at once.

    Attributes:
        folder: behind all links.
        contents: what the folder shows, by path from there.
        files: what goes with it, wherever it belongs: the frozen book and its rule files.
        record: what the folder will say of itself.
    """

    folder: Path
    contents: Mapping[str, bytes]
    files: Sequence[tuple[Path, bytes]]
    record: Record

    @property
    def tops(self) -> list[str]:
        """The entries of the folder that are replaced; what tells of the rest comes last."""
        return [*sorted({PurePosixPath(path).parts[0] for path in self.contents}), RECORD]

    def swap(self, most_linked: int) -> None:
        """Make a whole folder and let it take the place of the one that is there.

        Raises:
            ExchangeError: it cannot be, here; nothing has changed.
            OSError: something cannot be written; nothing has changed.
        """
        with Transaction() as work:
            inside = self._outside_first(work)
            put = work.new(self.folder, swap=True)
            put.part.mkdir()
            if self.folder.exists():
                _look_alike(self.folder, put.part)
            for path, data in self._pages():
                _write(put.part / path, data)
            if self.folder.exists():
                _link_other_entries(self.folder, put.part, self.tops, most_linked)
            for file, data in inside.items():
                (put.part / file).unlink(missing_ok=True)  # a second name of the file that is there
                write_part(put.part / file, data)
            work.commit()

    def move(self) -> None:
        """Move each entry into the folder that is there.

        Raises:
            OSError: something cannot be written; nothing has changed.
        """
        with Transaction() as work:
            for file, data in self._outside_first(work).items():
                write_part(work.new(self.folder / file).part, data)
            puts = {top: work.new(self.folder / top) for top in self.tops}
            for path, data in self._pages():
                top, *rest = PurePosixPath(path).parts
                _write(puts[top].part.joinpath(*rest), data)
            work.commit()

    def _pages(self) -> Iterator[tuple[str, bytes]]:
        yield from self.contents.items()
        yield RECORD, self.record.text().encode()

    def _outside_first(self, work: Transaction) -> dict[PurePath, bytes]:
        """Have the files put in place that lie elsewhere; give those in the folder itself, by path from there."""
        inside: dict[PurePath, bytes] = {}
        for name, data in self.files:
            path = resolve_links(name)
            if path.is_relative_to(self.folder):
                inside[path.relative_to(self.folder)] = data
            else:
                write_part(work.new(path).part, data)
        return inside


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _can_be_swapped(folder: Path) -> bool:
    """Whether another folder can take the place of this one, and nobody is left in the old one unawares."""
    if not os.access(folder.parent, os.W_OK | os.X_OK):
        return False
    if not folder.exists():
        return True
    return can_swap() and not _works_in(folder) and not os.path.ismount(folder) and _is_our_own(folder)


def _works_in(folder: Path) -> bool:
    """Whether this process, and so probably the shell it was called from, has its working folder there."""
    try:
        return resolve_links(Path.cwd()).is_relative_to(folder)
    except FileNotFoundError:
        return False


def _is_our_own(folder: Path) -> bool:
    """Whether a folder can be made anew as it is: it is nobody else's, and writable."""
    found = folder.stat()
    own = sys.platform == "win32" or found.st_uid == os.geteuid()
    return own and os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def _look_alike(old: Path, new: Path) -> None:
    """Give a new folder the group and the rights of the old one.

    Raises:
        ExchangeError: they cannot be given.
    """
    try:
        if sys.platform != "win32":
            os.chown(new, -1, old.stat().st_gid)
        shutil.copystat(old, new)
    except OSError as error:
        raise SwapError(str(error)) from None


def _link_other_entries(old: Path, new: Path, tops: Collection[str], most: int) -> None:
    """Give everything else that is in a folder a second name in the new one: no file is copied.

    Raises:
        ExchangeError: something cannot have two names, belongs to somebody else, or there is too much of it.
    """
    others = [old / top for top in _others(old, tops)]
    number = 0
    for top in others:
        for path, folders, files in os.walk(top) if not top.is_symlink() else ():
            number += len(folders) + len(files)
            if number > most or os.path.ismount(path) or not _is_our_own(Path(path)):
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
    """The entries of a folder that are none of some, and nothing that a run has left."""
    return [entry.name for entry in folder.iterdir() if entry.name not in tops and not is_transaction_entry(entry.name)]
