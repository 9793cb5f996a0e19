"""People as they are named on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.book import Book


def person_id(path: Path, book: Book, said: str) -> str:
    """The id of the person that is meant.

    Raises:
        FileError: nobody has that id; who has it as their name, or one like it, is suggested.
    """
    from roster.analysis.names import unknown_person
    from roster.io.storage.files import FileError

    if problem := unknown_person(book.people, said):
        raise FileError([f"{path}: {problem}"])
    return said
