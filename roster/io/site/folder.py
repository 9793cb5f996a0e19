"""A folder of published files: changed as a whole or not at all, and nothing in it touched that is not ours."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from roster.io.files import FileError, behind_links

# What was published and which files are ours. They are named by digests: the names of personal pages are no list's
# business, wherever the folder ends up.
RECORD = ".roster-published"
_STAGED = ".roster-staged-"
# What systems and programs leave behind in folders that people open.
_LITTER = {".ds_store", "thumbs.db", "desktop.ini"}
_MOST_NAMED = 5


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
    if not folder.exists() and not behind_links(folder).parent.is_dir():
        raise FileError([f"{folder}: there is no folder {folder.parent}"])
    if not os.access(folder if folder.exists() else behind_links(folder).parent, os.W_OK | os.X_OK):
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
def replaced(folder: Path, contents: Mapping[str, bytes], book: str, version: int) -> Iterator[None]:
    """Put files into a folder, by path from there; whatever is in the folders they name goes.

    All are written aside first and then moved in, one move for each entry of the folder. What is done inside the `with`
    comes between: where it fails nothing has changed, and where moving fails all is put back and the error says so.

    Raises:
        FileError: the disk is full, or a file is held open by another program; then nothing has changed.
    """
    made = not folder.exists()
    staged: Path | None = None
    try:
        try:
            folder.mkdir(exist_ok=True)
            staged = Path(tempfile.mkdtemp(prefix=_STAGED, dir=folder))
            tops = _stage(staged / "new", contents, folder, book, version)
            (staged / "old").mkdir()
        except OSError as error:
            raise FileError([f"{folder}: cannot be written: {error.strerror or error}"]) from None
        yield
        try:
            _move(staged, folder, tops)
        except OSError as error:
            raise FileError([f"{error.filename or folder}: cannot be replaced: {error.strerror or error}"]) from None
    finally:
        if staged is not None:
            shutil.rmtree(staged, ignore_errors=True)
        if made:
            with suppress(OSError):
                folder.rmdir()  # only where nothing came of it


def _stage(new: Path, contents: Mapping[str, bytes], folder: Path, book: str, version: int) -> list[str]:
    """Write everything aside; gives the entries of the folder that are to be moved in."""
    tops = {PurePosixPath(path).parts[0] for path in contents}
    kept = {digest for top in _others(folder, tops) for digest in map(_digest, _files(folder, top))}
    before = Record.of(folder)
    record = Record(book, version, frozenset(kept & before.files) | frozenset(map(_digest, contents)))
    for path, data in {**contents, RECORD: record.text().encode()}.items():
        place = new / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return sorted(tops | {RECORD})


def _others(folder: Path, tops: set[str]) -> list[str]:
    return [entry.name for entry in folder.iterdir() if entry.name not in tops and not entry.name.startswith(_STAGED)]


def _move(staged: Path, folder: Path, tops: Iterable[str]) -> None:
    """Move the new entries in and the old ones aside; all back again where one cannot be moved."""
    moved: list[tuple[Path, Path]] = []
    try:
        for top in tops:
            for source, target in ((folder / top, staged / "old" / top), (staged / "new" / top, folder / top)):
                if os.path.lexists(source):
                    os.rename(source, target)
                    moved.append((source, target))
    except OSError:
        for source, target in reversed(moved):
            with suppress(OSError):
                os.rename(target, source)
        raise
