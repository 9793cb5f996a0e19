"""Reads a book from a file, and writes it to files; the suffix decides the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from constraints.base import Rule
from models.book import Book
from models.problems import Problem
from models.reading.examine import Reading, examine
from models.reading.order import in_book_order
from roster.io import rule_files, yaml_text
from roster.io.merging import Merged, read_merged
from roster.io.sources import READABLE, TEXTS, WORKBOOKS, YAML_SUFFIXES, is_workbook
from roster.io.storage.atomic_commit import recover
from roster.io.storage.files import STANDARD, FileError, check_writable, is_same_file, resolve_links
from roster.io.storage.limits import LIMITS, Limits
from roster.io.written_names import put_ids_for_duties, put_ids_for_names
from roster.io.xlsx.round_trip.origin import WITH_MACROS, Origin

if TYPE_CHECKING:
    from roster.io.xlsx.hand_edits.edited_rota import EditedRota
    from roster.lifecycle.hand_edits import HandEdits

WRITABLE = (*TEXTS, ".xlsx")


@dataclass(frozen=True)
class BookFile:
    """The result of reading a file: the book or its problems, with their places.

    Attributes:
        reading: the book, or its problems.
        merged: the data of the file and of the parts it includes.
        notes: what may surprise a user, and does no harm.
        edits: changes by hand in the sheets of a rota; `reading` includes them.
    """

    path: Path
    reading: Reading
    merged: Merged
    notes: tuple[str, ...] = ()
    edits: HandEdits | None = None

    @property
    def origin(self) -> Origin | None:
        """The workbook that the book came from; None for another form."""
        source, inputs = self.merged.sources[0], self.reading.salvaged
        if source.workbook is None or inputs is None:
            return None
        return Origin(self.path, source.data, source.workbook, inputs, len(self.merged.sources) == 1)

    @property
    def sheet_summaries(self) -> tuple[str, ...]:
        """What was read of each sheet, one line each; lines of an included workbook name its file."""
        first, *others = self.merged.sources
        return (
            *first.sheet_summaries,
            *(f"{source.path}: {line}" for source in others for line in source.sheet_summaries),
        )

    @property
    def parts(self) -> tuple[Path, ...]:
        """The files that the book includes."""
        return tuple(source.path for source in self.merged.sources[1:])

    def error(self, problems: Sequence[Problem]) -> FileError:
        """Makes the error of the book's problems, each with its file and place."""
        return FileError.of(self.path, self._sorted(problems), self.merged.sentence)

    def _sorted(self, problems: Sequence[Problem]) -> list[Problem]:
        """Sorts the problems of workbooks by their cells; others keep their order."""

        def key(problem: Problem) -> tuple[int, ...]:
            source, path = self.merged.home(problem.path)
            place = source.cell(path)
            return (self.merged.sources.index(source), *(place.in_order if place is not None else (-1,)))

        return sorted(problems, key=key)

    def marked(self, problems: Sequence[Problem]) -> tuple[bytes, list[str]]:
        """Makes a copy of the workbook with the cells of problems marked; returns what the copy cannot keep, too.

        Problems of included files are only listed.

        Raises:
            FileError: it is no workbook, or cannot be read.
        """
        if not is_workbook(self.path):
            raise FileError([f"{self.path}: only the cells of a workbook ({', '.join(WORKBOOKS)}) can be marked"])
        from roster.io.xlsx.inputs.marking import Mark  # here, not above: openpyxl takes a while to import
        from roster.io.xlsx.round_trip.marked_copy import marked_copy

        marks = []
        for problem in self._sorted(problems):
            source, path = self.merged.home(problem.path)
            place = source.cell(path) if source is self.merged.sources[0] else None
            told = self.merged.sentence(problem)
            own = f"{source.path}: {place}: "
            marks.append(Mark(place, told.removeprefix(own) if place is not None else told))
        return marked_copy(self.path, marks)


