"""Remembers, in the folder of a frozen book, which versions of a rota were published and where they are.

A frozen book is never written to again, so it cannot name its successor. This record can: it lies in the folder of the
new frozen book, in the folder of copies, and in that of the book from which it was published. A book that was moved
elsewhere names the folder of copies it was published into, and the record there is read. Where that folder is not to be
seen either, as on another machine, nobody can tell whether a newer version exists, and that is said.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from models.book import Book
from roster.io.site.folder import Record
from roster.io.storage.files import STANDARD, resolve_links

RECORD = ".roster-versions"


@dataclass(frozen=True)
class Version:
    """A published version of a rota.

    Attributes:
        rota: name and period of the rota.
        version: its number.
        at: the moment of publication, with its offset.
        file: the frozen book, as seen from the folder of the record; absolute where it is on another drive.
    """

    rota: str
    version: int
    at: str
    file: str

    @property
    def day(self) -> str:
        """`5 December 2026`; empty where the record does not say it."""
        try:
            day = datetime.fromisoformat(self.at)
        except ValueError:
            return ""
        return f"{day.day} {day:%B %Y}"


def version_records(book: Book, frozen: Path, others: Iterable[Path]) -> list[tuple[Path, bytes]]:
    """The records of a version that is being published, to be written together with it: path and bytes.

    A folder that cannot be written to has none.

    Args:
        book: the frozen book.
        frozen: the file that will hold it.
        others: the files of the books that it is published from.
    """
    if book.published is None or str(frozen) == STANDARD:
        return []
    place = resolve_links(frozen)
    at = book.published.at.astimezone(book.period.zone).isoformat()
    records = []
    for folder in dict.fromkeys(resolve_links(path).parent for path in (frozen, *others) if str(path) != STANDARD):
        if folder != place.parent and not os.access(folder, os.W_OK | os.X_OK):
            continue
        new = Version(_rota(book), book.published.version, at, _seen_from(folder, place))
        kept = [item for item in _read(folder) if (item.rota, item.version) != (new.rota, new.version)]
        text = json.dumps([asdict(item) for item in (*kept, new)], indent=1, ensure_ascii=False) + "\n"
        records.append((folder / RECORD, text.encode()))
    return records


def successor(path: Path, book: Book) -> str | None:
    """The sentence for a file that holds an older version than the one last published, or of which nobody can tell.

    Returns:
        None where it is the newest as far as the records beside it and in its folder of copies say, or was never
        published.
    """
    if book.published is None or str(path) == STANDARD:
        return None
    own, copies = book.published.version, Path(book.published.folder) if book.published.folder else None
    known = [(folder, item) for folder in _folders(path, copies) for item in _read(folder) if item.rota == _rota(book)]
    last = max(known, key=lambda item: item[1].version, default=None)
    if copies is not None and (published := _published_into(copies, book)):
        if published > own and (last is None or last[1].version < published):
            return f"{_this_is(book)}; version {published} was published into {copies}"
        if published == own:
            return None if last is None or last[1].version <= own else _newer(book, *last)
    if last is None or last[1].version < own:
        seen = f"{copies} holds no record of this rota" if copies is not None else "no record of versions is beside it"
        if copies is not None and not _is_folder(copies):
            seen = f"the folder {copies} that it was published into is not to be seen from here"
        return f"nobody can tell from here whether version {own} is still the newest: {seen}"
    return _newer(book, *last) if last[1].version > own else None


def _newer(book: Book, folder: Path, last: Version) -> str:
    file = folder / last.file
    where = f"is in {file}" if file.exists() else f"was written to {file}, which is not there any more"
    of = f" of {last.day}" if last.day else ""
    return f"{_this_is(book)}; version {last.version}{of} {where}"


def _this_is(book: Book) -> str:
    assert book.published is not None
    at = book.published.at.astimezone(book.period.zone)
    return f"this is version {book.published.version} of {at.day} {at:%B %Y}"


def _folders(path: Path, copies: Path | None) -> list[Path]:
    """The folders whose records tell of versions: that of the book, then that of the copies."""
    beside = resolve_links(path).parent
    return [beside] if copies is None or copies == beside else [beside, copies]


def _published_into(copies: Path, book: Book) -> int:
    """The version of this rota that a folder of copies holds; 0 where it holds none."""
    record = Record.of(copies)
    return record.version if record.book == _rota(book) else 0


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that no folder can have, or one that may not be looked into
        return False


def _rota(book: Book) -> str:
    return f"{book.name}: {book.period.first} to {book.period.last}"


def _seen_from(folder: Path, file: Path) -> str:
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # another drive
        return str(file)


def _read(folder: Path) -> list[Version]:
    """The versions on record in a folder; none where there is no record, or it cannot be read."""
    try:
        raw = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return [Version(str(item["rota"]), int(item["version"]), str(item["at"]), str(item["file"])) for item in raw]
    except (OSError, ValueError, KeyError, TypeError):
        return []


__all__ = ["RECORD", "Version", "successor", "version_records"]
