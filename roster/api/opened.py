"""The opened book: read from a file, or made ready in memory, with its rules built and its pins checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from constraints.admission import Admission, admit, impossible_pin
from constraints.base import CandidateRule
from constraints.unread import Unread, unread
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.problems import BookError, Problem
from models.reading.order import in_book_order
from roster.io import books
from roster.io.rule_files import registry_of
from roster.io.storage.files import write_atomically
from roster.io.xlsx.round_trip.origin import Origin
from roster.lifecycle.continuation.book_pair import PreparedBook
from roster.lifecycle.hand_edits import HandEdits, Mark, pins_after, unproven_scores


@dataclass(frozen=True)
class OpenBook:
    """A book that has been checked and is ready to work with: its rules are built, its pins are possible.

    Attributes:
        book: the book.
        admission: its facts and its rules.
        folder: where it was read from; its rule files lie there.
        notes: warnings about what was read, one sentence each.
        edits: the changes made by hand in the sheets of its rota; `book` contains them.
        impossible: pins marked by hand that the data rule out, a sentence each with the cell; `book` lacks them.
        origin: the workbook it was read from; writing keeps everything in it that does not change.
        parts: the files it includes; they are never written to.
        read: for workbooks, a line for each sheet that says how much was read of it.
        sources: other files that were read for it and are never written to: rule files, the last book, records of work.
    """

    book: Book
    admission: Admission
    folder: Path | None = None
    notes: tuple[str, ...] = ()
    edits: HandEdits | None = None
    impossible: tuple[str, ...] = ()
    origin: Origin | None = None
    parts: tuple[Path, ...] = ()
    read: tuple[str, ...] = ()
    sources: tuple[Path, ...] = ()

    @property
    def view(self) -> RotaView:
        """The rota as planned.

        Raises:
            NoRotaError: the book holds none.
        """
        return RotaView.of(self.book, self.admission.facts)

    @cached_property
    def unread(self) -> list[Unread]:
        """The statements in the book, such as tags, that none of its rules reads, so they are not checked."""
        return unread(self.admission.facts, self.admission.rules)

    @property
    def as_worked(self) -> RotaView:
        """The rota with the records of what was worked, which is what rules check."""
        return self.view.as_worked

    @property
    def remembered(self) -> PreparedBook:
        """The facts and rules that continuing from this book needs."""
        return PreparedBook(self.admission.facts, self.admission.rules)


def open_book(path: str | Path) -> OpenBook:
    """Reads a book from a file and makes it ready to work with.

    Raises:
        FileError: with every mistake, each with its place.
    """
    file, found = _examined(Path(path))
    if isinstance(found, OpenBook):
        return found
    raise file.error(found)


def read_book(path: str | Path) -> Book:
    """Reads the book in a `.yaml`, `.json` or `.xlsx` file.

    Raises:
        FileError: with every mistake, each with its place.
    """
    return open_book(path).book


def ready(book: Book, folder: Path | None = None) -> OpenBook:
    """Makes a book that is in memory ready to work with: builds its rules and checks its pins.

    Args:
        folder: where its rule files lie; the current folder when None.

    Raises:
        BookError: rules or pins that are not possible.
    """
    admission = admit(book, registry_of(book, folder or Path()))
    if admission.problems:
        raise BookError(admission.problems)
    return OpenBook(book, admission, folder)


def prepared(book: Book | OpenBook) -> OpenBook:
    """The book as it was opened; one that was not opened is made ready.

    Raises:
        BookError: rules or pins that are not possible.
    """
    return book if isinstance(book, OpenBook) else ready(book)


def mark_mistakes(path: str | Path, copy: str | Path, *, say: Callable[[str], None] = lambda sentence: None) -> bool:
    """Writes a copy of a workbook with the faulty cells marked and commented.

    Returns:
        False, and no copy is written, when there is no mistake.

    Args:
        say: called with a sentence for each thing that the copy cannot keep.

    Raises:
        FileError: it is no workbook, or the copy cannot be written.
    """
    file, found = _examined(Path(path))
    books.refuse_inputs([Path(copy)], file.parts)
    if isinstance(found, OpenBook):
        return False
    data, lost = file.marked(found)
    write_atomically([(Path(copy), data)])
    for sentence in lost:
        say(sentence)
    return True


def _examined(path: Path) -> tuple[books.BookFile, OpenBook | list[Problem]]:
    """Reads a book file, builds its rules, and checks both.

    Returns:
        The file, and the opened book where it has no mistake, else every mistake.
    """
    file = books.read(path)
    reading = file.reading
    problems = list(reading.problems)
    if reading.salvaged is not None:
        try:
            registry = registry_of(reading.salvaged, path.parent, path)
        except BookError as error:
            problems += error.problems
        else:
            admission = admit(reading.salvaged, registry, reading.indices)
            if not problems and not admission.problems:
                opened = OpenBook(
                    book=reading.salvaged,
                    admission=admission,
                    folder=path.parent,
                    notes=file.notes,
                    edits=file.edits,
                    origin=file.origin,
                    parts=file.parts,
                    read=file.sheet_summaries,
                    sources=tuple(path.parent / name for name in reading.salvaged.rule_files),
                )
                return file, with_edits(opened) if file.edits is not None else opened
            problems += admission.problems
    return file, in_book_order(problems)


def with_edits(opened: OpenBook, more: Sequence[Mark] = ()) -> OpenBook:
    """Applies the marks made by hand to the pins of a book, and scores its rota as it now is.

    Args:
        opened: a book with edits.
        more: further changes that become pins.
    """
    edits, facts = opened.edits, opened.admission.facts
    assert edits is not None
    gates = [rule for rule in opened.admission.rules if isinstance(rule, CandidateRule)]
    wrong = {
        mark: sentence
        for mark in (*edits.pinned, *more)
        if (sentence := impossible_pin(facts, gates, mark.pin)) is not None
    }
    possible = replace(edits, pinned=tuple(mark for mark in edits.pinned if mark not in wrong))
    book = opened.book
    pins = pins_after(book.pins, possible, [mark for mark in more if mark not in wrong])
    if pins != book.pins:
        book = book.changed(pins=pins)
    if edits.changes_rota and book.rota is not None:
        verdict = verify(RotaView.of(book, facts).as_worked, opened.admission.rules)
        rota = book.rota.model_copy(update={"scores": unproven_scores(verdict), "breaches": tuple(verdict.soft)})
        book = book.model_copy(update={"rota": rota})
    admission = opened.admission if book.pins == opened.book.pins else ready(book, opened.folder).admission
    sentences = tuple(f"{mark.where}: {sentence}" for mark, sentence in wrong.items())
    return replace(opened, book=book, admission=admission, impossible=sentences)
