"""Reads one file of a book into raw data, with the place of each part of the data in the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.problems import Path as BookPath
from models.problems import Problem
from roster.io import yaml_text
from roster.io.storage.files import STANDARD, FileError, read_text
from roster.io.storage.limits import LIMITS, Limits

if TYPE_CHECKING:
    from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
    from roster.io.xlsx.raw_sheets.raw_sheet import Place

YAML_SUFFIXES = (".yaml", ".yml")
TEXTS = (*YAML_SUFFIXES, ".json")
WORKBOOKS = (".xlsx", ".xlsm")
READABLE = (*TEXTS, *WORKBOOKS)


@dataclass(frozen=True)
class Source:
    """A file that was read.

    Attributes:
        raw: its data, not yet validated.
        sentence: says a problem with its place, as a user of the file reads it.
        item_name: names an item of a list: `people[3]`, or `People!A7`.
        cell: finds the cell of a path, in a workbook.
        problems: what cannot be read.
        notes: what may surprise a user, and does no harm.
        sheet_summaries: what was read of each sheet of a workbook, one line each.
        workbook: the sheets of a workbook; None for other files.
        data: the bytes of a workbook.
    """

    path: Path
    raw: Any
    sentence: Callable[[Problem], str]
    item_name: Callable[[BookPath], str]
    cell: Callable[[BookPath], Place | None] = lambda path: None
    problems: Sequence[Problem] = ()
    notes: Sequence[str] = ()
    sheet_summaries: Sequence[str] = ()
    workbook: ParsedBook | None = None
    data: bytes = b""


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook, by its suffix."""
    return str(path) != STANDARD and path.suffix.lower() in WORKBOOKS


def read_source(path: Path, limits: Limits = LIMITS, by_headings: Collection[str] = ()) -> Source:
    """Reads one file of a book.

    Args:
        by_headings: sheets of a workbook that are found by their headings where none has their name.

    Raises:
        FileError: when it cannot be read, or holds no data at all.
    """
    suffix = path.suffix.lower() if str(path) != STANDARD else ".yaml"
    if suffix not in READABLE:
        raise FileError(
            [f"{path}: a book to read ends in {', '.join(READABLE)}" + (f", not in {suffix}" if suffix else "")]
        )
    if suffix in WORKBOOKS:
        return _workbook(path, limits, by_headings)
    text = read_text(path, limits)
    if not text.strip():
        raise FileError([f"{path}: the file is empty"])
    if suffix == ".json":
        return Source(path, _parse_json(path, text, limits), str, _path_name)
    try:
        raw = yaml_text.parse(text, limits)
    except yaml_text.YamlError as error:
        raise FileError([f"{path}: {error}"]) from None
    return Source(path, raw, _Lines(text, limits).sentence, _path_name)


def _workbook(path: Path, limits: Limits, by_headings: Collection[str]) -> Source:
    from roster.io.xlsx.inputs.reader import read_sheets
    from roster.io.xlsx.raw_sheets.safe_opening import (
        read_workbook_bytes,  # here, not above: openpyxl takes a while to import
    )

    data = read_workbook_bytes(path, limits)
    return source_of(path, read_sheets(path, data, limits, by_headings), data)


def source_of(path: Path, found: ParsedBook, data: bytes = b"") -> Source:
    """The source of sheets that were read.

    Args:
        data: the bytes of the workbook that they are from; none where they are from another file.
    """

    def cell_name(item: BookPath) -> str:
        place = found.places.of(item)
        return str(place) if place is not None else _path_name(item)

    places = found.places
    return Source(
        path,
        found.raw,
        places.sentence,
        cell_name,
        places.of,
        found.problems,
        found.notes,
        [line for _, line in sorted(found.sheet_summaries.items())],
        found,
        data,
    )


@dataclass(frozen=True)
class _Lines:
    """The lines of a YAML text, which are looked up only when there is a problem."""

    text: str
    limits: Limits

    @cached_property
    def _lines(self) -> yaml_text.Lines:
        return yaml_text.Lines(self.text, self.limits)

    def sentence(self, problem: Problem) -> str:
        line = self._lines.of(problem.path)
        return f"{problem.place}{f' (line {line})' if line else ''}: {problem.message}"


def _path_name(item: BookPath) -> str:
    return Problem(item, "").place


def _parse_json(path: Path, text: str, limits: Limits) -> Any:
    def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise FileError([f"{path}: '{key}' is given twice in one place"])
            found[key] = value
        return found

    if yaml_text.more_than_any_book(text, limits.json_values):
        raise FileError([f"{path}: the file holds more than {limits.json_values:,} values; no book does"])
    try:
        return json.loads(text, object_pairs_hook=once_each)
    except json.JSONDecodeError as error:
        raise FileError([f"{path}: line {error.lineno}, column {error.colno}: {error.msg}"]) from None
    except RecursionError:
        raise FileError([f"{path}: lists and mappings are nested too deep"]) from None
    except ValueError:  # Python reads no number of thousands of digits
        raise FileError([f"{path}: holds a number that is longer than any number in a book"]) from None
