"""A book from a file, and into one; the suffix decides the form."""

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
from roster.io.xlsx.round_trip.origin import WITH_MACROS, Origin

if TYPE_CHECKING:
    from roster.io.xlsx.hand_edits.edited_rota import EditedRota
    from roster.lifecycle.hand_edits import HandEdits

WRITABLE = (*TEXTS, ".xlsx")


@dataclass(frozen=True)
class BookFile:
    """What came of reading a file: the book or its problems, and how to say where they are.

    Attributes:
        notes: what is not as it might seem, and does no harm.
        edits: what somebody changed by hand in the sheets of a rota; `reading` has it.
    """

    path: Path
    reading: Reading
    merged: Merged
    notes: tuple[str, ...] = ()
    edits: HandEdits | None = None

    @property
    def origin(self) -> Origin | None:
        """The workbook it is, if it is one."""
        source, inputs = self.merged.sources[0], self.reading.salvaged
        if source.workbook is None or inputs is None:
            return None
        return Origin(self.path, source.data, source.workbook, inputs, len(self.merged.sources) == 1)

    @property
    def told(self) -> tuple[str, ...]:
        """What was read of each sheet, one line each; those of an included workbook with its file."""
        first, *others = self.merged.sources
        return (*first.told, *(f"{source.path}: {line}" for source in others for line in source.told))

    @property
    def parts(self) -> tuple[Path, ...]:
        """The files it includes."""
        return tuple(source.path for source in self.merged.sources[1:])

    def error(self, problems: Sequence[Problem]) -> FileError:
        """The error of a book's problems, each with its file and place."""
        return FileError.of(self.path, self._sorted(problems), self.merged.told)

    def _sorted(self, problems: Sequence[Problem]) -> list[Problem]:
        """Problems of workbooks in the order of their cells, others as they come."""

        def key(problem: Problem) -> tuple[int, ...]:
            source, path = self.merged.home(problem.path)
            place = source.cell(path)
            return (self.merged.sources.index(source), *(place.in_order if place is not None else (-1,)))

        return sorted(problems, key=key)

    def marked(self, problems: Sequence[Problem]) -> tuple[bytes, list[str]]:
        """A copy of the workbook with the cells of problems marked, and what could not be kept in it.

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
            told = self.merged.told(problem)
            own = f"{source.path}: {place}: "
            marks.append(Mark(place, told.removeprefix(own) if place is not None else told))
        return marked_copy(self.path, marks)


def read(path: Path, limits: Limits = LIMITS) -> BookFile:
    """Read a book's file, and those it includes. Its problems are left to the caller, who may know of more.

    Where a run was killed while it put several files in place beside this one, that is mended first.

    Raises:
        FileError: when a file cannot be read, or holds no data at all.
    """
    if str(path) != STANDARD:
        recover(resolve_links(path).parent)
    merged = read_merged(path, limits)
    notes = [f"{source.path}: {note}" for source in merged.sources for note in source.notes]
    reading = examine(merged.raw)
    edits = _edits(merged, reading)
    if edits is not None and edits.edits is not None:
        merged.raw["rota"] = edits.rota
        reading = examine(merged.raw)
    merged.problems += edits.problems if edits is not None else []
    if is_workbook(path) and (stale := [problem for problem in reading.problems if problem.path[:1] == ("rota",)]):
        # Its sheets were changed since; nobody can mend by hand what is kept out of sight.
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
    """What somebody changed by hand in the sheets of a solved rota; None where there is none, or no inputs to it."""
    workbook = merged.sources[0].workbook
    if workbook is None or workbook.rota_words is None or not isinstance(merged.raw.get("rota"), Mapping):
        return None
    inputs = reading.salvaged
    if reading.book is None:  # the rota may be what no longer fits
        inputs = examine({name: value for name, value in merged.raw.items() if name != "rota"}).salvaged
    if inputs is None:
        return None
    from roster.io.xlsx.hand_edits.edited_rota import read_edits  # here, not above: it needs openpyxl

    return read_edits(workbook, merged.raw["rota"], inputs)


def refuse_output(path: Path, source: Path | None) -> None:
    """Say at once, before any work, that a book cannot be written there.

    Raises:
        FileError: an unknown suffix, a missing folder, or the input itself.
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
    """Say at once that a copy of a workbook cannot be written there.

    Raises:
        FileError: no workbook, another suffix than its own, a missing folder, or the workbook itself.
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
    for number, path in enumerate(paths):
        if any(is_same_file(path, other) for other in paths[:number]):
            raise FileError([f"{path}: is named twice"])


def refuse_inputs(paths: Sequence[Path], parts: Sequence[Path], read: Sequence[Path] = ()) -> None:
    """Say that a file cannot be written because something is read from it.

    Args:
        parts: the files that the input includes.
        read: what else is read.

    Raises:
        FileError: with each of them.
    """
    told = [(part, "is included by the input") for part in parts] + [(file, "is read here") for file in read]
    wrong = [(path, words) for path in paths for file, words in told if is_same_file(path, file)]
    if wrong:
        raise FileError([f"{path}: {words}; the output needs another name" for path, words in dict(wrong).items()])


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
    from roster.io.xlsx.workbook import workbook_bytes  # here, not above: it takes a while to import

    return workbook_bytes(book, rules)


def written(
    book: Book,
    paths: Sequence[Path],
    rules: Sequence[Rule] = (),
    folder: Path | None = None,
    origin: Origin | None = None,
    *,
    say: Callable[[str], None] = lambda sentence: None,
) -> list[tuple[Path, bytes]]:
    """A book as it is written to several files, and what goes along with it.

    Args:
        rules: the book's own, built; only workbooks need them.
        folder: in which the book's rule files lie; they go along with an output in another folder.
        origin: the workbook it came from; workbooks are that one, with what has changed.
        say: told what of that workbook cannot be kept, and of rule files that go along.

    Raises:
        FileError: when it cannot be put into one of the forms.
    """
    contents: dict[Path, bytes] = {}
    for path in paths:
        seen, copies = rule_files.beside(book, folder, path, say)
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
    "read",
    "refuse_copy",
    "refuse_inputs",
    "refuse_output",
    "refuse_outputs",
    "refuse_same",
    "written",
]
