"""Writes books to files, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from models.book import Book
from roster.api.opened import OpenBook, prepared
from roster.io import books
from roster.io.rule_files import refuse_copies
from roster.io.storage.files import write_atomically


def refuse_to_write(opened: OpenBook, outputs: Sequence[Path], others: Sequence[Path] = ()) -> None:
    """Refuses, before any work, files that a book or an answer about it cannot be written to.

    Args:
        outputs: where the book is to be written.
        others: other files that are to be written.

    Raises:
        FileError: one is a file that the book was read from, or one of its rule files cannot be put beside an output.
    """
    books.refuse_inputs([*outputs, *others], opened.parts, opened.sources)
    refuse_copies(opened.book, opened.folder, outputs)


def write_book(
    book: Book | OpenBook,
    *paths: str | Path,
    beside: Sequence[tuple[Path, bytes]] = (),
    say: Callable[[str], None] = lambda sentence: None,
) -> None:
    """Writes a book to `.json`, `.yaml` or, with its rota, `.xlsx` files: all of them or none.

    A workbook names every rule, so give a book that has rule files opened (`open_book`). An opened book that was read
    from a workbook is written into that workbook; everything else in it is kept.

    Args:
        beside: other files with their bytes; they are written together with the book.
        say: called with a sentence for each thing in that workbook that cannot be kept.

    Raises:
        FileError: when it cannot be written.
        BookError: a workbook of a book whose rules or pins are not possible.
    """
    write_atomically([*written(book, [Path(path) for path in paths], say), *beside])


def written(book: Book | OpenBook, paths: Sequence[Path], say: Callable[[str], None]) -> list[tuple[Path, bytes]]:
    """The bytes of a book for each of some files, none of which it was itself read from.

    Raises:
        BookError, FileError: as `write_book`.
    """
    if any(path.suffix.lower() == ".xlsx" for path in paths):
        book = prepared(book)
    if not isinstance(book, OpenBook):
        return books.encode_files(book, paths)
    refuse_to_write(book, paths)
    return books.encode_files(book.book, paths, book.admission.rules, book.folder, book.origin, say=say)
