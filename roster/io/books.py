"""A book from a file, and into one; the suffix decides the form."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from constraints.base import Rule
from models.book import Book
from models.problems import Problem
from models.reading import Reading, examine
from roster.io import yaml_text
from roster.io.files import STANDARD, FileError, read_text, try_to_write, write_all_whole

YAML_SUFFIXES = (".yaml", ".yml")
READABLE = (*YAML_SUFFIXES, ".json")
WRITABLE = (*READABLE, ".xlsx")


@dataclass(frozen=True)
class BookFile:
    """What came of reading a file: the book or its problems, and how to say where they are."""

    path: Path
    reading: Reading
    error: Callable[[list[Problem]], FileError]


def read(path: Path) -> BookFile:
    """Read a book's file. Its problems are left to the caller, who may know of more.

    Raises:
        FileError: when the file cannot be read, or holds no data at all.
    """
    suffix = path.suffix.lower() if str(path) != STANDARD else ".yaml"
    if suffix not in READABLE:
        known = ", ".join(READABLE)
        if suffix == ".xlsx":
            raise FileError([f"{path}: workbooks cannot be read yet; give the {known} that was written beside it"])
        raise FileError([f"{path}: a book to read ends in {known}" + (f", not in {suffix}" if suffix else "")])
    text = read_text(path)
    if not text.strip():
        raise FileError([f"{path}: the file is empty"])
    if suffix == ".json":
        raw = _parse_json(path, text)
        return BookFile(path, examine(raw), lambda problems: FileError.of(path, problems, lambda problem: None))
    try:
        raw = yaml_text.parse(text)
    except yaml_text.YamlError as error:
        raise FileError([f"{path}: {error}"]) from None

    def error_with_lines(problems: list[Problem]) -> FileError:
        lines = yaml_text.Lines(text)
        return FileError.of(path, problems, lambda problem: lines.of(problem.path))

    return BookFile(path, examine(raw), error_with_lines)


def _parse_json(path: Path, text: str) -> Any:
    def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise FileError([f"{path}: '{key}' is given twice in one place"])
            found[key] = value
        return found

    try:
        return json.loads(text, object_pairs_hook=once_each)
    except json.JSONDecodeError as error:
        raise FileError([f"{path}: line {error.lineno}, column {error.colno}: {error.msg}"]) from None
    except RecursionError:
        raise FileError([f"{path}: lists and mappings are nested too deep"]) from None
    except ValueError:  # Python reads no number of thousands of digits
        raise FileError([f"{path}: holds a number that is longer than any number in a book"]) from None


def refuse_output(path: Path, source: Path | None) -> None:
    """Say at once, before any work, that a book cannot be written there.

    Raises:
        FileError: an unknown suffix, a missing folder, or the input itself.
    """
    if str(path) == STANDARD:
        return
    if path.suffix.lower() not in WRITABLE:
        raise FileError([f"{path}: an output ends in {', '.join(WRITABLE)}"])
    if path.is_dir():
        raise FileError([f"{path}: is a folder"])
    if not path.parent.is_dir():
        raise FileError([f"{path}: there is no folder {path.parent}"])
    if source is not None and source.exists() and path.exists() and path.samefile(source):
        raise FileError([f"{path}: is the input; the output needs another name"])
    try_to_write(path)


def refuse_outputs(paths: Sequence[Path], source: Path | None) -> None:
    """The same for all outputs of a command, none of which may be named twice.

    Raises:
        FileError: as `refuse_output`.
    """
    refuse_same(paths)
    for path in paths:
        refuse_output(path, source)


def refuse_same(paths: Sequence[Path]) -> None:
    """Say at once that two of some files are one and the same, however they are spelled.

    Raises:
        FileError: with the second.
    """
    places: list[Path] = []
    for path in paths:
        place = path if str(path) == STANDARD else path.resolve()
        if place in places:
            raise FileError([f"{path}: is named twice"])
        places.append(place)


def encode(book: Book, path: Path, rules: Sequence[Rule]) -> bytes:
    """A book in the form that a path's suffix asks for; JSON for standard output. A workbook needs the rules, built.

    Raises:
        FileError: when the book cannot be put into that form.
    """
    suffix = path.suffix.lower() if str(path) != STANDARD else ".json"
    if suffix == ".json":
        return (book.model_dump_json(indent=1) + "\n").encode()
    if suffix in YAML_SUFFIXES:
        data = book.model_dump(mode="json", exclude_defaults=True)
        return yaml_text.dump({"schema_version": book.schema_version, **data}).encode()
    from roster.io.workbook.write import workbook_bytes  # here, not above: it takes a while to import

    return workbook_bytes(book, rules)


def write_all(book: Book, paths: Sequence[Path], rules: Sequence[Rule] = (), folder: Path | None = None) -> None:
    """Write a book to several files, each whole or not at all; none when it cannot be put into one of the forms.

    Args:
        rules: the book's own, built; only workbooks need them.
        folder: in which the book's rule files lie; they are written as seen from each output's own folder.

    Raises:
        FileError: when it cannot be written.
    """
    write_all_whole([(path, encode(_seen_from(book, folder, path), path, rules)) for path in paths])


def _seen_from(book: Book, folder: Path | None, path: Path) -> Book:
    """The book with its rule files named as seen from the folder of a file."""
    if folder is None or not book.rule_files:
        return book
    own = Path() if str(path) == STANDARD else path.parent
    names = tuple(os.path.relpath(folder / name, own) for name in book.rule_files)
    return book.model_copy(update={"rule_files": names})
