"""Keeps the incumbent of a search in a file, and reads it again to continue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from roster.cli.output import say

if TYPE_CHECKING:
    from models.book import Book
    from models.rota import Rota
    from roster.api import OpenBook


class Checkpoint:
    """Writes solved books to a file; when that fails, it warns once and the search goes on.

    Args:
        path: the file.
        opened: the book that is being solved.
    """

    def __init__(self, path: Path, opened: OpenBook) -> None:
        self._path = path
        self._opened = opened
        self._warned = False

    def __call__(self, solved: Book) -> None:
        """Writes the book with the best rota so far."""
        from roster import api
        from roster.io.storage.files import FileError

        try:
            api.write_book(replace(self._opened, book=solved), self._path)
        except FileError as error:
            if not self._warned:
                self._warned = True
                say(f"warning: no checkpoint: {error}", err=True)


def resumed_rota(path: Path, opened: OpenBook, outputs: Sequence[Path]) -> Rota:
    """The rota that a search continues from.

    Args:
        path: a checkpoint, or another solved book.
        opened: the book that is being solved.
        outputs: the files that will be written.

    Raises:
        FileError: it holds no rota, its inputs are others, or one of its files is an output.
    """
    from roster import api
    from roster.io.books import refuse_inputs
    from roster.io.storage.files import FileError

    found = api.open_book(path)
    refuse_inputs(outputs, found.parts, found.sources)
    before = found.book
    if before.rota is None:
        raise FileError([f"{path}: holds no rota to go on from"])
    if before.input_hash != opened.book.input_hash:
        raise FileError([f"{path}: its inputs are not those of this book, so its rota cannot be gone on from"])
    return before.rota