def read(path: Path, limits: Limits = LIMITS) -> BookFile:
    """Reads a book's file, and those it includes; its problems are returned to the caller, not raised.

    Files that a killed process left half written in the same folder are recovered first.

    Args:
        limits: sizes beyond which a file is refused.

    Raises:
        FileError: when a file cannot be read, or holds no data at all.
    """
    if str(path) != STANDARD:
        recover(resolve_links(path).parent)
    merged = read_merged(path, limits)
    notes = [f"{source.path}: {note}" for source in merged.sources for note in source.notes]
    put_ids_for_names(merged)
    reading = examine(merged.raw)
    if put_ids_for_duties(merged, reading.salvaged):
        reading = examine(merged.raw)
    edits = _edits(merged, reading)
    if edits is not None and edits.edits is not None:
        merged.raw["rota"] = edits.rota
        reading = examine(merged.raw)
    merged.problems += edits.problems if edits is not None else []
    if is_workbook(path) and (stale := [problem for problem in reading.problems if problem.path[:1] == ("rota",)]):
        # Its sheets were changed since; a user cannot repair a rota in a hidden sheet.
        notes.append(f"{path}: the rota kept in it is left out, for it no longer fits the sheets: {stale[0].message}")
        del merged.raw["rota"]
        reading = examine(merged.raw)
    if merged.wrong_parts:
        reading = Reading(None, merged.wrong_parts, None, reading.indices)
    elif merged.problems:
        said = {problem.path for problem in merged.problems}
        rest = [problem for problem in reading.problems if problem.path not in said]
        reading = Reading(None, in_book_order([*merged.problems, *rest]), reading.salvaged, reading.indices)
    if reading.salvaged is None or reading.salvaged.rota is None:
        edits = None
    return BookFile(path, reading, merged, tuple(notes), edits.edits if edits is not None else None)


def _edits(merged: Merged, reading: Reading) -> EditedRota | None:
    """Reads the changes by hand in the sheets of a rota; None without a rota, or without inputs that can be read."""
    workbook = merged.sources[0].workbook
    if workbook is None or workbook.rota_words is None or not isinstance(merged.raw.get("rota"), Mapping):
        return None
    inputs = reading.salvaged
    if reading.book is None:  # perhaps only the rota no longer fits
        inputs = examine({name: value for name, value in merged.raw.items() if name != "rota"}).salvaged
    if inputs is None:
        return None
    from roster.io.xlsx.hand_edits.edited_rota import read_edits  # here, not above: it needs openpyxl

    return read_edits(workbook, merged.raw["rota"], inputs)


def refuse_output(path: Path, source: Path | None) -> None:
    """Checks, before any work is done, that a book can be written to a path.

    Raises:
        FileError: an unknown suffix, a missing folder, or the path of the input.
    """
    if str(path) == STANDARD:
        return
    macros = source is not None and path.suffix.lower() == source.suffix.lower() == WITH_MACROS
    if path.suffix.lower() == WITH_MACROS and not macros:
        raise FileError([f"{path}: only a book that is {WITH_MACROS} itself can be written as one; name it .xlsx"])
    if path.suffix.lower() not in WRITABLE and not macros:
        raise FileError([f"{path}: an output ends in {', '.join(WRITABLE)}"])
    if path.is_dir():
        raise FileError([f"{path}: is a folder"])
    if not path.parent.is_dir():
        raise FileError([f"{path}: there is no folder {path.parent}"])
    if source is not None and is_same_file(path, source):
        raise FileError([f"{path}: is the input; the output needs another name"])
    check_writable(path)


def refuse_copy(path: Path, workbook: Path) -> None:
    """Checks that a copy of a workbook can be written to a path.

    Raises:
        FileError: no workbook, a different suffix, a missing folder, or the path of the workbook.
    """
    suffix = workbook.suffix.lower()
    if not is_workbook(workbook):
        raise FileError([f"{workbook}: only the cells of a workbook ({', '.join(WORKBOOKS)}) can be marked"])
    if path.suffix.lower() != suffix:
        raise FileError([f"{path}: a copy of {workbook.name} ends in {suffix}"])
    refuse_output(path.with_suffix(".xlsx") if suffix != ".xlsx" else path, None)
    refuse_same([workbook, path])
    check_writable(path)


