"""Joins a book and the part-books that it includes; each problem is reported in the file that it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from models.book import NESTED_LISTS, Book
from models.problems import Path as BookPath
from models.problems import Problem
from models.references.sections import NAMED_SECTIONS
from roster.io.sources import Source, read_source
from roster.io.storage.files import STANDARD, FileError, resolve_links
from roster.io.storage.limits import LIMITS, Limits

INCLUDE = "include"
_MOST_FILES = 100
# Only the book itself may hold these: a rota is about all parts, and a rule file is a program.
_NOT_IN_PARTS = {
    "rota": "a part of a book holds no rota; solve the book that includes it",
    "published": "a part of a book is not published; publish the book that includes it",
    "rule_files": "rule files are named by the book itself, not by a part of it",
}
_ITEM = re.compile(r"\b([a-z_]+(?:\.[a-z_]+)?)\[(\d+)\]")
_LISTS = frozenset(
    name
    for name, info in Book.model_fields.items()
    if str(info.annotation).startswith("tuple") and name != "rule_files"
)


@dataclass
class Merged:
    """The data of a book and all its parts.

    Attributes:
        raw: the joined data, as if it were one book.
        sources: the files, the book itself first.
        problems: of reading and joining; a path `file N` is in the file of that number.
        unread: sentences on parts that cannot be read.
    """

    raw: Any
    sources: list[Source]
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    _homes: dict[BookPath, tuple[int, BookPath]] = field(default_factory=dict)

    @property
    def wrong_parts(self) -> list[Problem]:
        """Problems in a list of parts; while a part is missing, much that other parts refer to is unknown."""
        return [item for item in self.problems if len(item.path) > 1 and item.path[1] == INCLUDE]

    def home(self, path: BookPath) -> tuple[Source, BookPath]:
        """Returns the file that a path of the joined data comes from, and the path in that file."""
        if path and isinstance(path[0], str) and (match := re.fullmatch(r"file (\d+)", path[0])):
            return self.sources[int(match[1])], path[1:]
        for length in range(len(path), 0, -1):
            if (found := self._homes.get(path[:length])) is not None:
                return self.sources[found[0]], (*found[1], *path[length:])
        return self.sources[0], path

    def sentence(self, problem: Problem) -> str:
        """Returns a problem as users read it: file, place, sentence."""
        source, path = self.home(problem.path)

        def item(match: re.Match[str]) -> str:
            where, inner = self.home((*match[1].split("."), int(match[2])))
            return where.item_name(inner) + ("" if where is source else f" of {where.path}")

        return f"{source.path}: {source.sentence(Problem(path, _ITEM.sub(item, problem.message)))}"

    def note_home(self, path: BookPath, number: int, own: BookPath) -> None:
        """Notes which file a part of the joined data comes from.

        Args:
            path: in the joined data.
            number: of the file.
            own: the path in that file.
        """
        self._homes[path] = (number, own)


def read_merged(path: Path, limits: Limits = LIMITS) -> Merged:
    """Reads a book's file and all files that it includes, and joins their data.

    Raises:
        FileError: when one of the files cannot be read.
    """
    first = read_source(path, limits)
    if not isinstance(first.raw, Mapping):
        return Merged(first.raw, [first], list(first.problems))
    merged = Merged({name: value for name, value in first.raw.items() if name != INCLUDE}, [first])
    merged.problems += first.problems
    _take_parts(merged, 0, {_place(path)}, limits)
    if merged.unread:
        raise FileError([*map(merged.sentence, merged.wrong_parts), *merged.unread])
    return merged


def _take_parts(merged: Merged, number: int, above: set[Path], limits: Limits) -> None:
    """Reads the parts that a file includes, and joins them.

    Args:
        number: of the file that includes.
        above: the files that include this one, which it must not include again.
    """
    source = merged.sources[number]
    names = source.raw.get(INCLUDE) if isinstance(source.raw, Mapping) else None
    if names is None:
        return
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        _say(merged, number, (INCLUDE,), "should be a list of files: [police.xlsx, ambulance.yaml]")
        return
    folder = source.path.parent if str(source.path) != STANDARD else Path()
    for index, name in enumerate(names):
        path = folder / name.strip()
        if str(name).strip() == STANDARD:
            _say(merged, number, (INCLUDE, index), "standard input cannot be included")
        elif _place(path) in above:
            _say(merged, number, (INCLUDE, index), f"'{name}' includes itself, directly or through another part")
        elif any(_place(known.path) == _place(path) for known in merged.sources[1:]):
            continue  # two parts may both name a third
        elif len(merged.sources) >= _MOST_FILES:
            raise FileError([f"{merged.sources[0].path}: includes more than {_MOST_FILES} files"])
        else:
            try:
                part = read_source(path, limits)
            except FileError as error:
                merged.unread += error.lines
                continue
            merged.sources.append(part)
            here = len(merged.sources) - 1
            if not isinstance(part.raw, Mapping):
                _say(merged, here, (), "a part of a book is a mapping of fields (people, absences, ...)")
                continue
            _join(merged, here)
            merged.problems += [Problem(_whole_path(merged, here, item.path), item.message) for item in part.problems]
            _take_parts(merged, here, above | {_place(path)}, limits)


def _join(merged: Merged, number: int) -> None:
    """Joins the data of one part."""
    part = merged.sources[number].raw
    for name, value in part.items():
        if name == INCLUDE:
            continue
        if name in _NOT_IN_PARTS:
            if value:
                _say(merged, number, (name,), _NOT_IN_PARTS[name])
        elif name in _LISTS and isinstance(value, list) and isinstance(merged.raw.get(name, []), list):
            _join_lists(merged, number, (name,), merged.raw, name, value)
        elif name == "carried_in" and isinstance(value, Mapping) and isinstance(merged.raw.get(name, {}), Mapping):
            _join_nested_lists(merged, number, name, value)
        elif name not in merged.raw or (name == "period" and not merged.raw[name]):
            merged.raw[name] = value
            merged.note_home((name,), number, (name,))
        elif name == "period" and value and _dates_of(value) != _dates_of(merged.raw[name]):
            home = merged.home(("period",))[0]
            _say(merged, number, ("period",), f"is not the period of {home.path}")


def _join_nested_lists(merged: Merged, number: int, name: str, lists: Mapping[str, Any]) -> None:
    """Joins a mapping of lists (`carried_in`) of one file to that of the whole."""
    whole = merged.raw[name] = dict(merged.raw.get(name, {}))
    for inner, items in lists.items():
        known = (name, inner) in NESTED_LISTS.values()
        if known and isinstance(items, list) and isinstance(whole.get(inner, []), list):
            _join_lists(merged, number, (name, inner), whole, inner, items)
        else:
            whole.setdefault(inner, items)


def _join_lists(
    merged: Merged, number: int, path: BookPath, holder: dict[str, Any], name: str, items: list[Any]
) -> None:
    """Appends the items of a part to a list; an item that both have in the same words is kept once."""
    there = list(holder.get(name, []))
    same = [_comparable(item) for item in there] if name in NAMED_SECTIONS else []
    for index, item in enumerate(items):
        if _comparable(item) in same:
            continue
        merged.note_home((*path, len(there)), number, (*path, index))
        there.append(item)
    holder[name] = there


def _say(merged: Merged, number: int, path: BookPath, sentence: str) -> None:
    merged.problems.append(Problem((f"file {number}", *path), sentence))


def _whole_path(merged: Merged, number: int, path: BookPath) -> BookPath:
    """Translates a path in a part into a path in the joined data."""
    for whole, (source, own) in merged._homes.items():
        if source == number and path[: len(own)] == own:
            return (*whole, *path[len(own) :])
    return (f"file {number}", *path)


def _comparable(data: Any) -> Any:
    """Returns data in one form, whether it came from YAML, JSON or a workbook, so that it can be compared."""
    if isinstance(data, Mapping):
        return {str(_comparable(key)): _comparable(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_comparable(item) for item in data]
    return data.isoformat() if isinstance(data, date) else data


def _dates_of(period: Any) -> Any:
    said = _comparable(period)
    return (said.get("first"), said.get("last")) if isinstance(said, dict) else said


def _place(path: Path) -> Path:
    return path if str(path) == STANDARD else resolve_links(path)