def refuse_outputs(paths: Sequence[Path], source: Path | None) -> None:
    """Checks all outputs of a command; none may be named twice.

    Raises:
        FileError: as `refuse_output`.
    """
    refuse_same(paths)
    for path in paths:
        refuse_output(path, source)


def refuse_same(paths: Sequence[Path]) -> None:
    """Checks that no two paths lead to the same file.

    Raises:
        FileError: with the second path of such a pair.
    """
    for number, path in enumerate(paths):
        if any(is_same_file(path, other) for other in paths[:number]):
            raise FileError([f"{path}: is named twice"])


def refuse_inputs(paths: Sequence[Path], parts: Sequence[Path], read: Sequence[Path] = ()) -> None:
    """Checks that no output is a file that is read.

    Args:
        paths: the outputs.
        parts: the files that the input includes.
        read: other files that are read.

    Raises:
        FileError: with each such output.
    """
    inputs = [(part, "is included by the input") for part in parts] + [(file, "is read here") for file in read]
    wrong = [(path, words) for path in paths for file, words in inputs if is_same_file(path, file)]
    if wrong:
        raise FileError([f"{path}: {words}; the output needs another name" for path, words in dict(wrong).items()])


def encode(book: Book, path: Path, rules: Sequence[Rule]) -> bytes:
    """Encodes a book in the form that the suffix of a path asks for; JSON for standard output.

    Args:
        rules: the rules of the book; only a workbook needs them.

    Raises:
        FileError: the book cannot be encoded in that form.
    """
    suffix = path.suffix.lower() if str(path) != STANDARD else ".json"
    if suffix == ".json":
        return (book.model_dump_json(indent=1) + "\n").encode()
    if suffix in YAML_SUFFIXES:
        data = book.model_dump(mode="json", exclude_defaults=True)
        return yaml_text.dump({"schema_version": book.schema_version, **data}).encode()
    from roster.io.xlsx.workbook import workbook_bytes  # here, not above: it takes a while to import

    return workbook_bytes(book, rules)


def encode_files(
    book: Book,
    paths: Sequence[Path],
    rules: Sequence[Rule] = (),
    folder: Path | None = None,
    origin: Origin | None = None,
    *,
    say: Callable[[str], None] = lambda sentence: None,
) -> list[tuple[Path, bytes]]:
    """Encodes a book for several files, together with the rule files that have to lie beside them.

    Args:
        rules: the rules of the book; only workbooks need them.
        folder: the folder of the book's rule files, which are copied to outputs in other folders.
        origin: the workbook that the book came from; an output workbook is an updated copy of it.
        say: receives a sentence for each thing that an updated workbook cannot keep, and each copied rule file.

    Raises:
        FileError: the book cannot be encoded in one of the forms.
    """
    contents: dict[Path, bytes] = {}
    for path in paths:
        seen, copies = rule_files.with_copies(book, folder, path, say)
        contents |= copies
        if origin is not None and is_workbook(path):
            from roster.io.xlsx.round_trip.updated_workbook import (
                updated_workbook,  # here, not above: it takes a while to import
            )

            data, lost = updated_workbook(origin, seen, rules, path)
            for sentence in lost:
                say(sentence)
        else:
            data = encode(seen, path, rules)
        contents[path] = data
    return list(contents.items())


__all__ = [
    "READABLE",
    "TEXTS",
    "WRITABLE",
    "YAML_SUFFIXES",
    "BookFile",
    "encode",
    "encode_files",
    "read",
    "refuse_copy",
    "refuse_inputs",
    "refuse_output",
    "refuse_outputs",
    "refuse_same",
]
